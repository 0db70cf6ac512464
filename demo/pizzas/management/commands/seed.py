"""Fills the shop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from demo.pizzas import sample
from demo.pizzas.models import Customer, Delivery, Order, Pizza, Topping

MODELS: tuple[type[Model], ...] = (Customer, Topping, Order, Delivery, Pizza, Pizza.toppings.through)


class Command(BaseCommand):
    help = "Fill the shop with sample orders; does nothing where they are there already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--orders", type=int, default=20_000, help="how many (default: %(default)s)")

    def handle(self, *, orders: int, **options: Any) -> None:
        if Order.objects.count() == orders:
            self.stdout.write(f"The {orders} orders are there already.")
            return
        # All or nothing: a seeding that is interrupted leaves no half-filled shop behind.
        with transaction.atomic():
            empty()
            Topping.objects.bulk_create(sample.toppings())
            Customer.objects.bulk_create(sample.customers(orders), batch_size=1000)
            with progress() as bar:
                task = bar.add_task("Seeding orders", total=orders)
                for batch in sample.batches(orders):
                    for rows in batch.rows():
                        type(rows[0])._default_manager.bulk_create(rows)
                    bar.advance(task, len(batch.orders))
            settle()


def empty() -> None:
    tables = [model._meta.db_table for model in MODELS]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))


def settle() -> None:
    """What a database that grew row by row would know: the next free ids, and where the values lie."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
        for model in MODELS:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def progress() -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
