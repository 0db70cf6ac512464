"""How each database driver hands over text as bytes, and prepares statements. The drivers' switches live here."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from django.db import DatabaseError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.compile.statement import Statement
from drf_sqllist.conf import get_settings
from drf_sqllist.problems import Bail, Problem, Unsupported

Rows = Sequence[Sequence[Any]]


class Sent(NamedTuple):
    """What the database sent.

    Arguments:
        bodies: each row's text; None where SQL could not write it.
        first: the first row, if there is one. What stands beside the bodies is the same in each, but for positions.
        positions: the last column, where the statement has one for them.
        written: values that Python wrote meanwhile.
    """

    bodies: list[bytes | None]
    first: Sequence[Any] | None
    positions: list[Any]
    written: int = 0


def send(statement: Statement, connection: BaseDatabaseWrapper) -> Sent:
    """Run a statement on Django's own cursor."""
    prepared = prepares(connection)
    with _preparing_cursor(connection) if prepared and not statement.params else connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _sqlite(statement, connection, cursor)
        if hasattr(cursor.cursor, "pgresult"):
            return _psycopg(statement, connection, cursor, prepared)
        return _psycopg2(statement, cursor)


def _preparing_cursor(connection: BaseDatabaseWrapper) -> Any:
    """Django's cursor around one of psycopg's that prepares: Django's own binds in the client, and so never does."""
    import psycopg

    driver = connection.connection
    factory, driver.cursor_factory = driver.cursor_factory, psycopg.Cursor
    try:
        return connection.cursor()
    finally:
        driver.cursor_factory = factory


def bound(statement: Statement) -> tuple[str, tuple[Any, ...] | None]:
    """A statement's text and values as Django's cursor takes them."""
    return (statement.sql, statement.params) if statement.params else (_bare(statement.sql), None)


def _execute(statement: Statement, cursor: Any) -> None:
    cursor.execute(*bound(statement))


def _bare(sql: str) -> str:
    """Text for a driver that gets no parameters, and so leaves doubled percent signs as they are."""
    # One character is looked for first: that is 30 times as fast as looking for two.
    return sql.replace("%%", "%") if "%" in sql else sql


def _psycopg2(statement: Statement, cursor: Any) -> Sent:
    import psycopg2.extensions

    if not statement.has_position:
        psycopg2.extensions.register_type(psycopg2.extensions.BYTES, cursor.cursor)
    _execute(statement, cursor)
    rows: Rows = cursor.cursor.fetchall()
    if statement.has_position:
        return _encoded(rows, statement)
    return Sent([row[1] for row in rows], rows[0] if rows else None, [])


def _psycopg(statement: Statement, connection: BaseDatabaseWrapper, cursor: Any, prepared: bool) -> Sent:
    if prepared and statement.params:
        import psycopg

        # The text with its values in it, as Django's cursor would send it, on a cursor that prepares.
        inner = cursor.cursor
        with connection.wrap_database_errors:
            text = inner.mogrify(statement.sql, statement.params)
        inner.close()
        cursor.cursor = psycopg.Cursor(connection.connection)
        cursor.execute(text, None)
    else:
        _execute(statement, cursor)
    if statement.has_position:
        return _encoded(cursor.cursor.fetchall(), statement)
    # The result as the server sent it: decoding the bodies to text and encoding them again costs a third.
    result = cursor.cursor.pgresult
    if not result.ntuples:
        return Sent([], None, [])
    first = [result.get_value(0, column) for column in range(result.nfields)]
    return Sent(list(map(result.get_value, range(result.ntuples), repeat(1))), first, [])


def prepares(connection: BaseDatabaseWrapper) -> bool:
    """Whether repeated statements are to be prepared: the project's ``prepare_threshold`` asks for it.

    With ``server_side_binding`` Django's own cursor prepares them.
    """
    if getattr(connection.connection, "prepare_threshold", None) is None or not get_settings().PREPARE:
        return False
    return connection.settings_dict["OPTIONS"].get("server_side_binding") is not True


def _sqlite(statement: Statement, connection: BaseDatabaseWrapper, cursor: Any) -> Sent:
    calls = 0

    def counted(function: Callable[[Any], str]) -> Callable[[Any], str | None]:
        def call(value: Any) -> str | None:
            nonlocal calls
            if value is None:
                return None
            calls += 1
            return function(value)

        return call

    for name, function in _SQLITE_FUNCTIONS.items():
        if name in statement.sql:
            connection.connection.create_function(name, 1, counted(function), deterministic=True)
    try:
        _execute(statement, cursor)
    except OperationalError as error:
        if not any(limit in str(error) for limit in _SQLITE_LIMITS):
            raise
        raise Unsupported(
            Problem("too-large", "", f"SQLite cannot parse a statement this deep or wide ({error}).", "Nest less.")
        ) from error
    try:
        return _encoded(cursor.fetchall(), statement, calls)
    except DatabaseError as error:
        raise Bail from error  # of a row: DRF's path meets it, too, and tells it in its own words


def _encoded(rows: Rows, statement: Statement, written: int = 0) -> Sent:
    """Rows that a driver decoded."""
    bodies = [None if row[1] is None else row[1].encode() for row in rows]
    positions = [row[-1] for row in rows] if statement.has_position else []
    return Sent(bodies, rows[0] if rows else None, positions, written)


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


_SQLITE_LIMITS = ("parser stack overflow", "Expression tree is too large", "too many")
"""SQLite refuses such statements before it runs anything."""

_SQLITE_FUNCTIONS: dict[str, Callable[[Any], str]] = {"sqllist_repr": repr, "sqllist_base64": _base64}
"""What SQLite cannot print exactly."""
