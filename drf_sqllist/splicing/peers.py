"""Instances of one kind on one page: what one of them lacks is loaded for all of them at once."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldError
from django.db.models import Model, Prefetch, prefetch_related_objects
from django.db.models.fields.related_descriptors import (
    ForwardManyToOneDescriptor,
    ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)

from drf_sqllist.plan.prefetches import Prefetched
from drf_sqllist.splicing.caches import MISSING, FieldsCache, PrefetchedCache
from drf_sqllist.splicing.effects import Mark, Snapshot
from drf_sqllist.splicing.held import Held, all_related, cache_name, chosen
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
        self._marks: dict[int, Mark] | None = {}
        self._snapshot: Snapshot | None = None
        self.further: list[Peers] = []
        self.model, self.reads = model, reads
        self._tree = tree or {}
        self._pending = {self._cache_name(attribute): attribute for attribute in self._tree}
        self.names = frozenset(self._pending)
        self._to_one = frozenset(
            name for name in self._pending if _is_to_one(inspect.getattr_static(model, name, None))
        )
        self._found: dict[str, dict[int, tuple[Any, Any]]] = {}
        options: Any = model._meta
        self._has_relations = any(relation.is_relation for relation in options.get_fields(include_hidden=True))
        self._held: dict[str, Shown] = {}
        self._loading = False
        self._is_marked = self._is_partial = False
        self.spared = 0
        """Statements that Django would have run for these instances, one by one."""
        self._written: frozenset[str] | None = None

    def add(self, instance: Any) -> None:
        """Take in an instance: what it lacks it will ask for here."""
        if self._has_relations:
            state = instance._state.__dict__
            known = state.get("fields_cache")
            cache = state["fields_cache"] = FieldsCache(known) if known else FieldsCache()
            cache.peers, cache.index = self, len(self.instances)
        if self._tree:
            own = vars(instance)
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

    def mark(self, written: frozenset[str] | None = None) -> None:
        """All instances are built: whatever changes in them from now on, the project's own functions do.

        Arguments:
            written: as ``Mark``.
        """
        self._is_marked, self._written = True, written
        self._is_partial = bool(self.instances and self.instances[0].get_deferred_fields())
        if self.instances and Snapshot.fits(self.instances):
            self._marks, self._snapshot = None, Snapshot(self.instances, written, self.names)
        else:
            self._marks = {id(instance): Mark(instance, written) for instance in self.instances}
        # Django may have brought further objects with these (``select_related``).
        held = (related for one in self.instances for related in dict.values(one._state.fields_cache))
        self.further += _make_peers(held)
        for peers in self.further:
            peers.mark(written)

    @property
    def is_changed(self) -> bool:
        """An instance is not as it was built."""
        return any(mark.is_changed for mark in self._suspects) or any(peers.is_changed for peers in self.further)

    @property
    def came_later(self) -> list[Mark]:
        """Instances with columns that were deferred and are here now, loaded or set."""
        return [mark for mark in self._suspects if mark.came_later] if self._is_partial else []

    @property
    def everyone(self) -> list[Peers]:
        """These peers, and all that were loaded for them."""
        return [self, *(further for peers in self.further for further in peers.everyone)]

    @property
    def _suspects(self) -> Iterable[Mark]:
        if self._marks is None and self._snapshot is not None:
            return self._snapshot.differing
        return self.marks.values()

    @property
    def marks(self) -> dict[int, Mark]:
        """What each instance held when it was built, by its ``id``."""
        if self._marks is None:
            self._marks = {} if self._snapshot is None else self._snapshot.marks
        return self._marks

    def prefetch_lists(self) -> None:
        """Run the lookups that set attributes of their own (``to_attr``), which nothing announces."""
        for attribute, node in self._tree.items():
            if attribute != node.relation:
                self._prefetch(attribute)

    def is_pending(self, name: str, of_lists: bool) -> bool:
        """Whether a cache may say that it has a name which it has not, as the lookups were run already in DRF."""
        return not self._loading and name in self._pending and (name in self._to_one) is not of_lists

    def load(self, name: str, of_lists: bool) -> bool:
        """Run the lookups that fill the caches of all instances for one relation.

        Returns:
            whether there were any left.
        """
        if not self.is_pending(name, of_lists):
            return False
        self._prefetch(self._pending[name])
        return True

    def load_all(self) -> None:
        """Run all lookups: somebody looks at what there is, as if all had been run from the beginning."""
        if not self._loading:
            for name in list(self._pending):
                self.load(name, name not in self._to_one)

    def find(self, name: str, index: int) -> Any:
        """The object that a to-one relation of an instance leads to, fetched for all instances at once.

        Once: what is asked for again, Django fetches again. ``MISSING`` leaves it to Django, too.
        """
        if self._loading:
            return MISSING
        descriptor = inspect.getattr_static(self.model, name, None)
        if isinstance(descriptor, ForwardManyToOneDescriptor) and _leads_nowhere(self.instances[index], descriptor):
            return MISSING
        if self.reads is not None and name not in self._found:
            undeclared(self.model, name, self.reads)
        if name not in self._found:
            self._found[name] = {}
            if descriptor is None or _is_parent_link(descriptor):
                return MISSING
            self._found[name] = self._fetch(name)
        key, related = self._found[name].pop(index, (None, MISSING))
        return related if key == _key(self.instances[index], name) else MISSING

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
        further = _make_peers(self._objects(attribute), node.below)
        self._take_in(further)

    def _take_in(self, further: list[Peers]) -> None:
        """Objects that were loaded for the instances."""
        self.further += further
        if self._is_marked:
            for peers in further:
                peers.mark(self._written)

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

    def _objects(self, attribute: str) -> Iterator[Any]:
        """What a prefetch left on the instances."""
        name = self._cache_name(attribute)
        for instance in self.instances:
            cache = instance._state.fields_cache
            if dict.__contains__(cache, name):
                yield dict.get(cache, name)
            elif attribute in vars(instance):
                yield from vars(instance)[attribute]
            else:
                yield from dict.__getitem__(instance._prefetched_objects_cache, name)

    def _give(self, attribute: str) -> None:
        node = self._tree[attribute]
        more = all_related if node.queryset is None else chosen(node.queryset)
        to_attr = attribute != node.relation
        held = None if to_attr else Held(self.model, attribute, self.instances[0]._state.db, more)
        for instance in self.instances:
            items = self._held[attribute].items.get(id(instance), [])
            if held is None:
                setattr(instance, attribute, items)
            else:
                held.give(instance, items)

    def _fetch(self, name: str) -> dict[int, tuple[Any, Any]]:
        """By the instances' places: the relation's key and the object, each its own as if fetched one by one."""
        caches = [instance._state.fields_cache for instance in self.instances]
        lacking = [index for index, cache in enumerate(caches) if not dict.__contains__(cache, name)]
        with self._busy():
            try:
                prefetch_related_objects([self.instances[index] for index in lacking], name)
            except (AttributeError, ValueError, FieldError):
                return {}  # Django's descriptor then loads each by itself
        self.spared += max(0, len(lacking) - 1)
        found: dict[int, tuple[Any, Any]] = {}
        given: dict[int, Any] = {}
        for index in lacking:
            instance, related = self.instances[index], dict.pop(caches[index], name, MISSING)
            key = _key(instance, name)
            if related is MISSING or (related is None and key):
                continue  # Django raises for a row that is missing
            if id(related) in given:
                related = _twin(related)
            if related is not None:
                given[id(related)] = related
                _lead_back(related, instance, name)
            found[index] = key, related
        further = _make_peers(given.values())
        self._take_in(further)
        return found

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


def _is_to_one(descriptor: object) -> bool:
    return isinstance(descriptor, ForwardManyToOneDescriptor | ReverseOneToOneDescriptor) or (
        type(descriptor).__name__ in ("GenericForeignKey", "GenericForeignKeyDescriptor")
    )


def _is_parent_link(descriptor: object) -> bool:
    """Whether a relation leads to the same object's row in a parent's table: Django makes that of what it has."""
    return isinstance(descriptor, ForwardManyToOneDescriptor) and bool(descriptor.field.remote_field.parent_link)


def _leads_nowhere(instance: Any, descriptor: Any) -> bool:
    """Whether a foreign key is here, and NULL."""
    own = vars(instance)
    return any(own.get(local.attname, MISSING) is None for local, _ in descriptor.field.related_fields)


def _key(instance: Any, name: str) -> Any:
    """The foreign key of a relation; None where it is not set, or is not here."""
    descriptor = inspect.getattr_static(type(instance), name, None)
    if not isinstance(descriptor, ForwardManyToOneDescriptor):
        return None
    key = descriptor.field.get_local_related_value(instance)
    return None if None in key else key


def _twin(related: Any) -> Any:
    """An object like this one, for another instance."""
    if related is None:
        return None
    values = {name: deepcopy(value) if type(value) in (dict, list) else value for name, value in vars(related).items()}
    names = [field.attname for field in related._meta.concrete_fields if field.attname in values]
    twin = type(related).from_db(related._state.db, names, [values[name] for name in names])
    state = vars(twin)["_state"]
    vars(twin).update(values, _state=state)
    state.fields_cache.update(related._state.fields_cache)
    return twin


def _lead_back(related: Any, instance: Any, name: str) -> None:
    """Where two objects lead to each other, an object leads to the instance that it was asked of."""
    descriptor: Any = inspect.getattr_static(type(instance), name)
    if isinstance(descriptor, ReverseOneToOneDescriptor):
        descriptor.related.field.set_cached_value(related, instance)
    elif isinstance(descriptor, ForwardManyToOneDescriptor) and not descriptor.field.remote_field.multiple:
        descriptor.field.remote_field.set_cached_value(related, instance)


def _make_peers(instances: Iterable[Any], tree: Tree | None = None) -> list[Peers]:
    """Objects that were loaded for peers are peers themselves."""
    groups: dict[type, Peers] = {}
    for instance in {id(instance): instance for instance in instances}.values():
        if isinstance(instance, Model) and type(instance._state.fields_cache) is dict:
            cls = type(instance)
            if cls not in groups:
                groups[cls] = Peers(cls, tree)
            groups[cls].add(instance)
    return list(groups.values())
