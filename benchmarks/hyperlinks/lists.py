"""Links in whole requests: lists of rows without links and with five, by tuned DRF and by SQL."""

from collections.abc import Sequence
from typing import Any

from rest_framework.generics import ListAPIView
from rest_framework.serializers import ModelSerializer

from benchmarks.hyperlinks.routes import MANY, served_by
from benchmarks.hyperlinks.serializers import FAST, STOCK, to_customer, to_row, with_links
from benchmarks.measurement import Measurement
from benchmarks.race import check
from benchmarks.rivals import Rival
from benchmarks.session import Session
from demo.pizzas.models import Order
from demo.pizzas.serializers import OrderSerializer
from demo.pizzas.views import OrderList
from drf_sqllist import SQLListView

DRF_BARE, DRF_STOCK, DRF_FAST = "tuned DRF, no links", "tuned DRF, DRF's fields", "tuned DRF, fast fields"
SQL_BARE, SQL_LINKS = "SQLListView, no links", "SQLListView, DRF's fields"
RIVALS = (DRF_BARE, DRF_STOCK, DRF_FAST, SQL_BARE, SQL_LINKS)

KIND = "DRF router"
LINKS = 5

RUNS = {
    10: {DRF_BARE: 100, DRF_STOCK: 100, DRF_FAST: 100, SQL_BARE: 400, SQL_LINKS: 400},
    100: {DRF_BARE: 30, DRF_STOCK: 30, DRF_FAST: 30, SQL_BARE: 300, SQL_LINKS: 300},
    1000: {DRF_BARE: 8, DRF_STOCK: 8, DRF_FAST: 8, SQL_BARE: 150, SQL_LINKS: 150},
}


class FlatSerializer(ModelSerializer[Order]):
    """An order's own columns."""

    class Meta:
        model = Order
        fields: tuple[str, ...] = ("id", "placed_at", "status", "note", "customer")


LISTS: dict[str, tuple[type[Any], Any]] = {
    "flat": (FlatSerializer, Order.objects.all()),
    "orders": (
        OrderSerializer,
        Order.objects.select_related("customer", "delivery").prefetch_related("pizzas__toppings"),
    ),
}
"""A serializer, and the queryset that an expert gives to DRF for it."""


def case(name: str, size: int) -> str:
    return f"{name}, {size:,} rows"


def measure(session: Session, name: str, size: int) -> list[Measurement]:
    """All rivals, once those with the same links have sent the same bytes."""
    bare, linked = rivals(name)
    path = f"/api/orders/?page_size={size}"
    with served_by(KIND, MANY):
        facts = {**check(bare, path), **check(linked, path)}
        return session.race(case(name, size), [*bare, *linked], path, RUNS[size], facts)


def rivals(name: str) -> tuple[list[Rival], list[Rival]]:
    """Who answers the list without links, and who answers the one with links."""
    serializer, queryset = LISTS[name]
    stock, fast = (linked(serializer, classes) for classes in (STOCK, FAST))
    bare = [
        Rival(DRF_BARE, _view(ListAPIView, serializer, queryset)),
        Rival(SQL_BARE, _view(SQLListView, serializer, queryset)),
    ]
    return bare, [
        Rival(DRF_STOCK, _view(ListAPIView, stock, queryset)),
        Rival(DRF_FAST, _view(ListAPIView, fast, queryset)),
        Rival(SQL_LINKS, _view(SQLListView, stock, queryset)),
    ]


def linked(serializer: type[Any], classes: Sequence[type[Any]]) -> type[Any]:
    """The serializer with five links behind its own members."""
    return with_links(serializer, {**to_row(classes, KIND, LINKS - 1), **to_customer(classes, KIND)})


def _view(base: type[Any], serializer: type[Any], queryset: Any) -> Any:
    options = {"queryset": queryset, "serializer_class": serializer, "filter_backends": ()}
    return type("Orders", (OrderList, base), options).as_view()
