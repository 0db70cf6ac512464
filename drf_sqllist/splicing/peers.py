"""Instances of one kind on one page: what one of them lacks is loaded for all of them at once."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from django.core.exceptions import FieldError
from django.db.models import Model, Prefetch, prefetch_related_objects
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from drf_sqllist.splicing.held import Held, cache_name
from drf_sqllist.splicing.undeclared import undeclared

Lookup: TypeAlias = "str | Prefetch[Any]"


class Peers:
    """The instances that one place of a statement brought.

    Arguments:
        lookups: what the view's queryset prefetches for them; run when the first of them is asked for it.
        reads: what was declared to be read of them; None for anything.
    """

    def __init__(self, model: type[Model], lookups: tuple[Lookup, ...] = (), reads: tuple[str, ...] | None = None):
        self.instances: list[Any] = []
        self.model, self.reads = model, reads
        self._lookups: dict[str, list[Lookup]] = {}
        for lookup in lookups:
            to = lookup.prefetch_to if isinstance(lookup, Prefetch) else lookup
            self._lookups.setdefault(to.partition("__")[0], []).append(lookup)
        self._pending = {self._cache_name(attribute): attribute for attribute in self._lookups}
        self._tried: set[str] = set()
        options: Any = model._meta
        self._has_relations = any(relation.is_relation for relation in options.get_fields(include_hidden=True))
        self._held: dict[str, dict[int, list[Any]]] = {}
        self._loading = False

    def add(self, instance: Any) -> None:
        """Take in an instance: what it lacks it will ask for here."""
        if self._has_relations:
            cache = vars(instance._state)["fields_cache"] = FieldsCache(vars(instance._state).get("fields_cache", ()))
            cache.peers = self
        if self._lookups:
            lists = instance._prefetched_objects_cache = PrefetchedCache()
            lists.peers = self
        self.instances.append(instance)

    def hold(self, attribute: str, instance: Any, item: Any) -> None:
        """Take note of an object that the list has shown for one of the instances.

        What is prefetched for ``attribute`` are the very objects that the list shows.
        """
        self._held.setdefault(attribute, {}).setdefault(id(instance), []).append(item)

    def prefetch_lists(self) -> None:
        """Run the lookups that set attributes of their own (``to_attr``), which nothing announces."""
        for attribute, lookups in self._lookups.items():
            first = lookups[0]
            if isinstance(first, Prefetch) and first.to_attr:
                self._prefetch(attribute)

    def is_pending(self, name: str) -> bool:
        """Whether a cache may say that it has a name which it has not, as the lookups were run already in DRF."""
        return not self._loading and name in self._pending

    def load(self, name: str) -> None:
        """Fill the caches of all instances for one relation, as far as that can be done at once."""
        if self._loading:
            return
        if name in self._pending:
            self._prefetch(self._pending[name])
        elif name not in self._tried:
            self._tried.add(name)
            descriptor = inspect.getattr_static(self.model, name, None)
            if descriptor is None or _is_parent_link(descriptor):
                return
            if self.reads is not None:
                undeclared(self.model, name, self.reads)
            self._load_one(name)

    def _prefetch(self, attribute: str) -> None:
        self._pending.pop(self._cache_name(attribute), None)
        if attribute in self._held:
            self._give(attribute)
            return
        with self._busy():
            prefetch_related_objects(self.instances, *self._lookups[attribute])

    def _give(self, attribute: str) -> None:
        found = self._held[attribute]
        first = self._lookups[attribute][0]
        to_attr = isinstance(first, Prefetch) and first.to_attr
        held = None if to_attr else Held(self.model, attribute, self.instances[0]._state.db)
        for instance in self.instances:
            items = found.get(id(instance), [])
            if held is None:
                setattr(instance, attribute, items)
            else:
                held.give(instance, items)

    def _load_one(self, name: str) -> None:
        with self._busy():
            try:
                prefetch_related_objects(self.instances, name)
            except (AttributeError, ValueError, FieldError):
                return  # Django's descriptor then loads each by itself
        found: dict[int, Any] = {}
        for instance in self.instances:
            cache = instance._state.fields_cache
            related = dict.get(cache, name)
            if related is not None:
                found[id(related)] = related
            elif dict.__contains__(cache, name) and _has_key(instance, name):
                del cache[name]  # Django raises for a row that is missing
        _make_peers(found.values())

    def _cache_name(self, attribute: str) -> str:
        return cache_name(inspect.getattr_static(self.model, attribute, None), attribute)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._loading = True
        try:
            yield
        finally:
            self._loading = False


class FieldsCache(dict[str, Any]):
    """The objects that to-one relations of an instance lead to (Django ``ModelState.fields_cache``)."""

    __slots__ = ("peers",)
    peers: Peers

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or self.peers.is_pending(str(name))

    def __missing__(self, name: str) -> Any:
        self.peers.load(name)
        if super().__contains__(name):
            return self[name]
        raise KeyError(name)


class PrefetchedCache(FieldsCache):
    """What was prefetched for an instance (Django's ``_prefetched_objects_cache``)."""

    __slots__ = ()


def _is_parent_link(descriptor: object) -> bool:
    """Whether a relation leads to the same object's row in a parent's table: Django makes that of what it has."""
    return isinstance(descriptor, ForwardManyToOneDescriptor) and bool(descriptor.field.remote_field.parent_link)


def _has_key(instance: Any, name: str) -> bool:
    """Whether the foreign key of a relation is set."""
    descriptor = inspect.getattr_static(type(instance), name, None)
    if not isinstance(descriptor, ForwardManyToOneDescriptor):
        return False
    return None not in descriptor.field.get_local_related_value(instance)


def _make_peers(instances: Any) -> None:
    """Objects that were loaded for peers are peers themselves."""
    groups: dict[type, Peers] = {}
    for instance in instances:
        if isinstance(instance, Model) and type(instance._state.fields_cache) is dict:
            cls = type(instance)
            groups.setdefault(cls, Peers(cls)).add(instance)
