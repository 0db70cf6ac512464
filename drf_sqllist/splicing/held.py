"""Lists of related objects that instances hold, as if they had been prefetched."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.fields.related_descriptors import ManyToManyDescriptor
from django.db.models.query import QuerySet
from django.db.models.sql import Query

from drf_sqllist.problems import SideEffect

More = Callable[[Any], QuerySet[Any]]
"""What a list's manager would list, had it not been prefetched: who asks a list for more than its objects asks that."""


def all_related(manager: Any) -> QuerySet[Any]:
    """Of a plain lookup."""
    rows: QuerySet[Any] = manager.all()
    return rows


def chosen(queryset: QuerySet[Any]) -> More:
    """Of a ``Prefetch`` object's queryset (Django's ``prefetch_one_level``)."""

    def rows_of(manager: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = manager._apply_rel_filters(queryset)
        return rows

    return rows_of


def unknown(manager: Any) -> QuerySet[Any]:
    """Of a queryset that nobody has kept."""
    raise SideEffect


class Held:
    """Puts lists where a relation's manager looks for what was prefetched.

    Django makes a queryset for each list, which takes longer than all else; ours is made when it is asked
    for more than its objects.

    Arguments:
        more: gives the queryset that chose them.
    """

    def __init__(self, model: type[Model], accessor: str, using: str, more: More = all_related) -> None:
        self._accessor, self._using, self._more = accessor, using, more
        descriptor: Any = inspect.getattr_static(model, accessor)
        self._cache_name = cache_name(descriptor, accessor)
        self._model = descriptor.rel.model if _is_forward(descriptor) else descriptor.rel.related_model
        self._query = Query(self._model)
        self._list = _held_class(self._model._default_manager._queryset_class)

    def give(self, instance: Any, objects: list[Any]) -> None:
        """Let an instance's relation list these objects."""
        held = self._list(self._model, self._query, self._using)
        held._result_cache = objects
        held._prefetch_done = True
        held._made_by = instance, self._accessor, self._cache_name, self._more
        lists = instance.__dict__.get("_prefetched_objects_cache")
        if lists is None:
            lists = instance._prefetched_objects_cache = {}
        lists[self._cache_name] = held


@cache
def _held_class(base: type[QuerySet[Any]]) -> Any:
    """A queryset class whose query is the relation's own once somebody asks for it."""

    def query(self: Any) -> Any:
        if "_made_by" in vars(self):
            instance, accessor, name, more = vars(self).pop("_made_by")
            kept = instance._prefetched_objects_cache.pop(name)
            try:
                made: Any = more(getattr(instance, accessor))
                self._query, self._hints = made.query, made._hints
                self._known_related_objects = made._known_related_objects
                self._prefetch_related_lookups = made._prefetch_related_lookups
            finally:
                instance._prefetched_objects_cache[name] = kept
        return self._query

    def set_query(self: Any, value: Any) -> None:
        self._query = value

    return type(base.__name__, (base,), {"__module__": base.__module__, "query": property(query, set_query)})


def cache_name(descriptor: Any, accessor: str) -> str:
    """The name under which Django keeps what was prefetched for a to-many relation."""
    if isinstance(descriptor, ManyToManyDescriptor):
        field: Any = descriptor.rel.field
        return str(field.related_query_name() if descriptor.reverse else field.name)
    if type(descriptor).__name__ == "ReverseGenericManyToOneDescriptor":
        return str(descriptor.rel.field.attname)
    return accessor


def _is_forward(descriptor: Any) -> bool:
    """Whether a many-to-many or generic relation is defined on this side."""
    if isinstance(descriptor, ManyToManyDescriptor):
        return not descriptor.reverse
    return type(descriptor).__name__ == "ReverseGenericManyToOneDescriptor"
