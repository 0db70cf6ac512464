"""Querysets as views make them: whatever is done to the rows, DRF's bytes."""

from typing import Any

import pytest
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Lower, RowNumber
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination

from drf_sqllist import reads
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.cases.nested import AuthorSerializer, BookSerializer, ChapterSerializer, TagSerializer
from tests.testapp.models import (
    Author,
    Book,
    ChangedByAttribute,
    ChangedByDescriptor,
    ChangedBySignal,
    ChangedChild,
    ChangedFromDb,
    ChangedInInit,
    Chapter,
    Comment,
    Tag,
)
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db


def named(title: str) -> QuerySet:
    """Without an order: SQLite takes none inside a union."""
    return Book.objects.filter(title=title).order_by()


FLAT = model_serializer(Book, "id", "title", "author", "price")
NESTED = model_serializer(
    Book, "id", "title", author=AuthorSerializer(), tags=TagSerializer(many=True), chapters=ChapterSerializer(many=True)
)
ONE_STATEMENT = {
    "distinct_by_others": lambda: (
        Book.objects.filter(tags__weight__gte=0).distinct().order_by(Lower("title").desc(), "author__name", "pk")
    ),
    "distinct": lambda: Book.objects.filter(tags__weight__gte=0).distinct().order_by("pk"),
    "distinct_annotated": lambda: (
        Book.objects.filter(tags__weight__gte=0).annotate(n=F("id") + 1).distinct().order_by("pk")
    ),
    "filter_duplicates": lambda: Book.objects.filter(tags__weight__gte=0).order_by("pk", "tags__pk"),
    "order_by_relation": lambda: Book.objects.order_by("author__name", "-pk"),
    "order_by_relation_meta": lambda: Book.objects.order_by("author__country__name", "pk"),
    "order_by_expression": lambda: Book.objects.order_by(Lower("title").desc(), F("price").asc(nulls_last=True), "pk"),
    "order_by_annotation": lambda: Book.objects.annotate(n=Count("chapters")).order_by("-n", "pk"),
    "count": lambda: Book.objects.annotate(n=Count("tags", distinct=True), m=Count("chapters", distinct=True)).order_by(
        "pk"
    ),
    "count_filtered": lambda: Book.objects.annotate(n=Count("tags")).filter(n__gte=1).order_by("pk"),
    "sum_having": lambda: Book.objects.annotate(s=Sum("chapters__number")).filter(s__gt=1).order_by("pk"),
    "subquery": lambda: Book.objects.annotate(
        first=Subquery(Chapter.objects.filter(book=OuterRef("pk")).order_by("pk").values("title")[:1])
    ).order_by("pk"),
    "window": lambda: Book.objects.annotate(row=Window(RowNumber(), order_by=F("pk").desc())).order_by("pk"),
    "alias": lambda: Book.objects.alias(n=Count("tags")).filter(n=0).order_by("pk"),
    "select_related": lambda: Book.objects.select_related("author__country", "author__profile__home").order_by("pk"),
    "select_related_unused": lambda: Book.objects.select_related("origin", "author__mentor__country").order_by("pk"),
    "only": lambda: Book.objects.only("title").order_by("pk"),
    "only_related": lambda: Book.objects.select_related("author").only("title", "author__name").order_by("pk"),
    "defer": lambda: Book.objects.defer("details", "price").order_by("pk"),
    "reverse": lambda: Book.objects.reverse(),
    "q_objects": lambda: Book.objects.filter(Q(author__name="Ann") | ~Q(tags__name="a")).distinct().order_by("pk"),
    "exclude_many": lambda: Book.objects.exclude(tags__name="a").order_by("pk"),
    "extra_where": lambda: Book.objects.extra(where=["price > %s"], params=["1"]).order_by("pk"),
    "slice": lambda: Book.objects.order_by("pk")[1:4],
    "of_a_parent": lambda: Book.objects.filter(author=Author.objects.get(name="Ann")).order_by("pk"),
    "through_many": lambda: Book.objects.get(title="Zero").tags.get(name="a").books.order_by("pk"),
    "in_subquery": lambda: Book.objects.filter(author__in=Author.objects.filter(name="Ann")).order_by("pk"),
    "in_sliced": lambda: Book.objects.filter(pk__in=Book.objects.order_by("-pk").values("pk")[:3]).order_by("pk"),
    "locale": lambda: Book.objects.filter(title__icontains="%").order_by("pk"),
    "using_default": lambda: Book.objects.using("default").order_by("pk"),
    "prefetch_unused": lambda: Book.objects.prefetch_related("comments", "editings__editor").order_by("pk"),
}
NO_STATEMENT = {
    "none": lambda: Book.objects.none(),
    "empty_in": lambda: Book.objects.filter(pk__in=[]).order_by("pk"),
    "empty_and": lambda: Book.objects.filter(Q(pk__in=[]) & Q(title="Zero")).order_by("pk"),
    "empty_slice": lambda: Book.objects.order_by("pk")[2:2],
}
ANY_PATH = {
    "union": lambda: named("Zero").union(named("Mid")).order_by("title", "id"),
    "union_all": lambda: named("Zero").union(named("Zero"), all=True),
    "intersection": lambda: Book.objects.order_by().intersection(named("Mid")),
    "difference": lambda: Book.objects.order_by().difference(named("Mid")).order_by("id"),
    "or_combined": lambda: (
        Book.objects.filter(title="Zero").order_by("pk") | Book.objects.filter(title="Mid").order_by("pk")
    ),
    "raw": lambda: Book.objects.raw("SELECT * FROM testapp_book ORDER BY id"),
    "iterator_list": lambda: list(Book.objects.order_by("pk")),
    "extra_select": lambda: Book.objects.extra(select={"one": "1"}).order_by("pk"),
    "for_update": lambda: Book.objects.select_for_update().order_by("pk"),
    "dates": lambda: Book.objects.in_bulk().values(),
}


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


