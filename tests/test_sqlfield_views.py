"""``SQLField`` in views: ordered and filtered by, paged by cursors, shown by themselves in one statement."""

import json
from typing import Any

import pytest
from django.db.models import Count, F, Max, Q, Sum, Value, Window
from django.db.models.functions import Concat, DenseRank, Lag, RowNumber
from django_filters import rest_framework as django_filters
from rest_framework import filters, serializers
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView, RetrieveUpdateAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination, PageNumberPagination
from rest_framework.renderers import JSONRenderer

from drf_sqllist import SQLField, SQLListMixin, annotated
from drf_sqllist.fields.querysets import has_names, named, without_unused
from drf_sqllist.testing import assert_parity
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book, Chapter, Pair, Pizzeria, UuidChild, UuidKey
from tests.views import PagesOfTwo, call, factory

pytestmark = pytest.mark.django_db


class AuthorLine(serializers.ModelSerializer):
    n = SQLField(Count("books"))
    income = SQLField(Sum("books__price"))
    last = SQLField(Max("books__published"))
    known = SQLField(Q(country__isnull=False))
    place = SQLField(Window(DenseRank(), order_by=F("name").desc()))
    before = SQLField(Window(Lag("name"), order_by="pk"))
    hello = SQLField(lambda request: Concat(Value(request.query_params.get("word", "%s '")), "name"))

    class Meta:
        model = Author
        fields = ["id", "name", "n", "income", "last", "known", "place", "before", "hello"]


class AuthorFilter(django_filters.FilterSet):
    more = django_filters.NumberFilter(field_name="n", lookup_expr="gt")
    sells = django_filters.NumberFilter(field_name="income", lookup_expr="gte")
    known = django_filters.BooleanFilter()
    top = django_filters.NumberFilter(field_name="place", lookup_expr="lte")
    hello = django_filters.CharFilter(lookup_expr="startswith")

    class Meta:
        model = Author
        fields = ["name"]


class Listed(ListAPIView):
    """The oracle: DRF's list on a queryset that has every name as an annotation of Django's own."""

    queryset = Author.objects.order_by("pk")
    serializer_class = AuthorLine
    renderer_classes = [JSONRenderer]
    pagination_class = None
    filter_backends = [filters.OrderingFilter, filters.SearchFilter, django_filters.DjangoFilterBackend]
    ordering_fields: Any = ["n", "income", "last", "known", "place", "before", "hello", "id"]
    search_fields = ["=n", "hello"]
    filterset_class = AuthorFilter


class Ours(SQLListMixin, Listed):
    pass


class OnDRFsPath(Ours):
    sqllist_enabled = False


VALUES = {
    "n": [2, 1, 1, 0],
    "place": [4, 3, 2, 1],
    "known": [True, True, False, True],
    "income": ["9.95", "-1.10", None, None],
    "before": [None, "Ann", "Bob é\u2028", "Cat"],
}


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def names(view: type, query: str, statements: int | None = 1) -> list[str]:
    """The rows, in the same order on both paths, by one statement."""
    ours = call(type("Authors", (view,), {}), f"/rows/?{query}")
    plain = call(type("Authors", (view,), {"sqllist_enabled": False}), f"/rows/?{query}")
    assert (ours.status, ours.error, ours.body) == (plain.status, plain.error, plain.body)
    assert ours.error == ""
    assert ours.response.sqllist.mode != "serializer", ours.response.sqllist.problems
    assert len(ours.statements) <= 1 if statements is None else len(ours.statements) == statements
    rows = json.loads(ours.body)
    return [row["name"][0] for row in (rows if isinstance(rows, list) else rows["results"])]


