"""What serializers do that make their objects by themselves."""

from decimal import localcontext
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Prefetch
from django.utils import timezone, translation
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack
from tests.hostile.overrides import OVERRIDES, changes_first, keeps, looks_around, mutates, types
from tests.hostile.serializers import (
    AuthorSerializer,
    BookSerializer,
    CountrySerializer,
    PlainTagSerializer,
    TagSerializer,
)
from tests.testapp.models import Author, Book, Chapter, Tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def overriding(base: type, function: Any, as_mixin: bool = False) -> type:
    if as_mixin:

        class Mixin:
            def to_representation(self, instance):
                return function(self, instance, super().to_representation)

        return type(base.__name__, (Mixin, base), {"__module__": base.__module__})

    class Own(base):
        """Its own words."""

        def to_representation(self, instance):
            return function(self, instance, super().to_representation)

    Own.__name__ = base.__name__
    return Own


PLACES = ["row", "mixin", "one", "one_deep", "many", "one_of_prefetched", "many_of_prefetched", "in_other"]


def placed(place: str, function: Any) -> tuple[Any, type]:
    books: Any = Book.objects.order_by("pk")
    both = books.select_related("author__country").prefetch_related("tags")
    if place in ("row", "mixin"):
        return books if place == "row" else both, overriding(BookSerializer, function, place == "mixin")
    author, tag = overriding(AuthorSerializer, function), overriding(TagSerializer, function)
    prefetched = books.prefetch_related("author__country", "tags")
    if place == "one":
        return both, model_serializer(Book, "id", "title", author=author(read_only=True), origin=CountrySerializer())
    if place == "one_of_prefetched":
        return prefetched, model_serializer(Book, "id", author=author(read_only=True))
    if place == "one_deep":
        country = overriding(CountrySerializer, function)
        inner = model_serializer(Author, "id", country=country(read_only=True))
        return both, model_serializer(Book, "id", author=inner(read_only=True))
    if place == "in_other":
        outer = overriding(
            model_serializer(Book, "id", author=author(read_only=True), tags=tag(many=True, read_only=True)), function
        )
        return both, outer
    rows = books if place == "many" else prefetched
    return rows, model_serializer(Book, "id", tags=tag(many=True, read_only=True))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("function", OVERRIDES, ids=lambda function: function.__name__)
def test_overrides(function: Any, place: str):
    queryset, serializer = placed(place, function)
    # That a function looks at the rows is seen where it says so itself, not through another one.
    attack(queryset, serializer, shapes=("whole", "pages"), statements=function is not looks_around)


def test_looking_at_the_rows_from_below():
    class Looking(PlainTagSerializer):
        def to_representation(self, instance):
            return [len(self.root.instance), [row.title for row in self.root.instance], instance.name]

    shown = model_serializer(Book, "id", tags=Looking(many=True, read_only=True))
    attack(Book.objects.order_by("pk"), shown)
    attack(Book.objects.prefetch_related("tags", "chapters").order_by("pk"), shown)


def test_the_same_children_twice():
    tag = overriding(TagSerializer, keeps)
    twice = model_serializer(
        Book,
        "id",
        tags=tag(many=True, read_only=True),
        more=TagSerializer(many=True, source="tags", read_only=True),
        third=tag(many=True, source="tags", read_only=True),
    )
    for rows in (Book.objects.order_by("pk"), Book.objects.prefetch_related("tags").order_by("pk")):
        attack(rows, twice)


def test_the_same_child_twice():
    author = overriding(AuthorSerializer, changes_first)
    twice = model_serializer(
        Book,
        "id",
        author=author(read_only=True),
        again=AuthorSerializer(source="author", read_only=True),
        name=serializers.CharField(source="author.name", default="-"),
        third=author(source="author", read_only=True),
    )
    for rows in (Book.objects.order_by("pk"), Book.objects.prefetch_related("author").order_by("pk")):
        attack(rows, twice, shapes=("whole", "pages"))
        attack(rows.select_related("author__country"), twice, shapes=("whole", "pages"))


def test_star():
    inner = overriding(model_serializer(Book, "title", "price"), mutates)
    plain = model_serializer(Book, "title", who=serializers.SerializerMethodField())
    plain.get_who = lambda self, book: [book.author and book.author.name, self.parent.field_name]
    first = overriding(model_serializer(Book, "id", a=plain(source="*")), types)
    for shown in (
        model_serializer(Book, "id", a=_renamed(inner)(source="*"), b=plain(source="*")),
        first,
    ):
        attack(Book.objects.order_by("pk"), shown)
        attack(Book.objects.select_related("author").order_by("pk"), shown)


