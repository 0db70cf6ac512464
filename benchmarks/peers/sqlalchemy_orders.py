"""The shop's tables as SQLAlchemy maps them, and an order as data: what Flask and FastAPI share.

As its users would who tune: joins for the to-one relations, ``selectinload`` for the others, no columns that are not
shown. Texts are made of decimals by hand; moments are left to orjson.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import Column, ForeignKey, Select, Table, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "pizzas_customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str]


class Topping(Base):
    __tablename__ = "pizzas_topping"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[Decimal]


pizza_toppings = Table(
    "pizzas_pizza_toppings",
    Base.metadata,
    Column("pizza_id", ForeignKey("pizzas_pizza.id")),
    Column("topping_id", ForeignKey("pizzas_topping.id")),
)


class Pizza(Base):
    __tablename__ = "pizzas_pizza"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("pizzas_order.id"))
    size: Mapped[str]
    price: Mapped[Decimal]
    toppings: Mapped[list[Topping]] = relationship(secondary=pizza_toppings, order_by=Topping.name)


class Delivery(Base):
    __tablename__ = "pizzas_delivery"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("pizzas_order.id"))
    address: Mapped[str]
    delivered_at: Mapped[datetime | None]


class Order(Base):
    __tablename__ = "pizzas_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("pizzas_customer.id"))
    placed_at: Mapped[datetime]
    status: Mapped[str]
    note: Mapped[str]
    customer: Mapped[Customer] = relationship()
    delivery: Mapped[Delivery | None] = relationship(uselist=False)
    pizzas: Mapped[list[Pizza]] = relationship(order_by=Pizza.id)


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
