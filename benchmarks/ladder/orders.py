"""The demo's orders, page by page, with customer, delivery, pizzas and toppings."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest
from rest_framework.generics import ListAPIView

from benchmarks.ladder import rungs
from benchmarks.ladder.data import by_hand
from benchmarks.ladder.endpoint import Endpoint
from benchmarks.ladder.views import DataView, Guarded
from benchmarks.views.stitched import COLUMNS, Row, order_of, pizzas_of
from demo.pizzas.models import Order, Pizza, Topping
from demo.pizzas.views import OrderList, OrderPages
from drf_sqllist import SQLListView

NARROW = (
    "placed_at",
    "status",
    "note",
    "customer__name",
    "customer__email",
    "delivery__address",
    "delivery__delivered_at",
)


class ShopList(Guarded, OrderList):
    """All that the views share: the demo's filters, search, ordering and pages."""


class NaiveOrders(ShopList, ListAPIView):  # type: ignore[type-arg]
    """As everyone writes it first."""


class JoinedOrders(ShopList, ListAPIView):  # type: ignore[type-arg]
    """Joins for the to-one relations, a query for each of the others."""

    queryset = Order.objects.select_related("customer", "delivery").prefetch_related("pizzas__toppings")


class NarrowOrders(ShopList, ListAPIView):  # type: ignore[type-arg]
    """The same, with the columns named. Nearly all of them are shown, so there is little to leave out."""

    queryset = (
        Order.objects.select_related("customer", "delivery")
        .prefetch_related(
            Prefetch("pizzas", Pizza.objects.only("order_id", "size", "price")),
            Prefetch("pizzas__toppings", Topping.objects.only("name", "price")),
        )
        .only(*NARROW)
    )


class ValuesOrders(ShopList, DataView):
    """No instances: the rows of four queries, put together by hand."""

    def data(self) -> Any:
        orders = self.paginate_queryset(self.filter_queryset(self.get_queryset()).values(*COLUMNS)) or ()
        return self.get_paginated_response(stitched(orders)).data


class Orders(ShopList, SQLListView):
    """Ours."""


@by_hand
def stitched(orders: Sequence[Row]) -> list[Row]:
    pizzas = pizzas_of([order["id"] for order in orders])
    return [order_of(order, pizzas[order["id"]]) for order in orders]


def page(request: HttpRequest) -> Any:
    """A page in DRF's envelope, by Django's paginator."""
    size = min(int(request.GET.get("page_size", OrderPages.page_size)), OrderPages.max_page_size)
    shown = Paginator(Order.objects.values(*COLUMNS), size).page(request.GET.get("page", 1))
    return {
        "count": shown.paginator.count,
        "next": link(request, shown.next_page_number()) if shown.has_next() else None,
        "previous": link(request, shown.previous_page_number()) if shown.has_previous() else None,
        "results": stitched([*shown.object_list]),
    }


def link(request: HttpRequest, number: int) -> str:
    """The URL of another page; that of the first has no number, as with DRF."""
    query = {**request.GET.dict(), "page": str(number)}
    if number == 1:
        del query["page"]
    return request.build_absolute_uri(f"{request.path}?{urlencode(sorted(query.items()))}".rstrip("?"))


ORDERS = Endpoint(
    "api/orders/",
    {rungs.SERIALIZER: NaiveOrders, rungs.JOINED: JoinedOrders, rungs.ONLY: NarrowOrders},
    ValuesOrders,
    Orders,
    page,
)
