"""Lists for renderers: one whose data is what parsing JSON gives, and one with other Python values in it."""

from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from tests.packages.stays.models import Booking, Hotel, Room
from tests.packages.twins import twin


class BookingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["guest_name", "arrival", "nights"]


class RoomSerializer(serializers.ModelSerializer):
    last_cleaned = serializers.DateTimeField()
    bookings = BookingSerializer(many=True)

    class Meta:
        model = Room
        fields = ["door_number", "kind", "last_cleaned", "bookings"]


class HotelSerializer(serializers.ModelSerializer):
    rooms = RoomSerializer(many=True)
    owner_name = serializers.CharField(source="owner.name", default=None)

    class Meta:
        model = Hotel
        fields = ["id", "name", "description", "website", "score", "added_at", "owner_name", "rooms"]


class NumbersSerializer(serializers.ModelSerializer):
    """Floats and integers."""

    class Meta:
        model = Room
        fields = ["id", "hotel", "square_metres"]


class NativeSerializer(serializers.ModelSerializer):
    """DRF hands a datetime and a Decimal to the renderer."""

    score = serializers.DecimalField(4, 2, coerce_to_string=False)
    added_at = serializers.DateTimeField(format=None)

    class Meta:
        model = Hotel
        fields = ["id", "name", "score", "added_at"]


class DaySerializer(serializers.ModelSerializer):
    arrival = serializers.DateField(format=None)

    class Meta:
        model = Booking
        fields = ["id", "arrival"]


class AnswersSerializer(serializers.ModelSerializer):
    class Meta:
        model = Booking
        fields = ["guest_name", "answers"]


class Pages(PageNumberPagination):
    page_size = 3


class Hotels(ListAPIView):
    queryset = Hotel.objects.order_by("id")
    serializer_class = HotelSerializer


class HotelPages(Hotels):
    pagination_class = Pages


class Numbers(ListAPIView):
    queryset = Room.objects.order_by("id")
    serializer_class = NumbersSerializer


class Natives(Hotels):
    serializer_class = NativeSerializer
    pagination_class = Pages


class Days(ListAPIView):
    queryset = Booking.objects.order_by("id")
    serializer_class = DaySerializer


class Answers(Days):
    serializer_class = AnswersSerializer


def rendered_routes(bases: tuple[type, ...], *renderers: type) -> list[Any]:
    """Each list, rendered by each of these."""
    views = {
        "hotels": Hotels,
        "pages": HotelPages,
        "numbers": Numbers,
        "natives": Natives,
        "days": Days,
        "answers": Answers,
    }
    return [
        path(f"{renderer.__name__}/{name}/", twin(view, bases).as_view(renderer_classes=[renderer]))
        for renderer in renderers
        for name, view in views.items()
    ]
