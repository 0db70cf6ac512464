"""django-ninja: schemas over tuned DRF's queryset, JSON by orjson as its documentation shows.

What its schemas read is checked by pydantic, as it always is with a ``response`` of an operation.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Schema
from ninja.renderers import BaseRenderer

from benchmarks.peers.envelope import LARGEST_PAGE_SIZE, PAGE_SIZE, envelope
from demo.pizzas.views import TunedOrders


class ORJSONRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


class CustomerOut(Schema):
    id: int
    name: str
    email: str


class DeliveryOut(Schema):
    address: str
    delivered_at: datetime | None


class ToppingOut(Schema):
    id: int
    name: str
    price: Decimal


class PizzaOut(Schema):
    id: int
    size: str
    price: Decimal
    toppings: list[ToppingOut]


class OrderOut(Schema):
    id: int
    placed_at: datetime
    status: str
    note: str
    customer: CustomerOut
    delivery: DeliveryOut | None = None
    pizzas: list[PizzaOut]


class PageOut(Schema):
    count: int
    next: str | None
    previous: str | None
    results: list[OrderOut]


api = NinjaAPI(renderer=ORJSONRenderer())


@api.get("orders/", response=PageOut)
def orders(request: HttpRequest, page: int = 1, page_size: int = PAGE_SIZE) -> dict[str, Any]:
    newest, size = TunedOrders.queryset.all(), min(page_size, LARGEST_PAGE_SIZE)
    shown = [*newest[(page - 1) * size : page * size]]
    return envelope(request.build_absolute_uri(), page, size, newest.count(), shown)


urlpatterns = [path("api/", api.urls)]
