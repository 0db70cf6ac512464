"""``SQLField`` in views: ordered and filtered by, paged by cursors."""

import json
from typing import Any

import pytest
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination, PageNumberPagination
from rest_framework.renderers import JSONRenderer

from drf_sqllist import SQLListMixin, annotated
from drf_sqllist.fields.querysets import named
from drf_sqllist.testing import assert_parity
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.computed_authors import (
    VALUES,
    ByBooks,
    NoRequest,
    Ours,
    names,
)
from tests.testapp.models import Author
from tests.views import PagesOfTwo, call, factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def test_values():
    rows = json.loads(call(Ours).body)
    assert {name: [row[name] for row in rows] for name in VALUES} == VALUES


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ordering=n,id", "DBCA"),
        ("ordering=-n,id", "ABCD"),
        ("ordering=-income,id", None),  # where NULL comes is the database's own
        ("ordering=known,-id", "CDBA"),
        ("ordering=place", "DCBA"),
        ("ordering=-place", "ABCD"),
        ("ordering=hello", "ABCD"),
        ("ordering=hello&word=%25", "ABCD"),
        ("ordering=-last,id", None),
        ("search=1", "BC"),
        ("search=%25s", "ABCD"),
        ("search=Dan", "D"),
        ("more=0&ordering=-id", "CBA"),
        ("more=1", "A"),
        ("sells=-2", "AB"),
        ("sells=9.95", "A"),
        ("known=false", "C"),
        ("known=true&ordering=-place", "ABD"),
        ("top=2", "CD"),
        ("top=2&ordering=place", "DC"),
        ("hello=HiAnn&word=Hi", "A"),
        ("hello=HiAnn", ""),
        ("ordering=n%27;--,nothing", "ABCD"),
        ("more=x%27", None),
        ("name=Ann&ordering=before", "A"),
    ],
)
def test_ordered_and_filtered(query: str, expected: str | None):
    if query.startswith("more=x"):
        ours = call(Ours, f"/rows/?{query}")
        assert (ours.status, b"Enter a number" in ours.body) == (400, True)
        return
    found = "".join(names(Ours, query))
    assert expected is None or found == expected


@pytest.mark.parametrize("ordering_fields", ["__all__", None])
def test_ordering_fields_that_are_not_named(ordering_fields: Any):
    """``"__all__"`` are the model's fields and the queryset's names; None are the serializer's fields."""
    view = type("Authors", (Ours,), {"ordering_fields": ordering_fields})
    assert "".join(names(view, "ordering=n,id")) == "DBCA"


def test_the_order_of_the_view():
    assert "".join(names(type("Authors", (Ours,), {"ordering": ["-place"]}), "")) == "ABCD"
    assert "".join(names(type("Authors", (Ours,), {"ordering": ["place"]}), "")) == "DCBA"


@pytest.mark.parametrize("paginator", [PagesOfTwo, LimitOffsetPagination])
def test_pages(paginator: Any):
    view = type("Authors", (Ours,), {"pagination_class": paginator})
    assert "".join(names(view, "ordering=-n,id&limit=2")) == "AB"
    assert "".join(names(view, "ordering=-n,id&limit=2&offset=2&page=2")) == "CD"
    assert "".join(names(view, "more=0&ordering=-n,id&limit=2&offset=2&page=2")) == "C"


class ByPlace(CursorPagination):
    ordering = "place"
    page_size = 2


@pytest.mark.parametrize(("paginator", "expected"), [(ByBooks, "ABCD"), (ByPlace, "DCBA")])
def test_cursors(paginator: Any, expected: str):
    """Forwards to the end, and back: the position is in the statement."""
    found: dict[bool, str] = {}
    for enabled in (True, False):
        view = type("Authors", (Ours,), {"pagination_class": paginator, "sqllist_enabled": enabled})
        url, found[enabled] = "/rows/", ""
        for way in ("next", "previous"):
            while url:
                answer = call(view, url)
                assert answer.error == ""
                assert answer.response.sqllist.mode == ("sql" if enabled else "serializer") or enabled
                assert not enabled or len(answer.statements) == 1
                page = json.loads(answer.body)
                found[enabled] += "".join(row["name"][0] for row in page["results"])
                last, url = page, page[way]
            url = last["previous"]
    assert found[True] == found[False]
    assert found[True].startswith(expected)


class OwnPages(PageNumberPagination):
    """Orders by itself."""

    page_size = 2

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return super().paginate_queryset(queryset.order_by("-place"), request, view)


def test_a_paginator_of_ones_own():
    view = type("Authors", (Ours,), {"pagination_class": OwnPages})
    assert "".join(names(view, "", statements=2)) == "AB"  # it counts by itself
    assert "".join(names(view, "page=2", statements=2)) == "CD"


class OrderingLater(Ours):
    """What comes after DRF's filters may use the names, too."""

    def filter_queryset(self, queryset: Any) -> Any:
        return super().filter_queryset(queryset).filter(n__gt=0).order_by("-place")


def test_a_filter_queryset_of_ones_own():
    assert "".join(names(OrderingLater, "")) == "ABC"


def test_views_without_computed_fields():
    assert named(Author.objects.all(), None, None).query.annotations == {}
    plain = Author.objects.all()
    assert named(plain, model_serializer(Author, "id"), None) is plain
    assert annotated(plain, model_serializer(Author, "id")) is plain


class Broken(SQLListMixin, ListAPIView):
    """Its serializer class is told by nobody, and it needs none."""

    queryset = Author.objects.order_by("pk")
    renderer_classes = [JSONRenderer]

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        return NoRequest(*args, **kwargs)


def test_a_view_whose_serializer_class_is_not_told():
    assert [row["n"] for row in json.loads(call(Broken).body)] == [2, 1, 1, 0]


def test_assert_parity():
    """The library's own comparer on a view that orders, filters and pages by computed fields."""
    view = type("Authors", (Ours,), {"pagination_class": PagesOfTwo})
    for query in ("", "ordering=-place", "more=0&ordering=-n,id", "page=2&ordering=n,id"):
        parity = assert_parity(view, factory.get(f"/rows/?{query}"))
        assert (parity.mode != "serializer", parity.ours.queries) == (True, 1)
