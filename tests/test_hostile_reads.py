"""Declarations that are wrong, short, long or odd, and members that may be missing."""

import copy
import pickle
from typing import Any

import pytest
from django.db.models import Prefetch
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer

from drf_sqllist.plan.doors import reads
from drf_sqllist.splicing.undeclared import strict_reads
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack, made, same
from tests.testapp.models import Author, Book, Chapter, Tag
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def reading(*lookups: str) -> Any:
    """A method field over books whose method declares these lookups, and does what it is given."""

    def make(function: Any) -> type:
        class Made(serializers.ModelSerializer):
            made = serializers.SerializerMethodField()

            class Meta:
                model = Book
                fields = ["id", "made", "title"]

            @reads(*lookups)
            def get_made(self, book: Any) -> Any:
                return function(self, book)

        return Made

    return make


QUERYSETS: dict[str, Any] = {
    "plain": lambda: Book.objects.order_by("pk"),
    "selected": lambda: Book.objects.select_related("author__country").order_by("pk"),
    "prefetched": lambda: Book.objects.prefetch_related("tags", "author", "chapters").order_by("pk"),
    "filtered": lambda: Book.objects.prefetch_related(
        Prefetch("tags", Tag.objects.filter(weight__gt=0)), Prefetch("chapters", to_attr="parts")
    ).order_by("pk"),
    "only": lambda: Book.objects.only("title").order_by("pk"),
}

TAGS = reading("tags")
DECLARED: dict[str, type] = {
    "nothing": reading()(lambda self, book: book.pk),
    "nothing_but_reads": reading()(lambda self, book: [book.title, str(book.price), book.author_id]),
    "key": reading("author")(lambda self, book: [book.author_id, book.author and book.author.name]),
    "attname": reading("author_id")(lambda self, book: [book.author_id, book.author and book.author.name]),
    "pk": reading("pk", "author__pk")(lambda self, book: [book.pk, book.id, book.author and book.author.pk]),
    "missing": reading("nothing")(lambda self, book: getattr(book, "nothing", "-")),
    "missing_below": reading("author__nothing")(lambda self, book: getattr(book.author, "nothing", "-")),
    "below_column": reading("title__upper")(lambda self, book: book.title.upper()),
    "property": reading("author__initials")(lambda self, book: book.author and book.author.initials),
    "method": reading("author__shout")(lambda self, book: book.author and book.author.shout()),
    "deep": reading("author__mentor__country__name", "author__profile__bio")(
        lambda self, book: [
            book.author and book.author.mentor and book.author.mentor.name,
            book.author and book.author.mentor and book.author.mentor.country_id,
            book.author and hasattr(book.author, "profile") and book.author.profile.bio,
        ]
    ),
    "tags": TAGS(lambda self, book: [tag.name for tag in book.tags.all()]),
    "tags_filter": TAGS(lambda self, book: [tag.name for tag in book.tags.filter(weight__gt=0)]),
    "tags_more": TAGS(
        lambda self, book: [
            book.tags.count(),
            book.tags.all().count(),
            book.tags.exists(),
            [t.name for t in book.tags.order_by("name")],
            [t.name for t in book.tags.all()[:2]],
            book.tags.first() and book.tags.first().name,
            len(book.tags.all()),
            [t.pk for t in book.tags.all().filter(name="a")],
            repr(book.tags.all()),
            str(book.tags.all().db),
            [t.name for t in book.tags.all().reverse()],
            list(book.tags.values_list("name", flat=True)),
            list(book.tags.all().values("name")),
            [t.books.count() for t in book.tags.all()],
        ]
    ),
    "tags_pickled": TAGS(
        lambda self, book: [
            [t.name for t in pickle.loads(pickle.dumps(book.tags.all()))],
            [t.name for t in copy.deepcopy(book.tags.all())],
            [t.name for t in copy.copy(book.tags.all())],
            [t.name for t in pickle.loads(pickle.dumps(book)).tags.all()],
            [t.name for t in copy.deepcopy(book).tags.all()],
        ]
    ),
    "tags_column": reading("tags__name")(
        lambda self, book: [[tag.name, tag.weight, str(tag)] for tag in book.tags.all()]
    ),
    "chapters": reading("chapters__title")(
        lambda self, book: [[c.title, c.book is book, c.book.title, c.book_id, c.number] for c in book.chapters.all()]
    ),
    "back": reading("chapters__book__title")(lambda self, book: [[c.title, c.book.title] for c in book.chapters.all()]),
    "to_attr": reading("parts__title")(lambda self, book: [c.title for c in getattr(book, "parts", [])]),
    "through_one": reading("author__books__title", "author__pupils__name")(
        lambda self, book: (
            book.author and [[b.title for b in book.author.books.all()], [p.name for p in book.author.pupils.all()]]
        )
    ),
    "to_many_to_many": reading("author__books__tags__name")(
        lambda self, book: book.author and [[t.name for t in b.tags.all()] for b in book.author.books.all()]
    ),
    "through": reading("editings__editor__name", "editors__name")(
        lambda self, book: [
            [[e.role, e.editor.name] for e in book.editings.all()],
            [e.name for e in book.editors.all()],
        ]
    ),
    "comments": reading("comments__text")(lambda self, book: [c.text for c in book.comments.all()]),
    "generic": reading("notes__text", "notes__target")(lambda self, book: [n.text for n in book.notes.all()]),
    "changes": reading("title")(lambda self, book: setattr(book, "title", "x") or book.title),
    "changes_undeclared": reading("id")(lambda self, book: setattr(book, "title", "x") or book.title),
    "refreshes": reading("title")(lambda self, book: [book.refresh_from_db(), book.title, str(book.price)]),
    "refreshes_one": reading("id")(lambda self, book: [book.refresh_from_db(fields=["title"]), book.title]),
    "saves": reading("title", "rating")(lambda self, book: [setattr(book, "rating", 7), book.save(), book.rating]),
    "saves_one": reading("title")(
        lambda self, book: [setattr(book, "rating", 7), book.save(update_fields=["rating"]), book.rating]
    ),
    "deletes": reading("title")(lambda self, book: [str(book.delete()[1]), book.pk]),
    "attributes": reading("title")(lambda self, book: [hasattr(book, "x"), book == copy.copy(book), hash(book) != 0]),
    "raises": reading("title")(lambda self, book: 1 / (book.pk - Book.objects.last().pk)),
    "dict": reading("title", "author__name")(
        lambda self, book: [book.serializable_value("title"), book.get_deferred_fields() is not None, str(book)]
    ),
}


