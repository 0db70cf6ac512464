"""``sql_rows``: a queryset over hand-written SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.utils.hashable import make_hashable

from drf_sqllist.kept import BoundedCache
from drf_sqllist.rawsql.declared import columns_of
from drf_sqllist.rawsql.models import make_model, no_pickle
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


def _hashable(columns: Mapping[str, Any]) -> Any:
    return tuple((name, _said(declared)) for name, declared in columns.items())


def _said(declared: Any) -> Any:
    if not hasattr(declared, "deconstruct"):
        return declared
    _, path, args, kwargs = declared.deconstruct()
    return path, make_hashable(args), make_hashable(kwargs)


class SQLRows(QuerySet[Any]):
    """A queryset that writes nothing."""

    def _refused(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is hand-written SQL: its rows cannot be changed, nor locked.")

    create = update = delete = bulk_create = bulk_update = get_or_create = update_or_create = _refused
    acreate = aupdate = adelete = abulk_create = abulk_update = aget_or_create = aupdate_or_create = _refused
    _update = _insert = _raw_delete = select_for_update = _refused
    __getstate__ = __reduce__ = no_pickle
