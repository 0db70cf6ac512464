"""The drivers, and how Django is set up with each."""

import os
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from sys import stderr

from benchmarks.shop import set_up_django, use_driver
from demo import embedded


@dataclass(frozen=True)
class Driver:
    """A way to talk to a database.

    Arguments:
        package: of the driver.
        options: of Django's connection.
    """

    name: str
    package: str
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_postgresql(self) -> bool:
        return self.package != "sqlite3"


SQLITE = Driver("SQLite", "sqlite3")
DRIVERS = (
    Driver("psycopg2", "psycopg2"),
    Driver("psycopg 3", "psycopg", {"prepare_threshold": None}),
    Driver("psycopg 3, prepared", "psycopg", {"prepare_threshold": 5}),
    # The values travel beside the text, so statements that differ only in them are prepared once.
    Driver("psycopg 3, server-side binding", "psycopg", {"prepare_threshold": 5, "server_side_binding": True}),
    SQLITE,
)


def named(name: str) -> Driver:
    """Raises:
    LookupError: there is no such driver.
    """
    for driver in DRIVERS:
        if driver.name == name:
            return driver
    raise LookupError(f"{name!r} is no driver; there are {', '.join(driver.name for driver in DRIVERS)}.")


def connect(driver: Driver, orders: int) -> None:
    """Set Django up on the shop, with this driver. ``DATABASE_URL`` names PostgreSQL's, which is filled.

    Arguments:
        orders: how many the shop has; SQLite's own is filled with as many, once.
    """
    if not driver.is_postgresql:
        os.environ["DATABASE_URL"] = f"sqlite:///{embedded.DATA / f'benchmark-{orders}.sqlite3'}"
    use_driver(driver.package)
    set_up_django()
    # Only now: what follows reads Django's settings.
    from django.db import connection

    from demo.__main__ import fill_database

    connection.settings_dict["OPTIONS"].update(driver.options)
    if not driver.is_postgresql:
        with redirect_stdout(stderr):
            fill_database(orders)
