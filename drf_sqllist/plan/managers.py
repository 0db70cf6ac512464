"""Whether managers and querysets show a table's rows as they are."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.query import QuerySet

from drf_sqllist.fields.fetching import asks_for_instance
from drf_sqllist.plan.registry import overridden
from drf_sqllist.problems import Problem, Unsupported

_READING = ("__getitem__", "__iter__", "_fetch_all", "_iterator", "_prefetch_related_objects", "iterator")
"""What decides which rows a finished ``QuerySet`` reads, and what they become."""

_BUILDING = (
    "__init__",
    "_add_hints",
    "_chain",
    "_clone",
    "_filter_or_exclude",
    "_next_is_sticky",
    "all",
    "filter",
    "using",
)
"""What Django's related managers and ``prefetch_related`` make a ``QuerySet`` of a relation's rows with."""


def own_reading(queryset_class: type[QuerySet[Any]]) -> str | None:
    """The first method of a class that has a say in how its finished querysets are read, if any."""
    return overridden(queryset_class, QuerySet, _READING)


def own_building(queryset_class: type[QuerySet[Any]]) -> str | None:
    """The first method of a class that has a say in what a related manager makes of it, if any."""
    return overridden(queryset_class, QuerySet, _BUILDING)


def manager_queryset(manager: models.Manager[Any]) -> QuerySet[Any] | None:
    """The manager's queryset where it may narrow, order or annotate the rows; None for a plain manager."""
    plain = overridden(type(manager), models.Manager, ("get_queryset", "all")) is None
    made = manager._queryset_class  # type: ignore[attr-defined]
    if plain and own_reading(made) is None and own_building(made) is None:
        return None
    return manager.all()


def related_queryset(model: type[models.Model]) -> QuerySet[Any] | None:
    """What a related manager of the model lists, before it narrows the rows to a parent's; as ``manager_queryset``.

    Django makes it of the default manager's class, without arguments
    (``related_descriptors.create_reverse_many_to_one_manager``).

    Raises:
        Unsupported: the manager asks which instance it belongs to.
    """
    cls = type(model._default_manager)
    if name := asks_for_instance(cls):
        raise Unsupported(
            Problem("related-manager", "", f"{cls.__name__}.{name} looks at the instance it is a manager of.")
        )
    try:
        manager = cls()
    except TypeError as error:
        raise Unsupported(Problem("related-manager", "", f"{cls.__name__} is made with arguments: {error}")) from error
    manager.model = model
    return manager_queryset(manager)
