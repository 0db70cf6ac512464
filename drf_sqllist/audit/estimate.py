"""How many statements DRF's own path runs for a list, judged from the serializer and its queryset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models.query import QuerySet
from rest_framework.relations import ManyRelatedField, PrimaryKeyRelatedField, RelatedField
from rest_framework.serializers import BaseSerializer, ListSerializer

from drf_sqllist.fields.nested import SQLNested
from drf_sqllist.plan.nodes import NULL
from drf_sqllist.plan.prefetches import Prefetched, below, prefetch_tree
from drf_sqllist.plan.relations import Row, ToManyStep, ToOneStep, step
from drf_sqllist.plan.walker import Walker
from drf_sqllist.problems import Unsupported


@dataclass(frozen=True)
class Estimate:
    """A number of statements, at least.

    Arguments:
        once: whatever the page holds.
        per_row: more for each of its rows, where each list in it has one item.
    """

    once: int
    per_row: int

    def __str__(self) -> str:
        return f"{self.once} + {self.per_row}n" if self.per_row else str(self.once)

    def at(self, rows: int) -> int:
        """For a page of so many rows."""
        return self.once + self.per_row * rows


def estimate(queryset: QuerySet[Any], child: Any, is_counted: bool) -> Estimate:
    """What DRF runs for a list.

    Arguments:
        queryset: what is listed.
        child: the bound serializer of a row.
        is_counted: a paginator asks for the total.
    """
    prefetched = prefetch_tree(queryset)
    row = Row(
        queryset.model,
        annotations=queryset.query.annotation_select,
        related=queryset.query.select_related,
        prefetched=prefetched,
    )
    count = _Count()
    per_row = count.serializer(child, row)
    return Estimate(1 + is_counted + _lookups(prefetched) + count.once, per_row)


def _lookups(tree: Mapping[str, Prefetched]) -> int:
    return sum(1 + _lookups(below(node)) for node in tree.values())


@dataclass
class _Count:
    """Arguments:
    reached: ways along to-one relations that were gone before: an instance keeps what it has found.
    once: lists that are fetched for all of their parents together.
    """

    reached: set[tuple[Any, ...]] = field(default_factory=set)
    once: int = 0
    _together: bool = True

    def serializer(self, serializer: Any, row: Row, way: tuple[Any, ...] = ()) -> int:
        return sum(self._field(one, row, way) for one in serializer.fields.values() if not one.write_only)

    def _field(self, one: Any, row: Row, way: tuple[Any, ...]) -> int:
        inner = one.child_relation if isinstance(one, ManyRelatedField) else one
        if one.source == "*":
            return self.serializer(one, row, way) if isinstance(one, BaseSerializer) and hasattr(one, "fields") else 0
        attributes = list(one.source_attrs)
        is_key = isinstance(one, PrimaryKeyRelatedField) and one.use_pk_only_optimization()
        if is_key or not isinstance(inner, RelatedField | BaseSerializer):
            attributes.pop()
        count = 0
        together = self._together
        try:
            for attribute in attributes:
                is_own = isinstance(one, SQLNested) and attribute == attributes[-1]
                reached = step(replace(row, prefetched={}) if is_own else row, attribute)
                if isinstance(reached, ToManyStep):
                    if is_own and together:
                        self.once += 1
                        reached = replace(reached, is_prefetched=True)
                    return count + self._list(inner, row, reached, (*way, attribute))
                if not isinstance(reached, ToOneStep):
                    return count
                way = (*way, attribute)
                if not (reached.covered or reached.shared or reached.parent):
                    together = False
                    count += way not in self.reached
                self.reached.add(way)
                row, _ = Walker().hop(row, reached, NULL, built=True)
        except Unsupported:
            return count  # only the instance can tell
        return count + (self._below(one, row, way, together) if hasattr(one, "fields") else 0)

    def _below(self, serializer: Any, row: Row, way: tuple[Any, ...], together: bool) -> int:
        """The members of a related object.

        Arguments:
            together: those of all rows are in memory when the first one is written.
        """
        before, self._together = self._together, together
        try:
            return self.serializer(serializer, row, way)
        finally:
            self._together = before

    def _list(self, inner: Any, row: Row, reached: ToManyStep, way: tuple[Any, ...]) -> int:
        count = 0 if reached.is_prefetched else 1
        child = inner.child if isinstance(inner, ListSerializer) else inner
        if not hasattr(child, "fields"):
            return count
        queryset = reached.source_queryset
        there = Row(
            reached.model,
            annotations=queryset.query.annotation_select if queryset is not None else {},
            related=queryset.query.select_related if queryset is not None else False,
            prefetched=reached.prefetched,
            parents={reached.back: row} if reached.back else {},
        )
        return count + self._below(child, there, way, self._together and reached.is_prefetched)
