"""drf-flex-fields: ``?fields=``, ``?omit=`` and ``?expand=``, in views, serializers and its filter backend."""

from typing import Any

import pytest
from rest_flex_fields import FlexFieldsModelSerializer
from rest_flex_fields.views import FlexFieldsMixin
from rest_framework import compat
from rest_framework.pagination import PageNumberPagination
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from tests.packages.package import Case, Package
from tests.packages.stays.models import Amenity, Booking, City, Hotel, Owner, Room
from tests.packages.twins import Twins, twin

# The backend imports two names that DRF no longer has. They are for schemas that nobody asks for here.
compat.coreapi = compat.coreschema = None
from rest_flex_fields.filter_backends import FlexFieldsFilterBackend  # noqa: E402


class CitySerializer(FlexFieldsModelSerializer):
    class Meta:
        model = City
        fields = ["id", "name", "country"]


class OwnerSerializer(FlexFieldsModelSerializer):
    class Meta:
        model = Owner
        fields = ["id", "name", "email"]


class AmenitySerializer(FlexFieldsModelSerializer):
    class Meta:
        model = Amenity
        fields = ["id", "label"]


class BookingSerializer(FlexFieldsModelSerializer):
    class Meta:
        model = Booking
        fields = ["id", "guest_name", "arrival", "nights"]


class RoomSerializer(FlexFieldsModelSerializer):
    class Meta:
        model = Room
        fields = ["id", "door_number", "kind", "last_cleaned"]
        expandable_fields = {"bookings": (BookingSerializer, {"many": True})}


class HotelSerializer(FlexFieldsModelSerializer):
    class Meta:
        model = Hotel
        fields = ["id", "name", "description", "stars", "score", "added_at", "city", "owner", "amenities"]
        expandable_fields = {
            "city": CitySerializer,
            "owner": (OwnerSerializer, {"fields": ["name"]}),
            "amenities": (AmenitySerializer, {"many": True}),
            "rooms": ("tests.packages.test_flex_fields.RoomSerializer", {"many": True}),
        }


class Loud(HotelSerializer):
    """One override on top of the package's: no longer known."""

    def to_representation(self, instance: Any) -> Any:
        shown = super().to_representation(instance)
        shown["name"] = shown["name"].upper() if "name" in shown else None
        return shown


class Pages(PageNumberPagination):
    page_size = 3


class HotelViewSet(FlexFieldsMixin, ReadOnlyModelViewSet):
    queryset = Hotel.objects.order_by("id")
    serializer_class = HotelSerializer
    pagination_class = Pages
    permit_list_expands = ["city", "owner", "amenities", "rooms", "rooms.bookings"]


class LeanHotelViewSet(HotelViewSet):
    filter_backends = [FlexFieldsFilterBackend]


class LoudHotelViewSet(HotelViewSet):
    serializer_class = Loud


class NoHotelViewSet(HotelViewSet):
    queryset = Hotel.objects.none()


def routes(*bases: type) -> list[Any]:
    router = SimpleRouter()
    router.register("hotels", twin(HotelViewSet, bases), "hotel")
    router.register("lean", twin(LeanHotelViewSet, bases), "lean")
    router.register("loud", twin(LoudHotelViewSet, bases), "loud")
    router.register("none", twin(NoHotelViewSet, bases), "none")
    return router.urls


twins = Twins(routes)

FIELDS = "`?fields=`, `?omit=`"
EXPAND = "`?expand=`, nested too, with `fields` and `omit` of what is expanded"
BACKEND = "with `FlexFieldsFilterBackend`"
PACKAGE = Package(
    "drf-flex-fields",
    "Each request reads the columns of its own fields, and joins what it expands. "
    "The module of its filter backend imports names that DRF no longer has (`rest_framework.compat.coreapi`, "
    "`coreschema`), so the tests put them back.",
    (
        Case(FIELDS, "/hotels/", reads=("description", "score"), without=("stays_city",)),
        Case(FIELDS, "/hotels/?fields=id,name", without=("description", "stars", "score", "stays_hotel_amenities")),
        Case(FIELDS, "/hotels/?fields=id,name&page=2", without=("description", "stars", "score")),
        Case(FIELDS, "/hotels/?fields[]=stars&fields[]=score", reads=("stars",), without=("description", "name")),
        Case(FIELDS, "/hotels/?omit=description,amenities", without=("description", "stays_hotel_amenities")),
        Case(FIELDS, "/hotels/?fields=nothing", without=("name", "description")),
        Case(EXPAND, "/hotels/?expand=city", reads=("country",)),
        Case(EXPAND, "/hotels/?expand=city&fields=id,city.name", without=("country", "description")),
        Case(EXPAND, "/hotels/?expand=owner", without=("email",)),
        Case(EXPAND, "/hotels/?expand=owner,amenities,city&omit=city.id,name", reads=("label",)),
        Case(EXPAND, "/hotels/?expand=rooms.bookings&fields=name,rooms.kind,rooms.bookings", without=("last_cleaned",)),
        Case(EXPAND, "/hotels/?expand=~all"),
        Case(EXPAND, "/hotels/?expand=secret"),
        Case(BACKEND, "/lean/?fields=id,name", without=("description", "stars")),
        Case(BACKEND, "/lean/?expand=city,amenities&fields=city,amenities.label", without=("description", "stars")),
        Case("a `to_representation` of the project's own above it", "/loud/", "spliced", ("override",)),
        Case("a `to_representation` of the project's own above it", "/loud/?fields=id", "spliced", ("override",)),
        Case("no rows", "/none/?fields=id", queries=0),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_no_request_gets_the_fields_of_another() -> None:
    twins.hammer(PACKAGE.cases)