def _renamed(cls: type) -> type:
    def to_representation(self, instance):
        found = serializers.ModelSerializer.to_representation(self, instance)
        return {f"x_{key}": value for key, value in found.items()}

    return type(cls.__name__, (cls,), {"to_representation": to_representation})


def test_dotted_lists():
    tags = TagSerializer(many=True, source="author.books", read_only=True)
    books = model_serializer(Book, "id", "title", n=serializers.SerializerMethodField())
    books.get_n = lambda self, book: [book.author.name, book.author.pk, book.tags.count()]
    shown = model_serializer(Book, "id", others=books(many=True, source="author.books", read_only=True, default=[]))
    attack(Book.objects.exclude(author=None).order_by("pk"), shown)
    attack(Book.objects.order_by("pk"), shown)
    attack(Book.objects.prefetch_related("author__books__tags").order_by("pk"), shown)
    attack(Book.objects.order_by("pk"), model_serializer(Book, "id", tags=tags))


def test_prefetched_under_names():
    heavy = Prefetch("tags", Tag.objects.filter(weight__gt=0), to_attr="heavy")
    some = Prefetch("tags", Tag.objects.order_by("-name"), to_attr="some")
    tag = overriding(TagSerializer, keeps)
    shown = model_serializer(
        Book,
        "id",
        heavy=tag(many=True),
        some=tag(many=True),
        tags=tag(many=True),
        n=serializers.SerializerMethodField(),
    )
    shown.get_n = lambda self, book: [
        [one.name for one in book.heavy],
        [one.name for one in book.some],
        [one.name for one in book.tags.all()],
        [one is other for one, other in zip(book.heavy, book.some, strict=False)],
    ]
    attack(lambda: Book.objects.prefetch_related(heavy, some).order_by("pk"), shown)
    attack(lambda: Book.objects.prefetch_related(some, heavy, "tags").order_by("pk"), shown)


def test_methods_at_every_level():
    log: list[Any] = []

    def logging(name: str) -> Any:
        def method(self: Any, instance: Any) -> Any:
            log.append(f"{name}{getattr(instance, 'title', getattr(instance, 'name', ''))}")
            return len(log)

        return method

    chapter = model_serializer(Chapter, "title", n=serializers.SerializerMethodField())
    chapter.get_n = logging("chapter")
    author = model_serializer(Author, "name", n=serializers.SerializerMethodField(), country=CountrySerializer())
    author.get_n = logging("author")
    shown = model_serializer(
        Book,
        n=serializers.SerializerMethodField(),
        chapters=chapter(many=True),
        author=author(),
        tags=serializers.StringRelatedField(many=True),
        m=serializers.SerializerMethodField(),
    )
    shown.get_n = logging("book")
    shown.get_m = lambda self, book: log.copy() if len(log) < 40 else len(log)

    def rows() -> Any:
        log.clear()
        return Book.objects.order_by("pk")

    from tests.hostile import attack as tools

    for shape in ("whole", "pages"):
        plain, ours = tools.twins(queryset=rows(), serializer_class=shown, **tools.SHAPES[shape])
        expected = tools.undone(plain, "/rows/")
        log.clear()
        tools.same(expected, tools.undone(ours, "/rows/"), shape)


SURROUNDINGS = {
    "zone": lambda: timezone.override(ZoneInfo("Asia/Tokyo")),
    "language": lambda: translation.override("de"),
    "decimals": lambda: localcontext(prec=2),
}


@pytest.mark.parametrize("around", SURROUNDINGS.values(), ids=SURROUNDINGS)
@pytest.mark.parametrize("names", [("id", "price", "published"), ("id", "price", "published", "made")])
def test_an_object_in_other_surroundings(around: Any, names: Any):
    """SQL has written its members for those of the request."""

    class Own(serializers.ModelSerializer):
        made = serializers.SerializerMethodField()

        class Meta:
            model = Book
            fields = names

        def get_made(self, book):
            return str(timezone.get_current_timezone())

        def to_representation(self, book):
            with around():
                return super().to_representation(book)

    if "made" not in names:
        Own._declared_fields.pop("made")
    attack(Book.objects.order_by("pk"), Own)
