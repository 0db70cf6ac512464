"""Prefetch in all its uses: the rows of that queryset and no others, in the place that Django puts them."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery, Value, Window
from django.db.models.functions import RowNumber, Upper
from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import SQLNested
from tests.cases.case import model_serializer
from tests.cases.circles import circles
from tests.cases.library import library
from tests.hostile.attack import attack, made
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Circle,
    Comment,
    Country,
    Membership,
    Note,
    Person,
    Profile,
    Reply,
    Tag,
)
from tests.testapp.models.relations import LiveManager
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db

NAME = model_serializer(Author, "id", "name")
TAGS = model_serializer(Book, "id", tags=model_serializer(Tag, "id", "name")(many=True))
CHAPTERS = model_serializer(Book, "id", chapters=model_serializer(Chapter, "id", "title")(many=True))

MANY: dict[str, Any] = {
    "all": lambda: Tag.objects.all(),
    "filter": lambda: Tag.objects.filter(weight__gt=0),
    "exclude": lambda: Tag.objects.exclude(name="a"),
    "distinct": lambda: Tag.objects.filter(books__isnull=False).distinct(),
    "joined": lambda: Tag.objects.filter(books__price__gte=0).order_by("pk"),
    "joined_distinct": lambda: Tag.objects.filter(books__price__gte=0).distinct().order_by("pk"),
    "by_another_book": lambda: Tag.objects.filter(books__title="Mid").order_by("pk"),
    "excluded_by_book": lambda: Tag.objects.exclude(books__title="Mid").order_by("pk"),
    "ordered": lambda: Tag.objects.order_by("-name", "pk"),
    "reversed": lambda: Tag.objects.reverse(),
    "only": lambda: Tag.objects.only("weight"),
    "defer": lambda: Tag.objects.defer("name"),
    "none": lambda: Tag.objects.none(),
    "empty_in": lambda: Tag.objects.filter(pk__in=[]),
    "annotated": lambda: Tag.objects.annotate(x=Upper("name")).filter(x="A"),
    "alias": lambda: Tag.objects.alias(n=Count("books")).filter(n__gt=1).order_by("pk"),
    "counted": lambda: Tag.objects.annotate(n=Count("books")).filter(n__gt=1).order_by("pk"),
    "ordered_by_count": lambda: Tag.objects.annotate(n=Count("books")).order_by("-n", "pk"),
    "ordered_by_relation": lambda: Tag.objects.order_by("books__title", "pk"),
    "union": lambda: Tag.objects.filter(name="a").order_by().union(Tag.objects.filter(name="b").order_by()),
    "values": lambda: Tag.objects.values("name"),
    "subquery": lambda: Tag.objects.filter(pk__in=Tag.objects.filter(weight=1)).order_by("pk"),
    "conditions": lambda: Tag.objects.filter(Q(name="a") | Q(weight=9)).order_by("pk"),
    "outer": lambda: Tag.objects.annotate(
        first=Subquery(Book.objects.filter(tags=OuterRef("pk")).order_by("pk").values("title")[:1])
    ).filter(first="Zero"),
    "extra": lambda: Tag.objects.extra(where=["testapp_tag.weight > %s"], params=[0]).order_by("pk"),
    "evaluated": lambda: _evaluated(Tag.objects.all()),
    "using": lambda: Tag.objects.using("default"),
}


def _evaluated(queryset: Any) -> Any:
    list(queryset)
    return queryset


@pytest.fixture
def books() -> None:
    library()


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("rows", MANY.values(), ids=MANY)
@pytest.mark.parametrize("to_attr", [None, "found"])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_many_to_many(rows: Any, to_attr: str | None, pagination: type | None):
    shown = TAGS
    if to_attr:
        shown = model_serializer(Book, "id", "tags", found=model_serializer(Tag, "id", "name")(many=True))
    made = {
        "get_queryset": lambda self: Book.objects.prefetch_related(
            Prefetch("tags", queryset=rows(), to_attr=to_attr)
        ).order_by("pk"),
        "serializer_class": shown,
        "pagination_class": pagination,
    }
    compare("/rows/", **made)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("start", [0, 1])
def test_slices(size: int, start: int):
    first = Chapter.objects.order_by("-pk")[start : start + size]
    shown = model_serializer(Book, "id", "chapters", few=model_serializer(Chapter, "title")(many=True))
    queryset = Book.objects.prefetch_related(Prefetch("chapters", queryset=first, to_attr="few")).order_by("pk")
    compare("/rows/", queryset=queryset, serializer_class=shown)
    tags = Tag.objects.order_by("-name", "pk")[start : start + size]
    shown = model_serializer(Book, "id", "tags", few=model_serializer(Tag, "name")(many=True))
    queryset = Book.objects.prefetch_related(Prefetch("tags", queryset=tags, to_attr="few")).order_by("pk")
    compare("/rows/", queryset=queryset, serializer_class=shown)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    "authors",
    [
        lambda: Author.objects.all(),
        lambda: Author.objects.filter(name="Ann"),
        lambda: Author.objects.none(),
        lambda: Author.objects.only("name"),
        lambda: Author.objects.select_related("country"),
        lambda: Author.objects.annotate(n=Count("books")),
        lambda: Author.objects.prefetch_related(Prefetch("country", queryset=Country.objects.filter(code="NL"))),
    ],
    ids=["all", "filter", "none", "only", "select_related", "counted", "nested"],
)
@pytest.mark.parametrize("to_attr", [None, "writer"])
def test_single(authors: Any, to_attr: str | None):
    """A key is printed from the column, an object from the prefetch."""
    inner = model_serializer(Author, "name", country=model_serializer(Country, "code")())
    fields = {"key": serializers.PrimaryKeyRelatedField(source="author", read_only=True), "author": inner()}
    if to_attr:
        fields["writer"] = inner()
    queryset = Book.objects.prefetch_related(Prefetch("author", queryset=authors(), to_attr=to_attr)).order_by("pk")
    compare("/rows/", queryset=queryset, serializer_class=model_serializer(Book, "id", **fields))


@pytest.mark.usefixtures("books")
def test_single_then_path():
    """A dotted source goes by the prefetched object."""
    queryset = Book.objects.prefetch_related(Prefetch("author", queryset=Author.objects.filter(name="Ann")))
    for options in ({"read_only": True}, {"allow_null": True}, {"default": "d"}, {}):
        shown = model_serializer(Book, "id", name=serializers.CharField(source="author.country.name", **options))
        compare("/rows/", queryset=queryset.order_by("pk"), serializer_class=shown)


@pytest.mark.usefixtures("books")
def test_one_to_one():
    for profiles in (Profile.objects.all(), Profile.objects.filter(bio=""), Profile.objects.none()):
        shown = model_serializer(
            Author,
            "id",
            key=serializers.PrimaryKeyRelatedField(source="profile", read_only=True),
            bio=serializers.CharField(source="profile.bio", read_only=True),
            profile=model_serializer(Profile, "bio")(read_only=True),
        )
        queryset = Author.objects.prefetch_related(Prefetch("profile", queryset=profiles)).order_by("pk")
        compare("/rows/", queryset=queryset, serializer_class=shown)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("manager", ["objects", "everything"])
def test_hidden_rows(manager: str):
    """Forward through the base manager, or through what the Prefetch says."""
    comments = getattr(Comment, manager).all()
    shown = model_serializer(Reply, "id", comment=model_serializer(Comment, "text")())
    queryset = Reply.objects.prefetch_related(Prefetch("comment", queryset=comments)).order_by("pk")
    compare("/rows/", queryset=queryset, serializer_class=shown)


@pytest.mark.usefixtures("books")
def test_paths_and_orders_of_lookups():
    chapters = model_serializer(Chapter, "title")
    shown = model_serializer(
        Author, "id", books=model_serializer(Book, "title", chapters=chapters(many=True))(many=True)
    )
    lookups: list[tuple[Any, ...]] = [
        ("books__chapters",),
        ("books", "books__chapters"),
        (Prefetch("books__chapters", queryset=Chapter.objects.filter(number=1)),),
        ("books", Prefetch("books__chapters", queryset=Chapter.objects.filter(number=1))),
        (Prefetch("books", queryset=Book.objects.filter(price__gt=0)), "books__chapters"),
        ("books__chapters", Prefetch("books__tags", queryset=Tag.objects.none())),
        (Prefetch("books", queryset=Book.objects.all()), Prefetch("books", queryset=Book.objects.none())),
        ("books", Prefetch("books", queryset=Book.objects.none())),
        ("no_such_relation",),
        (Prefetch("books", queryset=Book.objects.all(), to_attr="name"),),
    ]
    for names in lookups:
        queryset = Author.objects.prefetch_related(*names).order_by("pk")
        compare("/rows/", queryset=queryset, serializer_class=shown)
    compare("/rows/", queryset=Author.objects.prefetch_related("books").prefetch_related(None), serializer_class=shown)


@pytest.mark.usefixtures("books")
def test_an_attribute_inside_an_attribute():
    few = Prefetch("chapters", queryset=Chapter.objects.filter(number=1), to_attr="few")
    works = Prefetch("books", queryset=Book.objects.prefetch_related(few).order_by("-pk"), to_attr="works")
    inner = model_serializer(Book, "title", few=model_serializer(Chapter, "title")(many=True))
    shown = model_serializer(
        Author, "name", works=inner(many=True), n=serializers.IntegerField(default=0), all=NAME(source="*")
    )
    compare("/rows/", queryset=Author.objects.prefetch_related(works).order_by("pk"), serializer_class=shown)
    path = Prefetch("works__tags", queryset=Tag.objects.filter(name="a"), to_attr="marks")
    inner = model_serializer(Book, "title", marks=model_serializer(Tag, "name")(many=True))
    shown = model_serializer(Author, "name", works=inner(many=True))
    compare("/rows/", queryset=Author.objects.prefetch_related(works, path).order_by("pk"), serializer_class=shown)


@pytest.mark.parametrize(
    "rows",
    [
        lambda: Circle.objects.all(),
        lambda: Circle.objects.distinct(),
        lambda: Circle.objects.filter(memberships__since__gt=0).order_by("pk"),
        lambda: Circle.objects.filter(people__name="bob").order_by("pk"),
        lambda: Circle.objects.filter(people__name="bob").distinct().order_by("pk"),
        lambda: Circle.objects.annotate(since=F("memberships__since")).order_by("pk", "since"),
        lambda: Circle.objects.annotate(one=Value(1)),
    ],
    ids=["all", "distinct", "junction", "target", "target_distinct", "junction_column", "constant"],
)
def test_duplicates(rows: Any):
    """One person twice in a circle: joins multiply in Django's own way."""
    circles()
    shown = model_serializer(Person, "name", groups=model_serializer(Circle, "code")(many=True))
    queryset = Person.objects.prefetch_related(Prefetch("groups", queryset=rows())).order_by("pk")
    compare("/rows/", queryset=queryset, serializer_class=shown)
    assert Membership.objects.count() == 4


