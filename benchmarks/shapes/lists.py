"""What is nested, and the shapes that it may take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db import connection
from django.db.models import Field, Model, QuerySet
from rest_framework import serializers

from benchmarks.race import answer, get
from benchmarks.rivals import Rival
from benchmarks.views.first import FirstRows, path
from demo.pizzas.models import Customer, Order, Pizza
from demo.pizzas.serializers import CustomerSerializer, OrderSerializer, PizzaSerializer
from drf_sqllist import SQLListView

CORRELATED, JOINED, MIXED = "correlated", "joined", "joined, inner correlated"
SHAPES = (CORRELATED, JOINED, MIXED)


class BarePizzaSerializer(PizzaSerializer):
    toppings = None  # type: ignore[assignment]

    class Meta(PizzaSerializer.Meta):
        fields = ("id", "size", "price")


class PizzasSerializer(OrderSerializer):
    customer = delivery = None  # type: ignore[assignment]
    pizzas = BarePizzaSerializer(many=True)

    class Meta(OrderSerializer.Meta):
        fields = ("id", "placed_at", "status", "note", "pizzas")


class PizzasWithToppingsSerializer(PizzasSerializer):
    pizzas = PizzaSerializer(many=True)


class OrdersSerializer(CustomerSerializer):
    orders = PizzasWithToppingsSerializer(many=True)

    class Meta(CustomerSerializer.Meta):
        fields = ("id", "name", "email", "orders")


@dataclass(frozen=True)
class Nesting:
    """A list of rows with lists in them.

    Arguments:
        rows: of which the first ones are shown.
        lists: the paths of the lists in them, outermost first.
        keys: the columns by which these find their rows, as far as a project may leave out the index.
    """

    name: str
    rows: "QuerySet[Any]"
    serializer: type[serializers.ModelSerializer[Any]]
    lists: Sequence[str]
    keys: "Sequence[Field[Any, Any]]"

    def shapes(self, indexed: bool) -> Mapping[str, Mapping[str, str]]:
        """The ``sqllist_shapes`` of each shape that the rule may choose.

        Arguments:
            indexed: the keys have their indexes. If not, the list that needs none may differ from the others.
        """
        found = {shape: dict.fromkeys(self.lists, shape) for shape in (CORRELATED, JOINED)}
        if not indexed and len(self.lists) > len(self.keys):
            found[MIXED] = {**found[JOINED], self.lists[-1]: CORRELATED}
        return found

    def rival(self, name: str, shapes: Mapping[str, str]) -> Rival:
        """A view of these rows.

        Arguments:
            shapes: none for those that the library chooses.
        """
        # A class of its own each time: what is known of a view's lists, and of their indexes, is kept by its class.
        options = {"queryset": self.rows, "serializer_class": self.serializer, "sqllist_shapes": shapes}
        return Rival(name, type("Rows", (FirstRows, SQLListView), options).as_view())

    def rivals(self, indexed: bool) -> list[Rival]:
        return [self.rival(name, shapes) for name, shapes in self.shapes(indexed).items()]


class UnknownShapeError(AssertionError):
    """The rule makes no statement that is measured."""


def chosen(nesting: Nesting, indexed: bool, size: int) -> str:
    """The shape that the library takes where the view says nothing: that of the rival with the same statement.

    Raises:
        UnknownShapeError: no rival has it.
    """
    rule = _statement(nesting.rival("the rule", {}), size)
    for rival in nesting.rivals(indexed):
        if _statement(rival, size) == rule:
            return rival.name
    raise UnknownShapeError(
        f"{nesting.name}, {size:,} rows: no shape that is measured has the rule's statement:\n{rule}"
    )


class _Sent(Exception):
    """A statement that was about to leave."""


def _statement(rival: Rival, size: int) -> str:
    """What a rival would send: some of these statements take minutes."""

    def stop(execute: object, sql: str, *rest: object) -> NoReturn:
        raise _Sent(sql)

    try:
        with connection.execute_wrapper(stop):
            answer(rival, get(path(size)))
    except _Sent as sent:
        return str(sent)
    raise UnknownShapeError(f"{rival.name}, {size:,} rows: it sent no statement.")


def _key(model: type[Model], name: str) -> "Field[Any, Any]":
    found: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return found


NESTINGS = (
    Nesting("orders > pizzas", Order.objects.all(), PizzasSerializer, ["pizzas"], [_key(Pizza, "order")]),
    Nesting(
        "pizzas > toppings",
        Pizza.objects.all(),
        PizzaSerializer,
        ["toppings"],
        [_key(Pizza.toppings.through, "pizza")],
    ),
    # Django gives each many-to-many relation its indexes. Below a foreign key it keeps them, as in a project.
    Nesting(
        "orders > pizzas > toppings",
        Order.objects.all(),
        PizzasWithToppingsSerializer,
        ["pizzas", "pizzas.toppings"],
        [_key(Pizza, "order")],
    ),
    Nesting(
        "customers > orders > pizzas > toppings",
        Customer.objects.order_by("id"),
        OrdersSerializer,
        ["orders", "orders.pizzas", "orders.pizzas.toppings"],
        [_key(Order, "customer"), _key(Pizza, "order")],
    ),
)
