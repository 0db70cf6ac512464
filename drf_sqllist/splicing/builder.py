"""Builds model instances of the values that a statement brings, as Django's ``ModelIterable`` does."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor, ReverseOneToOneDescriptor

from drf_sqllist.compile.splices import CHUNK, REFUSED
from drf_sqllist.plan.loaded import Instance, Relative
from drf_sqllist.plan.nodes import Many
from drf_sqllist.problems import Bail
from drf_sqllist.splicing.held import Held, More, all_related, chosen, unknown
from drf_sqllist.splicing.making import maker
from drf_sqllist.splicing.peers import Peers, Tree
from drf_sqllist.splicing.undeclared import undeclared


class Builder:
    """Makes the instances of one place in a statement.

    Arguments:
        using: the database alias that they were read from.
        prefetches: ``Plan.prefetches``.
    """

    def __init__(self, node: Instance, using: str, prefetches: Sequence[Tree]) -> None:
        self._node, self._using = node, using
        tree = None if node.prefetches is None else prefetches[node.prefetches]
        self.peers = Peers(node.model, tree, node.reads)
        self._chunks = len(range(0, len(node.columns), CHUNK))
        made_by = [stored.representation for stored in node.columns]
        loads = [(place, one.loader(), one.writes_null) for place, one in enumerate(made_by)]
        self._loads = [(place, load, loads_null) for place, load, loads_null in loads if load is not None]
        self._names = [stored.name for stored in node.columns if not stored.is_annotation]
        self._make = maker(node.model, self._names, using)
        self._annotations = [stored.name for stored in node.columns if stored.is_annotation]
        self._related: list[ToOne | ToMany] = [
            *(ToOne(relative, node.model, using, prefetches) for relative in node.relatives),
            *(ToMany(many, node.model, using, prefetches, tree) for many in node.lists),
        ]
        options: Any = node.model._meta
        self._reads = node.reads if len(self._names) < len(options.concrete_fields) else None

    @property
    def is_full(self) -> bool:
        """The instances have all that Django's own have."""
        return self._node.is_full

    @property
    def all_peers(self) -> list[Peers]:
        """Of the instances, and of those that they hold."""
        found = [self.peers]
        for related in self._related:
            found += related.builder.all_peers
        return found

    def build(self, values: Sequence[Any]) -> Model:
        """An instance of the values that ``Compiler.instance`` wrote."""
        loaded: list[Any] = values[0]
        if self._chunks > 1:
            loaded = [value for chunk in values[: self._chunks] for value in chunk]
        if REFUSED in loaded:
            raise Bail
        for place, load, loads_null in self._loads:
            value = loaded[place]
            if value is not None or loads_null:
                loaded[place] = load(value)
        instance: Model
        if self._annotations:
            own = len(self._names)
            instance = self._make(loaded[:own])
            for name, value in zip(self._annotations, loaded[own:], strict=True):
                setattr(instance, name, value)
        else:
            instance = self._make(loaded)
        self.peers.add(instance)
        if self._reads is not None:
            vars(instance)["refresh_from_db"] = partial(_load_undeclared, instance, self._reads, self.peers)
        if self._related:
            for related, value in zip(self._related, values[self._chunks :], strict=True):
                related.give(instance, value)
        return instance


def give_known(instance: Any, queryset: Any, given: frozenset[str]) -> None:
    """Objects that a related manager brings to its rows (Django ``ModelIterable``)."""
    for field, objects in queryset._known_related_objects.items():
        # Without asking for what is prefetched: Django looks before that is there.
        if field.name not in given or dict.__contains__(instance._state.fields_cache, field.cache_name):
            continue
        names = [
            field.attname if name == "self" else queryset.model._meta.get_field(name).attname
            for name in field.from_fields
        ]
        key = attrgetter(*names)(instance)
        if key in objects:
            setattr(instance, field.name, objects[key])


def fetch_all_of(queryset: Any, instances: list[Any]) -> None:
    """What a queryset class, by a ``_fetch_all`` of its own, does to the instances that it has read."""
    read = queryset._chain()
    read._result_cache, read._prefetch_done = instances, True
    read._fetch_all()


class ToOne:
    """Gives instances the object of a to-one relation, as ``select_related`` or the first access does."""

    def __init__(self, relative: Relative, model: type[Model], using: str, prefetches: Any) -> None:
        self.builder = Builder(relative.instance, using, prefetches)
        self._covered = relative.covered
        descriptor: Any = inspect.getattr_static(model, relative.attribute)
        self._there: Any = None
        self._is_reverse = isinstance(descriptor, ReverseOneToOneDescriptor)
        if self._is_reverse:
            self._here, self._there = descriptor.related, descriptor.related.field
        else:
            self._here = descriptor.field
            unique = descriptor.field.unique if relative.covered else not descriptor.field.remote_field.multiple
            self._there = self._here.remote_field if unique else None

    def give(self, instance: Any, values: Any) -> None:
        """Arguments:
        values: None where there is no such row.
        """
        if values is None:
            # A foreign key that leads nowhere is for Django's descriptor to judge.
            if self._covered or self._is_reverse:
                self._here.set_cached_value(instance, None)
            return
        related = self.builder.build(values)
        self._here.set_cached_value(instance, related)
        if self._there is not None:
            self._there.set_cached_value(related, instance)


class ToMany:
    """Gives instances the objects of a to-many relation, as ``prefetch_related`` does.

    Arguments:
        tree: the lookups of the instances' queryset, where they are known.
    """

    def __init__(self, many: Many, model: type[Model], using: str, prefetches: Any, tree: Tree | None) -> None:
        assert isinstance(many.item, Instance)
        self.builder = Builder(many.item, using, prefetches)
        self._held = Held(model, many.key, using, _more(many, tree))
        descriptor: Any = inspect.getattr_static(model, many.key)
        self._back = descriptor.rel.field.cache_name if type(descriptor) is ReverseManyToOneDescriptor else None

    def give(self, instance: Any, values: Sequence[Any]) -> None:
        """Arguments:
        values: of each object.
        """
        objects: list[Any] = list(map(self.builder.build, values))
        if self._back is not None:
            for related in objects:
                related._state.fields_cache[self._back] = instance
        self._held.give(instance, objects)


def _more(many: Many, tree: Tree | None) -> More:
    """What a list is asked when it is asked for more than its objects."""
    if not many.prefetched or many.source.slot is None:
        return all_related
    if tree is None:
        return unknown
    queryset = tree[many.key].queryset
    return all_related if queryset is None else chosen(queryset)


def _load_undeclared(instance: Any, reads: tuple[str, ...], peers: Peers, *args: Any, **kwargs: Any) -> None:
    """``refresh_from_db`` of an instance, which Django calls for a column that was not loaded."""
    for name in kwargs.get("fields") or ("refresh_from_db",):
        undeclared(type(instance), name, reads)
    del vars(instance)["refresh_from_db"]
    try:
        instance.refresh_from_db(*args, **kwargs)
    finally:
        vars(instance)["refresh_from_db"] = partial(_load_undeclared, instance, reads, peers)
    if id(instance) in peers.marks:
        peers.marks[id(instance)].load(kwargs.get("fields") or ())
