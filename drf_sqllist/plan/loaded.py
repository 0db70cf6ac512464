"""A row as Python is to have it: which values travel, and what the instance that is made of them holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from drf_sqllist.plan.nodes import Hop, Many, Representation


@dataclass(frozen=True)
class Stored:
    """A column's value on its way to a model instance.

    Arguments:
        name: attname of a model field, or name of an annotation.
        representation: splices the value.
        is_annotation: set on the instance once it is made.
    """

    name: str
    representation: Representation
    is_annotation: bool = False


@dataclass(frozen=True)
class Relative:
    """The object that a to-one relation of an instance leads to.

    Arguments:
        attribute: the relation's accessor.
        covered: by ``select_related``: a missing row is known to be missing.
    """

    attribute: str
    instance: Instance
    covered: bool


@dataclass(frozen=True)
class Back:
    """An attribute of an instance, or of the one from which it was reached, that holds the very other.

    Arguments:
        path: keys from the list's rows to the object of that instance.
    """

    attribute: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Instance:
    """A row as a model instance that Python builds.

    Arguments:
        hops: the way to it from its level's row.
        columns: those that are loaded; any other is deferred.
        lists: to-many relations that it holds; their items are instances.
        reads: what its methods have declared to read; None where they may read anything.
        back: what leads from it to the instance that it was reached from.
        listed: the relation of the instance around that was prefetched and lists it.
        held: the to-one relation of the instance around that holds it.
        shared: that relation was prefetched, so that rows with the same key hold the same object.
        is_full: it has all that Django's own instance has.
        given: relations for which its queryset brings objects of its own (``parent.children.all()``).
        prefetches: position in ``Plan.prefetches`` of the lookups that its queryset brings.
    """

    model: type[Model]
    hops: tuple[Hop, ...]
    columns: tuple[Stored, ...]
    relatives: tuple[Relative, ...] = ()
    lists: tuple[Many, ...] = ()
    reads: tuple[str, ...] | None = None
    back: Back | None = None
    listed: Back | None = None
    held: Back | None = None
    shared: bool = False
    is_full: bool = False
    given: frozenset[str] = frozenset()
    prefetches: int | None = None
