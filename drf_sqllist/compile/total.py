"""The count of all rows, as the statement that Django would run for ``queryset.count()``."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count
from django.db.models.query import QuerySet
from django.db.models.sql import Query

from drf_sqllist.compile.rows import Select


class _Compiled(Exception):
    """Carries the text out of Django's ``Query.get_aggregation`` before it would be run."""

    def __init__(self, sql: str, params: tuple[Any, ...]) -> None:
        super().__init__(sql)
        self.sql, self.params = sql, params


class _NotRun:
    """Stands in for a compiler: compiles as it does, and stops there."""

    def __init__(self, compiler: Any, query_class: type[Query]) -> None:
        self._compiler = compiler
        # A condition on a window has Django compile a copy of the query inside of this one.
        compiler.query.__class__ = query_class

    def execute_sql(self, *args: Any, **kwargs: Any) -> None:
        try:
            sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            return
        raise _Compiled(sql, tuple(params))

    def as_sql(self, *args: Any, **kwargs: Any) -> None:
        """The inner query of Django's ``SQLAggregateCompiler``, which counts its rows."""
        sql, params = self._compiler.as_sql(*args, **kwargs)
        raise _Compiled(f'SELECT COUNT(*) AS "__count" FROM ({sql}) AS "subquery"', tuple(params))


@cache
def _counting(query_class: type[Query]) -> type[Query]:
    """A class of queries that are not run; whatever the class has of its own, it keeps."""

    class CountQuery(query_class):  # type: ignore[misc,valid-type]
        def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
            return _NotRun(super().get_compiler(*args, **kwargs), query_class)

    return CountQuery


def count_select(queryset: QuerySet[Any]) -> Select:
    """The SELECT that counts a queryset's rows.

    Raises:
        EmptyResultSet: Django knows that there are none.
    """
    query = queryset.query.clone()
    if _is_plain(query):
        return _count_plain(query, queryset.db)
    cls: Any = type(query)
    query.__class__ = _counting(cls)
    try:
        query.get_count(queryset.db)
    except _Compiled as compiled:
        return Select(compiled.sql, compiled.params, ("n",))
    raise EmptyResultSet


def _is_plain(query: Query) -> bool:
    """Nothing but tables, joins and conditions: Django then counts without an inner query."""
    where = query.where
    computed = query.annotations or query.extra or query.group_by is not None
    computed = computed or where.contains_over_clause or where.contains_aggregate
    return not (computed or query.distinct or query.combinator or query.is_sliced)


def _count_plain(query: Query, using: str) -> Select:
    """What ``Query.get_aggregation`` makes of a plain query, without its search for aggregates."""
    query.select_related = False
    query.select_for_update = False
    query.default_cols = False
    query.select = ()
    query.clear_ordering(force=True)
    query.annotations = {"__count": _COUNT}
    query.set_annotation_mask(("__count",))
    sql, params = query.get_compiler(using).as_sql()
    return Select(sql, tuple(params), ("n",))


_COUNT = Count("*")
