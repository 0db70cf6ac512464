"""Sample data, the same on every machine: made by a seeded generator, without a clock."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import NamedTuple

from django.db.models import Model

from demo.pizzas.models import Customer, Delivery, Order, Pizza, Topping

FIRST_NAMES = "Ada André Bjørn Chloé Eve Fatima Hồng İpek José Kurt Łucja Noël Zoë 明 😀".split()
LAST_NAMES = "Ångström Brown D'Angelo Fröhlich García Huang Lovelace Nguyễn O'Brien 山田".split()
STREETS = ("Rue de l'Église", "Straße des 17. Juni", "Baker Street", "Calle Ñandú", 'Avenue "Sans Souci"')
NOTES = (
    "Please ring twice",
    "Sans oignons, s'il vous plaît",
    'Write "Happy birthday" on the box 🎂',
    "Leave it at the door\nand text me",
    "Back entrance: C:\\Kitchen\\Door",
    "No onions & <extra> sauce\tthanks",
    "Two lines\u2028in one note",
)
TOPPINGS = """
    Anchovies Artichoke Bacon Basil Broccoli Capers Cheddar Chicken Chorizo Corn Egg Feta Garlic Gorgonzola Ham
    Jalapeño Mozzarella Mushrooms Olives Onion Parmesan Pepperoni Pineapple Prosciutto Ricotta Rocket Salami
    Spinach Tomato Tuna
""".split()
PRICES = {Pizza.Size.SMALL: Decimal("7.50"), Pizza.Size.MEDIUM: Decimal("9.90"), Pizza.Size.LARGE: Decimal("12.40")}
STATUSES = {Order.Status.DONE: 85, Order.Status.DELIVERING: 7, Order.Status.BAKING: 5, Order.Status.NEW: 3}

OPENING = datetime(2024, 1, 1, 11, tzinfo=timezone.utc)
CUSTOMERS_PER_ORDERS = 10


class Batch(NamedTuple):
    """Rows that may be written together, in this order."""

    orders: list[Order]
    deliveries: list[Delivery]
    pizzas: list[Pizza]
    toppings: list[Model]

    def rows(self) -> Iterable[Sequence[Model]]:
        return (rows for rows in self if rows)


def toppings() -> list[Topping]:
    random = Random("toppings")
    return [
        Topping(id=number, name=name, price=Decimal(random.randrange(40, 300)) / 100)
        for number, name in enumerate(TOPPINGS, start=1)
    ]


def customers(orders: int) -> list[Customer]:
    random = Random("customers")
    return [
        Customer(
            id=number,
            name=f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}",
            email=f"customer{number}@example.org",
        )
        for number in range(1, _customers(orders) + 1)
    ]


def batches(orders: int, size: int = 1000) -> Iterator[Batch]:
    """Orders and all below them, oldest first."""
    random = Random("orders")
    pizza_id = 0
    for start in range(1, orders + 1, size):
        batch = Batch([], [], [], [])
        for order_id in range(start, min(start + size, orders + 1)):
            order = _order(random, order_id, _customers(orders))
            batch.orders.append(order)
            if random.random() < 0.9:
                batch.deliveries.append(_delivery(random, order))
            for _ in range(random.randint(1, 4)):
                pizza_id += 1
                size_ = random.choice(tuple(PRICES))
                batch.pizzas.append(Pizza(id=pizza_id, order_id=order_id, size=size_, price=PRICES[size_]))
                batch.toppings.extend(
                    Pizza.toppings.through(pizza_id=pizza_id, topping_id=topping_id)
                    for topping_id in random.sample(range(1, len(TOPPINGS) + 1), k=random.randint(0, 4))
                )
        yield batch


def _customers(orders: int) -> int:
    return -(-orders // CUSTOMERS_PER_ORDERS)


def _order(random: Random, order_id: int, customers: int) -> Order:
    # Some moment within a half hour of its own: never that of another order.
    placed_at = OPENING + timedelta(minutes=30 * order_id, microseconds=random.randrange(30 * 60 * 1_000_000))
    return Order(
        id=order_id,
        customer_id=random.randint(1, customers),
        placed_at=placed_at,
        status=random.choices(tuple(STATUSES), weights=tuple(STATUSES.values()))[0],
        note=random.choice(NOTES) if random.random() < 0.3 else "",
    )


def _delivery(random: Random, order: Order) -> Delivery:
    arrives_at = order.placed_at + timedelta(seconds=random.randint(15 * 60, 75 * 60))
    return Delivery(
        id=order.pk,
        order_id=order.pk,
        address=f"{random.choice(STREETS)} {random.randint(1, 250)}",
        delivered_at=arrives_at if order.status == Order.Status.DONE else None,
    )