@pytest.mark.parametrize("queryset", QUERYSETS.values(), ids=QUERYSETS)
@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
def test_declared(declared: type, queryset: Any, request: Any):
    # What was not declared is loaded for each instance: that is said in the log.
    attack(queryset, declared, shapes=("whole", "pages"), statements=False)


@pytest.mark.parametrize("name", ["key", "tags", "deep", "through_one", "to_many_to_many", "through"])
def test_declared_costs_one_statement(name: str):
    for queryset in QUERYSETS.values():
        attack(queryset, DECLARED[name], shapes=("whole", "pages"))


def test_strict():
    shown = DECLARED["nothing_but_reads"]
    with strict_reads():
        _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        answer = call(ours)
        assert "UndeclaredRead" in answer.error
    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)


def test_strict_relation():
    shown = reading("title")(lambda self, book: book.author and book.author.name)
    with strict_reads():
        _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        assert "UndeclaredRead" in call(ours).error


def test_on_properties():
    class Proxy(Author):
        class Meta:
            proxy = True
            app_label = "testapp"

        @property
        @reads("name", "country__name")
        def both(self) -> str:
            return f"{self.name} {self.country and self.country.name}"

        @cached_property
        def slow(self) -> Any:
            return [self.name, self.books.count()]

        slow.func._sqllist_reads = ("name",)

        @property
        @reads("both")
        def outer(self) -> str:
            return self.both

        @property
        @reads("no_such_thing")
        def wrong(self) -> str:
            return self.name

        @property
        @reads("mentor__name")
        def sometimes(self) -> str:
            return self.mentor.name

    for name in ("both", "slow", "outer", "wrong", "sometimes"):
        for field in (
            serializers.ReadOnlyField(source=name),
            serializers.CharField(source=name, default="-"),
            serializers.CharField(source=name, required=False),
            serializers.CharField(source=name, allow_null=True),
        ):
            attack(
                Proxy.objects.order_by("pk"),
                model_serializer(Proxy, "id", made=field, name=serializers.CharField()),
                statements=name not in ("slow", "wrong"),
                shapes=("whole", "pages"),
            )


