"""Querysets that were compiled before: a list's hot pages ask for the same rows again and again.

Only queries of a plain kind are known again, by everything their text and parameters are made of; any
other is compiled each time.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import Any

from django.db.models import lookups
from django.db.models.expressions import Col
from django.db.models.fields import related_lookups
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode

from drf_sqllist.compile.rows import Select
from drf_sqllist.kept import BoundedCache
from drf_sqllist.rawsql.query import SQLQuery

_selects: BoundedCache[Select] = BoundedCache(1024)

LONGEST = 50
"""Of the lists of values that are worth keeping."""

_SCALARS = frozenset({str, int, bool, float, Decimal, uuid.UUID, datetime.date, type(None)})
_LOOKUPS = frozenset(
    {
        lookups.Exact,
        lookups.IExact,
        lookups.GreaterThan,
        lookups.GreaterThanOrEqual,
        lookups.LessThan,
        lookups.LessThanOrEqual,
        lookups.In,
        lookups.Contains,
        lookups.IContains,
        lookups.StartsWith,
        lookups.IStartsWith,
        lookups.IsNull,
        lookups.Range,
        related_lookups.RelatedExact,
        related_lookups.RelatedIn,
        related_lookups.RelatedIsNull,
    }
)


def known_select(query: Query, purpose: Hashable, make: Callable[[], Select]) -> Select:
    """The compiled form of a query, made at the first time it is seen.

    Arguments:
        purpose: what else the text depends on: the database alias, the columns asked for.

    Raises:
        EmptyResultSet: as ``make`` does, each time.
    """
    key = known(query)
    return make() if key is None else _selects.get((key, purpose), make)


def known(query: Query) -> Hashable | None:
    """Everything that a plain query's text and parameters are made of; None for any other query."""
    if query.annotations or query.extra or query.extra_order_by or query.extra_tables or query.group_by is not None:
        return None
    if query.distinct or query.combinator or query.select_for_update or query.explain_info or len(query.alias_map) > 1:
        return None
    params = () if type(query) is Query else _params(query)
    where = _condition(query.where)
    if params is None or where is None or not _NAMES.issuperset(map(type, query.order_by)):
        return None
    order = query.order_by, query.default_ordering, query.standard_ordering
    return query.model, params, order, query.low_mark, query.high_mark, where


_NAMES = frozenset({str})


def _params(query: Query) -> Hashable | None:
    """What is bound in the table of hand-written SQL, a model of its own."""
    return _value(query.params) if type(query) is SQLQuery else None


def _condition(node: Any) -> Hashable | None:
    if type(node) is WhereNode:
        if not node.children:
            return _EVERY[node.negated]
        children = tuple([_condition(child) for child in node.children])
        return None if None in children else (node.connector, node.negated, children)
    if type(node) not in _LOOKUPS or type(node.lhs) is not Col or node.bilateral_transforms:
        return None
    if not type(node.lhs.target).__module__.startswith("django."):
        return None  # what a field of the project's own makes of a value may depend on more than the value
    value = _value(node.rhs)
    return None if value is None else (type(node), node.lhs.alias, node.lhs.target, value)


_EVERY = ("every row", "every row, negated")


def _value(value: Any) -> Hashable | None:
    """A value with its type: to Python 1, 1.0 and True are one key. So are 1.0 and 1.00, or 0.0 and -0.0."""
    if isinstance(value, datetime.datetime):
        return type(value), value, value.fold, value.utcoffset()
    if type(value) in (Decimal, float):
        return type(value), str(value)
    if type(value) in _SCALARS:
        return type(value), value
    if isinstance(value, list | tuple) and len(value) <= LONGEST:
        items = tuple(_value(item) for item in value)
        return None if None in items else (type(value), items)
    return None
