"""The lists as an expert writes them by hand: one statement in a plain DRF view.

They know this data: that a choice needs no escaping, that every moment has microseconds, that there are few toppings.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpResponse
from rest_framework.decorators import api_view
from rest_framework.request import Request

from benchmarks.views.statement import MOMENT, PIZZA, TOPPING, escaped

Statement = Callable[[int, int], str]
"""SQL for the first so many rows of a list of so many levels, as one value without its brackets."""


def view(statement: Statement, levels: int) -> Any:
    """Sends what the database wrote."""

    @api_view()
    def get(request: Request) -> HttpResponse:
        rows = escaped(_fetch(statement(int(request.query_params["rows"]), levels)))
        return HttpResponse(b"[" + rows + b"]", content_type="application/json")

    return get


def customers(count: int, levels: int) -> str:
    """Each list is read once for the page and grouped: a customer has ten orders, so there are always many of them."""
    commons = [f"page AS MATERIALIZED (SELECT id, name, email FROM pizzas_customer ORDER BY id LIMIT {count:d})"]
    members = ["""'{"id":'||c.id||',"name":'||to_json(c.name)||',"email":'||to_json(c.email)"""]
    source = "page c"
    if levels > 1:
        commons += _orders(levels)
        members.append("""',"orders":['||coalesce(orders.j, '')||']'""")
        source += " LEFT JOIN orders ON orders.customer_id = c.id"
    text = "||".join([*members, "'}'"])
    return f"WITH {', '.join(commons)}\nSELECT string_agg({text}, ',' ORDER BY c.id) FROM {source}"


def _orders(levels: int) -> list[str]:
    """The WITH entries of the orders, with all below them."""
    members = [
        f"""'{{"id":'||o.id||',"placed_at":"'||{MOMENT % "o.placed_at"}||'","status":"'||o.status||'"'""",
        """',"note":'||to_json(o.note)||',"delivery":'""",
        f"""CASE WHEN d.id IS NULL THEN 'null' ELSE '{{"address":'||to_json(d.address)||',"delivered_at":'
        ||coalesce('"'||{MOMENT % "d.delivered_at"}||'"','null')||'}}' END""",
    ]
    commons = [
        """o AS MATERIALIZED (SELECT id, customer_id, placed_at, status, note FROM pizzas_order
        WHERE customer_id = ANY(ARRAY(SELECT id FROM page)))"""
    ]
    source = """o LEFT JOIN (SELECT * FROM pizzas_delivery WHERE order_id = ANY(ARRAY(SELECT id FROM o))) d
        ON d.order_id = o.id"""
    if levels > 2:
        commons += _pizzas(levels)
        members.append("""',"pizzas":['||coalesce(pizzas.j, '')||']'""")
        source += " LEFT JOIN pizzas ON pizzas.order_id = o.id"
    text = "||".join([*members, "'}'"])
    listed = f"string_agg({text}, ',' ORDER BY o.placed_at DESC, o.id DESC)"
    return [*commons, f"orders AS (SELECT o.customer_id, {listed} AS j FROM {source} GROUP BY o.customer_id)"]


def _pizzas(levels: int) -> list[str]:
    """The WITH entries of the pizzas, with their toppings where there is a fourth level."""
    bare = """'{"id":'||p.id||',"size":"'||p.size||'","price":"'||p.price||'"}'"""
    text, source = bare, "p"
    commons = [
        """p AS MATERIALIZED (SELECT id, order_id, size, price FROM pizzas_pizza
        WHERE order_id = ANY(ARRAY(SELECT id FROM o)))"""
    ]
    if levels > 3:
        # There are thirty toppings: each one's text is written once.
        commons += [
            f"topping AS MATERIALIZED (SELECT t.id, t.name, {TOPPING} AS j FROM pizzas_topping t)",
            """toppings AS (SELECT l.pizza_id, string_agg(topping.j, ',' ORDER BY topping.name) AS j
            FROM pizzas_pizza_toppings l JOIN topping ON topping.id = l.topping_id
            WHERE l.pizza_id = ANY(ARRAY(SELECT id FROM p)) GROUP BY l.pizza_id)""",
        ]
        text = PIZZA % "coalesce(toppings.j, '')"
        source = "p LEFT JOIN toppings ON toppings.pizza_id = p.id"
    listed = f"string_agg({text}, ',' ORDER BY p.id)"
    return [*commons, f"pizzas AS (SELECT p.order_id, {listed} AS j FROM {source} GROUP BY p.order_id)"]


def placements(count: int, levels: int) -> str:
    """Joins by primary key, a row of each for each."""
    text = """'{"id":'||l.id||',"topping":'||l.topping_id"""
    source = f"(SELECT id, topping_id, pizza_id FROM pizzas_pizza_toppings ORDER BY id LIMIT {count:d}) l"
    if levels > 1:
        text += """||',"pizza":{"id":'||p.id||',"size":"'||p.size||'"'"""
        source += " JOIN pizzas_pizza p ON p.id = l.pizza_id"
    if levels > 2:
        text += """||',"order":{"id":'||o.id||',"status":"'||o.status||'"'"""
        source += " JOIN pizzas_order o ON o.id = p.order_id"
    if levels > 3:
        text += """||',"customer":{"id":'||c.id||',"name":'||to_json(c.name)"""
        source += " JOIN pizzas_customer c ON c.id = o.customer_id"
    return f"SELECT string_agg({text}||'{'}' * levels}', ',' ORDER BY l.id) FROM {source}"


def _fetch(statement: str) -> bytes:
    """The rows as the database wrote them, by a prepared statement where the driver can."""
    with connection.cursor() as cursor:
        inner: Any = cursor.cursor
        if hasattr(inner, "pgresult"):
            import psycopg

            cursor.cursor = psycopg.Cursor(connection.connection)
            cursor.execute(statement)
            result: Any = cursor.cursor.pgresult
            return result.get_value(0, 0) or b""
        import psycopg2.extensions

        psycopg2.extensions.register_type(psycopg2.extensions.BYTES, inner)
        cursor.execute(statement)
        (rows,) = cursor.fetchone()
        return rows or b""
