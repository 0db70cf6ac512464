"""``sql_rows``: a queryset over hand-written SQL."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from django.db.models import QuerySet

from drf_sqllist.kept import BoundedCache
from drf_sqllist.rawsql.columns import said_of
from drf_sqllist.rawsql.declared import columns_of
from drf_sqllist.rawsql.models import make_model
from drf_sqllist.rawsql.querysets import SQLRows
from drf_sqllist.rawsql.source import Source
from drf_sqllist.rawsql.statement import parse

_sources: BoundedCache[Source] = BoundedCache(256)
_declared: BoundedCache[dict[str, Any]] = BoundedCache(256)


def sql_rows(
    sql: str,
    params: Mapping[str, Any] | None = None,
    columns: Mapping[str, Any] | None = None,
    *,
    serializer: type[Any] | None = None,
    key: str | None = None,
    name: str = "sql_rows",
) -> QuerySet[Any]:
    """A queryset over a SELECT, to be filtered, ordered, cut, counted as any other.

    Arguments:
        sql: a single SELECT or WITH. Parameters are ``%(name)s``, the sign itself ``%%``.
        params: the parameters' values, which are bound.
        columns: what the SELECT returns, by name: a model field, a Python type, or a model (a foreign key to it:
            ``customer=Customer`` is the column ``customer_id``).
        serializer: a serializer class, whose fields say what ``columns`` does not.
        key: the column that is unique, and not NULL; it is the rows' ``pk``.
        name: stands for the SELECT in Django's SQL and in error messages.

    Raises:
        SQLError: the statement, a parameter or a column is not as it must be.
    """
    declared = dict(columns or {})
    if serializer is not None:
        declared = _declared.get((serializer, _hashable(declared)), lambda: columns_of(serializer, declared))
    source = source_of(sql, declared, key=key, name=name)
    return SQLRows(source.model, query=source.query(params or {}))


def source_of(sql: str, columns: Mapping[str, Any], *, key: str | None = None, name: str = "sql_rows") -> Source:
    """The statement, parsed once, and the model of its rows, made once."""
    return _sources.get(
        (sql, _hashable(columns), key, name), lambda: Source(parse(sql), make_model(name, columns, key))
    )


def _hashable(columns: Mapping[str, Any]) -> Hashable:
    return tuple((name, said_of(declared)) for name, declared in columns.items())
