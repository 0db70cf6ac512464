"""The same lists by Flask and SQLAlchemy, from the database and from Redis.

As its authors would write them who tune: joins for the to-one relations, a query for each of the others, no more
columns than are shown. There are no permissions, no filters and no middleware. Each function says which of the
profiler's parts it is, since the profiler knows Django only.
"""

import pickle
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import redis
from flask import Flask, Response, request
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, joinedload, load_only, selectinload

from benchmarks.ladder import rungs
from benchmarks.ladder.data import SECONDS, by_hand, written
from benchmarks.ladder.mapped import User
from benchmarks.ladder.rungs import FLASK, Rung
from benchmarks.ladder.stack import Application, Kept
from benchmarks.ladder.users import COLUMNS
from benchmarks.views.mapped import Order, Pizza
from benchmarks.views.stitched import Row
from demo.pizzas.views import OrderPages
from drf_sqllist.profiling.around import booked
from drf_sqllist.profiling.parts import CACHE, DATABASE

SHOWN = (
    joinedload(Order.customer, innerjoin=True),
    joinedload(Order.delivery),
    selectinload(Order.pizzas).selectinload(Pizza.toppings),
)


def applications(route: str, data: Callable[[Engine], Any], engine: Engine, kept: Kept) -> dict[Rung, Application]:
    """Flask's rungs of one list.

    Arguments:
        data: ``users`` or ``orders``.
    """
    remembered = _remembering(kept)
    return {
        Rung(FLASK, rungs.SQLALCHEMY): _application(route, lambda: data(engine)),
        Rung(FLASK, rungs.SQLALCHEMY_REDIS): _application(route, lambda: remembered(request.url, lambda: data(engine))),
    }


def _application(route: str, data: Callable[[], Any]) -> Application:
    app = Flask("ladder")

    @app.get(f"/{route}")
    def answer() -> Response:
        return Response(written(data()), mimetype="application/json")

    return app.wsgi_app


def _remembering(kept: Kept) -> Callable[[str, Callable[[], Any]], Any]:
    """``data.remembered`` without Django: django-redis pickles, too."""
    client = redis.Redis.from_url(kept.url)
    prefix = f"{kept.prefix}-flask:"

    @booked(CACHE)
    def read(key: str) -> Any:
        found: Any = client.get(prefix + key)
        return None if found is None else pickle.loads(found)

    @booked(CACHE)
    def keep(key: str, data: Any) -> None:
        client.set(prefix + key, pickle.dumps(data), SECONDS)

    def remembered(key: str, make: Callable[[], Any]) -> Any:
        data = read(key)
        if data is None:
            data = make()
            keep(key, data)
        return data

    return remembered


def users(engine: Engine) -> list[Row]:
    with Session(engine) as session:
        return _users_as_data(_users(session))


@booked(DATABASE)
def _users(session: Session) -> list[User]:
    columns = (getattr(User, name) for name in COLUMNS)
    return [*session.scalars(select(User).options(load_only(*columns)).order_by(User.id))]


@by_hand
def _users_as_data(users: list[User]) -> list[Row]:
    return [{name: getattr(user, name) for name in COLUMNS} for user in users]


def orders(engine: Engine) -> Row:
    number = request.args.get("page", 1, type=int)
    size = min(request.args.get("page_size", OrderPages.page_size, type=int), OrderPages.max_page_size)
    with Session(engine) as session:
        count, shown = _page(session, number, size)
        return {
            "count": count,
            "next": _link(number + 1) if number * size < count else None,
            "previous": _link(number - 1) if number > 1 else None,
            "results": _orders_as_data(shown),
        }


@booked(DATABASE)
def _page(session: Session, number: int, size: int) -> tuple[int, list[Order]]:
    """The number of all orders, and those of a page with all that belongs to them."""
    count = session.scalar(select(func.count()).select_from(Order)) or 0
    newest = select(Order).options(*SHOWN).order_by(Order.placed_at.desc(), Order.id.desc())
    return count, [*session.scalars(newest.limit(size).offset((number - 1) * size))]


@by_hand
def _orders_as_data(orders: list[Order]) -> list[Row]:
    return [_order(order) for order in orders]


def _order(order: Order) -> Row:
    customer, delivery = order.customer, order.delivery
    return {
        "id": order.id,
        "placed_at": order.placed_at,
        "status": order.status,
        "note": order.note,
        "customer": {"id": customer.id, "name": customer.name, "email": customer.email},
        "delivery": delivery and {"address": delivery.address, "delivered_at": delivery.delivered_at},
        "pizzas": [_pizza(pizza) for pizza in order.pizzas],
    }


def _pizza(pizza: Pizza) -> Row:
    toppings = [{"id": one.id, "name": one.name, "price": str(one.price)} for one in pizza.toppings]
    return {"id": pizza.id, "size": pizza.size, "price": str(pizza.price), "toppings": toppings}


def _link(number: int) -> str:
    query = {**request.args.to_dict(), "page": str(number)}
    if number == 1:
        del query["page"]
    return f"{request.base_url}?{urlencode(sorted(query.items()))}".rstrip("?")
