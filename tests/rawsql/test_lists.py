"""Lists of such rows, by any view: DRF's bytes, in one statement."""

import json
import threading
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Prefetch, Window
from django.db.models.functions import RowNumber
from django_filters import rest_framework as django_filters
from rest_framework import filters, serializers
from rest_framework.pagination import BasePagination, CursorPagination, LimitOffsetPagination, PageNumberPagination

from drf_sqllist import SQLListView, reads, sql_rows
from tests.cases.library import library
from tests.cases.nested import AuthorSerializer
from tests.rawsql.reports import ReportSerializer, report
from tests.rawsql.support import sealed
from tests.statements import record
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo, call, compare, factory, twins

pytestmark = pytest.mark.django_db


POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class Limits(LimitOffsetPagination):
    default_limit = 2


class Cursors(CursorPagination):
    page_size = 2
    ordering = ("-books", "id")


class ReportFilter(django_filters.FilterSet):
    least = django_filters.NumberFilter(field_name="total", lookup_expr="gte")
    country = django_filters.CharFilter(field_name="author__country__code")
    after = django_filters.IsoDateTimeFilter(field_name="latest", lookup_expr="gt")


BACKENDS = [filters.SearchFilter, filters.OrderingFilter, django_filters.DjangoFilterBackend]


@pytest.mark.parametrize("pagination", [None, PagesOfTwo, Limits, Cursors])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=2",
        "page=last",
        "page=99",
        "limit=1&offset=2",
        "offset=99",
        "limit=0",
        "search=a",
        "search=%25",
        "search=nederland",
        "ordering=-total,id",
        "ordering=author__name",
        "ordering=nothing",
        "ordering=id;DROP TABLE testapp_book",
        "books=2",
        "books=x",
        "least=5",
        "least=NaN",
        "country=NL",
        "after=2024-01-01T00:00:00Z",
        "author=999",
        "books=2&search=a&ordering=-id&country=NL&page=1",
    ],
)
def test_pages_and_filters(query: str, pagination: type | None) -> None:
    meta = type("Meta", (), {"model": report().model, "fields": ["books", "name", "author"]})
    response, statements = compare(
        f"/rows/?{query}",
        queryset=report().order_by("id"),
        serializer_class=ReportSerializer,
        pagination_class=pagination,
        filter_backends=BACKENDS,
        search_fields=["name", "author__country__name"],
        ordering_fields=["id", "total", "author__name"],
        filterset_class=type("OwnFilter", (ReportFilter,), {"Meta": meta}),
    )
    if response is None:
        assert (pagination, "author__name" in query) == (Cursors, True)  # DRF makes no cursor of a relation's column
    elif response.status_code == 200:
        assert response.sqllist.problems == ()
        # DRF counts by itself to find the last page.
        assert len(statements) == (2 if query == "page=last" and pagination is PagesOfTwo else 1)


def test_cursors_go_through_all_rows() -> None:
    made = {
        "queryset": report(),
        "serializer_class": ReportSerializer,
        "pagination_class": Cursors,
        "filter_backends": [],
    }
    url, seen = "/rows/", []
    while url:
        response, statements = compare(url, **made)
        assert len(statements) == 1
        data = json.loads(response.content)
        seen += [row["id"] for row in data["results"]]
        url = data["next"] and data["next"].removeprefix("http://testserver")
    assert len(seen) == len(set(seen)) == Author.objects.count()


class SlicesItself(BasePagination):
    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return list(queryset[1:3])

    def get_paginated_response(self, data: Any) -> Any:
        from rest_framework.response import Response

        return Response({"rows": data})


class OwnSlicing(PageNumberPagination):
    page_size = 2

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return super().paginate_queryset(queryset.filter(books__gt=0), request, view)


@pytest.mark.parametrize("pagination", [SlicesItself, OwnSlicing])
@pytest.mark.parametrize(
    "made",
    [
        lambda: report().order_by("id"),
        lambda: report().order_by("id")[:4],
        lambda: report().annotate(n=Window(RowNumber(), order_by="id")).order_by("id"),
        lambda: report().order_by("id").select_related("author"),
    ],
)
def test_paginators_of_a_projects_own(pagination: type, made: Any) -> None:
    compare(queryset=made(), serializer_class=ReportSerializer, pagination_class=pagination, filter_backends=[])


