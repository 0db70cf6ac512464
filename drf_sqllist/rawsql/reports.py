"""What a view declares of its hand-written SQL, and the rows that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import QuerySet

from drf_sqllist.kept import BoundedCache
from drf_sqllist.rawsql.declared import columns_of
from drf_sqllist.rawsql.files import text_of
from drf_sqllist.rawsql.materialized import Materialized
from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.querysets import SQLRows
from drf_sqllist.rawsql.rows import source_of
from drf_sqllist.rawsql.source import Source


class _Kept(NamedTuple):
    source: Source
    columns: Any  # held, so that no other object gets its id, which is in the key


_sources: BoundedCache[_Kept] = BoundedCache(256)
_materialized: BoundedCache[Materialized] = BoundedCache(256)


def declared_by(view: Any) -> bool:
    """Whether a view's list is hand-written SQL."""
    return bool(getattr(view, "sql", None) or getattr(view, "sql_file", None))


def place_of(view: Any) -> str:
    """Where the SQL of a view stands, for messages."""
    name = type(view).__name__
    return f"{name}.sql" if getattr(view, "sql", None) else f"{name}.sql_file, {view.sql_file}"


def text_for(view: Any) -> str:
    """The SQL of a view.

    Raises:
        SQLError: its file is not there.
    """
    sql = getattr(view, "sql", None)
    return str(sql) if sql else text_of(view.sql_file)


def source_for(view: Any) -> Source:
    """The statement of a view and the model of its rows, made once.

    Raises:
        SQLError: a part of what the view declares is not as it must be.
    """
    columns, key, serializer = getattr(view, "columns", None), getattr(view, "key", None), _serializer_for(view)

    def make() -> _Kept:
        declared = dict(columns or {}) if serializer is None else columns_of(serializer, columns)
        return _Kept(source_of(text, declared, key=key, name=type(view).__name__), columns)

    try:
        text = text_for(view)
        return _sources.get((type(view), serializer, text, key, id(columns)), make).source
    except SQLError as error:
        raise placed(error, view) from error


def has_columns_alone(view: Any) -> bool:
    """Whether a view leaves it to its columns to say what a row is."""
    return getattr(view, "serializer_class", None) is None and bool(getattr(view, "columns", None))


def _serializer_for(view: Any) -> type[Any] | None:
    return None if has_columns_alone(view) else view.get_serializer_class()


def materialized_for(view: Any) -> Materialized | None:
    """The materialised view that has the rows of a view; None if its SQL is asked each time.

    Raises:
        MaterializedError: its SQL cannot be materialised, or not under this name.
    """
    name = getattr(view, "materialized", None)
    if not name:
        return None
    source, key = source_for(view), getattr(view, "key", None)
    return _materialized.get((name, source, key), lambda: Materialized(name, source, key))


def rows_of(view: Any, params: Mapping[str, Any], ordering: Iterable[str]) -> QuerySet[Any]:
    """The rows of a view for these values, in this order.

    Raises:
        SQLError: a parameter has no value, or a value no parameter.
        MaterializedError: they are to be read from a materialised view, and cannot be.
    """
    materialized = materialized_for(view)
    source = source_for(view) if materialized is None else materialized.kept
    try:
        query = source.query(params)
    except SQLError as error:
        raise placed(error, view) from error
    rows = SQLRows(source.model, query=query)
    if materialized is not None:
        materialized.check(connections[rows.db])
    ordered: QuerySet[Any] = rows.order_by(*ordering)
    return ordered


def ordering_of(view: Any) -> tuple[str, ...]:
    """By which columns the rows of a view come if nobody asks for another order."""
    ordering = getattr(view, "ordering", None) or getattr(view, "key", None) or ()
    return (ordering,) if isinstance(ordering, str) else tuple(ordering)


def placed(error: SQLError, view: Any) -> SQLError:
    """The same error with the view in it."""
    line = "" if error.line is None else f", line {error.line}"
    told = SQLError(f"{place_of(view)}{line}: {error.reason}", error.hint)
    told.line = error.line
    return told
