"""Transactions in which nothing can be changed, and of which nothing stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def read_only(aliases: Iterable[str] | None = None) -> Iterator[None]:
    """Run in a read-only transaction on each database; all of them are rolled back.

    The database itself refuses what would write (PostgreSQL ``SET TRANSACTION READ ONLY``, SQLite
    ``PRAGMA query_only``), inside a transaction that is open already as well.

    Arguments:
        aliases: of the databases; None for all that the project has and that can be reached.

    Raises:
        InternalError, OperationalError: from what is run inside, if it tries to write.
    """
    with ExitStack() as stack:
        for alias in _reachable() if aliases is None else aliases:
            stack.enter_context(_read_only(connections[alias]))
        yield


def _reachable() -> Iterator[str]:
    """The project's databases but those that nobody can connect to: who needs them will say so."""
    for alias in connections:
        with suppress(DatabaseError):
            connections[alias].ensure_connection()
            yield alias


@contextmanager
def _read_only(connection: BaseDatabaseWrapper) -> Iterator[None]:
    begin, end = _SWITCHES.get(connection.vendor, ("", ""))
    try:
        with transaction.atomic(using=connection.alias):
            _execute(connection, begin)
            try:
                yield
            finally:
                transaction.set_rollback(True, using=connection.alias)
    finally:
        _execute(connection, end)


_SWITCHES = {
    # Until the end of the transaction or, inside another one, until its savepoint is rolled back.
    "postgresql": ("SET TRANSACTION READ ONLY", ""),
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
}


def _execute(connection: BaseDatabaseWrapper, sql: str) -> None:
    if sql:
        with connection.cursor() as cursor:
            cursor.execute(sql)
