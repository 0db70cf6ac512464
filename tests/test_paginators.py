"""Paginators of the project's own: overridden methods do what they always did."""

import json
from collections import OrderedDict

import pytest
from django.core.paginator import InvalidPage, Paginator
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination, CursorPagination, LimitOffsetPagination, PageNumberPagination
from rest_framework.response import Response

from tests.testapp.models import Tag
from tests.views import compare

pytestmark = pytest.mark.django_db


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name"]


@pytest.fixture(autouse=True)
def tags() -> None:
    Tag.objects.bulk_create(Tag(name=f"tag {number}", weight=number) for number in range(10))


class Envelope(PageNumberPagination):
    """The rows deep inside, other keys around them, a number made of them."""

    page_size = 4

    def get_paginated_response(self, data):
        return Response(
            OrderedDict(
                meta={"total": self.page.paginator.count, "pages": self.page.paginator.num_pages, "é\u2028": None},
                links=[self.get_next_link(), self.get_previous_link()],
                data={"rows": data, "kind": "tags"},
            )
        )


class Counting(PageNumberPagination):
    """Looks at the rows: they must be there to be looked at."""

    page_size = 4

    def get_paginated_response(self, data):
        return Response({"rows": data, "how_many": len(data), "ids": [row["id"] for row in data]})


class Twice(LimitOffsetPagination):
    default_limit = 3

    def get_paginated_response(self, data):
        return Response({"first": data, "again": data})


class Bare(PageNumberPagination):
    """The rows alone, the total in a header."""

    page_size = 4

    def get_paginated_response(self, data):
        return Response(data, status=206, headers={"X-Total": str(self.page.paginator.count)})


class OwnSlicing(PageNumberPagination):
    page_size = 4

    def paginate_queryset(self, queryset, request, view=None):
        return super().paginate_queryset(queryset.filter(weight__gt=2), request, view)


class Estimate(LimitOffsetPagination):
    default_limit = 3

    def get_count(self, queryset):
        return 1000


class EstimatingPaginator(Paginator):
    count = 500


class EstimatedPages(PageNumberPagination):
    page_size = 4
    django_paginator_class = EstimatingPaginator


class CappedPaginator(Paginator):
    def page(self, number):
        if int(number) > 2:
            raise InvalidPage("two pages are enough")
        return super().page(number)


class Capped(PageNumberPagination):
    page_size = 4
    django_paginator_class = CappedPaginator


class BySize(PageNumberPagination):
    def get_page_size(self, request):
        return 2 if "small" in request.query_params else 5


class NoLinks(LimitOffsetPagination):
    default_limit = 3

    def get_next_link(self):
        return None


class OwnCursor(CursorPagination):
    page_size = 3

    def get_ordering(self, request, queryset, view):
        return ("-weight",) if "down" in request.query_params else ("weight",)


class FirstFew(BasePagination):
    """Nothing of DRF's but the interface, and a list instead of a queryset."""

    def paginate_queryset(self, queryset, request, view=None):
        if "off" in request.query_params:
            return None
        if "bad" in request.query_params:
            raise NotFound("nothing here")
        self.rows = list(queryset.order_by("-weight")[:3])
        return self.rows

    def get_paginated_response(self, data):
        return Response({"top": data, "lightest": self.rows[-1].name})


QUERIES = [
    "",
    "page=2",
    "page=3",
    "page=9",
    "page=last",
    "offset=2",
    "offset=20",
    "small=1&page=2",
    "down=1",
    "off=1",
    "bad=1",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "pagination",
    [
        Envelope,
        Counting,
        Twice,
        Bare,
        OwnSlicing,
        Estimate,
        EstimatedPages,
        Capped,
        BySize,
        NoLinks,
        OwnCursor,
        FirstFew,
    ],
)
def test_own_paginator(pagination: type, query: str):
    made = {"queryset": Tag.objects.order_by("pk"), "serializer_class": TagSerializer, "pagination_class": pagination}
    response, statements = compare(f"/rows/?{query}", **made)
    if response.status_code < 300:
        assert response.sqllist.queries == len(statements)
        assert len(statements) <= 3


@pytest.mark.parametrize("pagination", [Envelope, Twice, Bare, NoLinks])
def test_an_own_envelope_still_takes_one_statement(pagination: type):
    """Only what surrounds the rows differs, so the stock adapters count and cut as ever."""
    made = {"queryset": Tag.objects.order_by("pk"), "serializer_class": TagSerializer, "pagination_class": pagination}
    response, statements = compare("/rows/?page=2", **made)
    assert response.sqllist.mode == "sql"
    assert len(statements) == 1, statements.sql


def test_an_own_count_is_asked():
    made = {"queryset": Tag.objects.order_by("pk"), "serializer_class": TagSerializer, "pagination_class": Estimate}
    response, statements = compare("/rows/", **made)
    assert json.loads(response.content)["count"] == 1000
    assert all("count(" not in sql.lower() for sql in statements.sql)


def test_the_header_of_an_own_envelope():
    made = {"queryset": Tag.objects.order_by("pk"), "serializer_class": TagSerializer, "pagination_class": Bare}
    response, _ = compare("/rows/", **made)
    assert (response.status_code, response.headers["X-Total"]) == (206, "10")


def test_paginate_queryset_of_the_view():
    def paginate_queryset(self, queryset):
        return None if "all" in self.request.query_params else super(type(self), self).paginate_queryset(queryset[:5])

    made = {"queryset": Tag.objects.order_by("pk"), "serializer_class": TagSerializer, "pagination_class": Envelope}
    for query in ("", "page=2", "all=1"):
        compare(f"/rows/?{query}", **made, paginate_queryset=paginate_queryset)


def test_get_paginated_response_of_the_view():
    def get_paginated_response(self, data):
        response = super(type(self), self).get_paginated_response(data)
        response.data["added"] = "by the view"
        return response

    made = {"queryset": Tag.objects.order_by("pk"), "serializer_class": TagSerializer, "pagination_class": Envelope}
    response, _ = compare("/rows/", **made, get_paginated_response=get_paginated_response)
    assert json.loads(response.content)["added"] == "by the view"