def test_values():
    rows = json.loads(call(Ours).body)
    assert {name: [row[name] for row in rows] for name in VALUES} == VALUES


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ordering=n,id", "DBCA"),
        ("ordering=-n,id", "ABCD"),
        ("ordering=-income,id", None),  # where NULL comes is the database's own
        ("ordering=known,-id", "CDBA"),
        ("ordering=place", "DCBA"),
        ("ordering=-place", "ABCD"),
        ("ordering=hello", "ABCD"),
        ("ordering=hello&word=%25", "ABCD"),
        ("ordering=-last,id", None),
        ("search=1", "BC"),
        ("search=%25s", "ABCD"),
        ("search=Dan", "D"),
        ("more=0&ordering=-id", "CBA"),
        ("more=1", "A"),
        ("sells=-2", "AB"),
        ("sells=9.95", "A"),
        ("known=false", "C"),
        ("known=true&ordering=-place", "ABD"),
        ("top=2", "CD"),
        ("top=2&ordering=place", "DC"),
        ("hello=HiAnn&word=Hi", "A"),
        ("hello=HiAnn", ""),
        ("ordering=n%27;--,nothing", "ABCD"),
        ("more=x%27", None),
        ("name=Ann&ordering=before", "A"),
    ],
)
def test_ordered_and_filtered(query: str, expected: str | None):
    if query.startswith("more=x"):
        ours = call(Ours, f"/rows/?{query}")
        assert (ours.status, b"Enter a number" in ours.body) == (400, True)
        return
    found = "".join(names(Ours, query))
    assert expected is None or found == expected


@pytest.mark.parametrize("ordering_fields", ["__all__", None])
def test_ordering_fields_that_are_not_named(ordering_fields: Any):
    """``"__all__"`` are the model's fields and the queryset's names; None are the serializer's fields."""
    view = type("Authors", (Ours,), {"ordering_fields": ordering_fields})
    assert "".join(names(view, "ordering=n,id")) == "DBCA"


def test_the_order_of_the_view():
    assert "".join(names(type("Authors", (Ours,), {"ordering": ["-place"]}), "")) == "ABCD"
    assert "".join(names(type("Authors", (Ours,), {"ordering": ["place"]}), "")) == "DCBA"


@pytest.mark.parametrize("paginator", [PagesOfTwo, LimitOffsetPagination])
def test_pages(paginator: Any):
    view = type("Authors", (Ours,), {"pagination_class": paginator})
    assert "".join(names(view, "ordering=-n,id&limit=2")) == "AB"
    assert "".join(names(view, "ordering=-n,id&limit=2&offset=2&page=2")) == "CD"
    assert "".join(names(view, "more=0&ordering=-n,id&limit=2&offset=2&page=2")) == "C"


class ByBooks(CursorPagination):
    ordering = ("-n", "id")
    page_size = 1


class ByPlace(CursorPagination):
    ordering = "place"
    page_size = 2


@pytest.mark.parametrize(("paginator", "expected"), [(ByBooks, "ABCD"), (ByPlace, "DCBA")])
def test_cursors(paginator: Any, expected: str):
    """Forwards to the end, and back: the position is in the statement."""
    found: dict[bool, str] = {}
    for enabled in (True, False):
        view = type("Authors", (Ours,), {"pagination_class": paginator, "sqllist_enabled": enabled})
        url, found[enabled] = "/rows/", ""
        for way in ("next", "previous"):
            while url:
                answer = call(view, url)
                assert answer.error == ""
                assert answer.response.sqllist.mode == ("sql" if enabled else "serializer") or enabled
                assert not enabled or len(answer.statements) == 1
                page = json.loads(answer.body)
                found[enabled] += "".join(row["name"][0] for row in page["results"])
                last, url = page, page[way]
            url = last["previous"]
    assert found[True] == found[False]
    assert found[True].startswith(expected)


class OwnPages(PageNumberPagination):
    """Orders by itself."""

    page_size = 2

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return super().paginate_queryset(queryset.order_by("-place"), request, view)


def test_a_paginator_of_ones_own():
    view = type("Authors", (Ours,), {"pagination_class": OwnPages})
    assert "".join(names(view, "", statements=2)) == "AB"  # it counts by itself
    assert "".join(names(view, "page=2", statements=2)) == "CD"


