"""What serializers do that make their objects by themselves."""

import copy
from collections import OrderedDict
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch
from django.http import Http404
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.fields import SkipField

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack
from tests.testapp.models import Author, Book, Chapter, Country, Tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class Telling(serializers.ModelSerializer):
    above = serializers.SerializerMethodField()

    def get_above(self, instance: Any) -> Any:
        above = getattr(self.root, "above", None)
        return [self.context.get("above"), above and type(above).__name__, getattr(above, "title", None)]


class TagSerializer(Telling):
    class Meta:
        model = Tag
        fields = ["id", "name", "above"]


class PlainTagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name"]


class CountrySerializer(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = ["code", "name"]


class AuthorSerializer(Telling):
    country = CountrySerializer(read_only=True)
    shout = serializers.CharField(read_only=True)

    class Meta:
        model = Author
        fields = ["id", "name", "born", "country", "shout", "above"]


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer(read_only=True)
    tags = TagSerializer(many=True, read_only=True)
    plain = PlainTagSerializer(many=True, read_only=True, source="tags")
    initials = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "title", "price", "rating", "published", "details", "author", "tags", "plain", "initials"]

    def get_initials(self, book: Any) -> Any:
        return book.author and book.author.initials


def twice(self, instance, ask):
    return [ask(instance), ask(instance)]


def of_another(self, instance, ask):
    other = type(instance).objects.order_by("pk").first()
    return {"this": ask(instance), "other": ask(other)}


def of_another_first(self, instance, ask):
    other = type(instance).objects.order_by("pk").first()
    return {"other": ask(other), "this": ask(instance)}


def of_a_copy(self, instance, ask):
    other = copy.copy(instance)
    other.pk = 7
    return [ask(other), ask(instance)]


def changes_first(self, instance, ask):
    instance.pk = instance.pk + 1000
    for name in ("title", "name"):
        if hasattr(instance, name):
            setattr(instance, name, getattr(instance, name).upper())
    return ask(instance)


def changes_between(self, instance, ask):
    one = ask(instance)
    instance.pk = instance.pk + 1000
    return [one, ask(instance)]


def changes_last(self, instance, ask):
    found = ask(instance)
    instance.pk = instance.pk + 1000
    return found


def changes_author(self, instance, ask):
    if getattr(instance, "author", None):
        instance.author.name = "changed " + instance.author.name
    return ask(instance)


def changes_document(self, instance, ask):
    if getattr(instance, "details", None):
        instance.details["more"] = 1
    return ask(instance)


def changes_fields(self, instance, ask):
    self.fields.pop("title", None)
    self.fields.pop("name", None)
    self.fields["added"] = serializers.CharField(source="pk")
    return ask(instance)


def changes_fields_by_row(self, instance, ask):
    if instance.pk % 2:
        self.fields.pop("price", None)
    return ask(instance)


def replaces_field(self, instance, ask):
    self.fields["id"] = serializers.CharField()
    self.fields["id"].bind("id", self)
    return ask(instance)


def changes_attributes(self, instance, ask):
    if "price" in self.fields:
        self.fields["price"].coerce_to_string = False
    if "born" in self.fields:
        self.fields["born"].format = "%Y"
    return ask(instance)


def types(self, instance, ask):
    return {key: f"{type(value).__name__} {value!r}" for key, value in ask(instance).items()}


def type_of_all(self, instance, ask):
    found = ask(instance)
    return [type(found).__name__, list(found), isinstance(found, dict)]


def mutates(self, instance, ask):
    found = ask(instance)
    found.pop("id")
    found["new"] = {1: Decimal("1.10"), None: True}
    return found


def none(self, instance, ask):
    return None


def text(self, instance, ask):
    return f'"{instance.pk}" \u2028 \x01 \x02 \x01!\x02'


def listed(self, instance, ask):
    return list(ask(instance).items())


def generator(self, instance, ask):
    return (key for key in ask(instance))


def decimal(self, instance, ask):
    return Decimal("1.00")


def nan(self, instance, ask):
    return float("nan")


def nan_sometimes(self, instance, ask):
    return float("inf") if instance == type(instance).objects.order_by("pk").last() else 1


def unknown(self, instance, ask):
    return object()


def the_instance(self, instance, ask):
    return {"instance": instance}


def model_list(self, instance, ask):
    return type(instance).objects.filter(pk=instance.pk).values("pk")


