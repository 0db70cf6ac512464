"""The order of a queryset's rows, where it is one of the model's own columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.query import QuerySet


def own_order(model: type[models.Model], queryset: QuerySet[Any] | None) -> tuple[tuple[str, bool], ...] | None:
    """(attname, descending) pairs of the order that Django would compile.

    Arguments:
        queryset: None for the plain manager's, in the order of ``Meta.ordering``.

    Returns:
        None where the order needs expressions, relations or a parent's table, or rows are grouped.
    """
    if queryset is None:
        return _columns(model, model._meta.ordering or (), reverse=False)
    query = queryset.query
    if query.extra_order_by or query.group_by is not None or query.distinct or query.combinator:
        return None
    if query.order_by:
        return _columns(model, query.order_by, reverse=not query.standard_ordering)
    ordering = (model._meta.ordering or ()) if query.default_ordering else ()
    return _columns(model, ordering, reverse=not query.standard_ordering)


def is_presorted(model: type[models.Model], key: str, order: tuple[tuple[str, bool], ...] | None) -> bool:
    """Whether an index, as far as the model's definition tells, brings the rows of one key in their order.

    Arguments:
        key: attname of the column that they have in common.
        order: as ``own_order`` returns it.
    """
    if not order:
        return False
    options: Any = model._meta
    names = [options.get_field(name).name for name in (key, order[0][0])]
    return names in [[name.lstrip("-") for name in columns[:2]] for columns in _indexed(options)]


def _indexed(options: Any) -> list[Sequence[str]]:
    """The columns of the model's indexes that hold all rows, in an order."""
    found: list[Sequence[str]] = [*options.unique_together]
    found += [
        one.fields for one in options.indexes if type(one).__name__ in ("Index", "BTreeIndex") and not one.condition
    ]
    unique = (one for one in options.constraints if isinstance(one, models.UniqueConstraint))
    return found + [one.fields for one in unique if one.condition is None]


def _columns(model: type[models.Model], ordering: Sequence[Any], reverse: bool) -> tuple[tuple[str, bool], ...] | None:
    found = []
    for name in ordering:
        if not isinstance(name, str):
            return None
        descending = name.startswith("-")
        field = _own_field(model, name.lstrip("-"))
        if field is None:
            return None
        found.append((field.attname, descending is not reverse))
    return tuple(found)


def _own_field(model: type[models.Model], name: str) -> Any:
    """A column of the model's own table; a relation's name would mean the related model's order."""
    options = model._meta
    try:
        field: Any = options.pk if name == "pk" else options.get_field(name)
    except FieldDoesNotExist:
        return None
    own = getattr(field, "concrete", False) and field.model is options.concrete_model
    return field if own and (not field.is_relation or name == field.attname) and field.column else None
