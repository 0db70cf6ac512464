"""``SQLNested``: by one statement, on DRF's own path, and by hand."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, F, Index, OuterRef, Prefetch, Q, UniqueConstraint, Value
from django.db.models.functions import Length, Lower, Upper
from rest_framework import serializers

from drf_sqllist import SQLNested
from tests.cases.case import model_serializer
from tests.cases.circles import circles
from tests.cases.library import library
from tests.outcomes import assert_same
from tests.testapp.models import (
    Author,
    Badge,
    Book,
    Chapter,
    Circle,
    Club,
    Comment,
    Country,
    Editing,
    Guild,
    Medal,
    Note,
    Person,
    Score,
    Tag,
)
from tests.three_ways import CHAPTER, three_ways
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db

TITLE = model_serializer(Book, "id", "title", "price")
NAME = model_serializer(Tag, "id", "name", "weight")
NOTE = model_serializer(Note, "text")


def books() -> Any:
    return Book.objects.order_by("pk")


def authors() -> Any:
    return Author.objects.order_by("pk")


def tags() -> Any:
    return Tag.objects.order_by("pk")


@pytest.fixture
def rows() -> None:
    library()
    for number, book in enumerate(Book.objects.order_by("pk")):
        for text in ("a", "b", "100%", "%s")[: number % 5]:
            Note.objects.create(target=book, text=text)
            Note.objects.create(target=Author.objects.order_by("pk")[0], text=text)


@pytest.fixture
def people() -> None:
    circles()


FILTERS: dict[str, Any] = {
    "none": None,
    "everything": Q(),
    "equal": Q(number=1),
    "or": Q(number=1) | Q(title="Two"),
    "not": ~Q(number=1),
    "null": Q(number=None),
    "nobody": Q(pk__in=[]),
    "expression": Q(number__gt=F("pk") - F("pk")),
    "percent": Q(title__contains="%") | Q(title__icontains="O"),
    "injected": Q(title="'; DROP TABLE testapp_chapter; --") | Q(title="a"),
    "braces": Q(title="{0} %(x)s %%s \\ \" '"),
    "subquery": Q(book__in=Book.objects.filter(price__gte=0)),
    "exists": Exists(Chapter.objects.filter(book=OuterRef("book"), number__gt=1)),
    "parent": Q(book__title__gt=F("title")),
}
ORDERS: dict[str, Any] = {
    "own": (),
    "name": ["title"],
    "descending": ["-number"],
    "key": ["-pk"],
    "column": ["-id"],
    "relation": ["book__title", "-title"],
    "nulls": [F("number").desc(nulls_last=True)],
    "function": [Lower("title"), "-title"],
    "constant": [Value(1)],
    "length": [Length("title").desc(), "number"],
}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("condition", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("limit", [None, 1, 2])
def test_conditions(condition: Any, limit: int | None):
    # With nothing to be found, Django sends no second statement.
    sent = 1 if condition == FILTERS["nobody"] else 2
    three_ways(books, CHAPTER, "chapters", filter=condition, limit=limit, statements=sent, shapes=("whole", "pages"))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("limit", [None, 2])
def test_orders(order: Any, limit: int | None):
    three_ways(books, CHAPTER, "chapters", order_by=order, limit=limit, shapes=("whole", "pages"))


RELATIONS: dict[str, Any] = {
    "many_to_many": (books, NAME, "tags", Q(weight__gt=0), ["name"]),
    "many_to_many_by_parent": (books, NAME, "tags", Q(books__price__gt=0), ["name"]),
    "many_to_many_by_many": (books, NAME, "tags", Q(books__chapters__number__gt=0), ["name"]),
    "many_to_many_not": (books, NAME, "tags", ~Q(books__title="Mid"), ["-name"]),
    "many_to_many_reverse": (tags, TITLE, "books", Q(author__country__code="NL"), ["-price"]),
    "many_to_many_order": (tags, TITLE, "books", None, ["author__name", "-title"]),
    "through": (books, model_serializer(Author, "id", "name"), "editors", Q(name__gt="A"), ["-name"]),
    "through_column": (books, model_serializer(Author, "id"), "editors", Q(editings__role="copy"), ["name"]),
    "reverse": (authors, TITLE, "books", Q(price__gte=0), ["-price"]),
    "many_rows": (authors, TITLE, "books", Q(chapters__number__gt=0), ["title"]),
    "itself": (authors, model_serializer(Author, "name"), "pupils", Q(country=None), ["name"]),
    "to_field": (lambda: Country.objects.order_by("pk"), TITLE, "books", Q(price__gt=0), ["-pk"]),
    "junction": (books, model_serializer(Editing, "role"), "editings", Q(editor__name="Dan"), ["-role"]),
    "generic": (books, NOTE, "notes", Q(text__gt="a"), ["-text"]),
    "generic_ties": (books, NOTE, "notes", None, [Length("text")]),
    "hidden": (books, model_serializer(Comment, "id", "text"), "comments", Q(text__gte="c"), ["-text"]),
}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("relation", RELATIONS.values(), ids=RELATIONS)
@pytest.mark.parametrize("limit", [None, 1, 2])
def test_relations(relation: Any, limit: int | None):
    queryset, child, source, condition, order = relation
    # Python's own joins the condition under a negation to the parent: "unless this book is called so".
    hand = condition != RELATIONS["many_to_many_not"][3]
    three_ways(queryset, child, source, filter=condition, order_by=order, limit=limit, hand=hand)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("relation", [name for name in RELATIONS if not name.startswith("generic")])
@pytest.mark.parametrize("limit", [None, 1, 2])
def test_as_prefetch(relation: str, limit: int | None):
    """Django has a word for the same rows, for all but generic relations: a ``Prefetch`` of a slice."""
    queryset, child, source, condition, order = RELATIONS[relation]
    rows = child.Meta.model.objects.filter(condition or Q()).order_by(*order, "pk")[:limit]
    fetching = queryset().prefetch_related(Prefetch(source, queryset=rows, to_attr="found"))
    plain = model_serializer(queryset().model, "pk", found=child(many=True))
    options = {"filter": condition, "order_by": order, "limit": limit}
    ours = model_serializer(queryset().model, "pk", found=SQLNested(child, source=source, **options))
    expected, _ = twins(queryset=fetching, serializer_class=plain)
    _, actual = twins(queryset=queryset(), serializer_class=ours)
    assert_same(call(expected), call(actual))


PEOPLE: dict[str, Any] = {
    "groups": (model_serializer(Circle, "code"), "groups", Q(memberships__since__gte=0), ["-code"]),
    "follows": (model_serializer(Person, "name"), "follows", ~Q(name="bob"), ["-name"]),
    "followers": (model_serializer(Person, "name"), "followers", None, ["-name"]),
    "admired": (model_serializer(Circle, "code"), "admired", None, ["-code"]),
    "badges": (model_serializer(Badge, "title", uses=serializers.IntegerField()), "badges", None, ()),
    "clubs": (model_serializer(Club, "name", size=serializers.IntegerField()), "clubs", None, ["-name"]),
    "scores": (model_serializer(Score, "points"), "scores", Q(points__gt=0), ["points"]),
}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("relation", PEOPLE.values(), ids=PEOPLE)
@pytest.mark.parametrize("limit", [None, 1, 2])
def test_managers(relation: Any, limit: int | None):
    """Managers that annotate, order, join and remove duplicates; through_fields, symmetrical and not."""
    child, source, condition, order = relation
    three_ways(
        lambda: Person.objects.order_by("pk"),
        child,
        source,
        filter=condition,
        order_by=order,
        limit=limit,
        hand=source != "clubs",
    )


@pytest.mark.usefixtures("people")
def test_a_manager_that_joins_the_parent():
    """As a ``Prefetch`` reads it: the manager's condition is on the parent itself."""
    child = model_serializer(Guild, "name")
    three_ways(lambda: Person.objects.order_by("pk"), child, "guilds", order_by=["-name"], limit=2, hand=False)