class OrderingLater(Ours):
    """What comes after DRF's filters may use the names, too."""

    def filter_queryset(self, queryset: Any) -> Any:
        return super().filter_queryset(queryset).filter(n__gt=0).order_by("-place")


def test_a_filter_queryset_of_ones_own():
    assert "".join(names(OrderingLater, "")) == "ABC"


class Retrieving(SQLListMixin, RetrieveUpdateAPIView):
    queryset = Author.objects.all()
    serializer_class = AuthorLine
    renderer_classes = [JSONRenderer]


class NoRequest(serializers.ModelSerializer):
    n = SQLField(Count("books"))
    place = SQLField(Window(DenseRank(), order_by=F("name").desc()))
    shown = SQLField("name")

    class Meta:
        model = Author
        fields = ["name", "n", "place", "shown"]


def test_an_object_by_itself_is_one_statement():
    key = Author.objects.get(name="Cat").pk
    view = type("Authors", (Retrieving,), {"serializer_class": NoRequest})
    shown = call(view, arguments={"pk": key})
    assert json.loads(shown.body) == {"name": "Cat", "n": 1, "place": 2, "shown": "Cat"}
    assert len(shown.statements) == 1
    assert len(call(view, arguments={"pk": key}, method="head").statements) == 1
    plain = call(
        type("Authors", (RetrieveAPIView,), {**vars(Retrieving), "serializer_class": NoRequest}), arguments={"pk": key}
    )
    assert (plain.body, len(plain.statements)) == (shown.body, 3)


def test_an_object_with_a_function_of_the_request():
    key = Author.objects.get(name="Cat").pk
    shown = call(Retrieving, "/rows/?word=Hi", arguments={"pk": key})
    assert json.loads(shown.body)["hello"] == "HiCat"
    listed = json.loads(call(Ours, "/rows/?word=Hi").body)
    assert json.loads(shown.body) == listed[2]


@pytest.mark.parametrize("method", ["put", "patch"])
def test_an_object_that_is_written_to(method: str):
    """Its answer has the values of after that."""
    key = Author.objects.get(name="Cat").pk
    view = type("Authors", (Retrieving,), {"serializer_class": NoRequest})
    body = json.loads(call(view, arguments={"pk": key}, method=method, data={"name": "Ab", "shown": "x", "n": 9}).body)
    assert body == {"name": "Ab", "n": 1, "place": 4, "shown": "Ab"}


def test_the_browsable_api_and_options():
    from rest_framework.renderers import BrowsableAPIRenderer

    key = Author.objects.get(name="Cat").pk
    made = {"serializer_class": NoRequest, "renderer_classes": [BrowsableAPIRenderer]}
    page = call(type("Authors", (Retrieving,), made), arguments={"pk": key}).body.decode()
    assert 'name="name"' in page
    assert 'name="n"' not in page  # a form has no read-only fields
    told = call(
        type("Authors", (Retrieving,), {"serializer_class": AuthorLine}), arguments={"pk": key}, method="options"
    )
    fields = json.loads(told.body)["actions"]["PUT"]
    assert {name: fields[name]["type"] for name in ("n", "income", "last", "known", "hello")} == {
        "n": "integer",
        "income": "decimal",
        "last": "datetime",
        "known": "boolean",
        "hello": "string",
    }
    assert all(fields[name]["read_only"] and not fields[name]["required"] for name in ("n", "income"))


class Shadowed(Author):
    """A property of the name of a field of the serializer."""

    class Meta:
        proxy = True
        app_label = "testapp"

    @property
    def n(self) -> str:
        return "a property"


SHADOWED = model_serializer(Shadowed, "name", n=SQLField(Count("books")))


def test_a_property_of_the_same_name():
    view = type(
        "Authors",
        (Ours,),
        {"queryset": Shadowed.objects.order_by("pk"), "serializer_class": SHADOWED, "filterset_class": None},
    )
    assert "".join(names(view, "ordering=n,id")) == "DBCA"
    assert [row["n"] for row in json.loads(call(view).body)] == [2, 1, 1, 0]


