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
from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
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


class FastRoomSerializer(serializers.ModelSerializer):
    """The same links, by fields of ours."""

    url = FastHyperlinkedIdentityField(view_name="room-detail", lookup_fields={"hotel_pk": "hotel.pk", "pk": "pk"})
    bookings = FastHyperlinkedRelatedField(
        many=True,
        read_only=True,
        view_name="booking-detail",
        lookup_fields={"pk": "pk", "room_pk": "room.pk", "hotel_pk": "room.hotel.pk"},
    )

    class Meta:
        model = Room
        fields = ["url", "door_number", "bookings"]


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


class FastRoomViewSet(LinkedRoomViewSet):
    serializer_class = FastRoomSerializer
    parent_lookup_kwargs = {"hotel_pk": "hotel__pk"}


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
    rooms.register("fast", twin(FastRoomViewSet, bases), "fast")
    bookings = NestedSimpleRouter(rooms, "rooms", lookup="room")
    bookings.register("bookings", twin(BookingViewSet, bases), "booking")
    return [path("", include(router.urls)) for router in (hotels, rooms, bookings)]


twins = Twins(routes)


def cases() -> list[Case]:
    lists = "lists below a parent, and below a parent's parent"
    made = [Case(lists, "/hotels/")]
    # Two of the hotels have linked rooms; the hotel of their bookings' links is loaded by Python.
    linked: dict[int, tuple[Mode, int]] = {1: ("sql", 1), 2: ("spliced", 2), 3: ("spliced", 2), 99: ("sql", 1)}
    for hotel, (mode, queries) in linked.items():
        made.append(Case(lists, f"/hotels/{hotel}/rooms/", without=("kind", "nights")))
        made += [Case(lists, f"/hotels/{hotel}/rooms/{room}/bookings/") for room in (1, 2, 3)]
        links = "`NestedHyperlinkedModelSerializer`"
        made.append(Case(links, f"/hotels/{hotel}/linked/", mode, ("override",), queries=queries))
        made.append(Case("the same links by our `lookup_fields`", f"/hotels/{hotel}/fast/"))
    return made


PACKAGE = Package(
    "drf-nested-routers",
    "The parents in the URL are filters of the queryset, which stay in the statement. Python makes the links of the "
    "package's fields; with `lookup_fields` of ours the same links are made by SQL.",
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


def test_links_by_our_fields() -> None:
    """They are the package's own, byte by byte."""
    bodies = {case.path: twins.get(case)[0].content for case in PACKAGE.cases}
    linked = {path: body for path, body in bodies.items() if path.endswith("/linked/")}
    assert len(linked) == 4
    assert sum(b"/bookings/" in body for body in linked.values()) == 2
    assert all(bodies[path.replace("linked", "fast")] == body for path, body in linked.items())


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
    assert set(found) == {
        "/hotels/",
        "/hotels/<hotel_pk>/rooms/",
        "/hotels/<hotel_pk>/linked/",
        "/hotels/<hotel_pk>/fast/",
        bookings,
    }
    assert {finding.verdict for finding in found.values()} <= {"sql", "spliced"}
    assert found[bookings].trial is not None
    assert re.fullmatch(r"/hotels/\d+/rooms/\d+/bookings/", found[bookings].trial.path)
