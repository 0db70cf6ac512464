"""drf-nested-routers: lists below a parent of the URL, links to them, and its hyperlinked serializers."""

import re
from typing import Any

import pytest
from django.urls import clear_url_caches, include, path
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet
from rest_framework_nested.relations import NestedHyperlinkedRelatedField
from rest_framework_nested.routers import NestedSimpleRouter, SimpleRouter
from rest_framework_nested.serializers import NestedHyperlinkedModelSerializer
from rest_framework_nested.viewsets import NestedViewSetMixin

from drf_sqllist.audit.endpoints import list_endpoints
from drf_sqllist.audit.findings import Options, find
from tests.packages.package import Case, Mode, Package
from tests.packages.stays.models import Booking, Hotel, Room
from tests.packages.twins import Twins, twin


class HotelSerializer(serializers.ModelSerializer):
    class Meta:
        model = Hotel
        fields = ["id", "name"]


class BookingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["id", "guest_name", "arrival"]


class RoomSerializer(serializers.ModelSerializer):
    bookings = BookingSerializer(many=True)

    class Meta:
        model = Room
        fields = ["id", "hotel", "door_number", "bookings"]


class LinkedRoomSerializer(NestedHyperlinkedModelSerializer):
    parent_lookup_kwargs = {"hotel_pk": "hotel__pk"}
    bookings = NestedHyperlinkedRelatedField(
        many=True,
        read_only=True,
        view_name="booking-detail",
        parent_lookup_kwargs={"room_pk": "room__pk", "hotel_pk": "room__hotel__pk"},
    )

    class Meta:
        model = Room
        fields = ["url", "door_number", "bookings"]
        extra_kwargs = {"url": {"view_name": "room-detail"}}


class HotelViewSet(ReadOnlyModelViewSet):
    queryset = Hotel.objects.order_by("id")
    serializer_class = HotelSerializer


class RoomViewSet(NestedViewSetMixin, ReadOnlyModelViewSet):
    queryset = Room.objects.order_by("id")
    serializer_class = RoomSerializer
    parent_lookup_kwargs = {"hotel_pk": "hotel__pk"}


class LinkedRoomViewSet(NestedViewSetMixin, ReadOnlyModelViewSet):
    queryset = Room.objects.order_by("id")
    serializer_class = LinkedRoomSerializer


class BookingViewSet(NestedViewSetMixin, ReadOnlyModelViewSet):
    queryset = Booking.objects.order_by("id")
    serializer_class = BookingSerializer
    parent_lookup_kwargs = {"hotel_pk": "room__hotel__pk", "room_pk": "room__pk"}


def routes(*bases: type) -> list[Any]:
    hotels = SimpleRouter()
    hotels.register("hotels", twin(HotelViewSet, bases), "hotel")
    rooms = NestedSimpleRouter(hotels, "hotels", lookup="hotel")
    rooms.register("rooms", twin(RoomViewSet, bases), "room")
    rooms.register("linked", twin(LinkedRoomViewSet, bases), "linked")
    bookings = NestedSimpleRouter(rooms, "rooms", lookup="room")
    bookings.register("bookings", twin(BookingViewSet, bases), "booking")
    return [path("", include(router.urls)) for router in (hotels, rooms, bookings)]


twins = Twins(routes)


def cases() -> list[Case]:
    lists = "lists below a parent, and below a parent's parent"
    made = [Case(lists, "/hotels/")]
    # Two of the hotels have linked rooms; their bookings' links are loaded by Python, room by room, as in DRF.
    linked: dict[int, tuple[Mode, int]] = {1: ("sql", 1), 2: ("spliced", 3), 3: ("spliced", 4), 99: ("sql", 1)}
    for hotel, (mode, queries) in linked.items():
        made.append(Case(lists, f"/hotels/{hotel}/rooms/", without=("kind", "nights")))
        made += [Case(lists, f"/hotels/{hotel}/rooms/{room}/bookings/") for room in (1, 2, 3)]
        links = "`NestedHyperlinkedModelSerializer`"
        made.append(Case(links, f"/hotels/{hotel}/linked/", mode, ("override",), queries=queries))
    return made


PACKAGE = Package(
    "drf-nested-routers",
    "The parents in the URL are filters of the queryset, which stay in the statement.",
    tuple(cases()),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_parents_differ() -> None:
    """The cases above are about rows that are there, and about others for each parent."""
    bodies = [twins.get(case)[0].content for case in PACKAGE.cases if case.path.endswith("/rooms/")]
    assert len(set(bodies)) == 3
    assert bodies.count(b"[]") == 2


def test_no_parent_gets_the_rows_of_another() -> None:
    twins.hammer(PACKAGE.cases, rounds=4)


def test_an_audit_finds_their_lists(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The parents in the URLs are taken from rows that are there."""
    settings.MIDDLEWARE = []
    monkeypatch.setattr("tests.packages.urls.urlpatterns", routes())
    clear_url_caches()
    try:
        found = {finding.endpoint.route: finding for finding in find(list_endpoints(), Options(runs=True, repeats=1))}
    finally:
        monkeypatch.undo()
        clear_url_caches()
    bookings = "/hotels/<hotel_pk>/rooms/<room_pk>/bookings/"
    assert set(found) == {"/hotels/", "/hotels/<hotel_pk>/rooms/", "/hotels/<hotel_pk>/linked/", bookings}
    assert {finding.verdict for finding in found.values()} <= {"sql", "spliced"}
    assert found[bookings].trial is not None
    assert re.fullmatch(r"/hotels/\d+/rooms/\d+/bookings/", found[bookings].trial.path)
