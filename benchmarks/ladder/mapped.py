"""The same tables, as SQLAlchemy maps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from sqlalchemy import Column, Engine, ForeignKey, Table, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "auth_user"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    email: Mapped[str]


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


def engine() -> Engine:
    """On the database that Django reads, with its driver; each statement for itself, as Django sends them."""
    own = connection.get_connection_params()
    arguments = {name: own[name] for name in ("dbname", "user", "password", "host", "port") if own.get(name)}
    return create_engine(
        f"postgresql+{connection.Database.__name__}://",  # type: ignore[attr-defined]
        connect_args={**arguments, "options": "-c timezone=UTC"},
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
    )


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent while the block runs."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
