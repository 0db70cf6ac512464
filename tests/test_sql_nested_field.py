"""``SQLNested`` as a field of DRF's: its arguments, its schema, single objects, its sources, its plan."""

import copy
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db.models import F, OuterRef, Prefetch, Q, Window
from django.db.models.functions import Rank
from django.db.models.lookups import GreaterThan, LessThan
from django.db.models.manager import BaseManager
from django.db.models.query import QuerySet
from django.test import override_settings
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from rest_framework import generics, serializers
from rest_framework.metadata import SimpleMetadata
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from drf_sqllist import SQLListView, SQLNested
from drf_sqllist.plan import plans
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.statements import record
from tests.testapp.models import Author, Book, Chapter, Note
from tests.views import compare

pytestmark = pytest.mark.django_db
factory = APIRequestFactory()

CHAPTER = model_serializer(Chapter, "title", "number")


class OwnList(serializers.ListSerializer):
    def to_representation(self, data: Any) -> Any:
        return super().to_representation(data)[:1]


class Bulk(serializers.ListSerializer):
    def create(self, validated_data: Any) -> Any:
        return []


def listed(cls: type) -> type:
    meta = type("Meta", (CHAPTER.Meta,), {"list_serializer_class": cls})
    return type("ListedSerializer", (CHAPTER,), {"Meta": meta})


class TestArguments:
    @pytest.mark.parametrize(
        ("arguments", "options", "message"),
        [
            ((Chapter,), {}, "SQLNested lists objects by a serializer, not by <class"),
            (("chapters",), {}, "SQLNested lists objects by a serializer, not by 'chapters': give it a serializer"),
            ((CHAPTER(many=True),), {}, "SQLNested was given a ListSerializer: give it the serializer of one object"),
            ((listed(OwnList),), {}, "SQLNested makes the list by itself, without OwnList.to_representation(), which"),
            ((CHAPTER,), {"filter": {"number": 1}}, "SQLNested cannot use filter={'number': 1}: give it a Q, as Q("),
            ((CHAPTER,), {"filter": "number"}, "SQLNested cannot use filter='number': give it a Q"),
            ((CHAPTER,), {"filter": Q(number=OuterRef("pk"))}, "there is no outer query; name the parent"),
            ((CHAPTER,), {"order_by": "-number"}, "SQLNested cannot use order_by='-number': give it a list of names"),
            (
                (CHAPTER,),
                {"order_by": [1]},
                "SQLNested cannot use order_by=[1]: give it a list of names",
            ),
            ((CHAPTER,), {"order_by": [OuterRef("pk")]}, "there is no outer query; name the parent"),
            ((CHAPTER,), {"limit": 0}, "SQLNested cannot use limit=0: give it a whole number above 0"),
            ((CHAPTER,), {"limit": -1}, "SQLNested cannot use limit=-1: give it a whole number above 0"),
            ((CHAPTER,), {"limit": True}, "SQLNested cannot use limit=True: give it a whole number above 0"),
            ((CHAPTER,), {"limit": "3"}, "SQLNested cannot use limit='3': give it a whole number above 0"),
            ((CHAPTER,), {"many": True}, "SQLNested is a list already: leave many=True out."),
            ((CHAPTER,), {"read_only": False}, "unexpected keyword argument 'read_only'"),
        ],
    )
    def test_wrong(self, arguments: Any, options: Any, message: str):
        with pytest.raises(TypeError) as caught:
            SQLNested(*arguments, **options)
        assert message in str(caught.value)

    def test_a_list_class_that_only_writes(self):
        assert isinstance(SQLNested(listed(Bulk)).child, serializers.ModelSerializer)

    def test_copies(self):
        """What DRF does with declared fields, for each serializer."""
        condition = Q(number=1)
        field = SQLNested(CHAPTER(), source="chapters", filter=condition, order_by=[F("title").desc()], limit=3)
        again = copy.deepcopy(copy.deepcopy(field))
        assert again.choice.filter is condition
        assert (again.choice.limit, again.source, again.read_only) == (3, "chapters", True)
        assert again.choice.order_by == field.choice.order_by
        assert again.child is not field.child
        assert again.child.parent is again

    def test_one_declaration_in_two_serializers(self):
        library()
        base = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, limit=1))
        inherited = type("Inherited", (base,), {"Meta": type("Meta", (base.Meta,), {"fields": ["chapters"]})})
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=inherited)
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=base)


class Detail(generics.RetrieveUpdateAPIView):
    queryset = Book.objects.all()
    renderer_classes = [JSONRenderer, BrowsableAPIRenderer]
    serializer_class = model_serializer(
        Book, "id", "title", chapters=SQLNested(CHAPTER, filter=Q(number__gt=0), order_by=["-number"], limit=1)
    )


