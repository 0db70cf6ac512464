"""Random rows and random serializer trees over the library's models."""

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from django.db.models import Q
from hypothesis import strategies as st
from rest_framework import serializers

from drf_sqllist import SQLNested
from tests.cases.case import model_serializer
from tests.cases.rows import CHARACTERS
from tests.testapp.models import Author, Book, Chapter, Comment, Country, Editing, Profile, Reply, Tag

UTC = timezone.utc

TEXTS = st.one_of(
    st.sampled_from([text for text in CHARACTERS if len(text) < 20]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
FLOATS = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1e6, 1e6))
PRICES = st.decimals(Decimal("-999999.99"), Decimal("999999.99"), places=2)
MOMENTS = st.datetimes(datetime(1850, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
DATES = st.dates()
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(-1e10, 1e10, allow_subnormal=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)

F = serializers
COLUMNS: dict[type, dict[str, Any]] = {
    Country: {"id": F.IntegerField, "code": F.CharField, "name": F.CharField},
    Author: {"id": F.IntegerField, "name": F.CharField, "born": F.DateField},
    Profile: {"id": F.IntegerField, "bio": F.CharField},
    Tag: {"id": F.IntegerField, "name": F.CharField, "weight": F.IntegerField},
    Book: {
        "id": F.IntegerField,
        "title": F.CharField,
        "price": lambda **options: F.DecimalField(8, 2, **options),
        "rating": F.FloatField,
        "published": F.DateTimeField,
        "details": F.JSONField,
    },
    Chapter: {"id": F.IntegerField, "title": F.CharField, "number": F.IntegerField},
    Comment: {"id": F.IntegerField, "text": F.CharField, "deleted": F.BooleanField},
    Editing: {"id": F.IntegerField, "role": F.CharField},
    Reply: {"id": F.IntegerField, "text": F.CharField},
}
ONE: dict[type, dict[str, type]] = {
    Country: {},
    Author: {"country": Country, "mentor": Author, "profile": Profile},
    Profile: {"author": Author, "home": Country},
    Tag: {},
    Book: {"author": Author, "origin": Country},
    Chapter: {"book": Book},
    Comment: {"book": Book},
    Editing: {"book": Book, "editor": Author},
    Reply: {"comment": Comment},
}
MANY: dict[type, dict[str, type]] = {
    Country: {"authors": Author, "books": Book},
    Author: {"books": Book, "pupils": Author, "edited": Book, "editings": Editing},
    Tag: {"books": Book},
    Book: {"tags": Tag, "editors": Author, "chapters": Chapter, "comments": Comment, "editings": Editing},
    Comment: {"replies": Reply},
}
FLAGS: list[dict[str, Any]] = [
    {},
    {"read_only": True},
    {"required": False},
    {"allow_null": True},
    {"allow_null": True, "required": False},
    {"default": None, "allow_null": True},
]


def paths(model: type, depth: int = 3) -> list[tuple[str, ...]]:
    """The ways forward from this model, over single relations."""
    found: list[tuple[str, ...]] = []
    for name, target in ONE[model].items():
        found.append((name,))
        if depth > 1:
            found += [(name, *rest) for rest in paths(target, depth - 1)]
    return found


def end(model: type, path: tuple[str, ...]) -> type:
    for name in path:
        model = ONE[model][name]
    return model


@st.composite
def trees(draw: st.DrawFn, model: type, depth: int = 3) -> type[serializers.BaseSerializer]:
    """A serializer class: a few columns, a few paths, a few relations, each in one of the ways DRF has."""
    declared: dict[str, Any] = {}
    plain = draw(st.lists(st.sampled_from(sorted(COLUMNS[model])), unique=True, max_size=4))
    for number, path in enumerate(draw(st.lists(st.sampled_from(paths(model)), max_size=2)) if ONE[model] else []):
        declared[f"path{number}"] = draw(leaves(model, path))
    for name, target in draw(chosen(ONE[model])):
        declared[name] = draw(singles(name, target, depth))
    for name, target in draw(chosen(MANY.get(model, {}))):
        declared[name] = draw(lists(name, target, depth))
    if draw(st.booleans()):
        declared["again"] = draw(plains(model))(source="*")
    return model_serializer(model, *plain, **dict(draw(st.permutations(sorted(declared.items())))))


def chosen(relations: dict[str, type]) -> st.SearchStrategy[list[tuple[str, type]]]:
    if not relations:
        return st.just([])
    return st.lists(st.sampled_from(sorted(relations.items())), unique_by=lambda pair: pair[0], max_size=2)


@st.composite
def leaves(draw: st.DrawFn, model: type, path: tuple[str, ...]) -> serializers.Field:
    """A column at the end of a path."""
    target = end(model, path)
    column = draw(st.sampled_from(sorted(COLUMNS[target])))
    source = ".".join((*path, column))
    flags = draw(st.sampled_from(FLAGS))
    if draw(st.booleans()):
        return serializers.ReadOnlyField(source=source)
    return COLUMNS[target][column](source=source, **flags)


@st.composite
def plains(draw: st.DrawFn, model: type) -> type[serializers.BaseSerializer]:
    """A Serializer that is no ModelSerializer."""
    names = draw(st.lists(st.sampled_from(sorted(COLUMNS[model])), unique=True, min_size=1, max_size=3))
    return type("Plain", (serializers.Serializer,), {name: COLUMNS[model][name]() for name in names})


@st.composite
def singles(draw: st.DrawFn, name: str, target: type, depth: int) -> serializers.Field:
    kind = draw(st.sampled_from(["key", "slug", "nested", "nested"] if depth else ["key", "slug"]))
    if kind == "key":
        return serializers.PrimaryKeyRelatedField(read_only=True)
    if kind == "slug":
        return serializers.SlugRelatedField(draw(st.sampled_from(sorted(COLUMNS[target]))), read_only=True)
    return draw(trees(target, depth - 1))(**draw(st.sampled_from([{}, {"read_only": True}, {"allow_null": True}])))


@st.composite
def lists(draw: st.DrawFn, name: str, target: type, depth: int) -> serializers.Field:
    kind = draw(st.sampled_from(["key", "slug", "nested", "nested", "some"] if depth else ["key", "slug"]))
    if kind == "some":
        return draw(choices(target, draw(trees(target, depth - 1))))
    if kind == "key":
        return serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    if kind == "slug":
        return serializers.SlugRelatedField(draw(st.sampled_from(sorted(COLUMNS[target]))), many=True, read_only=True)
    return draw(trees(target, depth - 1))(many=True, read_only=draw(st.booleans()))


@st.composite
def choices(draw: st.DrawFn, model: type, child: type) -> SQLNested:
    """Some of a relation's rows: by a column, by a relation to one or to many, in any order."""
    columns = sorted({*COLUMNS[model]} - {"details"})
    relations = [*ONE[model], *MANY.get(model, {})]
    tests = [Q(**{f"{draw(st.sampled_from([*columns, *relations]))}__isnull": draw(st.booleans())}) for _ in range(2)]
    condition = draw(st.sampled_from([None, Q(), tests[0], ~tests[0], tests[0] | tests[1], tests[0] & ~tests[1]]))
    ways = [*columns, *(f"{name}__pk" for name in ONE[model])]
    order = draw(st.lists(st.sampled_from([sign + name for sign in ("", "-") for name in ways]), max_size=2))
    return SQLNested(child, filter=condition, order_by=order, limit=draw(st.sampled_from([None, 1, 2, 9])))


@st.composite
def libraries(draw: st.DrawFn) -> None:
    """Rows of every model: between none and a few, every optional key sometimes empty."""

    def some(rows: list[Any]) -> Any:
        return draw(st.sampled_from([None, *rows]))

    def times(most: int) -> range:
        return range(draw(st.integers(0, most)))

    countries = [Country.objects.create(code=str(number), name=draw(TEXTS)) for number in times(2)]
    authors: list[Author] = []
    for _ in times(3):
        born = draw(st.none() | DATES)
        authors.append(
            Author.objects.create(name=draw(TEXTS), born=born, country=some(countries), mentor=some(authors))
        )
        if draw(st.booleans()):
            Profile.objects.create(author=authors[-1], bio=draw(TEXTS), home=some(countries))
    tags = [Tag.objects.create(name=draw(TEXTS), weight=draw(st.integers(0, 2))) for _ in times(3)]
    for _ in times(4):
        book = Book.objects.create(
            title=draw(TEXTS),
            author=some(authors),
            origin=some(countries),
            price=draw(st.none() | PRICES),
            rating=draw(st.none() | FLOATS),
            published=draw(st.none() | MOMENTS),
            details=draw(DOCUMENTS),
        )
        book.tags.set(draw(st.lists(st.sampled_from(tags), max_size=3)) if tags else [])
        for _ in times(2):
            Chapter.objects.create(book=book, title=draw(TEXTS), number=draw(st.none() | st.integers(0, 2)))
            comment = Comment.everything.create(book=book, text=draw(TEXTS), deleted=draw(st.booleans()))
            Reply.objects.create(comment=draw(st.sampled_from([comment, None])), text=draw(TEXTS))
            if authors:
                Editing.objects.create(
                    book=book, editor=draw(st.sampled_from(authors)), role=draw(st.sampled_from("ab"))
                )
