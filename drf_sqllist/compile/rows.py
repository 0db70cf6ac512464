"""Querysets as sub-selects: Django compiles them, with just the columns that the plan reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError
from django.db import NotSupportedError
from django.db.models import BooleanField, F, Func, Q, Window
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, RowNumber
from django.db.models.query import QuerySet
from django.db.models.sql import Query

from drf_sqllist.compile.vendors import ROW
from drf_sqllist.problems import Problem, Unsupported

PARENT = "_parent$"


@dataclass(frozen=True)
class Select:
    """A sub-select.

    Arguments:
        sql: its text, with ``%s`` for parameters and doubled ``%``.
        params: what is bound.
        columns: the names its columns are to have, in order.
    """

    sql: str
    params: tuple[Any, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Binding:
    """How children find their parents; see ``Many`` for the arguments."""

    lookup: str
    filters: tuple[tuple[str, str], ...] = ()
    indexed: bool = True
    prefetched: bool = False


class OuterSQL(Expression):
    """A piece of the surrounding statement inside a queryset: a parent's column, or a list of keys."""

    def __init__(self, sql: str, output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.sql = sql

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"({self.sql})", ()


class InSelect(Func):
    """``column IN (SELECT ...)``, of a piece of the surrounding statement: a join, right for a column without index."""

    template = "%(expressions)s IN (%(keys)s)"
    output_field = BooleanField()

    def __init__(self, column: Any, keys: str) -> None:
        super().__init__(column, keys=keys)


class AnyOf(InSelect):
    """The same by way of an array: one ordered scan of the column's index, where IN may read the whole table."""

    template = "%(expressions)s = ANY(ARRAY(%(keys)s))"


def select_page(queryset: QuerySet[Any], columns: Sequence[str]) -> Select:
    """The page's rows: filtered, ordered and cut by the queryset itself.

    Raises:
        EmptyResultSet: Django knows that there are no rows.
        Unsupported: a column is deferred where leaving it out changes the rows (``distinct()``).
    """
    query = queryset.query.clone()
    names = _set_columns(query, columns)
    sql, params = query.get_compiler(queryset.db).as_sql()
    return Select(sql, tuple(params), names)


def select_children(queryset: QuerySet[Any], using: str, columns: Sequence[str], link: Binding, parent: str) -> Select:
    """The rows of one parent: ``parent`` is SQL for the parent's column."""
    return _select(_linked(queryset, using, link, parent).query, using, columns)


def select_all_children(
    queryset: QuerySet[Any], using: str, columns: Sequence[str], link: Binding, keys: str, ordered: bool
) -> Select:
    """The rows of all parents of a page, with the parent's key.

    Arguments:
        keys: a SELECT of the parents' columns.
        ordered: whether the rows must come in the queryset's order. Those of a slice bring their numbers in it.
    """
    key = F(link.lookup)
    condition = AnyOf(key, keys) if link.indexed else InSelect(key, keys)
    rows = _plain(queryset, using)
    query = rows.query
    low, high = query.low_mark, query.high_mark
    query.clear_limits()
    rows = _filtered(rows, link, Q(condition)).annotate(**{PARENT: key})
    if queryset.query.is_sliced:
        order = [expression for expression, _ in rows.query.get_compiler(using).get_order_by()]
        number = Window(RowNumber(), partition_by=key, order_by=order)
        rows = rows.order_by().annotate(**{ROW: number})
        return _cut(_select(rows.query, using, (*columns, PARENT, ROW)), low, high)
    if not ordered:
        rows = rows.order_by()
    return _select(rows.query, using, (*columns, PARENT))


def _cut(select: Select, low: int, high: int | None) -> Select:
    """The rows whose number among their parent's, the last column, is within the limits."""
    names = [f"c{place}" for place in range(len(select.columns))]
    number = names[-1]
    limits = [f"{number} > {low}"] * bool(low) + [f"{number} <= {high}"] * (high is not None)
    rows = f'({select.sql}) AS "_all"({", ".join(names)})'
    sql = f"SELECT {', '.join(names)} FROM {rows} WHERE {' AND '.join(limits)}"
    return Select(sql, select.params, select.columns)


def select_target(queryset: QuerySet[Any], using: str, columns: Sequence[str]) -> Select:
    """The rows that a to-one relation may find."""
    query = queryset.query.clone()
    if not query.is_sliced:
        query.clear_ordering()
    return _select(query, using, columns)


def _linked(queryset: QuerySet[Any], using: str, link: Binding, outer: str) -> QuerySet[Any]:
    """Filter by a piece of the outer statement; a slice then holds per parent."""
    rows = _plain(queryset, using)
    low, high = rows.query.low_mark, rows.query.high_mark
    rows.query.clear_limits()
    key: Any = OuterSQL(outer, None)
    if link.filters:
        # A generic relation's key may be of another type than the parents'.
        key = Cast(key, queryset.model._meta.get_field(link.lookup))
    rows = _filtered(rows, link, Q(**{link.lookup: key}, **dict(link.filters)))
    rows.query.set_limits(low, high)
    return rows


def _filtered(rows: QuerySet[Any], link: Binding, condition: Q) -> QuerySet[Any]:
    """The rows of a relation: Django's managers and its prefetching differ in the joins they reuse.

    ``ManyRelatedManager._apply_rel_filters`` and ``related_descriptors._filter_prefetch_queryset``.
    """
    try:
        if not link.prefetched:
            return rows._next_is_sticky().filter(condition)  # type: ignore[attr-defined,no-any-return]
        rows.query.add_q(condition, reuse_all=True)
    except (FieldError, TypeError, NotSupportedError) as error:
        raise Unsupported(
            Problem("relation-rows", "", f"the relation's queryset cannot be filtered: {error}")
        ) from error
    return rows


def _plain(queryset: QuerySet[Any], using: str) -> QuerySet[Any]:
    """The query as a plain ``QuerySet``, past whatever a project's queryset class adds to its methods."""
    return QuerySet(queryset.model, query=queryset.query.chain(), using=using)


def _select(query: Query, using: str, columns: Sequence[str]) -> Select:
    names = _set_columns(query, columns)
    # Not elided: where no row can match, the columns must still be there, with their types.
    sql, params = query.get_compiler(using, elide_empty=False).as_sql()
    return Select(sql, tuple(params), names)


def _set_columns(query: Query, columns: Sequence[str]) -> tuple[str, ...]:
    """Narrow a query to columns, as ``values_list()`` does, where that leaves its rows as they are."""
    names = tuple(dict.fromkeys(columns))
    if query.distinct or query.combinator:
        loaded = _loaded_columns(query)
        if missing := [name for name in names if name not in loaded]:
            raise Unsupported(
                Problem("deferred", "", f"{missing[0]!r} is deferred on a distinct() or combined queryset.", "Load it.")
            )
        names = loaded
    if not names:
        # A row without columns of its own is still a row.
        names = (query.get_meta().pk.attname,)
    if not _set_own_columns(query, names):
        query.set_values(names)
    return names


def _set_own_columns(query: Query, names: tuple[str, ...]) -> bool:
    """Select columns of the model's own table, where they are all that is asked for: a third of the time."""
    options: Any = query.get_meta()
    if query.annotations or query.extra or query.group_by is not None or options.parents:
        return False
    query.select_related = False
    query.clear_deferred_loading()
    alias = query.get_initial_alias()
    query.set_select([options.get_field(name).get_col(alias) for name in names])
    return True


def _loaded_columns(query: Query) -> tuple[str, ...]:
    """What Django would select for instances: the loaded concrete fields, extra and annotated columns."""
    deferred, is_deferred = query.deferred_loading
    fields = query.get_meta().concrete_fields
    if is_deferred:
        kept = [field.attname for field in fields if field.name not in deferred and field.attname not in deferred]
    else:
        kept = [f.attname for f in fields if f.primary_key or f.name in deferred or f.attname in deferred]
    return (*query.extra_select, *kept, *query.annotation_select)
