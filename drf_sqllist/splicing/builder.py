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
from drf_sqllist.plan.nodes import (
    Many,
)
from drf_sqllist.problems import Bail
from drf_sqllist.splicing.held import Held
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
        self._chunks = range(0, len(node.columns), CHUNK)
        loads = [(place, stored.representation.loader()) for place, stored in enumerate(node.columns)]
        self._loads = [(place, load) for place, load in loads if load is not None]
        self._loads_null = frozenset(
            place for place, stored in enumerate(node.columns) if stored.representation.writes_null
        )
        self._names = [stored.name for stored in node.columns if not stored.is_annotation]
        self._make = maker(node.model, self._names, using)
        self._annotations = [stored.name for stored in node.columns if stored.is_annotation]
        self._relatives = [ToOne(relative, node.model, using, prefetches) for relative in node.relatives]
        self._lists = [ToMany(many, node.model, using, prefetches) for many in node.lists]
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
        for builder in (*(below.builder for below in self._relatives), *(below.builder for below in self._lists)):
            found += builder.all_peers
        return found

    def build(self, values: Sequence[Any]) -> Model:
        """An instance of the values that ``Compiler.instance`` wrote."""
        own = len(self._names)
        loaded: list[Any] = values[0]
        if len(self._chunks) > 1:
            loaded = [value for _, chunk in zip(self._chunks, values, strict=False) for value in chunk]
        if REFUSED in loaded:
            raise Bail
        for place, load in self._loads:
            if loaded[place] is not None or place in self._loads_null:
                loaded[place] = load(loaded[place])
        instance: Model = self._make(loaded if own == len(loaded) else loaded[:own])
        for name, value in zip(self._annotations, loaded[own:], strict=True):
            setattr(instance, name, value)
        self.peers.add(instance)
        if self._reads is not None:
            vars(instance)["refresh_from_db"] = partial(_load_undeclared, instance, self._reads, self.peers)
        rest = values[len(self._chunks) :]
        for relative, value in zip(self._relatives, rest, strict=False):
            relative.give(instance, value)
        for listed, value in zip(self._lists, rest[len(self._relatives) :], strict=True):
            listed.give(instance, value)
        return instance


def give_known(instance: Any, queryset: Any) -> None:
    """Objects that a related manager brings to its rows (Django ``ModelIterable``)."""
    for field, objects in queryset._known_related_objects.items():
        if field.is_cached(instance):
            continue
        names = [
            field.attname if name == "self" else queryset.model._meta.get_field(name).attname
            for name in field.from_fields
        ]
        key = attrgetter(*names)(instance)
        if key in objects:
            setattr(instance, field.name, objects[key])


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
    """Gives instances the objects of a to-many relation, as ``prefetch_related`` does."""

    def __init__(self, many: Many, model: type[Model], using: str, prefetches: Any) -> None:
        assert isinstance(many.item, Instance)
        self.builder = Builder(many.item, using, prefetches)
        self._held = Held(model, many.key, using, many.prefetched and many.source.slot is not None)
        descriptor: Any = inspect.getattr_static(model, many.key)
        self._back = descriptor.rel.field if type(descriptor) is ReverseManyToOneDescriptor else None

    def give(self, instance: Any, values: Sequence[Any]) -> None:
        """Arguments:
        values: of each object.
        """
        objects = [self.builder.build(value) for value in values]
        if self._back is not None:
            for related in objects:
                self._back.set_cached_value(related, instance)
        self._held.give(instance, objects)


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
