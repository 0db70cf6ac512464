"""Whether managers and querysets show a table's rows as they are."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.query import QuerySet

from drf_sqllist.plan.registry import overridden

_READING = ("__init__", "__iter__", "__getitem__", "_fetch_all", "_chain", "_clone", "_filter_or_exclude", "all")
"""Methods of ``QuerySet`` that decide which rows are read and what they become."""


def reads_plainly(queryset_class: type[QuerySet[Any]]) -> bool:
    """Whether a ``QuerySet`` subclass leaves alone how rows are read (adding methods is fine)."""
    return overridden(queryset_class, QuerySet, _READING) is None


def manager_queryset(manager: models.Manager[Any]) -> QuerySet[Any] | None:
    """The manager's queryset where it may narrow, order or annotate the rows; None for a plain manager."""
    plain = overridden(type(manager), models.Manager, ("get_queryset", "all")) is None
    if plain and reads_plainly(manager._queryset_class):  # type: ignore[attr-defined]
        return None
    return manager.all()