@pytest.mark.parametrize("serializer", [FLAT, NESTED], ids=["flat", "nested"])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo, LimitOffsetPagination])
@pytest.mark.parametrize("queryset", ONE_STATEMENT.values(), ids=ONE_STATEMENT)
def test_one_statement(queryset, pagination: type | None, serializer: type):
    made = {"queryset": queryset(), "serializer_class": serializer, "pagination_class": pagination}
    response, statements = compare("/rows/?page=1&limit=2&offset=1", **made)
    assert response.status_code == 200
    assert response.sqllist.mode != "serializer", response.sqllist.problems
    assert len(statements) == 1, statements.sql


@pytest.mark.parametrize("pagination", [None, PagesOfTwo, LimitOffsetPagination])
def test_the_list_of_an_object(pagination: type | None):
    """Each row has the very object that it is a list of, which may hold other values than its row."""
    author = Author.objects.get(name="Ann")
    author.name = "changed, not saved"
    made = {"queryset": author.books.order_by("pk"), "pagination_class": pagination}
    response, _ = compare("/rows/?limit=2", serializer_class=NESTED, **made)
    assert {problem.code for problem in response.sqllist.problems} == {"given-object"}
    keys = model_serializer(Book, "id", "title", "author")
    response, statements = compare("/rows/?limit=2", serializer_class=keys, **made)
    assert (response.sqllist.mode, len(statements)) == ("sql", 1)


@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
@pytest.mark.parametrize(("load", "name"), [("select_related", b"Ann"), ("prefetch_related", b"changed")])
@pytest.mark.parametrize("declared", [False, True])
def test_the_list_of_an_object_that_is_loaded_as_well(load: str, name: bytes, declared: bool, pagination: type | None):
    """What ``select_related`` brings is there before, ``prefetch_related`` finds the object there."""

    def get_queryset(self: Any) -> Any:
        author = Author.objects.get(name="Ann")
        author.name = "changed, not saved"
        return getattr(author.books.order_by("pk"), load)("author__country")

    def by(self: Any, book: Book) -> str:
        return f"{book.author.name} {book.author.country.code}"

    method = model_serializer(Book, "id", by=serializers.SerializerMethodField())
    method.get_by = reads("author__name", "author__country__code")(by) if declared else by
    made = {"get_queryset": get_queryset, "pagination_class": pagination}
    response, _ = compare("/rows/", serializer_class=method, **made)
    assert response.sqllist.mode == "spliced"
    assert name in response.content
    response, _ = compare("/rows/", serializer_class=NESTED, **made)
    assert response.sqllist.mode == ("sql" if load == "select_related" else "spliced")
    assert name in response.content


