"""django-filter: lookups, method filters, orderings, search beside it, errors."""

from typing import Any

import django_filters
import pytest
from django.db.models import Count, Q, QuerySet
from django.urls import path
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework import serializers
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from tests.packages.package import Case, Package
from tests.packages.stays.models import Amenity, City, Hotel
from tests.packages.twins import Twins, twin


class Strings(django_filters.BaseInFilter, django_filters.CharFilter):
    pass


class HotelFilter(FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains")
    stars = django_filters.RangeFilter()
    added = django_filters.IsoDateTimeFromToRangeFilter(field_name="added_at")
    country = Strings(field_name="city__country", lookup_expr="in")
    amenities = django_filters.ModelMultipleChoiceFilter(queryset=Amenity.objects.all(), conjoined=True)
    any_of = django_filters.ModelMultipleChoiceFilter(field_name="amenities", queryset=Amenity.objects.all())
    has_rooms = django_filters.BooleanFilter(method="with_rooms")
    text = django_filters.CharFilter(method="with_text")
    order = django_filters.OrderingFilter(fields=[("name", "name"), ("city__name", "city"), ("room_count", "rooms")])

    class Meta:
        model = Hotel
        fields = {"score": ["exact", "gte", "isnull"], "city": ["exact"], "owner__name": ["exact", "startswith"]}

    def with_rooms(self, queryset: QuerySet[Hotel], name: str, value: bool) -> QuerySet[Hotel]:
        return queryset.filter(rooms__isnull=not value).distinct()

    def with_text(self, queryset: QuerySet[Hotel], name: str, value: str) -> QuerySet[Hotel]:
        return queryset.filter(Q(name__icontains=value) | Q(description__icontains=value) | Q(city__name=value))


class CitySerializer(serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ["name", "country"]


class HotelSerializer(serializers.ModelSerializer):
    city = CitySerializer()
    room_count = serializers.IntegerField()

    class Meta:
        model = Hotel
        fields = ["id", "name", "stars", "score", "city", "room_count"]


class Pages(PageNumberPagination):
    page_size = 2


class Hotels(ListAPIView):
    queryset = Hotel.objects.annotate(room_count=Count("rooms")).order_by("id")
    serializer_class = HotelSerializer
    filter_backends = [DjangoFilterBackend, SearchFilter, OrderingFilter]
    filterset_class = HotelFilter
    search_fields = ["name", "city__name"]
    ordering_fields = ["stars", "score"]
    pagination_class = Pages


def routes(*bases: type) -> list[Any]:
    return [path("hotels/", twin(Hotels, bases).as_view())]


twins = Twins(routes)

LOOKUPS = "lookups, ranges, `in`, multiple choices"
METHODS = "method filters, with `distinct()` and `Q`"
ORDER = "`OrderingFilter`s, also by an annotation; DRF's search beside it"
QUERIES = {
    LOOKUPS: [
        "",
        "name=s",
        "name=%25",
        "name=%C3%BC",
        "name=' OR 1=1 --",
        "stars_min=2&stars_max=4",
        "score__gte=0&score__isnull=false",
        "score=4.50",
        "owner__name__startswith=I",
        "country=DE,BE",
        "country=DE&page=2",
        "added_after=2024-03-02T00:00:00Z&added_before=2024-03-04T00:00:00Z",
    ],
    METHODS: ["has_rooms=true", "has_rooms=false", "text=Gent", "text=a/b", "has_rooms=true&text=e&order=-name"],
    ORDER: ["order=-city,name", "order=-rooms,name", "search=se&ordering=-stars", "ordering=stars&page=2"],
}
MANY = {LOOKUPS: ["amenities={0}", "amenities={0}&amenities={1}", "any_of={0}&any_of={1}"]}
ERRORS = ["stars_min=x", "city=77", "added_after=yesterday", "order=secret", "page=9"]
PACKAGE = Package(
    "django-filter",
    "A filter backend runs before this library does; what it makes of the queryset stays in the statement.",
    (
        *(Case(what, f"/hotels/?{query}") for what, queries in QUERIES.items() for query in queries),
        *(Case("errors of the filter form", f"/hotels/?{query}", status=400) for query in ERRORS[:-1]),
        Case("a page that is not there", f"/hotels/?{ERRORS[-1]}", status=404),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


@pytest.mark.parametrize("query", MANY[LOOKUPS])
def test_multiple_choices(query: str) -> None:
    keys = Amenity.objects.values_list("pk", flat=True)
    # The form of the filter looks the choices up, with or without us.
    twins.check(Case(LOOKUPS, f"/hotels/?{query.format(*keys)}", queries=2))


def test_no_request_gets_the_rows_of_another() -> None:
    twins.hammer(PACKAGE.cases, rounds=2)
