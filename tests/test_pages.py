"""The stock paginators: the same envelope, links, errors and headers as DRF, the total in the same statement."""

import pytest
from django.core.paginator import Paginator
from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import LessThanOrEqual
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination, PageNumberPagination

from tests.testapp.models import Chapter, Tag
from tests.views import compare

pytestmark = pytest.mark.django_db

PLACE = Window(RowNumber(), order_by=["-name", "pk"])


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name", "weight"]


class Pages(PageNumberPagination):
    page_size = 3
    page_size_query_param = "size"
    max_page_size = 5


class Renamed(PageNumberPagination):
    page_size = 4
    page_query_param = "p"
    last_page_strings = ("end", "last")
    invalid_page_message = "No such page: {page_number}, {message}"


class Unsized(PageNumberPagination):
    page_size = None
    page_size_query_param = "size"


class WithOrphans(Paginator):
    """Django's own way to keep a last page from being tiny."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "orphans": 2})


class Orphans(PageNumberPagination):
    page_size = 3
    django_paginator_class = WithOrphans


class Windows(LimitOffsetPagination):
    default_limit = 3
    max_limit = 6


class NoDefault(LimitOffsetPagination):
    default_limit = None


@pytest.fixture(autouse=True)
def tags() -> None:
    Tag.objects.bulk_create(Tag(name=f"tag {number}", weight=number % 3) for number in range(10))


def check(pagination: type | None, url: str = "/rows/", queryset=None, most: int = 1, **attributes):
    """Same answer; one statement whenever there is a list to answer with."""
    made = {"queryset": Tag.objects.order_by("pk") if queryset is None else queryset, "serializer_class": TagSerializer}
    response, statements = compare(url, **{**made, **attributes}, pagination_class=pagination)
    if response is not None and response.status_code == 200:
        assert response.sqllist.mode == "sql"
        assert response.sqllist.queries == len(statements)
        assert 1 <= len(statements) <= most, statements.sql
    return response, statements


@pytest.mark.parametrize("query", ["", "?page=2", "?x=é&y=%20"])
def test_no_pagination(query: str):
    check(None, "/rows/" + query)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=1",
        "page=2",
        "page=3",
        "page=4",
        "page=5",
        "page=",
        "page=0",
        "page=-1",
        "page=abc",
        "page=1.0",
        "page=1.5",
        "page=%201",
        "page=1_0",
        "page=٣",
        "page=" + "9" * 31,
        "page=" + "9" * 5000,
        "page=999999999",
        "page=2&page=3",
        "page=2&size=2",
        "size=5",
        "size=6",
        "size=1000",
        "size=0",
        "size=-1",
        "size=abc",
        "size=" + "9" * 40,
        "page=2&q=é%20&r=%00",
        "page=1%00",
        "page='%20OR%201=1",
    ],
)
def test_page_number(query: str):
    check(Pages, f"/rows/?{query}")


@pytest.mark.parametrize("query", ["page=last", "page=last&size=4", "page=last&page=1", "page=1&page=last"])
def test_last_page(query: str):
    """Which page is the last one may have to be counted first."""
    check(Pages, f"/rows/?{query}", most=2)


@pytest.mark.parametrize("query", ["", "p=2", "p=7", "page=3", "p=end", "p=last"])
def test_page_number_renamed(query: str):
    check(Renamed, f"/rows/?{query}", most=2 if query in ("p=end", "p=last") else 1)


@pytest.mark.parametrize("query", ["", "size=4", "size=4&page=3", "page=2", "size=0", "size=100000"])
def test_page_number_without_size(query: str):
    """No page size means no pagination, and then no envelope."""
    check(Unsized, f"/rows/?{query}")


@pytest.mark.parametrize("query", ["", "page=2", "page=3", "page=4", "page=last"])
def test_page_number_orphans(query: str):
    """A paginator with an ``__init__`` of its own pages by itself: it counts, it slices, then come the rows."""
    check(Orphans, f"/rows/?{query}", most=3)


@pytest.mark.parametrize("query", ["", "page=1", "page=2", "page=last"])
def test_page_number_of_nothing(query: str):
    check(Pages, f"/rows/?{query}", Tag.objects.filter(name="none").order_by("pk"))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "limit=2",
        "limit=2&offset=4",
        "limit=3&offset=9",
        "limit=3&offset=10",
        "limit=3&offset=11",
        "limit=3&offset=8",
        "offset=1",
        "limit=0",
        "limit=-1",
        "limit=abc",
        "limit=",
        "limit=6",
        "limit=7",
        "limit=" + "9" * 31,
        "limit=2&offset=" + "9" * 31,
        "limit=2&offset=" + str(2**63),
        "limit=2&offset=" + str(2**63 - 1),
        "limit=" + "9" * 5000,
        "limit=2&offset=-1",
        "limit=2&offset=abc",
        "limit=2&offset=0",
        "offset=4&limit=2&q=é",
    ],
)
def test_limit_offset(query: str):
    check(Windows, f"/rows/?{query}")


@pytest.mark.parametrize("query", ["", "limit=4", "limit=4&offset=4", "limit=0", "limit=" + "9" * 31, "offset=2"])
def test_limit_offset_without_default(query: str):
    check(NoDefault, f"/rows/?{query}")


@pytest.mark.parametrize("query", ["", "limit=2&offset=1"])
def test_limit_offset_of_nothing(query: str):
    check(Windows, f"/rows/?{query}", Tag.objects.filter(name="none").order_by("pk"))


@pytest.mark.parametrize(("pagination", "query"), [(Pages, "page=2"), (Windows, "limit=2&offset=3"), (None, "")])
@pytest.mark.parametrize(
    "rows",
    [
        lambda: Tag.objects.all(),
        lambda: Tag.objects.order_by("weight", "-name", "pk"),
        lambda: Tag.objects.order_by("-weight", "pk").reverse(),
        lambda: Tag.objects.filter(weight__in=[0, 1]).order_by("pk"),
        lambda: Tag.objects.order_by("pk")[1:8],
        lambda: Tag.objects.order_by("pk")[3:],
        lambda: Tag.objects.order_by("pk")[:4],
        lambda: Tag.objects.filter(name__contains="%").order_by("pk"),
        lambda: Tag.objects.none(),
        lambda: Tag.objects.filter(pk__in=[]).order_by("pk"),
        lambda: Tag.objects.annotate(place=PLACE).filter(place__lte=7).order_by("place"),
        lambda: Tag.objects.alias(place=PLACE).filter(place__lte=7).distinct().order_by("pk"),
        lambda: Tag.objects.filter(LessThanOrEqual(PLACE, 7)).order_by("pk"),
        lambda: Tag.objects.annotate(n=Count("books")).alias(place=PLACE).filter(n=0, place__gt=2).order_by("pk"),
    ],
    ids=[
        *("meta", "columns", "reversed", "filtered", "slice", "tail", "head", "percent", "none", "empty-in"),
        *("window", "window-distinct", "window-unnamed", "window-having"),
    ],
)
def test_querysets(pagination: type | None, query: str, rows):
    """Whatever the queryset is, its page is cut out of it. Nothing to look for needs no statement at all."""
    made = {"queryset": rows(), "serializer_class": TagSerializer, "pagination_class": pagination}
    response, statements = compare(f"/rows/?{query}", **made)
    if response.status_code == 200:
        assert response.sqllist.queries == len(statements) <= 1


def test_links_keep_the_query_and_the_host():
    response, _ = check(Pages, "/a%20path/?x=1&x=2&page=2&é=ü")
    assert b"http://testserver/a%20path/?" in response.content


@pytest.mark.parametrize(("pagination", "query"), [(Pages, "page=2"), (Windows, "offset=3")])
def test_the_total_is_in_the_statement(pagination: type, query: str):
    response, statements = check(pagination, f"/rows/?{query}")
    assert b'"count":10' in response.content
    assert "count(" in statements.sql[0].lower()


def test_statements_do_not_grow_with_the_rows():
    for _ in range(3):
        Tag.objects.bulk_create(Tag(name=f"more {number}") for number in range(200))
        check(None)


def test_order_by_expression_of_the_model():
    from tests.cases.library import library

    library()

    class ChapterSerializer(serializers.ModelSerializer):
        class Meta:
            model = Chapter
            fields = "__all__"

    for page in range(1, 5):
        check(Pages, f"/rows/?page={page}", Chapter.objects.all(), serializer_class=ChapterSerializer)
