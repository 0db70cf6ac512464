"""django-money: an amount and its currency, two columns and one attribute."""

from typing import Any

import pytest
from django.db.models import F
from django.urls import path
from djmoney.contrib.django_rest_framework import MoneyField
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from tests.packages.package import Case, Package
from tests.packages.stays.models import Offer, Room
from tests.packages.twins import Twins, twin


class OfferSerializer(serializers.ModelSerializer):
    class Meta:
        model = Offer
        fields = ["id", "title", "price", "price_currency", "deposit", "deposit_currency"]


class CurrencySerializer(serializers.ModelSerializer):
    class Meta:
        model = Offer
        fields = ["title", "price_currency", "deposit_currency"]


class AmountSerializer(serializers.ModelSerializer):
    amount = serializers.DecimalField(10, 2)

    class Meta:
        model = Offer
        fields = ["title", "amount", "price_currency"]


class AmountAsMoney(serializers.ModelSerializer):
    amount = MoneyField(10, 2)

    class Meta:
        model = Offer
        fields = ["title", "amount"]


class RoomSerializer(serializers.ModelSerializer):
    offers = CurrencySerializer(many=True)

    class Meta:
        model = Room
        fields = ["door_number", "offers"]


class Offers(ListAPIView):
    queryset = Offer.objects.order_by("id")
    serializer_class = OfferSerializer


class Currencies(Offers):
    serializer_class = CurrencySerializer


class Amounts(Offers):
    queryset = Offer.objects.annotate(amount=F("price")).order_by("id")
    serializer_class = AmountSerializer


class AmountsAsMoney(Amounts):
    serializer_class = AmountAsMoney


class Rooms(ListAPIView):
    queryset = Room.objects.order_by("id")
    serializer_class = RoomSerializer


def routes(*bases: type) -> list[Any]:
    views = {
        "offers": Offers,
        "currencies": Currencies,
        "amounts": Amounts,
        "money": AmountsAsMoney,
        "rooms": Rooms,
    }
    return [path(f"{name}/", twin(view, bases).as_view()) for name, view in views.items()]


twins = Twins(routes)

PACKAGE = Package(
    "django-money",
    "The attribute is a `Money` object, which Python makes of values in the same statement. "
    '`annotate(amount=F("price"))` is the amount alone.',
    (
        Case("a money field", "/offers/", "spliced", ("needs-instance",)),
        Case("its currency", "/currencies/", reads=("price_currency",), without=("deposit",)),
        Case("its currency", "/rooms/", reads=("price_currency",), without=("price",)),
        Case("an annotation of the amount, as `DecimalField`", "/amounts/", reads=("price",)),
        Case("an annotation of the amount, as the package's `MoneyField`", "/money/", "spliced"),
    ),
)


@pytest.mark.parametrize("case", PACKAGE.cases, ids=str)
def test_answers(case: Case) -> None:
    twins.check(case)


def test_the_amounts_are_there() -> None:
    (offer, *_) = twins.get(Case("", "/offers/"))[0].json()
    assert (offer["price"], offer["price_currency"], offer["deposit_currency"]) == ("1234.50", "EUR", "USD")
    (amount, *_) = twins.get(Case("", "/amounts/"))[0].json()
    assert amount == {"title": offer["title"], "amount": "1234.50", "price_currency": "EUR"}


def test_several_threads() -> None:
    twins.hammer(PACKAGE.cases)