def test_on_overrides():
    class Own(serializers.ModelSerializer):
        class Meta:
            model = Book
            fields = ["id", "title", "author"]

        @reads("title")
        def to_representation(self, instance):
            return {
                **super().to_representation(instance),
                "more": [instance.title, str(instance.price), str(instance.author)],
            }

    attack(Book.objects.order_by("pk"), Own, statements=False)
    attack(Book.objects.select_related("author").order_by("pk"), Own, statements=False)

    class Above(Own):
        def to_representation(self, instance):
            return {"above": instance.rating, **super().to_representation(instance)}

    attack(Book.objects.order_by("pk"), Above, statements=False)
    nested = model_serializer(Author, "id", books=Own(many=True, read_only=True))
    attack(Author.objects.order_by("pk"), nested, statements=False)
    attack(Author.objects.prefetch_related("books").order_by("pk"), nested, statements=False)


class Missing:
    """Raises as a property does whose object is not there."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        if self.error is not None and instance.pk % 2:
            raise self.error
        return None if instance.pk % 3 else f"{instance.title} \x01 \x02"


OPTIONS: list[dict[str, Any]] = [
    {},
    {"default": "d"},
    {"required": False},
    {"allow_null": True},
    {"allow_null": True, "required": False},
    {"default": None},
    {"default": serializers.CreateOnlyDefault("c")},
    {"read_only": True},
    {"write_only": True},
]


@pytest.mark.parametrize("error", [None, AttributeError("a"), KeyError("k"), ValueError("v"), Book.DoesNotExist("b")])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("place", ["first", "middle", "last", "alone", "two", "nested"])
def test_properties_that_raise(error: Any, options: dict[str, Any], place: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Book, "odd", Missing(error), raising=False)

    def field() -> Any:
        return serializers.CharField(source="odd", **options)

    members: dict[str, dict[str, Any]] = {
        "first": {"a": field(), "id": serializers.IntegerField()},
        "middle": {"id": serializers.IntegerField(), "a": field(), "title": serializers.CharField()},
        "last": {"id": serializers.IntegerField(), "title": serializers.CharField(), "a": field()},
        "alone": {"a": field()},
        "two": {"a": field(), "b": field(), "title": serializers.CharField(), "c": field()},
    }
    if place == "nested":
        book = type("Row", (serializers.Serializer,), {"a": field(), "id": serializers.IntegerField(), "b": field()})
        one = type("Row", (serializers.Serializer,), {"b": field(), "book": book()})
        attack(
            Chapter.objects.order_by("pk"),
            type("Rows", (serializers.Serializer,), {"book": book(), "n": one(source="*")}),
            shapes=("pages",),
        )
        attack(
            Author.objects.order_by("pk"),
            type("Rows", (serializers.Serializer,), {"books": book(many=True)}),
            shapes=("pages",),
        )
        return
    shown = type("Rows", (serializers.Serializer,), members[place])
    attack(Book.objects.order_by("pk"), shown, shapes=("whole", "pages"))


def test_effects_are_remembered():
    """The first list runs twice what changes its rows; the next ones are DRF's at once."""
    shown = made(lambda self, book: setattr(book, "title", "x") or 1, "id", "title", model=Book)
    for pagination in (None, PagesOfTwo):
        plain, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown, pagination_class=pagination)
        same(call(plain), call(ours), "first", statements=False)
        expected, actual = call(plain), call(ours)
        same(expected, actual, "second")
        assert len(actual.statements) <= len(expected.statements)
        assert actual.response.sqllist.problems[0].code == "side-effect"


def test_patched_between_requests(monkeypatch: pytest.MonkeyPatch):
    class Static(serializers.ModelSerializer):
        made = serializers.SerializerMethodField()
        name = serializers.CharField(source="author.initials", default="-")

        class Meta:
            model = Book
            fields = ["id", "made", "name"]

        def get_made(self, book: Any) -> Any:
            return 1

    plain, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=Static)

    def check(where: str) -> None:
        same(call(plain), call(ours), where)

    check("as it is")
    monkeypatch.setattr(Static, "get_made", lambda self, book: book.title)
    check("a method")
    monkeypatch.setattr(Static, "get_made", reads("title")(lambda self, book: [book.title, book.pk]))
    check("a method that reads")
    monkeypatch.setattr(Static, "get_made", reads("author__name")(lambda self, book: book.author and book.author.name))
    check("a method that reads more")
    monkeypatch.setattr(Author, "initials", property(lambda self: self.name[::-1]))
    check("a property")
    monkeypatch.setattr(Author, "initials", property(reads("name")(lambda self: self.name * 2)))
    check("a property that reads")
    monkeypatch.setattr(Static, "to_representation", lambda self, book: [book.pk], raising=False)
    check("a representation")
    monkeypatch.setattr(
        Static, "to_representation", lambda self, book: [serializers.ModelSerializer.to_representation(self, book)]
    )
    check("a representation that asks")
    monkeypatch.delattr(Static, "to_representation")
    check("none")


