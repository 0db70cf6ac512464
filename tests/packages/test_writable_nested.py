"""drf-writable-nested: one serializer that lists and that writes a tree."""

from typing import Any

import pytest
from drf_writable_nested import UniqueFieldsMixin, WritableNestedModelSerializer
from rest_framework import serializers
from rest_framework.routers import SimpleRouter
from rest_framework.test import APIClient
from rest_framework.viewsets import ModelViewSet

from tests.packages.package import Case, Package
from tests.packages.stays.models import Amenity, Booking, City, Hotel, Room
from tests.packages.twins import Twins, twin


class BookingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["id", "guest_name", "arrival", "nights"]


class RoomSerializer(WritableNestedModelSerializer):
    bookings = BookingSerializer(many=True)
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)

    class Meta:
        model = Room
        fields = ["id", "door_number", "kind", "kind_label", "bookings"]


class AmenitySerializer(UniqueFieldsMixin, serializers.ModelSerializer):
    class Meta:
        model = Amenity
        fields = ["id", "label"]


class CitySerializer(serializers.ModelSerializer):
    class Meta:
        model = City
        fields = ["id", "name", "country"]


class HotelSerializer(WritableNestedModelSerializer):
    city = CitySerializer()
    amenities = AmenitySerializer(many=True)
    rooms = RoomSerializer(many=True)

    class Meta:
        model = Hotel
        fields = ["id", "name", "stars", "added_at", "city", "amenities", "rooms"]


class HotelViewSet(ModelViewSet):
    queryset = Hotel.objects.order_by("name")
    serializer_class = HotelSerializer


def routes(*bases: type) -> list[Any]:
    router = SimpleRouter()
    router.register("hotels", twin(HotelViewSet, bases), "hotel")
    return router.urls


twins = Twins(routes)

PACKAGE = Package(
    "drf-writable-nested",
    "What the package overrides is about writing.",
    (Case("lists", "/hotels/", without=("description", "score"), reads=("guest_name", "label", "country")),),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_what_was_written_is_listed() -> None:
    """The write goes through our viewset, the list after it through both."""
    tree = {
        "name": "Neubau",
        "stars": 2,
        "added_at": "2025-01-01T00:00:00Z",
        "city": {"name": "Aachen", "country": "DE"},
        "amenities": [{"label": "Balkon"}, {"label": "Aufzug"}],
        "rooms": [
            {"door_number": "2", "kind": "s", "bookings": []},
            {
                "door_number": "1",
                "kind": "d",
                "bookings": [{"guest_name": "Zoë", "arrival": "2025-02-03", "nights": 2}],
            },
        ],
    }
    client = APIClient(routes=twins.ours)
    created = client.post("/hotels/", tree, format="json")
    assert created.status_code == 201, created.content
    (case,) = PACKAGE.cases
    twins.check(case)
    listed, _ = twins.get(case)
    assert "Neubau" in listed.content.decode()
    changed = {**created.json(), "rooms": created.json()["rooms"][:1], "city": {"name": "Trier", "country": "DE"}}
    assert client.put(f"/hotels/{changed['id']}/", changed, format="json").status_code == 200
    twins.check(case)


def test_several_threads() -> None:
    twins.hammer(PACKAGE.cases)