@pytest.mark.usefixtures("books")
def test_slices_that_django_cuts_in_its_own_way():
    """Not at all, of a generic relation; before it removes duplicates, of a distinct queryset."""
    for text in ("a", "b", "c"):
        Note.objects.create(target=Book.objects.order_by("pk")[0], text=text)
    notes = Prefetch("notes", queryset=Note.objects.order_by("-pk")[:2], to_attr="few")
    shown = model_serializer(Book, "id", few=model_serializer(Note, "text")(many=True))
    compare("/rows/", queryset=Book.objects.prefetch_related(notes).order_by("pk"), serializer_class=shown)
    rows = Chapter.objects.filter(book__tags__weight__gt=0).distinct().order_by("title", "pk")[:2]
    chapters = Prefetch("chapters", queryset=rows, to_attr="few")
    shown = model_serializer(Book, "id", few=model_serializer(Chapter, "title")(many=True))
    compare("/rows/", queryset=Book.objects.prefetch_related(chapters).order_by("pk"), serializer_class=shown)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("rows", [Reply.objects.none, lambda: Reply.objects.order_by("-pk"), None])
def test_what_a_manager_prefetches(rows: Any, monkeypatch: pytest.MonkeyPatch):
    """The rows of a relation bring what their own manager prefetches for them."""
    get_queryset = LiveManager.get_queryset
    lookup = Prefetch("replies", queryset=rows()) if rows else "replies"
    monkeypatch.setattr(LiveManager, "get_queryset", lambda self: get_queryset(self).prefetch_related(lookup))
    reply = model_serializer(Reply, "text")
    inner = model_serializer(Comment, "id", replies=reply(many=True))
    by_method = made(lambda self, comment: [one.text for one in comment.replies.all()], "id", model=Comment)
    lists = {"comments": inner(many=True), "few": SQLNested(inner, source="comments", limit=2)}
    for shown in (
        model_serializer(Book, "id", **lists),
        model_serializer(Book, "id", comments=by_method(many=True)),
        model_serializer(Author, "id", books=model_serializer(Book, "id", **lists)(many=True)),
    ):
        model = shown.Meta.model
        for queryset in (
            model.objects.order_by("pk"),
            model.objects.prefetch_related("comments" if model is Book else "books__comments").order_by("pk"),
        ):
            compare("/rows/", queryset=queryset, serializer_class=shown)