class Listed(SQLListView):
    queryset = Book.objects.order_by("pk")
    renderer_classes = [JSONRenderer, BrowsableAPIRenderer]
    serializer_class = Detail.serializer_class


class TestViews:
    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    def test_detail(self):
        """One object: a query for each nested list, and the same value as in a list."""
        book = Book.objects.get(title="Zero")
        with record() as statements:
            found = Detail.as_view()(factory.get("/"), pk=book.pk).data
        assert len(statements) == 2
        assert found["chapters"] == [{"title": "Two", "number": 2}]
        rows = Listed.as_view()(factory.get("/")).data
        assert found in rows

    def test_it_is_not_written(self):
        book = Book.objects.get(title="Zero")
        request = factory.patch("/", {"title": "New", "chapters": [{"title": "x", "number": 9}]}, format="json")
        response = Detail.as_view()(request, pk=book.pk)
        assert (response.status_code, response.data["title"]) == (200, "New")
        assert book.chapters.filter(title="x").count() == 0

    @pytest.mark.parametrize("view", [Detail, Listed])
    def test_the_browsable_api(self, view: Any):
        kwargs = {"pk": Book.objects.get(title="Zero").pk} if view is Detail else {}
        response = view.as_view()(factory.get("/", HTTP_ACCEPT="text/html"), **kwargs).render()
        assert response.status_code == 200
        assert b"&quot;Two&quot;" in response.content

    def test_metadata(self):
        serializer = Detail.serializer_class()
        info = SimpleMetadata().get_serializer_info(serializer)["chapters"]
        assert (info["read_only"], info["type"], list(info["child"]["children"])) == (
            True,
            "field",
            ["title", "number"],
        )

    def test_schema(self):
        class View(SQLListView):
            queryset = Book.objects.all()
            serializer_class = Detail.serializer_class
            schema = AutoSchema()

        found = SchemaGenerator(patterns=[path("books/", View.as_view())]).get_schema(request=None, public=True)
        property_ = found["components"]["schemas"]["Book"]["properties"]["chapters"]
        assert property_ == {"type": "array", "items": {"$ref": "#/components/schemas/Chapter"}, "readOnly": True}


def shown(serializer: Any) -> Any:
    return serializer.to_representation(serializer.instance)


class TestSources:
    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    def test_a_list_in_memory(self):
        books = Book.objects.prefetch_related(Prefetch("chapters", to_attr="few")).order_by("pk")
        serializer = model_serializer(Book, "id", few=SQLNested(CHAPTER, limit=1))
        with pytest.raises(TypeError, match=r"BookSerializer.few: the source 'few' leads to a list"):
            shown(serializer(books, many=True))
        compare("/rows/", queryset=books, serializer_class=serializer)

    def test_a_queryset_of_a_property(self, monkeypatch: pytest.MonkeyPatch):
        live = property(lambda self: Chapter.objects.filter(book=self, number__gt=0))
        monkeypatch.setattr(Book, "live", live, raising=False)
        serializer = model_serializer(Book, "id", live=SQLNested(CHAPTER, order_by=["-number"], limit=1))
        response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer)
        assert response.sqllist.mode == "spliced"

    def test_a_manager(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(Book, "everyone", property(lambda self: Chapter.objects), raising=False)
        serializer = model_serializer(Book, "id", everyone=SQLNested(CHAPTER, order_by=["-number"], limit=1))
        assert len(shown(serializer(Book.objects.order_by("pk"), many=True))[0]["everyone"]) == 1

    def test_a_manager_that_is_no_manager(self, monkeypatch: pytest.MonkeyPatch):
        """Made of a queryset class, without Django's ``Manager``."""
        base = BaseManager.from_queryset(QuerySet)
        monkeypatch.setattr(Chapter._default_manager, "__class__", base)
        serializer = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, order_by=["-pk"], limit=1))
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer)

    def test_a_wrong_condition(self):
        serializer = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, filter=Q(nowhere=1)))
        with pytest.raises(FieldError):
            shown(serializer(Book.objects.order_by("pk"), many=True))
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer)

    @pytest.mark.parametrize("found", [None, True, {"number": 1}, "number"])
    def test_a_function_that_returns_no_condition(self, found: Any):
        """Nothing returned is no leave to show everything."""
        serializer = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, filter=lambda request: found))
        with pytest.raises(TypeError, match=r"BookSerializer.chapters: the function given as filter returned"):
            shown(serializer(Book.objects.order_by("pk"), many=True))
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer)

    def test_a_function_is_given_the_request(self):
        def newest(request: Request) -> Q:
            return Q(number__gte=int(request.query_params["least"]))

        serializer = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, filter=newest, limit=5))
        bodies = set()
        for least in ("1", "2", "7", "99"):
            response, statements = compare(
                f"/rows/?least={least}", queryset=Book.objects.order_by("pk"), serializer_class=serializer
            )
            assert len(statements) == 1
            bodies.add(response.rendered_content)
        assert len(bodies) == 4

    @pytest.mark.parametrize("join", [1, 10**9])
    def test_a_window(self, join: int):
        """Ranks among one parent's rows: no other parent's are counted."""
        rank = Window(Rank(), order_by="-number")
        for options in ({"order_by": [rank, "title"]}, {"filter": LessThan(rank, 3)}):
            serializer = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, limit=2, **options))
            with override_settings(DRF_SQLLIST={"JOIN_FROM": join}):
                response, statements = compare(
                    "/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer
                )
            assert (response.sqllist.mode, len(statements)) == ("sql", 1)
            by_hand = [
                [
                    row["title"]
                    for row in CHAPTER(
                        book.chapters.filter(options.get("filter", Q())).order_by(
                            *options.get("order_by", Chapter._meta.ordering), "pk"
                        )[:2],
                        many=True,
                    ).data
                ]
                for book in Book.objects.order_by("pk")
            ]
            assert [[chapter["title"] for chapter in row["chapters"]] for row in response.data] == by_hand

    def test_a_subclass_with_its_own_rows(self):
        class Shouting(SQLNested):
            def to_representation(self, data: Any) -> Any:
                return [{**row, "title": row["title"].upper()} for row in super().to_representation(data)]

        class Odd(SQLNested):
            def rows(self, related: QuerySet[Any]) -> QuerySet[Any]:
                return super().rows(related.filter(number=1))

        for cls in (Shouting, Odd):
            serializer = model_serializer(Book, "id", chapters=cls(CHAPTER, limit=2))
            response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer)
            assert response.sqllist.mode == "spliced"

    def test_notes_of_two_models(self):
        """A generic relation finds the notes of its own model only."""
        for target in (Book.objects.order_by("pk")[0], Author.objects.order_by("pk")[0]):
            Note.objects.create(target=target, text=type(target).__name__)
        Note.objects.filter(text="Author").update(object_id=Book.objects.order_by("pk")[0].pk)
        serializer = model_serializer(Book, "id", notes=SQLNested(model_serializer(Note, "text"), limit=3))
        assert shown(serializer(Book.objects.order_by("pk"), many=True))[0]["notes"] == [{"text": "Book"}]
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=serializer)


