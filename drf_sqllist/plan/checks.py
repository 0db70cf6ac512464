"""What of a queryset's loading Django refuses, or what hides rows by it: found before a statement is made."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models.query import QuerySet

from drf_sqllist.plan.prefetches import below, refuse_windows
from drf_sqllist.plan.relations import FORWARD, ColumnStep, DisplayStep, Row, step
from drf_sqllist.plan.tables import is_trusted
from drf_sqllist.problems import Problem, Unsupported


def check_prefetches(row: Row) -> None:
    """Raise ``Unsupported`` for prefetch lookups that lead nowhere, or whose rows see those of other parents."""
    for node in row.prefetched.values():
        refuse_windows(node.queryset)
        if inspect.getattr_static(row.model, node.relation, None) is None:
            raise Unsupported(Problem("prefetch", "", f"{row.model._meta.label} has no relation {node.relation!r}."))
        try:
            reached = step(Row(row.model), node.relation)
        except Unsupported:
            continue  # whatever it is, it reads its rows by itself
        if isinstance(reached, ColumnStep | DisplayStep):
            raise Unsupported(Problem("prefetch", "", f"{node.relation!r} is no relation that can be prefetched."))
        model = node.queryset.model if node.queryset is not None else reached.model
        check_prefetches(Row(model, prefetched=below(node)))


def check_deferred(queryset: QuerySet[Any]) -> None:
    """Raise ``Unsupported`` where a relation is both deferred and selected, which Django raises for."""
    names, defer = queryset.query.deferred_loading
    related = queryset.query.select_related
    if not names or not isinstance(related, Mapping):
        return
    firsts = {name.partition("__")[0] for name in names} if not defer else set(names)
    if any((name in firsts) is defer for name in related):
        raise Unsupported(Problem("deferred", "", "a relation is both deferred and in select_related().", "Load it."))


def check_select_related(model: type[models.Model], related: Mapping[str, Any] | bool) -> None:
    """Raise ``Unsupported`` where ``select_related`` may hide rows: it joins a key that is not NULL inside."""
    names = (
        related if isinstance(related, Mapping) else [f.name for f in model._meta.fields if f.is_relation and related]
    )
    for name in names:
        descriptor = inspect.getattr_static(model, name, None)
        if type(descriptor) not in FORWARD:
            continue
        field = descriptor.field
        if field.null:
            continue
        target = field.remote_field.model
        if not (field.db_constraint and is_trusted(model) and is_trusted(target)):
            raise Unsupported(
                Problem(
                    "inner-join", "", f"select_related({name!r}) hides rows whose {name} is missing.", "Leave it out."
                )
            )
        if isinstance(related, Mapping):
            check_select_related(target, related[name])
