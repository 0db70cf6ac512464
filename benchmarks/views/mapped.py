"""The shop's tables, as SQLAlchemy maps them: without Django, which not all who read them have."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


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
