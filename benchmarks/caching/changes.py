"""Changes of an order and of what belongs to it, each made in another way, and undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection, transaction

from demo.pizzas.models import Customer, Order, Pizza, Topping


class Readers(Protocol):
    """Others who ask for the list meanwhile, over connections of their own."""

    def ask(self) -> None:
        """They ask once, and are answered."""

    def ask_around(self, change: Callable[[], object]) -> None:
        """They ask; when the database has answered, and before they have done anything with that, a change is made."""


class Change(Protocol):
    """Makes one; it is committed when it returns."""

    def __call__(self, order: Order, readers: Readers) -> None:
        """Arguments:
        order: that is to be another one, or what belongs to it.
        """


@dataclass(frozen=True)
class Before:
    """What an order was before a change."""

    order: Order
    note: str
    name: str
    toppings: Sequence[tuple[Pizza, Sequence[Topping]]]

    @classmethod
    def of(cls, order: Order) -> "Before":
        toppings = [(pizza, [*pizza.toppings.all()]) for pizza in order.pizzas.all()]
        return cls(order, order.note, order.customer.name, toppings)

    def restore(self) -> None:
        """Let it be so again."""
        Order.objects.filter(pk=self.order.pk).update(note=self.note)
        Customer.objects.filter(pk=self.order.customer_id).update(name=self.name)
        for pizza, toppings in self.toppings:
            pizza.toppings.set(toppings)


def _other(text: str) -> str:
    return f"{text[:60]} (changed)"


def _save(order: Order, readers: Readers) -> None:
    order.note = _other(order.note)
    order.save()


def _bulk_update(order: Order, readers: Readers) -> None:
    order.note = _other(order.note)
    Order.objects.bulk_update([order], ["note"])


def _update(order: Order, readers: Readers) -> None:
    Order.objects.filter(pk=order.pk).update(note=_other(order.note))


def _raw(order: Order, readers: Readers) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pizzas_order SET note = %s WHERE id = %s", [_other(order.note), order.pk])


def _many_to_many(order: Order, readers: Readers) -> None:
    pizza = order.pizzas.all()[0]
    there = {topping.pk for topping in pizza.toppings.all()}
    others = [topping for topping in Topping.objects.all() if topping.pk not in there]
    pizza.toppings.add(others[0])


def _related(order: Order, readers: Readers) -> None:
    order.customer.name = _other(order.customer.name)
    order.customer.save()


def _in_transaction(order: Order, readers: Readers) -> None:
    with transaction.atomic():
        _save(order, readers)
        readers.ask()


def _overtaking(order: Order, readers: Readers) -> None:
    readers.ask_around(lambda: _save(order, readers))


CHANGES: dict[str, Change] = {
    "save()": _save,
    "bulk_update()": _bulk_update,
    "update()": _update,
    "raw SQL": _raw,
    "many-to-many": _many_to_many,
    "related table": _related,
    "read before the commit": _in_transaction,
    "overtaken read": _overtaking,
}
"""By what they are called in the results."""

COLD = frozenset({"overtaken read"})
"""Before these, nobody has asked: who has the answer already does not read."""
