"""django-restql: ``?query={...}`` with nested fields, exclusions, aliases and arguments."""

from typing import Any

import pytest
from django_filters.rest_framework import DjangoFilterBackend
from django_restql.fields import DynamicSerializerMethodField, NestedField
from django_restql.mixins import DynamicFieldsMixin, EagerLoadingMixin, QueryArgumentsMixin
from django_restql.serializers import NestedModelSerializer
from rest_framework import serializers
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from tests.packages.package import Case, Package
from tests.packages.stays.models import Amenity, Booking, City, Hotel, Room
from tests.packages.twins import Twins, twin


class CitySerializer(DynamicFieldsMixin, serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ["id", "name", "country"]


class AmenitySerializer(serializers.ModelSerializer):
    class Meta:
        model = Amenity
        fields = ["id", "label"]


class BookingSerializer(DynamicFieldsMixin, serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["id", "guest_name", "arrival", "nights", "answers"]


class RoomSerializer(DynamicFieldsMixin, serializers.ModelSerializer):
    bookings = BookingSerializer(many=True)

    class Meta:
        model = Room
        fields = ["id", "door_number", "kind", "last_cleaned", "bookings"]


class HotelSerializer(DynamicFieldsMixin, NestedModelSerializer):
    city = NestedField(CitySerializer)
    amenities = AmenitySerializer(many=True)
    rooms = NestedField(RoomSerializer, many=True, exclude=["last_cleaned"])

    class Meta:
        model = Hotel
        fields = ["id", "name", "description", "stars", "score", "added_at", "city", "owner", "amenities", "rooms"]


class Keys(DynamicFieldsMixin, serializers.ModelSerializer):
    city = CitySerializer(return_pk=True)

    class Meta:
        model = Hotel
        fields = ["id", "city"]


class Methods(DynamicFieldsMixin, serializers.ModelSerializer):
    names = DynamicSerializerMethodField()

    class Meta:
        model = Hotel
        fields = ["id", "names"]

    def get_names(self, hotel: Hotel, query: Any) -> dict[str, str]:
        names = {"own": hotel.name, "city": hotel.city.name}
        return {name: names[name] for name in query.included_fields if name in names} or names


class HotelViewSet(QueryArgumentsMixin, ReadOnlyModelViewSet):
    queryset = Hotel.objects.order_by("id")
    serializer_class = HotelSerializer
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"stars": ["exact"], "city__name": ["exact"], "name": ["contains"]}


class EagerHotelViewSet(EagerLoadingMixin, HotelViewSet):
    select_related = {"city": "city"}
    prefetch_related = {"rooms": "rooms", "rooms.bookings": "rooms__bookings", "amenities": "amenities"}


class KeysViewSet(HotelViewSet):
    serializer_class = Keys


class MethodsViewSet(HotelViewSet):
    serializer_class = Methods


class NoHotelViewSet(HotelViewSet):
    queryset = Hotel.objects.none()


def routes(*bases: type) -> list[Any]:
    router = SimpleRouter()
    views = {
        "hotels": HotelViewSet,
        "eager": EagerHotelViewSet,
        "keys": KeysViewSet,
        "methods": MethodsViewSet,
        "none": NoHotelViewSet,
    }
    for name, view in views.items():
        router.register(name, twin(view, bases), name)
    return router.urls


twins = Twins(routes)

FIELDS = "`{name, city{name}}`, exclusions (`-name`), `*`"
ALIASES = "aliases (`title: name`)"
STAYS = "an alias of a field that stays"
TWICE = ("one-field-twice",)
ARGUMENTS = "arguments (`(stars: 5)`), with django-filter"
EAGER = "`EagerLoadingMixin`"
KEYS = "a serializer with `return_pk=True`"
METHODS = "`DynamicSerializerMethodField`"
NEITHER = "a query that does not ask for one of these two"
REFUSED = "a query that is refused"
PACKAGE = Package(
    "django-restql",
    "Each request reads the columns of its own query.",
    (
        Case(FIELDS, "/hotels/?query={id,name}", without=("description", "stars", "score", "stays_room")),
        Case(FIELDS, "/hotels/?query={name,city{name}}", without=("country", "description")),
        Case(FIELDS, "/hotels/?query={-description,-rooms}", without=("description", "stays_room")),
        Case(FIELDS, "/hotels/?query={rooms{kind,bookings{guest_name}}}", without=("last_cleaned", "nights", "name")),
        Case(FIELDS, "/hotels/?query={*,rooms{id}}", without=("last_cleaned", "stays_booking"), reads=("description",)),
        Case(FIELDS, "/hotels/?query={}", without=("name", "description")),
        Case("a nested JSON column", "/hotels/", "spliced", reads=("answers",), without=("last_cleaned",)),
        Case("a nested JSON column", "/hotels/?query={rooms{bookings{answers}}}", "spliced", without=("nights",)),
        Case(ALIASES, "/hotels/?query={title:name,town:city{label:name}}", without=("country", "description")),
        Case(STAYS, "/hotels/?query={-rooms,title:name}", "serializer", TWICE),
        Case(STAYS, "/hotels/?query={-rooms,title:name}", "serializer", TWICE, settings={"UNSUPPORTED": "raise"}),
        Case(ARGUMENTS, "/hotels/?query=(stars:5){id,name}", without=("description",)),
        Case(ARGUMENTS, '/hotels/?query=(name_contains:"x"){name,city(name:"Köln"){name}}', without=("description",)),
        Case(EAGER, "/eager/?query={name,city{name}}", without=("stays_room",)),
        Case(EAGER, "/eager/?query={name,rooms{door_number,bookings{nights}}}", without=("guest_name",)),
        Case(KEYS, "/keys/", "spliced", ("override",), queries=2),
        Case(NEITHER, "/keys/?query={id}", without=("city_id",)),
        Case(METHODS, "/methods/", "spliced", ("override",), queries=2),
        Case(METHODS, "/methods/?query={id,names{own}}", "spliced", ("override",), queries=2),
        Case(NEITHER, "/methods/?query={id}", without=("name",)),
        Case(REFUSED, "/hotels/?query={id,secret}", status=400),
        Case(REFUSED, "/hotels/?query={id", status=400),
        Case("a query that would be refused, if there were rows", "/none/?query={secret}", "serializer", ("reading",)),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_no_request_gets_the_fields_of_another() -> None:
    twins.hammer(PACKAGE.cases)