def odd_keys(self, instance, ask):
    return {1: 1, None: 2, False: 3, 1.5: 4, "\x01": [0, "x"], "\x02": [0, []]}


def places(self, instance, ask):
    return {**ask(instance), "\x01": [0, 1], "\x02": [0, [1]], "!": "\x010:1\x02"}


def ordered(self, instance, ask):
    return OrderedDict(reversed(ask(instance).items()))


def raising(error):
    def raises(self, instance, ask):
        found = ask(instance)
        if instance.pk == type(instance).objects.order_by("pk").values_list("pk", flat=True)[1]:
            raise error
        return found

    raises.__name__ = f"raises_{type(error).__name__}"
    return raises


def attributes(self, instance, ask):
    return [
        type(self).__name__,
        type(self).__qualname__,
        type(self).__module__,
        self.__class__.__name__,
        isinstance(self, serializers.ModelSerializer),
        self.__doc__,
        repr(self)[:40],
        list(self.fields),
        self.parent is self.root,
        len(self._readable_fields if isinstance(self._readable_fields, list) else list(self._readable_fields)),
        len(list(self._writable_fields)),
    ]


def by_fields(self, instance, ask):
    return {
        field.field_name: field.to_representation(value)
        for field in self._readable_fields
        if (value := field.get_attribute(instance)) is not None and field.field_name in ("id", "title", "name", "price")
    }


def by_class(self, instance, ask):
    return serializers.Serializer.to_representation(self, instance)


def by_new_serializer(self, instance, ask):
    return {"again": TagSerializer(Tag.objects.first(), context=self.context).data, **ask(instance)}


def by_data(self, instance, ask):
    return {"context": sorted(self.context), **ask(instance)}


def tells_below(self, instance, ask):
    self.context["above"] = f"of {instance.pk}"
    found = ask(instance)
    self.context["above"] = None
    return found


def tells_below_by_attribute(self, instance, ask):
    self.root.above = instance
    return ask(instance)


def changes_below(self, instance, ask):
    for field in self.fields.values():
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer):
            inner.fields.pop("name", None)
    return ask(instance)


def changes_below_attributes(self, instance, ask):
    for field in self.fields.values():
        inner = getattr(field, "child", field)
        if isinstance(inner, serializers.Serializer) and "born" in inner.fields:
            inner.fields["born"].format = "%Y"
    return ask(instance)


def patches_field(self, instance, ask):
    self.fields["id"].to_representation = lambda value: f"<{value}>"
    return ask(instance)


def swallowed(self, instance, ask):
    try:
        return ask(instance)
    except Exception as error:
        return type(error).__name__


def looks_around(self, instance, ask):
    found = ask(instance)
    rows = self.root.instance
    return {"index": [row.pk for row in rows], "first": rows[0] is instance, **found}


def depends_on_last(self, instance, ask):
    last = getattr(self, "_last", None)
    self._last = ask(instance)
    return [last and last["id"], self._last["id"]]


def keeps(self, instance, ask):
    kept = self.root.__dict__.setdefault("_kept", [])
    kept.append(ask(instance))
    return [one.get("id", one.get("code")) for one in kept]


def runs_generators(self, instance, ask):
    return iter([ask(instance)])


OVERRIDES = [
    twice,
    of_another,
    of_another_first,
    of_a_copy,
    changes_first,
    changes_between,
    changes_last,
    changes_author,
    changes_document,
    changes_fields,
    changes_fields_by_row,
    replaces_field,
    changes_attributes,
    types,
    type_of_all,
    mutates,
    none,
    text,
    listed,
    generator,
    decimal,
    nan,
    nan_sometimes,
    unknown,
    the_instance,
    model_list,
    odd_keys,
    places,
    ordered,
    raising(ValueError("x")),
    raising(SkipField()),
    raising(serializers.ValidationError({"x": ["y"]})),
    raising(Http404("gone")),
    raising(PermissionDenied("no")),
    raising(ObjectDoesNotExist("none")),
    raising(KeyError("k")),
    raising(StopIteration()),
    raising(AttributeError("a")),
    attributes,
    by_fields,
    by_class,
    by_new_serializer,
    by_data,
    tells_below,
    tells_below_by_attribute,
    changes_below,
    changes_below_attributes,
    patches_field,
    swallowed,
    looks_around,
    depends_on_last,
    keeps,
    runs_generators,
]


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
