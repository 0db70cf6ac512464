"""Paginators that page by themselves: what they take is written at once, and what they look at is right."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.cases.nested import TagSerializer
from tests.outcomes import assert_same
from tests.testapp.models import Book
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class Own(BasePagination):
    """Takes some rows."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self.total = queryset.count()
        self.page = self.take(queryset)
        return self.page

    def take(self, queryset: Any) -> Any:
        raise NotImplementedError

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"total": self.total, "last": self.last(), "results": data})

    def last(self) -> Any:
        return self.page[-1].pk if self.page else None


def own(take: Callable[[Any], Any], last: Callable[[Any], Any] | None = None) -> type:
    members: dict[str, Any] = {"take": lambda self, queryset: take(queryset)}
    if last is not None:
        members["last"] = lambda self: last(self.page)
    return type("Taking", (Own,), members)


def titled(queryset: Any) -> Any:
    page = list(queryset[:3])
    return [book for book in page if book.title]


def ranked(queryset: Any) -> Any:
    page = list(queryset[:3])
    for rank, book in enumerate(page):
        book.rank = rank
    return page


ONCE = {
    "slice": own(lambda queryset: list(queryset[1:4])),
    "filter": own(lambda queryset: list(queryset.filter(pk__gte=2).order_by("-pk")[:3])),
    "reversed": own(lambda queryset: list(queryset[:4])[::-1]),
    "peeked": own(lambda queryset: list(queryset[:4])[:3]),
    "the_queryset": own(lambda queryset: queryset[:2]),
    "single": own(lambda queryset: [queryset[1]]),
}
AGAIN = {
    "looks": own(titled),
    "looks_later": own(lambda queryset: list(queryset[:3]), lambda page: page[-1].title),
    "leaves": own(ranked),
    "iterator": own(lambda queryset: list(queryset[:3].iterator(chunk_size=2))),
    "annotates": own(lambda queryset: list(queryset.extra(where=["1=1"])[:3])),
    "only": own(lambda queryset: list(queryset.only("title")[:3])),
    "mixed": own(lambda queryset: [*queryset[:1], Book.objects.order_by("-pk")[0]]),
    "prefetches": own(lambda queryset: list(queryset.prefetch_related("tags")[:3])),
    "values": own(lambda queryset: [Book(**row) for row in queryset.values("id", "title")[:2]]),
}


class BookSerializer(serializers.ModelSerializer):
    rank = serializers.SerializerMethodField()
    tags = TagSerializer(many=True)

    class Meta:
        model = Book
        fields = ["id", "title", "price", "rank", "tags"]

    def get_rank(self, book: Any) -> Any:
        return [getattr(book, "rank", None), str(book.title)]


FLAT = model_serializer(Book, "id", "title", "author")
QUERYSETS = [Book.objects.order_by("pk"), Book.objects.order_by("-title", "pk").prefetch_related("tags")]


@pytest.mark.parametrize("pagination", ONCE.values(), ids=ONCE)
@pytest.mark.parametrize("serializer", [FLAT, BookSerializer])
@pytest.mark.parametrize("queryset", QUERYSETS)
def test_rows_are_read_once(pagination: type, serializer: type, queryset: Any):
    for _ in range(2):
        made = {"queryset": queryset, "serializer_class": serializer, "pagination_class": pagination}
        _, statements = compare("/rows/", **made)
        assert len(statements) == 2


@pytest.mark.parametrize("pagination", AGAIN.values(), ids=AGAIN)
@pytest.mark.parametrize("serializer", [FLAT, BookSerializer])
@pytest.mark.parametrize("queryset", QUERYSETS)
def test_paginators_that_look_at_rows(pagination: type, serializer: type, queryset: Any):
    for _ in range(2):
        compare("/rows/", queryset=queryset, serializer_class=serializer, pagination_class=pagination)


def test_a_view_is_remembered():
    """The first answer takes the page twice, later ones do not."""
    made = {"queryset": QUERYSETS[0], "serializer_class": FLAT, "pagination_class": AGAIN["looks"]}
    plain, ours = twins(**made)
    expected = call(plain, "/rows/")
    numbers = []
    for _ in range(3):
        actual = call(ours, "/rows/")
        assert_same(expected, actual)
        numbers.append(len(actual.statements))
    assert numbers[0] > numbers[1] == numbers[2]