LOOKING_AROUND: dict[str, Any] = {
    "window": lambda rows: rows.annotate(n=Window(RowNumber(), order_by="-pk")),
    "distinct_on": lambda rows: rows.annotate(n=F("pk")).order_by("text", "pk").distinct("text"),
}


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("narrowed", LOOKING_AROUND.values(), ids=LOOKING_AROUND)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
@pytest.mark.parametrize("join", [1, 10**9])
def test_rows_that_look_around(narrowed: Any, pagination: Any, join: int, monkeypatch: pytest.MonkeyPatch):
    """One parent's rows are looked at, or those of all parents that are prefetched together: as DRF has them."""
    if narrowed is LOOKING_AROUND["distinct_on"] and connection.vendor != "postgresql":
        narrowed = LOOKING_AROUND["window"]
    for book in Book.objects.all():
        for text in "aab":
            Comment.everything.create(book=book, text=text)
    get_queryset = LiveManager.get_queryset
    monkeypatch.setattr(LiveManager, "get_queryset", lambda self: narrowed(get_queryset(self)))
    inner = model_serializer(Comment, "id", "text", n=serializers.IntegerField())
    for field in (inner(many=True), SQLNested(inner), SQLNested(inner, limit=1), SQLNested(inner, filter=Q(pk__gt=0))):
        shown = model_serializer(Book, "id", comments=field)
        for queryset in (
            Book.objects.order_by("pk"),
            Book.objects.prefetch_related("comments").order_by("pk"),
            Book.objects.prefetch_related(Prefetch("comments", queryset=Comment.objects.all())).order_by("pk"),
        ):
            with override_settings(DRF_SQLLIST={"JOIN_FROM": join}):
                compare("/rows/", queryset=queryset, serializer_class=shown, pagination_class=pagination)


