"""Instances of one kind on one page: what one of them lacks is loaded for all of them at once."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldError
from django.db.models import Model, Prefetch, prefetch_related_objects
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor, ReverseManyToOneDescriptor

from drf_sqllist.plan.prefetches import Prefetched
from drf_sqllist.splicing.held import Held, cache_name
from drf_sqllist.splicing.undeclared import undeclared

Tree = Mapping[str, Prefetched]


class Peers:
    """The instances that one place of a statement brought.

    Arguments:
        tree: what the view's queryset prefetches for them, by attribute; loaded when the first of them is asked
            for it, one level at a time.
        reads: what was declared to be read of them; None for anything.
    """

    def __init__(self, model: type[Model], tree: Tree | None = None, reads: tuple[str, ...] | None = None) -> None:
        self.instances: list[Any] = []
        self.model, self.reads = model, reads
        self._tree = tree or {}
        self._pending = {self._cache_name(attribute): attribute for attribute in self._tree}
        self._tried: set[str] = set()
        options: Any = model._meta
        self._has_relations = any(relation.is_relation for relation in options.get_fields(include_hidden=True))
        self._held: dict[str, Shown] = {}
        self._loading = False

    def add(self, instance: Any) -> None:
        """Take in an instance: what it lacks it will ask for here."""
        own, state = vars(instance), vars(instance._state)
        if self._has_relations:
            cache = state["fields_cache"] = FieldsCache(state.get("fields_cache", ()))
            cache.peers = self
        if self._tree:
            lists = own["_prefetched_objects_cache"] = PrefetchedCache(own.get("_prefetched_objects_cache", ()))
            lists.peers = self
        self.instances.append(instance)

    def hold(self, attribute: str, path: tuple[str, ...], instance: Any, item: Any) -> None:
        """Take note of an object that the list at ``path`` shows for one of the instances.

        What is prefetched for ``attribute`` are the very objects that the first such list shows.
        """
        shown = self._held.setdefault(attribute, Shown(path))
        if shown.path == path:
            shown.items.setdefault(id(instance), []).append(item)

    def prefetch_lists(self) -> None:
        """Run the lookups that set attributes of their own (``to_attr``), which nothing announces."""
        for attribute, node in self._tree.items():
            if attribute != node.relation:
                self._prefetch(attribute)

    def is_pending(self, name: str) -> bool:
        """Whether a cache may say that it has a name which it has not, as the lookups were run already in DRF."""
        return not self._loading and name in self._pending

    def load_prefetched(self, name: str) -> bool:
        """Run what the view's queryset prefetches under a cache's name, if it is not run yet."""
        if self._loading or name not in self._pending:
            return False
        self._prefetch(self._pending[name])
        return True

    def load(self, name: str) -> None:
        """Fill the caches of all instances for a to-one relation, as far as that can be done at once."""
        if self._loading or self.load_prefetched(name) or name in self._tried:
            return
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
        node = self._tree[attribute]
        to_attr = None if attribute == node.relation else attribute
        plain = to_attr is None and node.queryset is None
        with self._busy():
            if not (plain and self._prefetch_list(attribute)):
                lookup = node.relation if plain else Prefetch(node.relation, node.queryset, to_attr)
                prefetch_related_objects(self.instances, lookup)
        _make_peers(self._found(attribute), node.below)

    def _prefetch_list(self, attribute: str) -> bool:
        """What Django's ``prefetch_one_level`` does for a plain list, without a queryset for each instance.

        Returns:
            False where more is to be done than that.
        """
        if not isinstance(inspect.getattr_static(self.model, attribute, None), ReverseManyToOneDescriptor):
            return False  # an attribute that is read here might be loaded
        fetch = getattr(self.instances[0], attribute).get_prefetch_querysets
        rows, key_of, key_of_instance, single, _, _ = fetch(self.instances)
        if single or rows._prefetch_related_lookups:
            return False
        groups: dict[Any, list[Any]] = {}
        for row in rows:
            groups.setdefault(key_of(row), []).append(row)
        held = Held(self.model, attribute, self.instances[0]._state.db)
        for instance in self.instances:
            held.give(instance, groups.get(key_of_instance(instance), []))
        return True

    def _found(self, attribute: str) -> Iterator[Any]:
        """The objects that a prefetch left on the instances."""
        name = self._cache_name(attribute)
        for instance in self.instances:
            cache = instance._state.fields_cache
            if dict.__contains__(cache, name):
                yield dict.get(cache, name)
            elif attribute in vars(instance):
                yield from vars(instance)[attribute]
            else:
                yield from instance._prefetched_objects_cache[name]

    def _give(self, attribute: str) -> None:
        to_attr = attribute != self._tree[attribute].relation
        held = None if to_attr else Held(self.model, attribute, self.instances[0]._state.db)
        for instance in self.instances:
            items = self._held[attribute].items.get(id(instance), [])
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
        found = []
        for instance in self.instances:
            cache = instance._state.fields_cache
            related = dict.get(cache, name)
            if related is not None:
                found.append(related)
            elif dict.__contains__(cache, name) and _has_key(instance, name):
                del cache[name]  # Django raises for a row that is missing
        _make_peers(found)

    def _cache_name(self, attribute: str) -> str:
        return cache_name(inspect.getattr_static(self.model, attribute, None), attribute)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._loading = True
        try:
            yield
        finally:
            self._loading = False


@dataclass
class Shown:
    """The objects of a list that the page shows, for each instance (by its ``id``)."""

    path: tuple[str, ...]
    items: dict[int, list[Any]] = field(default_factory=dict)


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

    def __missing__(self, name: str) -> Any:
        if self.peers.load_prefetched(name) and dict.__contains__(self, name):
            return self[name]
        raise KeyError(name)


def _is_parent_link(descriptor: object) -> bool:
    """Whether a relation leads to the same object's row in a parent's table: Django makes that of what it has."""
    return isinstance(descriptor, ForwardManyToOneDescriptor) and bool(descriptor.field.remote_field.parent_link)


def _has_key(instance: Any, name: str) -> bool:
    """Whether the foreign key of a relation is set."""
    descriptor = inspect.getattr_static(type(instance), name, None)
    if not isinstance(descriptor, ForwardManyToOneDescriptor):
        return False
    return None not in descriptor.field.get_local_related_value(instance)


def _make_peers(instances: Iterable[Any], tree: Tree | None = None) -> None:
    """Objects that were loaded for peers are peers themselves."""
    groups: dict[type, Peers] = {}
    for instance in {id(instance): instance for instance in instances}.values():
        if isinstance(instance, Model) and type(instance._state.fields_cache) is dict:
            cls = type(instance)
            if cls not in groups:
                groups[cls] = Peers(cls, tree)
            groups[cls].add(instance)