@pytest.mark.parametrize("renderers", [[BrowsableAPIRenderer], [JSONRenderer], [BrowsableAPIRenderer, JSONRenderer]])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_renderers(renderers: Any, method: str):
    for shown in (DECLARED["tags"], made(lambda self, book: [book.title, book.price, {1: book.published}], model=Book)):
        for queryset in (QUERYSETS["plain"](), QUERYSETS["prefetched"]()):
            plain, ours = twins(queryset=queryset, serializer_class=shown, renderer_classes=renderers)
            same(call(plain, method=method), call(ours, method=method), f"{renderers} {method}", statements=False)
            accept = {"HTTP_ACCEPT": "application/json; indent=3"}
            same(call(plain, **accept), call(ours, **accept), "indented", statements=False)


class Ascii(JSONRenderer):
    ensure_ascii = True
    compact = False


class Lenient(JSONRenderer):
    strict = False


@pytest.mark.parametrize("renderer", [Ascii, Lenient])
def test_renderers_with_attributes(renderer: Any):
    values = [
        float("nan"),
        float("inf"),
        "é\u2028\x7f\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\x01\x02",
        None,
    ]
    shown = made(lambda self, book: values, "id", model=Book, author=serializers.StringRelatedField())
    attack(Book.objects.order_by("pk"), shown, renderer_classes=[renderer])


ODD_TEXTS = [
    "\x01",
    "\x02",
    "\x01!\x02",
    "\x010:1\x02",
    '{"\\u0001":[0,1]}',
    "\\u0001",
    "\x1f\x7f",
    '"',
    "\\",
    "=1",
    "null",
    "true",
    " ",
]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=repr)
def test_texts(text: str):
    author = Author.objects.first()
    Author.objects.filter(pk=author.pk).update(name=text)
    Book.objects.filter(author=author).update(
        title=text, details={text: [text, {text: None}], "\x01": [0, 1], "\x02": [0, [1]]}
    )
    Tag.objects.update(name=text[:30])
    shown = made(
        lambda self, book: [book.title, book.details, book.author and book.author.name],
        "id",
        "title",
        "details",
        model=Book,
    )
    inner = model_serializer(Tag, "name", made=serializers.SerializerMethodField())
    inner.get_made = lambda self, tag: tag.name
    override = type(
        "Own",
        (model_serializer(Book, "title", "details", tags=inner(many=True), author=serializers.StringRelatedField()),),
        {"to_representation": lambda self, row: [serializers.ModelSerializer.to_representation(self, row), row.title]},
    )
    for cls in (shown, override, TAGS(lambda self, book: [tag.name for tag in book.tags.all()])):
        for queryset in QUERYSETS.values():
            attack(queryset, cls, statements=False, shapes=("whole", "pages"))


def test_members_with_odd_names():
    odd = {
        "\x01": serializers.CharField(source="title"),
        "\x02": serializers.CharField(source="title"),
        'a"b': serializers.CharField(source="title"),
    }
    shown = type(
        "Rows",
        (serializers.Serializer,),
        {**odd, "made": serializers.SerializerMethodField(), "get_made": lambda self, row: 1},
    )
    override = type(
        "Own", (shown,), {"to_representation": lambda self, row: [serializers.Serializer.to_representation(self, row)]}
    )
    nested = type(
        "Rows", (serializers.Serializer,), {"books": shown(many=True), "n": serializers.CharField(source="name")}
    )
    outer = type(
        "Own", (nested,), {"to_representation": lambda self, row: [serializers.Serializer.to_representation(self, row)]}
    )
    for cls in (shown, override):
        attack(Book.objects.order_by("pk"), cls)
    for cls in (nested, outer):
        attack(Author.objects.order_by("pk"), cls)
