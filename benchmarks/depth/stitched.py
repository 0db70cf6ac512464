"""The lists by `.values()`: a query for each list in them, to-one relations by joins, put together in Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from benchmarks.views.stitched import Row, toppings_of
from demo.pizzas.models import Customer, Order, Pizza

Rows = Callable[[int, int], list[Row]]
"""The first so many rows of a list of so many levels."""


def view(rows: Rows, levels: int) -> Any:
    """What an expert writes who gives the serializer up."""

    @api_view()
    def get(request: Request) -> Response:
        return Response(rows(int(request.query_params["rows"]), levels))

    return get


def customers(count: int, levels: int) -> list[Row]:
    found = [*Customer.objects.order_by("id").values("id", "name", "email")[:count]]
    if levels > 1:
        orders = _orders_of([row["id"] for row in found], levels)
        for row in found:
            row["orders"] = orders[row["id"]]
    return found


def _orders_of(customers: Sequence[int], levels: int) -> Mapping[int, list[Row]]:
    delivery = ("delivery__id", "delivery__address", "delivery__delivered_at")
    columns = ("customer_id", "id", "placed_at", "status", "note", *delivery)
    rows = [*Order.objects.filter(customer__in=customers).values(*columns)]
    pizzas = _pizzas_of([row["id"] for row in rows], levels) if levels > 2 else None
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        there, address, delivered_at = (row.pop(name) for name in delivery)
        found[row.pop("customer_id")].append(row)
        row["delivery"] = None if there is None else {"address": address, "delivered_at": delivered_at}
        if pizzas is not None:
            row["pizzas"] = pizzas[row["id"]]
    return found


def _pizzas_of(orders: Sequence[int], levels: int) -> Mapping[int, list[Row]]:
    rows = [*Pizza.objects.filter(order__in=orders).values("order_id", "id", "size", "price")]
    toppings = toppings_of([row["id"] for row in rows]) if levels > 3 else None
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.pop("order_id")].append(row)
        # A text: DRF's encoder would make a float of a decimal.
        row["price"] = str(row["price"])
        if toppings is not None:
            row["toppings"] = toppings[row["id"]]
    return found


def placements(count: int, levels: int) -> list[Row]:
    """Everything by joins: there is one row of each."""
    way = {"pizza": ("id", "size"), "pizza__order": ("id", "status"), "pizza__order__customer": ("id", "name")}
    members = [(f"{path}__", names) for path, names in [*way.items()][: levels - 1]]
    columns = ["id", "topping_id", *(f"{path}{name}" for path, names in members for name in names)]
    rows = Pizza.toppings.through._default_manager.order_by("id").values(*columns)[:count]
    return [_placement(row, members) for row in rows]


def _placement(row: Mapping[str, Any], members: Iterable[tuple[str, Sequence[str]]]) -> Row:
    found: Row = {"id": row["id"], "topping": row["topping_id"]}
    inner = found
    for path, names in members:
        inner[path.split("__")[-2]] = inner = {name: row[f"{path}{name}"] for name in names}
    return found