def test_a_cursor_and_a_property_of_the_same_name():
    """Django could not set it, and DRF would read the property: both paths say so."""
    for enabled in (True, False):
        made = {"queryset": Shadowed.objects.all(), "serializer_class": SHADOWED, "filterset_class": None}
        view = type("Authors", (Ours,), {**made, "pagination_class": ByBooks, "sqllist_enabled": enabled})
        assert "A cursor reads 'n' from the instances of testapp.Shadowed" in call(view).error


def test_a_column_of_the_same_name():
    """Views order by the column; the field shows its own value. A system check says so."""
    serializer = model_serializer(Author, "id", name=SQLField(Value("same")))
    view = type(
        "Authors", (Ours,), {"serializer_class": serializer, "ordering_fields": ["name"], "filterset_class": None}
    )
    ours = call(view, "/rows/?ordering=-name")
    assert [row["name"] for row in json.loads(ours.body)] == ["same"] * 4
    assert [row["id"] for row in json.loads(ours.body)] == [
        *Author.objects.order_by("-name").values_list("pk", flat=True)
    ]


def test_an_annotation_of_the_same_name():
    view = type(
        "Authors",
        (Ours,),
        {"queryset": Author.objects.annotate(n=-Count("pupils")).order_by("pk"), "filterset_class": None},
    )
    rows = json.loads(call(view, "/rows/?ordering=n,id").body)
    assert [row["name"][0] for row in rows] == ["A", "B", "C", "D"]  # -1, -1, -1, 0: the annotation's order
    assert [row["n"] for row in rows] == [2, 1, 1, 0]


@pytest.mark.parametrize(
    "queryset",
    [
        lambda: (
            Author.objects.order_by().filter(name="Ann").union(Author.objects.order_by().filter(name="Bob é\u2028"))
        ),
        lambda: Author.objects.order_by("pk")[:2],
    ],
)
def test_querysets_to_which_nothing_can_be_added(queryset: Any):
    view = type(
        "Authors",
        (Ours,),
        {"get_queryset": lambda self: queryset(), "filter_backends": [], "serializer_class": NoRequest},
    )
    found = call(view)
    assert found.error == ""
    assert (found.error, sorted(row["n"] for row in json.loads(found.body))) == ("", [1, 2])


def test_grouped_querysets():
    """The names stand beside aggregates of the view's own."""
    view = type(
        "Authors",
        (Ours,),
        {
            "queryset": Author.objects.annotate(edits=Count("editings")).filter(edits__gt=0),
            "ordering_fields": ["n", "edits", "id"],
        },
    )
    assert "".join(names(view, "ordering=edits,-n,id")) == "ABD"
    assert "".join(names(view, "ordering=-n,id&more=0")) == "AB"
    assert "".join(names(type("Authors", (view,), {"pagination_class": PagesOfTwo}), "ordering=-n,id")) == "AB"


def test_distinct_querysets():
    view = type("Authors", (Ours,), {"queryset": Author.objects.filter(books__price__gte=-5).distinct()})
    assert sorted(names(view, "more=0")) == ["A", "B"]


@pytest.mark.parametrize("name", ["n", "income", "place", "hello"])
def test_distinct_querysets_ordered_by_it(name: str):
    view = type("Authors", (Ours,), {"queryset": Author.objects.filter(books__price__gte=-5).distinct()})
    assert sorted(names(view, f"ordering=-{name},id")) == ["A", "B"]
    assert names(type("Authors", (view,), {"pagination_class": PagesOfTwo}), f"ordering={name},id") != []


