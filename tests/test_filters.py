"""DRF's three filter backends and django-filter run as they are; their values are bound."""

import pytest
from django_filters import rest_framework as django_filters
from rest_framework import filters, serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db

BOOKS = model_serializer(Book, "id", "title", "author", "tags", "price")


class BookFilter(django_filters.FilterSet):
    cheaper = django_filters.NumberFilter(field_name="price", lookup_expr="lt")
    country = django_filters.CharFilter(field_name="author__country__code")

    class Meta:
        model = Book
        fields = ["title", "author", "tags"]


class OwnBackend(filters.BaseFilterBackend):
    def filter_queryset(self, request, queryset, view):
        return queryset.filter(title__startswith=request.query_params.get("start", ""))


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "search=a",
        "search=ann",
        "search=a,z",
        "search=%25",
        "search=_",
        "search='",
        'search="',
        "search=%00",
        "search=\\",
        "search=%5C%25s",
        "search=é",
        "ordering=title,-id",
        "ordering=-title,id",
        "ordering=-price,id",
        "ordering=nope",
        "ordering=author__name,id",
        "ordering=id;drop",
        "title=Alpha",
        "title=%25",
        "title=Al%27pha",
        "author=999",
        "author=x",
        "tags=x",
        "cheaper=5",
        "cheaper=NaN",
        "cheaper=x",
        "country=NL",
        "start=A",
        "start=A&search=ann&ordering=-id&country=NL",
        "page=2&ordering=id",
        "page=99&search=a",
        "page=last&ordering=-id",
    ],
)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_filters(query: str, pagination: type | None):
    made = {
        "queryset": Book.objects.order_by("pk"),
        "serializer_class": BOOKS,
        "pagination_class": pagination,
        "filter_backends": [
            django_filters.DjangoFilterBackend,
            filters.SearchFilter,
            filters.OrderingFilter,
            OwnBackend,
        ],
        "filterset_class": BookFilter,
        "search_fields": ["title", "author__name", "tags__name"],
        "ordering_fields": ["id", "title", "price", "author__name"],
    }
    response, statements = compare(f"/rows/?{query}", **made)
    if response is not None and response.status_code == 200:
        own = [sql for sql in statements.sql if "testapp_book" in sql]
        assert response.sqllist.mode == "sql"
        # django-filter looks up the authors and tags that a query names: its own statements.
        assert len(own) == (2 if "page=last" in query and pagination else 1) or "tags=" in query


def test_filters_that_look_up_rows():
    """A ModelChoiceFilter asks whether the row exists; DRF's path has the same statement besides the list's."""
    author, tag = Author.objects.first(), Book.objects.get(title="Zero").tags.first()
    made = {
        "queryset": Book.objects.order_by("pk"),
        "serializer_class": BOOKS,
        "filter_backends": [django_filters.DjangoFilterBackend],
        "filterset_class": BookFilter,
    }
    for query in (f"author={author.pk}", f"tags={tag.pk}", f"author={author.pk}&tags={tag.pk}&title=Zero"):
        response, statements = compare(f"/rows/?{query}", **made)
        assert response.sqllist.mode == "sql"
        assert len([sql for sql in statements.sql if 'FROM "testapp_book"' in sql and "title" in sql]) == 1


def test_a_statement_kept_for_one_value_serves_another():
    """Kinds of values that change the SQL's meaning: null tests, empty lists, lists of other lengths."""

    class Lists(django_filters.FilterSet):
        ids = django_filters.BaseInFilter(field_name="id", lookup_expr="in")
        orphan = django_filters.BooleanFilter(field_name="author", lookup_expr="isnull")

    made = {
        "queryset": Book.objects.order_by("pk"),
        "serializer_class": BOOKS,
        "filter_backends": [django_filters.DjangoFilterBackend],
        "filterset_class": Lists,
    }
    for query in ("ids=1", "ids=1,2", "ids=1,2,3", "ids=", "orphan=true", "orphan=false", "ids=3,2,1", "ids=1"):
        compare(f"/rows/?{query}", **made)


def test_a_serializer_of_the_filter():
    """A filter that changes the serializer's context changes nothing that is kept."""

    class Named(serializers.ModelSerializer):
        class Meta:
            model = Book
            fields = ["id", "title"]

    for query in ("title=Zero", "title=Mid", ""):
        compare(
            f"/rows/?{query}",
            queryset=Book.objects.order_by("pk"),
            serializer_class=Named,
            filter_backends=[django_filters.DjangoFilterBackend],
            filterset_fields=["title"],
        )
