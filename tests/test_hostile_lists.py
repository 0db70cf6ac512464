"""List serializers of the root whose text says that they return DRF's rows, and what they do on the way there."""

import copy
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from decimal import Decimal, localcontext
from types import MethodType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone, translation
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack
from tests.testapp.models import Author, Book, ChoiceRow, Tag
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class Hooked(serializers.ListSerializer):
    """Its text is innocent."""

    def before(self, data: Any) -> None:
        pass

    def around(self, data: Any) -> Any:
        return nullcontext()

    def to_representation(self, data):
        self.before(data)
        with self.around(data):
            return super().to_representation(data)


SHAPES = ("whole", "pages")
TAGS = model_serializer(Tag, "id", "name")


class BookSerializer(serializers.ModelSerializer):
    place = serializers.SerializerMethodField()
    tags = TAGS(many=True)
    author = model_serializer(Author, "name")()

    class Meta:
        model = Book
        fields = ["id", "title", "price", "published", "details", "author", "tags", "place"]

    def get_place(self, book: Book) -> Any:
        return [self.context.get("places"), getattr(book, "left", None), repr(self.root.instance)[:20]]


FLAT = model_serializer(Book, "id", "title", "price", "published", "author")


def listed(before: Any = None, around: Any = None, serializer: type = BookSerializer) -> type:
    members = {name: one for name, one in (("before", before), ("around", around)) if one}
    own = type("Own", (Hooked,), members)
    meta = type("Meta", (serializer.Meta,), {"list_serializer_class": own})
    return type("Shown", (serializer,), {"Meta": meta})


def fills_context(self: Any, data: Any) -> None:
    self.context["places"] = sorted(book.pk for book in data)


def leaves(self: Any, data: Any) -> None:
    for number, book in enumerate(data):
        book.left = number


def looks_at_its_type(self: Any, data: Any) -> None:
    self.context["places"] = [isinstance(data, QuerySet), isinstance(data, list), len(data), bool(data)]


def looks_at_the_instance(self: Any, data: Any) -> None:
    self.context["places"] = [data is self.instance, [*map(str, self.instance)], self.child.root is self]


def reads_the_child(self: Any, data: Any) -> None:
    self.context["places"] = [*self.child.fields, self.child.get_fields().keys() == self.child.fields.keys()]


def prefetches_aside(self: Any, data: Any) -> None:
    prefetch_related_objects([*data], Prefetch("tags", Tag.objects.order_by("-name"), to_attr="left"))


def asks_the_database(self: Any, data: Any) -> None:
    self.context["places"] = [*Author.objects.filter(books__in=[*data]).values_list("name", flat=True).order_by("pk")]


PREPARING = {
    function.__name__: function
    for function in (
        *(fills_context, leaves, looks_at_its_type, looks_at_the_instance),
        *(reads_the_child, asks_the_database),
    )
}


@pytest.mark.parametrize("before", PREPARING.values(), ids=PREPARING)
@pytest.mark.parametrize("serializer", [BookSerializer, FLAT])
def test_what_prepares(before: Any, serializer: type):
    queryset = Book.objects.select_related("author").prefetch_related("tags").order_by("pk")
    modes = attack(queryset, listed(before, serializer=serializer), shapes=SHAPES)
    assert set(modes.values()) == {"spliced"}


def test_objects_that_are_fetched_aside():
    attack(Book.objects.order_by("pk"), listed(prefetches_aside))


def turns_round(self: Any, data: Any) -> None:
    getattr(data, "_result_cache", data)  # a queryset is read first
    rows = data if isinstance(data, list) else (len(data), data._result_cache)[1]
    rows.reverse()


def empties(self: Any, data: Any) -> None:
    rows = data if isinstance(data, list) else (len(data), data._result_cache)[1]
    del rows[1:]


def puts_another_in(self: Any, data: Any) -> None:
    rows = data if isinstance(data, list) else (len(data), data._result_cache)[1]
    rows[0] = Book(title="made by hand")


def copies_in(self: Any, data: Any) -> None:
    rows = data if isinstance(data, list) else (len(data), data._result_cache)[1]
    rows[:] = map(copy.copy, rows)
    rows[0].title = "a copy's"


def changes_a_related_one(self: Any, data: Any) -> None:
    for book in data:
        if book.author:
            book.author.name = "another"


def changes_what_is_held(self: Any, data: Any) -> None:
    for book in data:
        if book.author_id:
            book._state.fields_cache["author"] = Author(name="another")


def changes_inside(self: Any, data: Any) -> None:
    for book in data:
        if book.details:
            book.details["seen"] = True


def prefetches_fewer(self: Any, data: Any) -> None:
    prefetch_related_objects([*data], Prefetch("tags", Tag.objects.filter(weight=1)))


def changes_a_tag(self: Any, data: Any) -> None:
    prefetch_related_objects([*data], "tags")
    for book in data:
        for tag in book.tags.all():
            tag.name = "another"


def takes_a_field_out(self: Any, data: Any) -> None:
    self.child.fields.pop("price")


def takes_a_field_out_below(self: Any, data: Any) -> None:
    self.child.fields["author"].fields.pop("name")


def sets_a_field(self: Any, data: Any) -> None:
    self.child.fields["price"] = serializers.CharField()


def changes_a_field(self: Any, data: Any) -> None:
    self.child.fields["price"].coerce_to_string = False


def changes_a_method(self: Any, data: Any) -> None:
    self.child.to_representation = MethodType(lambda child, book: {"only": book.pk}, self.child)


def changes_a_method_below(self: Any, data: Any) -> None:
    self.child.fields["title"].to_representation = str.upper


def changes_the_child(self: Any, data: Any) -> None:
    self.child = model_serializer(Book, "id")()


