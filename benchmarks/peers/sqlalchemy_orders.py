"""The orders as SQLAlchemy finds them, and an order as data: what Flask and FastAPI share.

As its users would who tune: joins for the to-one relations, ``selectinload`` for the others, no columns that are not
shown. Texts are made of decimals by hand; moments are left to orjson.
"""

from typing import Any

import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from benchmarks.views.mapped import Order, Pizza

COUNT = select(func.count()).select_from(Order)
NEWEST = (
    select(Order)
    .options(
        joinedload(Order.customer, innerjoin=True),
        joinedload(Order.delivery),
        selectinload(Order.pizzas).selectinload(Pizza.toppings),
    )
    .order_by(Order.placed_at.desc(), Order.id.desc())
)


def newest(number: int, size: int) -> Select[tuple[Order]]:
    """The orders of a page."""
    return NEWEST.limit(size).offset((number - 1) * size)


def as_data(order: Order) -> dict[str, Any]:
    customer, delivery = order.customer, order.delivery
    return {
        "id": order.id,
        "placed_at": order.placed_at,
        "status": order.status,
        "note": order.note,
        "customer": {"id": customer.id, "name": customer.name, "email": customer.email},
        "delivery": delivery and {"address": delivery.address, "delivered_at": delivery.delivered_at},
        "pizzas": [_pizza_as_data(pizza) for pizza in order.pizzas],
    }


def _pizza_as_data(pizza: Pizza) -> dict[str, Any]:
    toppings = [{"id": one.id, "name": one.name, "price": str(one.price)} for one in pizza.toppings]
    return {"id": pizza.id, "size": pizza.size, "price": str(pizza.price), "toppings": toppings}


def written(data: dict[str, Any]) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_UTC_Z)
