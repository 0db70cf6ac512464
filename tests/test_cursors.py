"""Cursor pagination: forwards, backwards, through ties, past the ends."""

import json
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from rest_framework import serializers
from rest_framework.pagination import CursorPagination

from tests.testapp.models import Book, Tag
from tests.views import compare

pytestmark = pytest.mark.django_db


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name", "weight"]


class BookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price", "rating", "published"]


class ByWeight(CursorPagination):
    """Many rows tie at each position."""

    page_size = 3
    ordering = ("weight", "pk")


class ByWeightDown(CursorPagination):
    page_size = 4
    ordering = ("-weight", "-pk")
    page_size_query_param = "size"
    max_page_size = 6


class ByName(CursorPagination):
    page_size = 5
    ordering = "name"


class TinyOffset(ByWeight):
    offset_cutoff = 2


class ByMoment(CursorPagination):
    page_size = 3
    ordering = "-published"


class ByPrice(CursorPagination):
    page_size = 2
    ordering = ("price", "id")


class ByRating(CursorPagination):
    page_size = 2
    ordering = ("rating", "id")


@pytest.fixture
def tags() -> None:
    Tag.objects.bulk_create(Tag(name=f"tag {number:02} é", weight=number // 5) for number in range(17))


@pytest.fixture
def books() -> None:
    start = datetime(2024, 1, 1, tzinfo=timezone.utc)
    Book.objects.bulk_create(
        Book(
            title=f"b{number}",
            price=Decimal(number % 4) / 4,
            rating=(number % 3) / 3,
            published=start + timedelta(hours=number // 2, microseconds=number % 3),
        )
        for number in range(9)
    )


def check(pagination: type, url: str, queryset, serializer: type):
    made = {"queryset": queryset, "serializer_class": serializer, "pagination_class": pagination}
    response, statements = compare(url, **made)
    if response.status_code == 200:
        assert response.sqllist.mode in ("sql", "spliced")
        assert response.sqllist.queries == len(statements) == 1, statements.sql
        return json.loads(response.content)
    return None


def walk(pagination: type, queryset, serializer: type, query: str = "") -> list[int]:
    """Forwards to the end and backwards to the start: both twins agree on every page. Gives the ids forwards."""
    url, seen, last = f"/rows/?{query}", [], None
    while url:
        page = check(pagination, url, queryset, serializer)
        seen += [row["id"] for row in page["results"]]
        last, url = url, page["next"]
    while last:
        last = check(pagination, last, queryset, serializer)["previous"]
    return seen


@pytest.mark.parametrize("pagination", [ByWeight, ByWeightDown, ByName, TinyOffset])
def test_walk(pagination: type, tags: None):
    seen = walk(pagination, Tag.objects.all(), TagSerializer)
    if pagination is not TinyOffset:
        assert sorted(seen) == list(Tag.objects.order_by("pk").values_list("pk", flat=True))


def test_walk_by_size(tags: None):
    for size in ("1", "2", "6", "100", "0", "x"):
        walk(ByWeightDown, Tag.objects.all(), TagSerializer, f"size={size}")


def test_walk_filtered(tags: None):
    seen = walk(ByWeight, Tag.objects.filter(weight__gt=0).exclude(name__contains="07"), TagSerializer)
    assert len(seen) == 11


@pytest.mark.parametrize("pagination", [ByMoment, ByPrice, ByRating])
def test_walk_by_other_types(pagination: type, books: None):
    assert len(walk(pagination, Book.objects.all(), BookSerializer)) == 9


def test_nothing(tags: None):
    page = check(ByWeight, "/rows/", Tag.objects.filter(name="none"), TagSerializer)
    assert page == {"next": None, "previous": None, "results": []}


def cursor(**tokens: str) -> str:
    return urlencode({"cursor": b64encode(urlencode(tokens).encode()).decode()})


@pytest.mark.parametrize(
    "query",
    [
        "cursor=",
        "cursor=not-base64!",
        "cursor=%00",
        "cursor=" + b64encode(b"\xff\xfe").decode(),
        cursor(p="1"),
        cursor(p="1", o="2"),
        cursor(p="1", r="1"),
        cursor(p="99"),
        cursor(p="-99"),
        cursor(p="-99", r="1"),
        cursor(o="5"),
        cursor(o="-1"),
        cursor(o="x"),
        cursor(o="1000"),
        cursor(o="100000000000"),
        cursor(r="1"),
        cursor(r="1", o="3"),
        cursor(p=""),
        cursor(p="not a number"),
        cursor(p="1' OR '1'='1"),
    ],
)
def test_made_up_cursors(query: str, tags: None):
    """Errors too: a position that the column does not take raises in Django as it does in DRF."""
    made = {"queryset": Tag.objects.all(), "serializer_class": TagSerializer, "pagination_class": ByWeight}
    response, statements = compare(f"/rows/?{query}", **made)
    if response is not None and response.status_code == 200:
        assert len(statements) == 1


def test_position_of_null(books: None):
    """A row without a value at the edge of the page: the position is text in DRF, here too."""
    Book.objects.filter(title__in=["b2", "b3"]).update(price=None)
    made = {"queryset": Book.objects.all(), "serializer_class": BookSerializer, "pagination_class": ByPrice}
    compare("/rows/", **made)
    compare("/rows/?" + cursor(p="0.25"), **made)
    compare("/rows/?" + cursor(p="0.25", r="1"), **made)
