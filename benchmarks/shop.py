"""The demo's shop: its database, its data, and Django set up to read it."""

import os
import sys

import django

from demo import embedded

DRIVERS = ("psycopg", "psycopg2")


def open_shop(driver: str, orders: int) -> None:
    """Set Django up on a database that holds this many orders."""
    use_driver(driver)
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = embedded.database_url()
    set_up_django()
    # Only now: what follows reads Django's settings.
    from django.db import connection

    from demo.__main__ import fill_database

    if connection.vendor != "postgresql":
        sys.exit("The benchmark compares with SQL written for PostgreSQL: DATABASE_URL names another database.")
    fill_database(orders)
    settle()


def use_driver(driver: str) -> None:
    """Django takes psycopg 3 when it finds it: hide it when psycopg2 is asked for."""
    if driver == "psycopg2":
        sys.modules["psycopg"] = None  # type: ignore[assignment]


def set_up_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()


def settle() -> None:
    """What autovacuum does a minute after the seeding, which would else fall into the middle of a run."""
    from django.db import connection

    from demo.pizzas.management.commands.seed import MODELS

    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"VACUUM (ANALYZE) {connection.ops.quote_name(model._meta.db_table)}")
