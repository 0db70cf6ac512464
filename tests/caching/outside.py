"""A program that is none of Django's: the driver itself, on a connection of its own that nothing watches."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

if is_psycopg3:
    from psycopg import connect
else:
    from psycopg2 import connect


@contextmanager
def writer() -> Iterator[Any]:
    """A connection to the tests' database. What it changes in a transaction is there after ``commit()``."""
    settings = connection.settings_dict
    with closing(
        connect(
            dbname=settings["NAME"],
            host=settings["HOST"],
            port=settings["PORT"] or None,
            user=settings["USER"],
            password=settings["PASSWORD"],
        )
    ) as made:
        yield made


def write(sql: str) -> None:
    """A transaction of one statement, committed."""
    with writer() as program:
        program.cursor().execute(sql)
        program.commit()
