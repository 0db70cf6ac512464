"""What is nested: wide, customers with all below them; narrow, from a topping up to the customer who eats it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from benchmarks.depth import handwritten, stitched
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED, Rival
from benchmarks.views.first import FirstRows
from demo.pizzas.models import Customer, Order, Pizza
from demo.pizzas.serializers import CustomerSerializer, DeliverySerializer, PizzaSerializer
from drf_sqllist import SQLListView

LEVELS = (1, 2, 3, 4)

Placement = Pizza.toppings.through
"""A topping on a pizza."""


class BarePizzaSerializer(PizzaSerializer):
    toppings = None  # type: ignore[assignment]

    class Meta(PizzaSerializer.Meta):
        fields = ("id", "size", "price")


class DeliveredOrderSerializer(serializers.ModelSerializer[Order]):
    delivery = DeliverySerializer(allow_null=True)

    class Meta:
        model = Order
        fields: Sequence[str] = ("id", "placed_at", "status", "note", "delivery")


class ShortCustomerSerializer(serializers.ModelSerializer[Customer]):
    class Meta:
        model = Customer
        fields = ("id", "name")


class ShortOrderSerializer(serializers.ModelSerializer[Order]):
    class Meta:
        model = Order
        fields: Sequence[str] = ("id", "status")


class ShortPizzaSerializer(serializers.ModelSerializer[Pizza]):
    class Meta:
        model = Pizza
        fields: Sequence[str] = ("id", "size")


class PlacementSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Placement
        fields: Sequence[str] = ("id", "topping")


def with_member(base: type[Any], name: str, member: serializers.BaseSerializer[Any]) -> type[Any]:
    """A serializer with one member more."""
    meta = type("Meta", (base.Meta,), {"fields": (*base.Meta.fields, name)})
    return type(base.__name__, (base,), {name: member, "Meta": meta})


def wide(levels: int) -> type[Any]:
    """Customers, some ten orders of each, two or three pizzas in each, two toppings on each; all members."""
    if levels == 1:
        return CustomerSerializer
    orders = DeliveredOrderSerializer
    if levels > 2:
        pizzas = PizzaSerializer if levels > 3 else BarePizzaSerializer
        orders = with_member(orders, "pizzas", pizzas(many=True))
    return with_member(CustomerSerializer, "orders", orders(many=True))


def narrow(levels: int) -> type[Any]:
    """Toppings on pizzas, each with its pizza, its order, its customer; two members of each."""
    if levels == 1:
        return PlacementSerializer
    pizza = ShortPizzaSerializer
    if levels > 2:
        order = with_member(ShortOrderSerializer, "customer", ShortCustomerSerializer()) if levels > 3 else None
        pizza = with_member(pizza, "order", (order or ShortOrderSerializer)())
    return with_member(PlacementSerializer, "pizza", pizza())


def wide_tuned(levels: int) -> "QuerySet[Any]":
    customers = Customer.objects.order_by("id")
    if levels == 1:
        return customers
    orders = Prefetch("orders", Order.objects.select_related("delivery"))
    below = {2: (), 3: ("orders__pizzas",), 4: ("orders__pizzas__toppings",)}
    return customers.prefetch_related(orders, *below[levels])


def narrow_tuned(levels: int) -> "QuerySet[Any]":
    placements = Placement._default_manager.order_by("id")
    way = "__".join(("pizza", "order", "customer")[: levels - 1])
    return placements.select_related(way) if way else placements


@dataclass(frozen=True)
class Tree:
    """A list of some levels.

    Arguments:
        serializer, tuned, stitched, statement: how each is made, by the number of levels.
    """

    name: str
    serializer: Callable[[int], type[Any]]
    tuned: "Callable[[int], QuerySet[Any]]"
    stitched: stitched.Rows
    statement: handwritten.Statement

    def rivals(self, levels: int) -> list[Rival]:
        """Five ways to write it."""
        naive, serializer = self.tuned(1), self.serializer(levels)
        views = {
            NAIVE: self._view(ListAPIView, serializer, naive),
            TUNED: self._view(ListAPIView, serializer, self.tuned(levels)),
            STITCHED: stitched.view(self.stitched, levels),
            OURS: self._view(SQLListView, serializer, naive),
            HANDWRITTEN: handwritten.view(self.statement, levels),
        }
        return [Rival(name, view) for name, view in views.items()]

    def _view(self, base: type[Any], serializer: type[Any], queryset: "QuerySet[Any]") -> Any:
        return type("Rows", (FirstRows, base), {"queryset": queryset, "serializer_class": serializer}).as_view()


TREES = (
    Tree("wide", wide, wide_tuned, stitched.customers, handwritten.customers),
    Tree("narrow", narrow, narrow_tuned, stitched.placements, handwritten.placements),
)