ASKED: dict[str, Any] = {
    "first": lambda rows: rows.first() and rows.first().name,
    "filter": lambda rows: [tag.name for tag in rows.filter(weight__gte=0)],
    "order_by": lambda rows: [tag.name for tag in rows.order_by("-pk")],
    "select_related": lambda rows: [tag.name for tag in rows.select_related()],
    "values_list": lambda rows: list(rows.order_by("pk").values_list("name", flat=True)),
    "exists": lambda rows: [rows.exists(), rows.exclude(name="a").exists()],
    "slice": lambda rows: [tag.name for tag in rows.all().order_by("pk")[:1]],
    "below": lambda rows: [tag.books.count() for tag in rows.order_by("pk")],
    "get": lambda rows: rows.get(name="a").pk if rows.filter(name="a").count() == 1 else None,
}
NARROWED = ("all", "filter", "exclude", "joined_distinct", "by_another_book", "ordered", "counted", "none")


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("rows", [*NARROWED, "prefetching"])
@pytest.mark.parametrize("nested", [False, True])
def test_a_list_that_a_queryset_chose_is_asked_for_more(rows: str, asked: Any, nested: bool):
    """As ``book.tags.first()``, which Django sends to the database, with that queryset's own conditions."""
    members = {"tags": model_serializer(Tag, "id", "name")(many=True)} if nested else {}
    shown = made(lambda self, book: asked(book.tags), "id", model=Book, **members)

    def books() -> Any:
        chosen = Tag.objects.prefetch_related("books") if rows == "prefetching" else MANY[rows]()
        return Book.objects.prefetch_related(Prefetch("tags", queryset=chosen)).order_by("pk")

    modes = attack(books, shown, shapes=("whole", "pages"))
    assert set(modes.values()) == {"spliced"}