@pytest.mark.usefixtures("people")
def test_medals():
    """A model's own order that leads through two relations."""
    child = model_serializer(Medal, "metal")
    three_ways(lambda: Badge.objects.order_by("pk"), child, "medals", limit=1)
    three_ways(lambda: Badge.objects.order_by("pk"), child, "medals", filter=Q(badge__person__name="a"))


@pytest.mark.usefixtures("rows")
def test_a_path():
    """One query for all parents where the way to them is loaded, one for each where it is not."""
    queryset = lambda: Book.objects.exclude(author=None).select_related("author").order_by("pk")  # noqa: E731
    three_ways(queryset, TITLE, "author.books", order_by=["-title"], limit=1)
    three_ways(queryset, TITLE, "author.books", filter=Q(price__gt=0))
    alone = lambda: Book.objects.exclude(author=None).order_by("pk")  # noqa: E731
    three_ways(alone, TITLE, "author.books", order_by=["-title"], limit=1, statements=1 + 4 + 4)
    twice = lambda: Book.objects.exclude(author=None).prefetch_related("author").order_by("pk")  # noqa: E731
    three_ways(twice, TITLE, "author.books", order_by=["-title"], limit=1, statements=3)
    far = lambda: Chapter.objects.select_related("book__author__country").exclude(book__author=None).order_by("pk")  # noqa: E731
    three_ways(far, model_serializer(Author, "name"), "book.author.pupils", limit=1)