@pytest.mark.parametrize("pagination", [None, PagesOfTwo, LimitOffsetPagination])
@pytest.mark.parametrize("queryset", NO_STATEMENT.values(), ids=NO_STATEMENT)
def test_nothing(queryset, pagination: type | None):
    made = {"queryset": queryset(), "serializer_class": NESTED, "pagination_class": pagination}
    response, statements = compare("/rows/?limit=2", **made)
    assert response.status_code == 200
    assert len(statements) <= 1


@pytest.mark.parametrize("queryset", ANY_PATH.values(), ids=ANY_PATH)
@pytest.mark.parametrize("serializer", [FLAT, NESTED], ids=["flat", "nested"])
def test_any_path(queryset, serializer: type):
    """By SQL or by DRF's own path, as it may be: the bytes are the same."""
    made = {"get_queryset": lambda self: queryset(), "serializer_class": serializer}
    response, statements = compare("/rows/", **made)
    assert response is not None
    assert response.sqllist.queries == len(statements)
    assert response.sqllist.mode != "serializer" or response.sqllist.problems


@pytest.mark.parametrize("pagination", [None, PagesOfTwo, LimitOffsetPagination])
def test_union(pagination: type | None):
    made = {"queryset": ANY_PATH["union"](), "serializer_class": NESTED, "pagination_class": pagination}
    response, _ = compare("/rows/?limit=1&offset=1", **made)
    assert response.status_code == 200


@pytest.mark.parametrize("columns", [("id", "title", "price", "author"), ("title", "author__name")])
def test_values(columns: tuple[str, ...]):
    """Dicts instead of instances: DRF's path."""

    class Rows(serializers.Serializer):
        title = serializers.CharField()
        price = serializers.DecimalField(8, 2, required=False)

    made = {"queryset": Book.objects.order_by("pk").values(*columns), "serializer_class": Rows}
    response, _ = compare("/rows/", **made)
    assert response.sqllist.mode == "serializer"
    assert response.sqllist.problems[0].reason


def test_values_list():
    class Pair(serializers.BaseSerializer):
        def to_representation(self, instance):
            return list(instance)

    made = {"queryset": Book.objects.order_by("pk").values_list("id", "title"), "serializer_class": Pair}
    compare("/rows/", **made)


@pytest.mark.parametrize("pagination", [None, PagesOfTwo, LimitOffsetPagination])
def test_a_manager(pagination: type | None):
    """``queryset = Chapter.objects``: DRF's list serializer asks it for all; its paginators fail with it."""
    response, statements = compare(
        "/rows/",
        queryset=Chapter.objects,
        get_queryset=lambda self: Chapter.objects,
        serializer_class=ChapterSerializer,
        pagination_class=pagination,
    )
    if pagination is None:
        assert (response.sqllist.mode, len(statements)) == ("sql", 1)


def test_a_manager_is_what_a_method_sees():
    class Seen(serializers.ModelSerializer):
        seen = serializers.SerializerMethodField()

        class Meta:
            model = Chapter
            fields = ["id", "seen"]

        def get_seen(self, chapter: Chapter) -> str:
            return type(self.root.instance).__name__

    response, _ = compare("/rows/", get_queryset=lambda self: Chapter.objects, serializer_class=Seen)
    assert response.sqllist.mode == "spliced"


def test_evaluated_queryset():
    """Rows that the view has looked at already are the rows of the answer, changed or not."""

    def get_queryset(self):
        books = Book.objects.order_by("pk")
        for book in books:
            book.title = book.title.upper()
        return books

    response, _ = compare("/rows/", get_queryset=get_queryset, serializer_class=FLAT)
    assert b"ZERO" in response.content


def test_evaluated_page():
    def get_queryset(self):
        books = Book.objects.order_by("pk")
        assert len(books) == 5
        return books

    made = {"get_queryset": get_queryset, "serializer_class": NESTED, "pagination_class": PagesOfTwo}
    compare("/rows/?page=2", **made)