@pytest.mark.parametrize("query", ["more=0", "ordering=n,id", "ordering=-place", "search=1"])
def test_querysets_of_all_kinds(query: str):
    """The names stand beside whatever else a queryset has."""
    for queryset in (
        Author.objects.select_related("country").prefetch_related("books").only("name", "country"),
        Author.objects.filter(Q(books__title="Alpha") | Q(pupils__name="Cat")).order_by("pk"),
        Author.objects.exclude(books__chapters__number=2).defer("born"),
        Author.objects.filter(pk__in=Author.objects.filter(editings__isnull=False)),
        Author.objects.annotate(shout=Concat("name", Value("!"))).filter(shout__startswith="B"),
        Author.objects.extra(where=["1 = 1"]),
        Author.objects.none(),
        Author._base_manager.filter(country__books__isnull=False).annotate(m=Max("country__books__pk")),
    ):
        names(type("Authors", (Ours,), {"queryset": queryset}), f"{query}&x=1", statements=None)


def test_models_with_keys_of_other_names():
    for name in "ab":
        key = UuidKey.objects.create(name=name)
        for _ in range(2 if name == "a" else 1):
            UuidChild.objects.create(parent=key)
    keys = model_serializer(
        UuidKey, "name", n=SQLField(Count("children")), place=SQLField(Window(RowNumber(), order_by="-name"))
    )
    made = {
        "queryset": UuidKey.objects.all(),
        "serializer_class": keys,
        "ordering_fields": ["n", "place"],
        "search_fields": ["=n"],
        "filterset_class": None,
    }
    view = type("Keys", (Ours,), made)
    assert [names(view, f"ordering={one}") for one in ("n", "-n", "place")] == [["b", "a"], ["a", "b"], ["b", "a"]]
    first = Pizzeria.objects.create(name="Luigi", stars=3)
    Pizzeria.objects.create(name="Mario", rival=first)
    shops = model_serializer(
        Pizzeria, "name", n=SQLField(Count("rivals")), w=SQLField(Window(RowNumber(), order_by="-stars"))
    )
    made = {**made, "queryset": Pizzeria.objects.all(), "serializer_class": shops, "ordering_fields": ["n", "w"]}
    view = type("Shops", (Ours,), made)
    assert [names(view, f"ordering={one}") for one in ("-n", "n", "w")] == [["L", "M"], ["M", "L"], ["L", "M"]]


def test_keys_of_several_columns():
    """Python makes the members, with one statement for the sums and one for the places."""
    for left, right in ((1, "b"), (1, "a"), (2, 'a"')):
        Pair.objects.create(left=left, right=right)
    pairs = model_serializer(
        Pair,
        name=serializers.CharField(source="right"),
        n=SQLField(F("left") * -1),
        place=SQLField(Window(RowNumber(), order_by=["right"])),
    )
    made = {
        "queryset": Pair.objects.all(),
        "serializer_class": pairs,
        "ordering_fields": ["n", "place"],
        "search_fields": ["=n"],
        "filterset_class": None,
    }
    view = type("Pairs", (Ours,), made)
    assert names(view, "ordering=place", statements=3) == ["a", "a", "b"]
    assert names(view, "ordering=n,-place", statements=3) == ["a", "b", "a"]
    assert names(view, "search=-2", statements=3) == ["a"]


def test_names_that_nothing_uses_are_gone():
    """The list is then compiled, and kept, as if they had never been there."""
    queryset = Author.objects.order_by("pk")
    found = named(queryset, AuthorLine, None)
    assert has_names(found)
    assert not has_names(queryset)
    assert without_unused(found).query.annotations == {}
    assert str(without_unused(found).query) == str(queryset.query)
    assert [*without_unused(found.order_by("-n", "pk")).query.annotations] == ["n"]
    assert [*without_unused(found.order_by(F("income").desc(nulls_last=True))).query.annotations] == ["income"]
    assert [*without_unused(found.filter(n=1)).query.annotations] == []
    assert without_unused(found.filter(n=1)).count() == 2


