"""Reads a bound serializer and its queryset into a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.query import QuerySet
from django.utils.choices import CallableChoiceIterator
from rest_framework.fields import CharField, ReadOnlyField

from drf_sqllist.plan.annotations import represent_annotation, represent_column
from drf_sqllist.plan.instances import check_instances, check_queryset, given_objects
from drf_sqllist.plan.nodes import Guard, Hop, Member, Object, Outcome, Plan, Representation, Shape, Source, Value
from drf_sqllist.plan.outcomes import broken_chain, parses_back
from drf_sqllist.plan.prefetches import prefetch_tree
from drf_sqllist.plan.preparing import preparations
from drf_sqllist.plan.registry import NEEDS_INSTANCE, Entry, Kind, changed_on_instance, find_reader
from drf_sqllist.plan.relations import (
    ColumnStep,
    DisplayStep,
    Row,
    Step,
    ToOneStep,
    check_deferred,
    check_prefetches,
    check_select_related,
    step,
)
from drf_sqllist.plan.tables import check_keys, is_trusted
from drf_sqllist.problems import Problem, Unsupported


def read_plan(queryset: QuerySet[Any], serializer: Any, view_name: str, shapes: Mapping[str, Shape]) -> Plan:
    """The plan of a bound list serializer over a queryset.

    Arguments:
        queryset: what the view lists, filtered, before pagination.
        serializer: a bound ``ListSerializer``.
        view_name: begins every breadcrumb.
        shapes: relation path (``"pizzas.toppings"``) to ``"correlated"`` or ``"joined"``.

    Raises:
        Unsupported: with every problem of the tree.
    """
    reader = Reader(shapes=dict(shapes), trail=[view_name])
    with reader.collecting():
        check_queryset(queryset)
        query = queryset.query
        row = Row(
            queryset.model,
            annotations=query.annotation_select,
            related=query.select_related,
            prefetched=prefetch_tree(queryset),
            given=given_objects(queryset),
        )
        check_prefetches(row)
        check_select_related(row.model, row.related)
        check_deferred(queryset)
        reader.entry_of(serializer)
        tree = reader.read_object(serializer.child, row)
    if reader.problems:
        raise Unsupported(*reader.problems)
    return Plan(
        model=queryset.model,
        row=tree,
        models=frozenset(reader.visited),
        json_native=reader.json_native,
        volatile=reader.volatile,
        querysets=tuple(reader.querysets),
    )


@dataclass
class Reader:
    """Walks a serializer tree once and collects every problem, each with its breadcrumb."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    querysets: list[QuerySet[Any]] = field(default_factory=list)
    visited: set[type[models.Model]] = field(default_factory=set)
    json_native: bool = True
    volatile: bool = False

    def read_object(self, serializer: Any, row: Row) -> Object:
        """The members of a serializer for the instance at ``row``."""
        members: list[Member] = []
        with self._at(type(serializer).__name__), self.collecting():
            self.entry_of(serializer)
            self.visit(row.model)
            for prepare in preparations(type(serializer)) or ():
                prepare(serializer)
            for child in serializer._readable_fields:
                with self._at(child.field_name, step=True), self.collecting():
                    members.append(self._read_member(child, row))
            if len({member.key for member in members}) < len(members):
                raise Unsupported(Problem("one-field-twice", "", "a field object was declared under two names."))
        return Object(tuple(members))

    def _read_member(self, child: Any, row: Row) -> Member:
        entry = self.entry_of(child)
        if entry.whole:
            member: Member = entry.read(self, child, row)
            return member
        end, guards, last = self.walk(row, child.source_attrs, child)
        if isinstance(last, DisplayStep):
            return self._label(child, end, last, entry, guards)
        return self.value(child.field_name, end, last, lambda kind: entry.read(child, kind), guards)

    def _label(self, child: Any, row: Row, last: DisplayStep, entry: Entry, guards: tuple[Guard, ...]) -> Member:
        """A field whose source is ``get_FOO_display``."""

        def represent(kind: Kind) -> Representation:
            choices = dict(last.field.flatchoices)
            found = None
            if isinstance(child, CharField | ReadOnlyField):
                found = kind.labelled(choices, entry.read(child, kind))
            if found is None:
                raise Unsupported(
                    Problem("label", "", f"the labels of {last.field} are chosen by Python.", "Annotate with a Case.")
                )
            return found

        column = ColumnStep(last.field.attname, last.field)
        return self.value(child.field_name, row, column, represent, guards)

    def entry_of(self, child: Any) -> Entry:
        """The registered reader of a field or serializer.

        Raises:
            Unsupported: an unknown class, or one whose output is its own.
        """
        name = type(child).__name__
        entry, changed = find_reader(type(child))
        if entry is None:
            raise Unsupported(
                Problem("field-type", "", f"the field class {name} is not known.", "Register it with reader_for.")
            )
        changed = changed or changed_on_instance(child, NEEDS_INSTANCE) or changed_on_instance(child, entry.output)
        if changed:
            if not entry.whole and changed not in NEEDS_INSTANCE:
                # Only what it makes of its value is its own: the value travels, the field writes it.
                return Entry(lambda field, kind: kind.spliced(), entry.output)
            raise Unsupported(
                Problem(
                    "override",
                    "",
                    f"{name}.{changed} is overridden, so its values are made by Python.",
                    "Move the work into the queryset as an annotation.",
                )
            )
        return entry

    def visit(self, model: type[models.Model]) -> None:
        """Take note of a model of which DRF would have built instances."""
        check_instances(model)
        self.visited.add(model)

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
        guards: tuple[Guard, ...] = ()
        broken = broken_chain(child)
        self.json_native = self.json_native and parses_back(child, broken)
        for attribute in attributes[:-1]:
            reached = step(row, attribute)
            if not isinstance(reached, ToOneStep):
                raise Unsupported(
                    Problem("source", "", f"{attribute!r} in the source {child.source!r} is not a to-one relation.")
                )
            row, more = self.hop(row, reached, broken)
            guards += more
        return row, guards, step(row, attributes[-1])

    def hop(
        self, row: Row, reached: ToOneStep, key_outcome: Outcome, row_outcome: Outcome = "null"
    ) -> tuple[Row, tuple[Guard, ...]]:
        """Move along a to-one relation.

        Arguments:
            key_outcome: of a NULL key, which is None to Python.
            row_outcome: of a missing row, which is an ``ObjectDoesNotExist``.
        """
        if reached.problem is not None:
            raise Unsupported(reached.problem)
        check_keys(row.model, reached.model)
        self.visit(reached.model)
        queryset = reached.source_queryset
        source = Source(reached.model, "base", self.slot(queryset))
        hops = (*row.hops, Hop(reached.pairs, source, reverse=reached.key is None))
        annotations = queryset.query.annotation_select if queryset is not None else {}
        parents = {reached.back: row} if reached.back else {}
        there = Row(reached.model, hops, annotations, reached.related, reached.prefetched, parents)
        if reached.parent is not None:  # the object that was there before, with all that it brought
            known = reached.parent
            there = Row(reached.model, hops, {}, known.related, {}, known.parents, known.given)
        guards: list[Guard] = []
        if reached.nullable and reached.key is not None:
            # A NULL in a key that may not be NULL is no None to Django, but a missing object.
            guards.append(Guard(len(hops), "key", key_outcome if reached.key.null else row_outcome))
        if not reached.certain:
            guards.append(Guard(len(hops), "row", key_outcome if reached.cached_none else row_outcome))
        return there, tuple(guards)

    def slot(self, queryset: QuerySet[Any] | None) -> int | None:
        """A place for a queryset that is made anew for each request."""
        if queryset is None:
            return None
        check_queryset(queryset)
        check_select_related(queryset.model, queryset.query.select_related)
        self.querysets.append(queryset)
        return len(self.querysets) - 1

    def value(
        self,
        key: str,
        row: Row,
        last: Step,
        represent: Callable[[Kind], Representation],
        guards: tuple[Guard, ...] = (),
        by_field: bool = True,
    ) -> Value:
        """A member that writes the column where a source ends."""
        if not isinstance(last, ColumnStep):
            raise Unsupported(
                Problem(
                    "object-as-value",
                    "",
                    "the source ends at an object, not at a column.",
                    "Use a related field or a nested serializer, or let the source end at a column.",
                )
            )
        nullable = True
        if last.field is not None:
            representation = represent_column(last.field, represent)
            nullable = last.field.null or not is_trusted(last.field.model)
            self.volatile = self.volatile or isinstance(last.field.choices, CallableChoiceIterator)
        else:
            representation = represent_annotation(row.annotations[last.name], represent)
        self.json_native = self.json_native and representation.json_native
        return Value(key, row.hops, last.name, nullable, representation, by_field, guards)

    def shape(self) -> Shape:
        """How the view wants the relation read here to be aggregated."""
        return self.shapes.get(".".join(self.path), "auto")

    @contextmanager
    def _at(self, name: str, step: bool = False) -> Iterator[None]:
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
            where = " > ".join(self.trail)
            for problem in error.problems:
                at = problem.where or where
                self.problems.append(Problem(problem.code, at, problem.reason, problem.hint))
