"""A connection that prepares statements, or does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

THRESHOLD = 5
"""psycopg 3 prepares what it sees so many times, which is also its own default."""


def can_prepare() -> bool:
    """psycopg 3 does it by itself; with psycopg2 nobody does."""
    connection.ensure_connection()
    return hasattr(connection.connection, "prepare_threshold")


@contextmanager
def preparing(prepares: bool) -> Iterator[None]:
    """Have the database plan a statement once for all its repetitions, or each time."""
    if not can_prepare():
        yield
        return
    driver: Any = connection.connection
    before = driver.prepare_threshold
    driver.prepare_threshold = THRESHOLD if prepares else None
    try:
        yield
    finally:
        driver.prepare_threshold = before