def test_what_else_is_done_with_a_filtered_queryset():
    """A view may count, sum up, change or delete what its filters leave."""

    def rows() -> Any:
        return named(Author.objects.order_by("pk"), AuthorLine, None)

    assert rows().annotate(all=F("n")).aggregate(most=Max("all"), pupils=Count("pupils")) == {"most": 2, "pupils": 3}
    assert rows().filter(n__gt=0).count() == 3
    assert rows().filter(n=1).exists()
    assert rows().order_by("-place").first().name == "Ann"
    assert [row["name"] for row in rows().values("name").filter(place__lt=3)] == ["Cat", "Dan"]
    assert list(rows().annotate(more=F("n") + 1).values_list("more", flat=True)) == [3, 2, 2, 1]
    assert list(rows().filter(pk__in=rows().filter(n=1).values("pk")).values_list("name"))
    assert rows().filter(n=0).update(name="Nobody") == 1
    assert rows().filter(n=0).delete()[1]["testapp.Author"] == 1
    assert (rows().filter(n=2) | rows().filter(place=1)).count() == 2
    assert rows().in_bulk([Author.objects.get(name="Ann").pk])


def test_views_without_computed_fields():
    assert named(Author.objects.all(), None, None).query.annotations == {}
    plain = Author.objects.all()
    assert named(plain, model_serializer(Author, "id"), None) is plain
    assert annotated(plain, model_serializer(Author, "id")) is plain


class Broken(SQLListMixin, ListAPIView):
    """Its serializer class is told by nobody, and it needs none."""

    queryset = Author.objects.order_by("pk")
    renderer_classes = [JSONRenderer]

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        return NoRequest(*args, **kwargs)


def test_a_view_whose_serializer_class_is_not_told():
    assert [row["n"] for row in json.loads(call(Broken).body)] == [2, 1, 1, 0]


def test_a_view_without_the_mixin():
    """``list_response`` works on any view: without the mixin, nothing has a name."""

    class Bare(GenericAPIView):
        queryset = Author.objects.order_by("pk")
        serializer_class = NoRequest
        renderer_classes = [JSONRenderer]

        def get(self, request: Any) -> Any:
            from drf_sqllist import list_response

            return list_response(self, request)

    shown = call(Bare)
    assert [row["n"] for row in json.loads(shown.body)] == [2, 1, 1, 0]
    assert len(shown.statements) == 1


def test_chapters_of_books_by_hand():
    """A list ordered by a count is that of Python's own sort."""
    serializer = model_serializer(Book, "id", n=SQLField(Count("chapters")), first=SQLField(Max("chapters__title")))
    view = type(
        "Books",
        (Ours,),
        {
            "queryset": Book.objects.all(),
            "serializer_class": serializer,
            "ordering_fields": ["n", "id"],
            "search_fields": [],
            "filterset_class": None,
        },
    )
    rows = json.loads(call(view, "/rows/?ordering=-n,-id").body)
    expected = sorted(Book.objects.all(), key=lambda book: (-Chapter.objects.filter(book=book).count(), -book.pk))
    assert [row["id"] for row in rows] == [book.pk for book in expected]


def test_assert_parity():
    """The library's own comparer on a view that orders, filters and pages by computed fields."""
    view = type("Authors", (Ours,), {"pagination_class": PagesOfTwo})
    for query in ("", "ordering=-place", "more=0&ordering=-n,id", "page=2&ordering=n,id"):
        parity = assert_parity(view, factory.get(f"/rows/?{query}"))
        assert (parity.mode != "serializer", parity.ours.queries) == (True, 1)


def test_names_that_no_queryset_takes():
    """They are shown as any other; they cannot be ordered by."""
    serializer = model_serializer(Author, "name", **{'a"b': SQLField(Count("books")), "a b": SQLField(Count("pupils"))})
    made = {"serializer_class": serializer, "filterset_class": None, "ordering_fields": "__all__"}
    assert "".join(names(type("Authors", (Ours,), made), "ordering=id")) == "ABCD"
    shown = call(
        type("Authors", (Retrieving,), {"serializer_class": serializer}),
        arguments={"pk": Author.objects.get(name="Ann").pk},
    )
    assert json.loads(shown.body) == {"name": "Ann", 'a"b': 2, "a b": 1}
    assert len(shown.statements) == 1
