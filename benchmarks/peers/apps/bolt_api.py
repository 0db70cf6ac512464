"""django-bolt: its own HTTP server in Rust, structs and JSON by msgspec, over tuned DRF's queryset.

The structs are made by hand: its own conversion of a queryset would check each value again. The handler is a plain
function, which django-bolt runs in a thread as it sees that it asks the database; an ``async`` one would go through
Django's single thread for synchronous code. Links are put together here: its request knows no whole URL, and its router
takes the last slash off.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from django_bolt import BoltAPI

from benchmarks.peers.envelope import asked_for, links
from demo.pizzas import models

NEWEST = models.Order.objects.select_related("customer", "delivery").prefetch_related("pizzas__toppings")


class Customer(msgspec.Struct):
    id: int
    name: str
    email: str


class Delivery(msgspec.Struct):
    address: str
    delivered_at: datetime | None


class Topping(msgspec.Struct):
    id: int
    name: str
    price: Decimal


class Pizza(msgspec.Struct):
    id: int
    size: str
    price: Decimal
    toppings: list[Topping]


class Order(msgspec.Struct):
    id: int
    placed_at: datetime
    status: str
    note: str
    customer: Customer
    delivery: Delivery | None
    pizzas: list[Pizza]


class Page(msgspec.Struct):
    count: int
    next: str | None
    previous: str | None
    results: list[Order]


api = BoltAPI(enable_logging=False)


@api.get("/api/orders")
def orders(request):  # type: ignore[no-untyped-def]
    number, size = asked_for(request["query"])
    count = models.Order.objects.count()
    results = [_order(order) for order in NEWEST.all()[(number - 1) * size : number * size]]
    query = "&".join(f"{name}={value}" for name, value in request["query"].items())
    url = f"http://{request['headers']['host']}/api/orders/?{query}"
    return Page(count, *links(url, number, size, count), results)


def _order(order: models.Order) -> Order:
    customer, delivery = order.customer, getattr(order, "delivery", None)
    return Order(
        order.pk,
        order.placed_at,
        order.status,
        order.note,
        Customer(customer.pk, customer.name, customer.email),
        delivery and Delivery(delivery.address, delivery.delivered_at),
        [_pizza(pizza) for pizza in order.pizzas.all()],
    )


def _pizza(pizza: Any) -> Pizza:
    toppings = [Topping(one.pk, one.name, one.price) for one in pizza.toppings.all()]
    return Pizza(pizza.pk, pizza.size, pizza.price, toppings)


# Django's checks look for it; django-bolt's server does not.
urlpatterns: list[Any] = []
