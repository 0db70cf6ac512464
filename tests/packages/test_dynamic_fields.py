"""drf-dynamic-fields: ``?fields=`` and ``?omit=`` of the outermost serializer."""

from typing import Any

import pytest
from django.urls import path
from drf_dynamic_fields import DynamicFieldsMixin
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import LimitOffsetPagination

from tests.packages.package import Case, Package
from tests.packages.stays.models import Booking, Hotel, Room
from tests.packages.twins import Twins, twin


class BookingSerializer(DynamicFieldsMixin, serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["id", "guest_name", "arrival"]


class RoomSerializer(DynamicFieldsMixin, serializers.ModelSerializer):
    bookings = BookingSerializer(many=True)

    class Meta:
        model = Room
        fields = ["id", "door_number", "last_cleaned", "bookings"]


class HotelSerializer(DynamicFieldsMixin, serializers.ModelSerializer):
    rooms = RoomSerializer(many=True)
    town = serializers.CharField(source="city.name")

    class Meta:
        model = Hotel
        fields = ["id", "name", "description", "stars", "score", "added_at", "rooms", "town"]


class Windows(LimitOffsetPagination):
    default_limit = 3


class Hotels(ListAPIView):
    queryset = Hotel.objects.order_by("-id")
    serializer_class = HotelSerializer
    pagination_class = Windows


def routes(*bases: type) -> list[Any]:
    return [path("hotels/", twin(Hotels, bases).as_view())]


twins = Twins(routes)

FIELDS = "`?fields=`, `?omit=`"
PACKAGE = Package(
    "drf-dynamic-fields",
    "Each request reads the columns of its own fields.",
    (
        Case(FIELDS, "/hotels/", reads=("description", "guest_name", "door_number")),
        Case(FIELDS, "/hotels/?fields=id,name", without=("description", "stars", "stays_room", "stays_city")),
        Case(FIELDS, "/hotels/?fields=id,name&limit=1&offset=2", without=("description", "stars", "stays_room")),
        Case(FIELDS, "/hotels/?fields=rooms,stars&omit=stars", without=("stars", "name"), reads=("guest_name",)),
        Case(FIELDS, "/hotels/?omit=rooms,description", without=("stays_room", "description"), reads=("stars",)),
        Case(FIELDS, "/hotels/?fields=", without=("name", "description")),
        Case(FIELDS, "/hotels/?fields=town", without=("description", "country"), reads=("stays_city",)),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_no_request_gets_the_fields_of_another() -> None:
    twins.hammer(PACKAGE.cases)
