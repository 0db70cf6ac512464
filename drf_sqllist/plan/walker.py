"""Moves along relations, and takes note of what it meets on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.db.models.query import QuerySet

from drf_sqllist.fields.fetching import looks_around
from drf_sqllist.plan.checks import check_select_related
from drf_sqllist.plan.instances import check_instances, check_related
from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import (
    Guard,
    Hop,
    Link,
    Many,
    Object,
    Outcome,
    Shape,
    Source,
    Value,
)
from drf_sqllist.plan.ordering import is_presorted, own_order
from drf_sqllist.plan.outcomes import broken_chain, parses_back
from drf_sqllist.plan.plan import Maker
from drf_sqllist.plan.prefetches import refuse_windows
from drf_sqllist.plan.relations import Row, Step, ToManyStep, ToOneStep, step
from drf_sqllist.plan.tables import check_keys
from drf_sqllist.problems import OnlyNow, Problem, Unsupported


@dataclass
class Walker:
    """Arguments:
    shapes: relation path to ``"correlated"`` or ``"joined"``.
    trail: names from the view to the place that is read.
    path: keys from the list's rows to it.
    problems: what SQL cannot do, each with its place.
    passing: those of them that are of what the request asks for.
    querysets: those that each request makes anew.
    makers: of each, what makes it of another request's context, where the plan holds for that too.
    visited: models of which DRF would have built instances.
    json_native: parsing the body gives what DRF's ``data`` holds.
    volatile: what was read may be another thing at the next request.
    """

    shapes: dict[str, Shape] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passing: set[Problem] = field(default_factory=set)
    querysets: list[QuerySet[Any]] = field(default_factory=list)
    makers: list[Maker | None] = field(default_factory=list)
    visited: frozenset[type[models.Model]] = frozenset()
    json_native: bool = True
    volatile: bool = False

    def visit(self, model: type[models.Model], built: bool = False) -> None:
        """Take note of a model of which DRF would have built instances.

        Arguments:
            built: as ``check_instances``.
        """
        check_instances(model, built)
        self.visited = self.visited | {model}

    def walk(self, row: Row, attributes: list[str], child: Any) -> tuple[Row, tuple[Guard, ...], Step]:
        """Follow a field's ``source`` up to its last attribute.

        Returns:
            the row that the last attribute is read from, what happens where the way there ends, and
            that last step.

        Raises:
            Unsupported: an attribute on the way that is no to-one relation.
        """
        if not attributes:
            raise Unsupported(
                Problem("needs-instance", "", f'{type(child).__name__} with source="*" is given the model instance.')
            )
        row, guards = self.way(row, attributes[:-1], child)
        return row, guards, step(row, attributes[-1])

    def way(self, row: Row, attributes: list[str], child: Any) -> tuple[Row, tuple[Guard, ...]]:
        """Follow to-one relations of a field's ``source``; as ``walk`` without the last step."""
        guards: tuple[Guard, ...] = ()
        broken = broken_chain(child)
        self.json_native = self.json_native and parses_back(child, broken)
        for attribute in attributes:
            reached = step(row, attribute)
            if not isinstance(reached, ToOneStep):
                raise Unsupported(
                    Problem("source", "", f"{attribute!r} in the source {child.source!r} is not a to-one relation.")
                )
            row, more = self.hop(row, reached, broken)
            guards += more
        return row, guards

    def hop(
        self, row: Row, reached: ToOneStep, key_outcome: Outcome, row_outcome: Outcome = "null", built: bool = False
    ) -> tuple[Row, tuple[Guard, ...]]:
        """Move along a to-one relation.

        Arguments:
            key_outcome: of a NULL key, which is None to Python.
            row_outcome: of a missing row, which is an ``ObjectDoesNotExist``.
            built: an instance of the row there is built.
        """
        if reached.problem is not None:
            raise Unsupported(reached.problem)
        check_keys(row.model, reached.model)
        self.visit(reached.model, built)
        queryset = _source_queryset(reached)
        refuse_windows(queryset)
        source = Source(reached.model, "base", self.slot(queryset))
        hops = (*row.hops, Hop(reached.pairs, source, reverse=reached.key is None))
        annotations = queryset.query.annotation_select if queryset is not None else {}
        parents = {reached.back: row} if reached.back else {}
        known = reached.parent
        if known is None:
            there = Row(
                reached.model,
                hops,
                annotations,
                reached.related,
                reached.prefetched,
                parents,
                mask=reached.mask,
                held=(reached, row),
            )
        else:  # the object that was there before, with all that it brought
            there = Row(reached.model, hops, {}, known.related, {}, known.parents, known.given, known.mask)
        guards: list[Guard] = []
        if reached.nullable and reached.key is not None:
            # A NULL in a key that may not be NULL is no None to Django, but a missing object.
            guards.append(Guard(len(hops), "key", key_outcome if reached.key.null else row_outcome))
        if not reached.certain:
            guards.append(Guard(len(hops), "row", key_outcome if reached.cached_none else row_outcome))
        return there, tuple(guards)

    def many(
        self,
        key: str,
        attribute: str,
        row: Row,
        reached: ToManyStep,
        item: Callable[[Row], Object | Value | Link | Instance],
        guards: tuple[Guard, ...] = (),
        make: Maker | None = None,
        own: bool = False,
    ) -> Many:
        """A member that lists the to-many relation ``attribute`` of ``row``.

        Arguments:
            item: what is listed for each related row.
            make: the rows of another request.
            own: the rows are the field's, whatever the view prefetches.
        """
        check_keys(row.model, reached.model)
        self.visit(reached.model, built=True)
        queryset = _source_queryset(reached)
        slot = self.slot(queryset, make)
        query = None if queryset is None else queryset.query
        there = Row(
            reached.model,
            annotations=query.annotation_select if query else {},
            related=query.select_related if query else False,
            prefetched=reached.prefetched,
            parents={reached.back: row} if reached.back else {},
            mask=query.get_select_mask() if query else {},
            listed=(attribute, row) if reached.is_prefetched else None,
        )
        sliced = query is not None and query.is_sliced
        order = own_order(reached.model, queryset)
        alone = queryset is not None and self._is_alone(queryset, fetched_together=reached.is_prefetched and not own)
        listed = item(there)
        if isinstance(listed, Value | Link):
            self.visit(reached.model)
        return Many(
            key,
            row.hops,
            Source(reached.model, "default", slot, sliced),
            reached.lookup,
            reached.parent,
            listed,
            reached.indexed,
            "correlated" if alone else self.shape(),
            reached.filters,
            reached.by_uuid,
            reached.is_prefetched,
            None if sliced else order,
            sliced and "__" not in reached.lookup and is_presorted(reached.model, reached.lookup, order),
            guards,
            reached.junction if queryset is None else None,
        )

    def _is_alone(self, queryset: QuerySet[Any], fetched_together: bool) -> bool:
        """Whether the rows of one parent have to be asked for without those of the others.

        Raises:
            Unsupported: DRF has them together, and so other rows.
        """
        if looks_around(queryset):
            if fetched_together:
                reason = "a window function or a distinct() on columns sees the prefetched rows of all parents."
                raise Unsupported(Problem("prefetch", "", reason, "Use a subquery."))
            return True
        # Where a slice is numbered, that is before it is known which rows are the same.
        return queryset.query.is_sliced and queryset.query.distinct

    def slot(self, queryset: QuerySet[Any] | None, make: Maker | None = None) -> int | None:
        """A place for a queryset that is made anew for each request."""
        if queryset is None:
            return None
        check_related(queryset)
        check_select_related(queryset.model, queryset.query.select_related)
        self.querysets.append(queryset)
        self.makers.append(make)
        return len(self.querysets) - 1

    def shape(self) -> Shape:
        """How the view wants the relation read here to be aggregated."""
        return self.shapes.get(".".join(self.path), "auto")

    @contextmanager
    def at(self, name: str, step: bool = False) -> Iterator[None]:
        self.trail.append(name)
        if step:
            self.path.append(name)
        try:
            yield
        finally:
            self.trail.pop()
            if step:
                self.path.pop()

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Keep what is unsupported as problems at this place, and go on."""
        try:
            yield
        except Unsupported as error:
            problems = [*map(self._problem, error.problems)]
            self.problems += problems
            if isinstance(error, OnlyNow):
                self.passing.update(problems)

    def _problem(self, problem: Problem) -> Problem:
        """A problem at this place, unless it has one."""
        return replace(problem, where=problem.where or " > ".join(self.trail))


def _source_queryset(reached: ToOneStep | ToManyStep) -> QuerySet[Any] | None:
    """What takes the place of a relation's table.

    Raises:
        Unsupported: its rows become instances of another class, be it a proxy.
    """
    queryset = reached.source_queryset
    if queryset is not None and queryset.model is not reached.model:
        name, other = reached.model._meta.label, queryset.model._meta.label
        raise Unsupported(Problem("prefetch", "", f"the queryset is of {other}, where the relation leads to {name}."))
    return queryset
