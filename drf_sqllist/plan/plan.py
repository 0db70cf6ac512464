"""The plan of a whole list: its nodes, and what belongs to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet

from drf_sqllist.plan.nodes import Computed, Link, Many, Nested, Object, Value
from drf_sqllist.plan.prefetches import Prefetched
from drf_sqllist.plan.targets import Target
from drf_sqllist.problems import Problem

Maker = Callable[[Mapping[str, Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Plan:
    """A whole list: what a row is, and the querysets that are made anew for each request.

    Arguments:
        models: every model that is read.
        json_native: parsing the body gives what DRF's ``serializer.data`` would hold.
        own_list: the list serializer has a ``to_representation`` of its own, which is given the rows' instances.
        volatile: choices are made by a function of the project's, perhaps others at the next request.
        prefetches: lookups of the querysets, for the instances that Python builds.
        notes: what is made by Python, and how it could be made by SQL.
        targets: what the links in it lead to.
        querysets: fill slots of a statement; they do not shape it, so they take no part in comparison.
        makers: of each queryset, what makes it of another request's context; None where that is another plan.
    """

    model: type[Model]
    row: Object
    models: frozenset[type[Model]]
    json_native: bool
    own_list: bool = False
    volatile: bool = field(default=False, compare=False)
    querysets: tuple[QuerySet[Any], ...] = field(default=(), compare=False)
    makers: tuple[Maker | None, ...] = field(default=(), compare=False)
    prefetches: tuple[Mapping[str, Prefetched], ...] = field(default=(), compare=False)
    notes: tuple[Problem, ...] = field(default=(), compare=False)
    targets: tuple[Target, ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        # A kept plan is looked up at each request: its tree is walked once.
        return self._hash

    def made_for(self, context: Mapping[str, Any]) -> Plan:
        """The same plan with the querysets of another request."""
        if not self.makers:
            return self
        made = replace(self, querysets=tuple(make(context) for make in self.makers if make))
        vars(made).update({name: vars(self)[name] for name in ("_hash", "written") if name in vars(self)})
        return made

    @cached_property
    def written(self) -> frozenset[str] | None:
        """Names of the columns that members written by SQL are made of, or lead along; None where any may be.

        A twin's expression may read any column of its row, and of others.
        """
        names = set(_columns(self.row))
        return None if None in names else frozenset(name for name in names if name is not None)

    @cached_property
    def _hash(self) -> int:
        return hash((self.model, self.row))


def _columns(node: Any) -> Iterator[str | None]:
    for hop in getattr(node, "hops", ()):
        yield from (name for pair in hop.pairs for name in pair)
    if isinstance(node, Value):
        yield node.column
    elif isinstance(node, Link):
        for part in node.parts:
            yield from _columns(part.value)
    elif isinstance(node, Computed):
        yield None
    elif isinstance(node, Object):
        for member in node.members:
            yield from _columns(member)
    elif isinstance(node, Nested):
        yield from _columns(node.object)
    elif isinstance(node, Many):
        yield node.parent
        yield from _columns(node.item)