def test_filter_queryset_gives_a_list():
    def filter_queryset(self, queryset):
        return sorted(queryset, key=lambda book: book.title)

    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": FLAT, "filter_queryset": filter_queryset}
    for pagination in (None, PagesOfTwo, LimitOffsetPagination):
        response, _ = compare("/rows/?limit=2&offset=1", **made, pagination_class=pagination)
        assert response.sqllist.mode == "serializer"


def test_filter_queryset_gives_another_model():
    def filter_queryset(self, queryset):
        return Tag.objects.filter(books__in=queryset).distinct().order_by("pk")

    made = {"queryset": Book.objects.all(), "serializer_class": TagSerializer, "filter_queryset": filter_queryset}
    response, _ = compare("/rows/", **made)
    assert response.sqllist.mode == "sql"


def test_a_queryset_class_that_changes_its_rows():
    """An ``__iter__`` of the project's own runs in DRF, so it has to run here."""

    class Loud(QuerySet):
        def _fetch_all(self):
            super()._fetch_all()
            for book in self._result_cache:
                book.title += "!"

    made = {"get_queryset": lambda self: Loud(Book).order_by("pk"), "serializer_class": FLAT}
    response, _ = compare("/rows/", **made)
    assert b"Zero!" in response.content


@pytest.mark.parametrize("model", [ChangedFromDb, ChangedInInit, ChangedBySignal, ChangedByAttribute])
def test_a_model_that_changes_its_values(model: type):
    """``from_db``, ``__init__``, a signal or ``__getattribute__`` may change what is printed."""
    model.objects.create(name="a")
    response, _ = compare("/rows/", queryset=model.objects.all(), serializer_class=model_serializer(model, "name"))
    assert b'"<a>"' in response.content


def test_a_related_model_that_changes_its_values():
    parent = ChangedFromDb.objects.create(name="a")
    ChangedChild.objects.create(parent=parent)
    child = model_serializer(ChangedChild, "id", name=serializers.CharField(source="parent.name"))
    response, _ = compare("/rows/", queryset=ChangedChild.objects.all(), serializer_class=child)
    assert b'"<a>"' in response.content
    both = model_serializer(ChangedFromDb, "id", "name", children=child(many=True))
    compare("/rows/", queryset=ChangedFromDb.objects.all(), serializer_class=both)
    nested = model_serializer(ChangedChild, "id", parent=model_serializer(ChangedFromDb, "name")())
    compare("/rows/", queryset=ChangedChild.objects.all(), serializer_class=nested)


def test_a_descriptor_in_place_of_a_column():
    """A model field whose attribute is not the plain one."""
    ChangedByDescriptor.objects.create(name="a")
    shown = model_serializer(ChangedByDescriptor, "name")
    response, _ = compare("/rows/", queryset=ChangedByDescriptor.objects.all(), serializer_class=shown)
    assert b'"<a>"' in response.content


def test_prefetch_is_a_permission():
    """A Prefetch that hides rows, at each depth: not one hidden row in the body."""
    hidden = Comment.everything.filter(deleted=False, text="c0")
    made = {
        "queryset": Author.objects.prefetch_related(
            Prefetch("books", queryset=Book.objects.prefetch_related(Prefetch("comments", queryset=hidden)))
        ).order_by("pk"),
        "serializer_class": model_serializer(Author, "name", books=BookSerializer(many=True)),
    }
    response, _ = compare("/rows/", **made)
    assert b'"c0"' in response.content
    assert b'"c2"' not in response.content


def test_prefetch_set_up_by_the_serializer_class():
    class Eager(FLAT):
        @staticmethod
        def setup(queryset):
            return queryset.prefetch_related(Prefetch("tags", queryset=Tag.objects.filter(name="a"), to_attr="only_a"))

        only_a = TagSerializer(many=True)

        class Meta(FLAT.Meta):
            fields = [*FLAT.Meta.fields, "only_a"]

    made = {"queryset": Eager.setup(Book.objects.order_by("pk")), "serializer_class": Eager}
    response, statements = compare("/rows/", **made)
    assert len(statements) == 1
    assert response.sqllist.mode != "serializer"