def changes_the_class_of_the_child(self: Any, data: Any) -> None:
    class Other(type(self.child)):
        def to_representation(self, book):
            return {"other": book.pk}

    self.child.__class__ = Other


def asks_twice(self: Any, data: Any) -> None:
    self.context["places"] = len(serializers.ListSerializer.to_representation(self, data))


def makes_one_before(self: Any, data: Any) -> None:
    for book in data:
        self.context.setdefault("places", []).append(self.child.to_representation(book)["title"])


def writes(self: Any, data: Any) -> None:
    Tag.objects.create(name=f"written for {len(data)}")
    self.context["places"] = Tag.objects.count()


def raises(self: Any, data: Any) -> None:
    raise ZeroDivisionError("never mind")


def refuses(self: Any, data: Any) -> None:
    raise NotFound(f"none of {len(data)}")


def needs_a_queryset(self: Any, data: Any) -> None:
    self.context["places"] = data.count() if isinstance(data, QuerySet) else data.count(None)


def filters_the_rows(self: Any, data: Any) -> None:
    self.context["places"] = [*data.filter(price__gt=1).values_list("pk", flat=True)]


DOING = {
    function.__name__: function
    for function in (
        *(turns_round, empties, puts_another_in, copies_in, changes_a_related_one, changes_what_is_held),
        *(changes_inside, prefetches_fewer, changes_a_tag, takes_a_field_out, sets_a_field, changes_a_field),
        *(changes_a_method, changes_a_method_below, changes_the_child, changes_the_class_of_the_child),
        *(asks_twice, makes_one_before, writes, raises, refuses, needs_a_queryset, filters_the_rows),
        takes_a_field_out_below,
    )
}


@pytest.mark.parametrize("before", DOING.values(), ids=DOING)
@pytest.mark.parametrize(
    "queryset",
    [
        Book.objects.order_by("pk"),
        Book.objects.order_by("-title", "pk").select_related("author").prefetch_related("tags"),
        Book.objects.none(),
        Book.objects.filter(title="no such book"),
    ],
    ids=["plain", "with_all", "none", "empty"],
)
def test_what_does_more(before: Any, queryset: Any):
    attack(queryset, listed(before), shapes=SHAPES, statements=False)


@pytest.mark.parametrize("before", DOING.values(), ids=DOING)
def test_what_does_more_with_plain_columns(before: Any):
    attack(Book.objects.order_by("pk"), listed(before, serializer=FLAT), shapes=("pages",), statements=False)


def in_another_zone(self: Any, data: Any) -> Any:
    return timezone.override(ZoneInfo("Asia/Tokyo"))


def in_another_language(self: Any, data: Any) -> Any:
    return translation.override("de")


def with_other_decimals(self: Any, data: Any) -> Any:
    return localcontext(prec=2)


@contextmanager
def afterwards(change: Callable[[Any], None], data: Any) -> Any:
    yield
    change(data)


def changed_afterwards(self: Any, data: Any) -> Any:
    def change(rows: Any) -> None:
        for book in rows:
            book.title = "late"
            (book.details or {}).update(late=True)

    return afterwards(change, data)


def swallows(self: Any, data: Any) -> Any:
    @contextmanager
    def swallowing() -> Any:
        try:
            yield
        except BaseException:
            self.context["places"] = "swallowed"

    return swallowing()


AROUND = [in_another_zone, in_another_language, with_other_decimals, changed_afterwards, swallows]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("serializer", [BookSerializer, FLAT])
def test_what_is_done_around_the_rows(around: Any, serializer: type):
    shown = listed(around=around, serializer=serializer)
    attack(Book.objects.order_by("pk"), shown, shapes=SHAPES, statements=False)


@pytest.mark.parametrize("around", AROUND[:3])
def test_labels_and_decimals_in_other_surroundings(around: Any):
    ChoiceRow.objects.create(level=1, amount=Decimal("1.50"))

    class Labelled(serializers.ModelSerializer):
        level = serializers.CharField(source="get_level_display")

        class Meta:
            model = ChoiceRow
            fields = ["id", "level", "status", "amount"]

    attack(ChoiceRow.objects.order_by("pk"), listed(around=around, serializer=Labelled), statements=False)


def test_a_manager():
    """DRF asks it for its rows, and so may the list serializer: those are other instances."""
    for before in (fills_manager, changes_on_manager):
        compare("/rows/", queryset=None, get_queryset=lambda view: Book.objects, serializer_class=listed(before))


def fills_manager(self: Any, data: Any) -> None:
    self.context["places"] = data.count()


def changes_on_manager(self: Any, data: Any) -> None:
    for book in data.all():
        book.title = "unseen"


class Sliced(BasePagination):
    """What it chooses is a queryset."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return queryset[:3]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"rows": data})


@pytest.mark.parametrize("before", [*PREPARING.values(), *DOING.values()])
def test_a_page_that_is_a_queryset(before: Any):
    shown = listed(before)
    attack(Book.objects.order_by("pk"), shown, shapes=("whole",), statements=False, pagination_class=Sliced)


def test_what_writes_is_tried_once():
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": listed(writes)}
    _, ours = twins(**made, pagination_class=PagesOfTwo)
    before = Tag.objects.count()
    assert call(ours).response.sqllist.mode == "serializer"
    assert Tag.objects.count() == before + 1
    assert call(ours).response.sqllist.mode == "serializer"


def test_fields_that_are_chosen_as_the_list_is_made():
    class Choosing(Hooked):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if "short" in self.context["request"].query_params:
                self.child.fields.pop("title")

    shown = listed()
    shown.Meta.list_serializer_class = Choosing
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": shown}
    for url in ("/rows/", "/rows/?short=1", "/rows/"):
        compare(url, **made)
