"""What the database's own triggers say: a part of what kept rows are true for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.caching.databases import session
from drf_sqllist.caching.declared import table_of
from drf_sqllist.caching.trigger_sql import LOOK
from drf_sqllist.caching.triggers import ALWAYS, named, obstacle, schema_of
from drf_sqllist.caching.writers import ANY
from drf_sqllist.conf import get_settings

_INSTALL = "manage.py sqllist triggers install"


class Moves(NamedTuple):
    """Arguments:
    stamps: of the tables, as one value.
    reason: why they tell nothing; empty if they do.
    """

    stamps: bytes
    reason: str


def moves_of(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Moves:
    """The stamps that triggers have given to tables, before their rows are read; none where nobody wants them.

    Arguments:
        tables: their names, in lower case and without schemas; ``ANY`` is none of them.
    """
    if not get_settings().CACHE_TRIGGERS:
        return Moves(b"", "")
    return look(connection, [table for table in tables if table != ANY])


def look(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Moves:
    """The stamps that triggers have given to tables, by one statement.

    Arguments:
        tables: their names, in lower case and without schemas.
    """
    if connection.vendor != "postgresql":
        return Moves(
            b"", f"{connection.display_name} has no triggers for CACHE_TRIGGERS: nobody tells of other writers"
        )
    try:
        # In a transaction of the project's, an error must not be the end of it.
        if connection.get_autocommit():
            return _looked(connection, tables)
        with transaction.atomic(connection.alias):
            return _looked(connection, tables)
    except DatabaseError as error:
        forget(connection)
        return Moves(b"", f"the triggers could not be asked: {error}".strip())


def _looked(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Moves:
    database = session(connection)
    sql = _statements.get(database)
    if sql is None:
        schema = schema_of(connection, LOOK)
        if schema is None:
            return Moves(b"", f"CACHE_TRIGGERS is on, and no trigger is there: run {_INSTALL}")
        function = named(connection, schema, LOOK).replace("%", "%%")
        sql = _statements[database] = f"SELECT * FROM {function}(%s::name[])"
    with connection.cursor() as cursor:
        cursor.execute(sql, [[spelling for table in tables for spelling in (table, *_spellings().get(table, ()))]])
        found = cursor.fetchall()
    if missing := {*tables}.difference(row[0].lower() for row in found):
        return Moves(b"", f"{min(missing)} is no table of this database, so that no trigger tells of its writers")
    said = blake2b(digest_size=12)
    for name, kind, has_parts, enabled, is_own, which, stamp in found:
        if is_own:
            return Moves(b"", "this transaction has changed a table that is read")
        if reason := _why_not(name, kind, has_parts, enabled == ALWAYS and stamp is not None):
            return Moves(b"", reason)
        said.update(f"{which} {stamp} ".encode())
    return Moves(said.hexdigest().encode(), "")


def _why_not(name: str, kind: str, has_parts: bool, tells: bool) -> str:
    """Why a relation's stamp says nothing; empty if it does."""
    if kind == "v":
        return ""  # what is behind it has been declared
    if reason := obstacle(kind, has_parts):
        return f"{name} {reason}"
    return "" if tells else f"{name} has no trigger that tells of its writers: run {_INSTALL} --table {name}"


_statements: dict[str, str] = {}
"""What asks a database, by what it is known by: the function is looked for once."""


def forget(connection: BaseDatabaseWrapper) -> None:
    """Triggers have been installed or removed there."""
    _statements.pop(session(connection), None)


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """How the names of models' tables are written that are not in lower case."""
    found: dict[str, set[str]] = {}
    models: list[Any] = apps.get_models(include_auto_created=True)
    for model in models:
        name = model._meta.db_table.replace('"', "").rpartition(".")[2]
        if name != name.lower():
            found.setdefault(table_of(model), set()).add(name)
    return {table: tuple(sorted(names)) for table, names in found.items()}