class TestKept:
    """A plan is read once; the rows are each request's own."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    def readings(self, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
        found: list[Any] = []
        read = plans._read
        monkeypatch.setattr(plans, "_read", lambda *args: found.append(args) or read(*args))
        return found

    def test_plain_rows(self, monkeypatch: pytest.MonkeyPatch):
        readings = self.readings(monkeypatch)
        bodies = []
        for number in range(3):
            bodies.append(Listed.as_view()(factory.get("/")).data)
            Chapter.objects.create(book=Book.objects.order_by("pk")[0], title=f"new {number}", number=90 + number)
        assert len(readings) <= 1
        assert [body[0]["chapters"][0]["number"] for body in bodies] == [2, 90, 91]

    def test_rows_by_request(self, monkeypatch: pytest.MonkeyPatch):
        field = SQLNested(CHAPTER, filter=lambda request: Q(title=request.query_params["title"]))
        shown_by = model_serializer(Book, "id", chapters=field)
        view = type("ByRequest", (SQLListView,), {"queryset": Listed.queryset, "serializer_class": shown_by})
        readings = self.readings(monkeypatch)
        for title in ("Two", "one", "nobody", "Two"):
            rows = view.as_view()(factory.get("/", {"title": title})).data
            assert {chapter["title"] for row in rows for chapter in row["chapters"]} == {title} - {"nobody"}
        assert len(readings) == 1

    def test_a_request_whose_rows_cannot_be_chosen(self):
        """It is answered as DRF answers it, and so is the next one."""
        held: list[Any] = []

        def choose(request: Any) -> Any:
            return held[0]

        rank = Window(Rank(), partition_by="book", order_by="-number")
        conditions = [None, Q(number=1), GreaterThan(rank, 1), Q(nowhere=1), Q(number=2)]
        for first in range(len(conditions)):
            shown_by = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, filter=choose))
            modes = {}
            for number in (*range(first, len(conditions)), *range(len(conditions))):
                held[:] = [conditions[number]]
                response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown_by)
                modes[number] = getattr(getattr(response, "sqllist", None), "mode", None)
            assert modes == {0: None, 1: "sql", 2: "spliced", 3: None, 4: "sql"}

    def test_one_view_at_a_time(self):
        """A plan is of the declared field: another with the same names has rows of its own."""
        for limit in (1, 2, 3):
            field = SQLNested(CHAPTER, order_by=["-pk"], limit=limit)
            compare(
                "/rows/",
                queryset=Book.objects.order_by("pk"),
                serializer_class=model_serializer(Book, "id", chapters=field),
            )