QUERYSETS: dict[str, Any] = {
    "sliced": lambda: Book.objects.order_by("-pk")[1:4],
    "distinct": lambda: Book.objects.filter(chapters__number__gt=0).distinct().order_by("pk"),
    "deferred": lambda: Book.objects.defer("title", "price").order_by("pk"),
    "only": lambda: Book.objects.only("title").order_by("pk"),
    "annotated": lambda: Book.objects.annotate(n=Count("chapters"), top=Upper("title")).order_by("pk"),
    "twice": lambda: Book.objects.filter(tags__weight__gte=0).order_by("pk", "tags__pk"),
    "none": lambda: Book.objects.none(),
    "prefetched": lambda: Book.objects.prefetch_related("chapters").order_by("pk"),
    "prefetched_rows": lambda: Book.objects.prefetch_related(
        Prefetch("chapters", queryset=Chapter.objects.filter(number=1).order_by("pk"))
    ).order_by("pk"),
}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("queryset", QUERYSETS.values(), ids=QUERYSETS)
@pytest.mark.parametrize("limit", [None, 2])
def test_querysets(queryset: Any, limit: int | None):
    """Whatever the view lists, and whatever that has prefetched."""
    name = next(name for name, made in QUERYSETS.items() if made is queryset)
    sent = {"none": 0}.get(name, 3 if name.startswith("prefetched") else 2)
    shapes = ("whole", "pages") if name in ("sliced", "twice", "distinct", "none") else ("whole", "pages", "cursor")
    three_ways(
        queryset,
        CHAPTER,
        "chapters",
        filter=Q(title__gt="A"),
        limit=limit,
        statements=sent,
        shapes=shapes,
        hand=name != "prefetched_rows",
    )


@pytest.mark.usefixtures("rows")
def test_a_union():
    def union() -> Any:
        one, two = (Book.objects.filter(title=title).order_by() for title in ("Zero", "Mid"))
        return one.union(two).order_by("id")

    three_ways(union, CHAPTER, "chapters", limit=1, shapes=("whole", "pages"))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite aggregates once per row")
@pytest.mark.usefixtures("rows")
class TestShape:
    """Once per row on small pages, and wherever an index has the rows in their order; else once for all rows."""

    ONCE = 'row_number() over (partition by "testapp_chapter"."book_id" order by'

    def is_joined(self, size: int | None) -> bool:
        paginated = {"pagination_class": None if size is None else type("Pages", (PagesOfTwo,), {"page_size": size})}
        field = SQLNested(CHAPTER, source="chapters", order_by=["-title"], limit=1)
        shown = model_serializer(Book, "id", found=field)
        response, statements = compare("/rows/", queryset=books(), serializer_class=shown, **paginated)
        assert (response.sqllist.mode, len(statements)) == ("sql", 1)
        sql = statements.sql[0]
        assert (self.ONCE in sql.lower()) is (" LIMIT 1)" not in sql)
        return self.ONCE in sql.lower()

    def test_size(self):
        assert [self.is_joined(size) for size in (2, 9, 10, 1000, None)] == [False, False, True, True, True]

    def test_no_index(self, monkeypatch: pytest.MonkeyPatch):
        """Each row's own query would read the whole table."""
        monkeypatch.setattr(Chapter._meta.get_field("book"), "db_index", False)
        assert self.is_joined(2)

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            (("book", "-title"), False),
            (("book", "title", "number"), False),
            (("book", "number"), True),
            (("title", "book"), True),
        ],
    )
    def test_an_index_with_the_order(self, fields: tuple[str, ...], expected: bool, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(Chapter._meta, "indexes", [Index(fields=fields, name="i")])
        assert self.is_joined(None) is expected

    def test_an_index_of_some_rows(self, monkeypatch: pytest.MonkeyPatch):
        index = Index(fields=("book", "-title"), name="i", condition=Q(number=1))
        monkeypatch.setattr(Chapter._meta, "indexes", [index])
        assert self.is_joined(None)

    def test_a_constraint_with_the_order(self, monkeypatch: pytest.MonkeyPatch):
        constraint = UniqueConstraint(fields=("book", "title"), name="c")
        monkeypatch.setattr(Chapter._meta, "constraints", [constraint])
        assert not self.is_joined(None)
