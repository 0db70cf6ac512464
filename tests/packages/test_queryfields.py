"""djangorestframework-queryfields: ``?fields=`` and ``?fields!=``."""

from typing import Any

import pytest
from django.urls import path
from drf_queryfields import QueryFieldsMixin
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from tests.packages.package import Case, Package
from tests.packages.stays.models import City, Hotel
from tests.packages.twins import Twins, twin


class CitySerializer(QueryFieldsMixin, serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ["id", "name", "country"]


class HotelSerializer(QueryFieldsMixin, serializers.ModelSerializer):
    city = CitySerializer()

    class Meta:
        model = Hotel
        fields = ["id", "name", "description", "stars", "score", "added_at", "city", "amenities"]


class Method(HotelSerializer):
    shout = serializers.SerializerMethodField()

    class Meta(HotelSerializer.Meta):
        fields = [*HotelSerializer.Meta.fields, "shout"]

    def get_shout(self, hotel: Hotel) -> str:
        return hotel.name.upper()


class Newest(CursorPagination):
    ordering = "-added_at"
    page_size = 2


class Hotels(ListAPIView):
    queryset = Hotel.objects.order_by("id")
    serializer_class = HotelSerializer


class Pages(Hotels):
    pagination_class = Newest


class Methods(Hotels):
    serializer_class = Method


def routes(*bases: type) -> list[Any]:
    views = {"hotels": Hotels, "pages": Pages, "methods": Methods}
    return [path(f"{name}/", twin(view, bases).as_view(), name=name) for name, view in views.items()]


twins = Twins(routes)

FIELDS = "`?fields=`, `?fields!=`"
METHOD = "a method field"
PACKAGE = Package(
    "djangorestframework-queryfields",
    "Each request reads the columns of its own fields.",
    (
        Case(FIELDS, "/hotels/", reads=("description", "country", "score")),
        Case(
            FIELDS, "/hotels/?fields=id,name", without=("description", "stars", "stays_city", "stays_hotel_amenities")
        ),
        Case(FIELDS, "/hotels/?fields=stars&fields=score", without=("description", "name")),
        Case(FIELDS, "/hotels/?fields!=description,city", without=("description", "stays_city")),
        Case(FIELDS, "/hotels/?fields=id,name,stars&fields!=stars", without=("stars", "description")),
        Case(FIELDS, "/hotels/?fields=none", without=("name", "description")),
        Case(FIELDS, "/pages/?fields=id,name", without=("description", "stars")),
        Case(FIELDS, "/pages/?fields!=stars,amenities", without=("stars", "stays_amenity"), reads=("name",)),
        Case(METHOD, "/methods/", "spliced", ("method",)),
        Case("a method field that is not asked for", "/methods/?fields!=shout", reads=("description",)),
        Case("a method field that is not asked for", "/methods/?fields=id", without=("name",)),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_no_request_gets_the_fields_of_another() -> None:
    twins.hammer(PACKAGE.cases)