class WithPython(ReportSerializer):
    label = serializers.SerializerMethodField()
    declared = serializers.SerializerMethodField()
    home = serializers.ReadOnlyField(source="author.initials", default="?")
    shown = serializers.StringRelatedField(source="author")

    def get_label(self, row: Any) -> str:
        return f"{row.name}: {row.books} / {row.total!r} / {row.author.name} / {row.title}"

    @reads("name")
    def get_declared(self, row: Any) -> str:
        return f"{row.name} {row.title}"  # reads more than it says


@pytest.mark.parametrize(
    "made",
    [
        lambda rows: rows,
        lambda rows: rows.select_related("author__country"),
        lambda rows: rows.prefetch_related("author__books"),
        lambda rows: rows.only("id"),
        lambda rows: rows.defer("name", "total"),
        lambda rows: rows.distinct(),
        lambda rows: rows.only("name").distinct(),
        lambda rows: rows.annotate(n=Count("author__books")),
        lambda rows: rows.annotate(n=Count("author__books")).filter(n__gt=0),
        lambda rows: rows.filter(author__books__title__gt="").distinct(),
        lambda rows: rows.exclude(author__books__title="Zero"),
        lambda rows: rows.filter(pk__in=rows.filter(books__gt=0)),
        lambda rows: rows.filter(pk__lt=0),
        lambda rows: rows.none(),
        lambda rows: rows[1:3],
        lambda rows: rows.order_by("books", "id").reverse(),
    ],
)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_members_that_python_makes(made: Any, pagination: type | None) -> None:
    """Each has all of its row: there is no table to read more from."""
    made_rows = made(report().order_by("id"))
    response, statements = compare(
        queryset=made_rows, serializer_class=WithPython, pagination_class=pagination, filter_backends=[]
    )
    plain, _ = twins(queryset=made_rows, serializer_class=WithPython, pagination_class=pagination, filter_backends=[])
    assert response.sqllist.mode in ("spliced", "sql")
    assert len(statements) <= max(1, len(call(plain).statements))


@pytest.mark.parametrize("serializer", [ReportSerializer, WithPython])
def test_combined(serializer: type) -> None:
    both = report().filter(books=0).union(report().filter(books__gt=1)).order_by("id")
    compare(queryset=both, serializer_class=serializer, filter_backends=[])
    compare(queryset=both, serializer_class=serializer, filter_backends=[], pagination_class=PagesOfTwo)


def test_a_related_field_of_each_kind() -> None:
    class Related(serializers.Serializer):
        key = serializers.PrimaryKeyRelatedField(source="author", read_only=True)
        name = serializers.SlugRelatedField("name", source="author", read_only=True)
        link = serializers.HyperlinkedRelatedField("author-detail", source="author", read_only=True)
        url = serializers.HyperlinkedIdentityField("author-detail")
        by_name = serializers.HyperlinkedIdentityField("author-detail", lookup_field="title", lookup_url_kwarg="pk")
        number = serializers.IntegerField(source="author_id")
        pk = serializers.IntegerField()

    queryset = report().exclude(title=None).order_by("id")
    response, statements = compare(queryset=queryset, serializer_class=Related, filter_backends=[])
    assert response.sqllist.problems == ()
    assert len(statements) == 1


def test_our_own_view() -> None:
    class Reports(SQLListView):
        serializer_class = ReportSerializer
        pagination_class = PagesOfTwo
        filter_backends = []

        def get_queryset(self) -> Any:
            return report(but=self.request.query_params.get("but", "Zero")).order_by("id")

    for but in ("Zero", "Alpha", "Zero", "'; DROP TABLE testapp_book --", "%s %(but)s %%"):
        with record() as statements:
            response = Reports.as_view()(factory.get("/", {"but": but})).render()
        books = Book.objects.exclude(title=but).filter(author__name="Ann").count()
        first = json.loads(response.content)["results"][0]
        assert (first["name"], first["books"]) == ("Ann", books)
        assert len(statements) == 1


