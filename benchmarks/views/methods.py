"""The demo's endpoint with a method field: as it is, with what it reads declared, and with a twin in SQL."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from rest_framework import serializers

from demo.pizzas.models import Order
from demo.pizzas.serializers import OrderSerializer
from demo.pizzas.views import OrderList
from drf_sqllist import reads, sql_twin


def label(order: Order) -> str:
    """What is in the order's own columns and its customer's."""
    return f"{order.customer.name}: {order.status}"


def total(order: Order) -> str:
    """What is in a list of its own."""
    return str(sum((pizza.price for pizza in order.pizzas.all()), Decimal("0.00")))


def with_method(method: Callable[[Order], str], hint: Callable[[Any], Any] | None = None) -> type[Any]:
    """The order's serializer with one member more."""

    def get_extra(self: Any, order: Order) -> str:
        return method(order)

    class WithMethod(OrderSerializer):
        extra = serializers.SerializerMethodField()

        class Meta(OrderSerializer.Meta):
            fields = (*OrderSerializer.Meta.fields, "extra")

    WithMethod.get_extra = hint(get_extra) if hint else get_extra  # type: ignore[attr-defined]
    return WithMethod


def view(base: type[Any], serializer: type[Any]) -> Any:
    """The endpoint, with the queryset that an expert gives to DRF."""
    queryset = Order.objects.select_related("customer", "delivery").prefetch_related("pizzas__toppings")
    return type("Orders", (OrderList, base), {"queryset": queryset, "serializer_class": serializer}).as_view()


METHODS = {
    "label": (
        with_method(label),
        with_method(label, reads("status", "customer__name")),
        with_method(label, sql_twin(Concat("customer__name", Value(": "), "status"))),
    ),
    "total": (
        with_method(total),
        with_method(total, reads("pizzas__price")),
        with_method(total, sql_twin(Cast(Coalesce(Sum("pizzas__price"), Value(Decimal("0.00"))), TextField()))),
    ),
}
"""Serializers without a hint, with declared reads, with a twin: the order of ``scenarios.methods.HINTS``."""
