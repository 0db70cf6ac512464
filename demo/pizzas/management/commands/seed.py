"""Fills the shop and its kitchen."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from demo.kitchen import sample as kitchen
from demo.kitchen.models import Note
from demo.pizzas import sample
from demo.pizzas.models import Customer, Delivery, Order, Pizza, Topping

MODELS: tuple[type[Model], ...] = (Customer, Topping, Order, Delivery, Pizza, Pizza.toppings.through)


class Command(BaseCommand):
    help = (
        "Fill the shop with sample orders and the kitchen with its papers; does nothing where they are there already."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--orders", type=int, default=20_000, help="how many (default: %(default)s)")

    def handle(self, *, orders: int, **options: Any) -> None:
        if Order.objects.count() == orders:
            self.stdout.write(f"The {orders} orders are there already.")
        else:
            fill_shop(orders)
        # The notes are written last.
        if Note.objects.count() == kitchen.NOTES:
            self.stdout.write("The kitchen is there already.")
        else:
            fill_kitchen()


def fill_shop(orders: int) -> None:
    # All or nothing: a seeding that is interrupted leaves no half-filled shop behind.
    with transaction.atomic():
        empty(MODELS)
        Topping.objects.bulk_create(sample.toppings())
        Customer.objects.bulk_create(sample.customers(orders), batch_size=1000)
        with progress() as bar:
            task = bar.add_task("Seeding orders", total=orders)
            for batch in sample.batches(orders):
                for rows in batch.rows():
                    type(rows[0])._default_manager.bulk_create(rows)
                bar.advance(task, len(batch.orders))
        settle(MODELS)


def fill_kitchen() -> None:
    tables = dict(kitchen.tables())
    with transaction.atomic():
        empty(tuple(tables))
        with progress() as bar:
            task = bar.add_task("Seeding the kitchen", total=sum(map(len, tables.values())))
            for model, rows in tables.items():
                model._default_manager.bulk_create(rows, batch_size=500)
                bar.advance(task, len(rows))
        settle(tuple(tables))


def empty(models: Sequence[type[Model]]) -> None:
    tables = [model._meta.db_table for model in models]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def settle(models: Sequence[type[Model]]) -> None:
    """What a database that grew row by row would know: the next free ids, and where the values lie."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