class Ids(serializers.Serializer):
    x = serializers.IntegerField(source="id")


def test_no_rows() -> None:
    rows = sql_rows("SELECT 1 AS id WHERE 1 = 0", {}, {"id": int}).order_by("id")
    for pagination in (None, PagesOfTwo, Limits):
        compare(
            queryset=rows,
            serializer_class=Ids,
            filter_backends=[],
            pagination_class=pagination,
        )


def test_two_rows_of_one_key() -> None:
    """The key is not unique, whatever the author has said: every row is shown as it is."""

    class Keys(serializers.Serializer):
        id = serializers.IntegerField()
        n = serializers.IntegerField()
        author = AuthorSerializer()
        made = serializers.SerializerMethodField()

        def get_made(self, row: Any) -> str:
            return f"{row.n} {row.author}"

    sql = (
        "SELECT 1 AS id, 1 AS n, %(author)s AS author_id UNION ALL SELECT 1, 2, NULL UNION ALL SELECT 1, 3, %(author)s"
    )
    if POSTGRESQL:
        sql = sql.replace("1 AS n, %(author)s", "1 AS n, %(author)s::int")
    author = Author.objects.get(name="Ann").pk
    rows = sql_rows(sql, {"author": author}, {"id": int, "n": int, "author": Author}, key="id").order_by("n")
    for pagination in (None, PagesOfTwo, SlicesItself, OwnSlices):
        compare(queryset=rows, serializer_class=Keys, filter_backends=[], pagination_class=pagination)
    compare(queryset=rows.prefetch_related("author__books"), serializer_class=Keys, filter_backends=[])


class OwnSlices(SlicesItself):
    """One row of several that have its key."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return list(queryset.filter(n=2))


def test_threads() -> None:
    """Values of one request never reach another's, whatever is made at the same time."""
    made: list[tuple[str, str]] = []

    def ask(title: str) -> None:
        for _ in range(50):
            rows = sealed(Book, "WHERE title = %(title)s", {"title": title})
            made.append((title, str(rows.exclude(author__books__title="x").filter(price__gt=1).query)))

    threads = [threading.Thread(target=ask, args=(f"title {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 200
    for title, sql in made:
        assert [number for number in range(4) for _ in range(sql.count(f"title {number}"))] == [int(title[-1])]


@pytest.mark.django_db(databases="__all__")
def test_another_database() -> None:
    Author.objects.using("other").create(name="Far")
    response, _ = compare(
        queryset=report().using("other").order_by("id"), serializer_class=ReportSerializer, filter_backends=[]
    )
    assert [row["name"] for row in json.loads(response.content)] == ["Far"]


class PartSerializer(serializers.Serializer):
    name = serializers.CharField(source="title")
    made = serializers.SerializerMethodField()

    def get_made(self, row: Any) -> str:
        return type(row).__name__


@pytest.mark.parametrize("to_attr", [None, "listed"])
def test_rows_as_the_prefetched_rows_of_a_relation(to_attr: str | None) -> None:
    """They are instances of another class than the relation's: Django fetches them."""
    lookup = Prefetch("books", queryset=sealed(Book).order_by("pk"), **({"to_attr": to_attr} if to_attr else {}))
    listed = PartSerializer(many=True, **({"source": to_attr} if to_attr else {}))
    serializer = type("Lists", (serializers.Serializer,), {"books": listed})
    queryset = Author.objects.prefetch_related(lookup).order_by("pk")
    response, statements = compare(queryset=queryset, serializer_class=serializer, filter_backends=[])
    assert b'"made":"sql_rows"' in response.content
    assert response.sqllist.problems[0].code == "prefetch"
    assert len(statements) == 2


def test_a_row_as_the_prefetched_object_of_a_relation() -> None:
    class OfAuthor(PartSerializer):
        name = serializers.CharField()

    serializer = type("Books", (serializers.Serializer,), {"author": OfAuthor()})
    queryset = Book.objects.prefetch_related(Prefetch("author", queryset=sealed(Author))).order_by("pk")
    response, _ = compare(queryset=queryset, serializer_class=serializer, filter_backends=[])
    assert b'"made":"sql_rows"' in response.content
