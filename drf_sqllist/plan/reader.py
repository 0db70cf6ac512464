"""Reads a bound serializer and its queryset into a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models
from django.utils.choices import CallableChoiceIterator
from rest_framework.fields import CharField, ReadOnlyField
from rest_framework.serializers import ListSerializer, Serializer

from drf_sqllist.links.addresses import Finder
from drf_sqllist.plan.annotations import represent_annotation, represent_column
from drf_sqllist.plan.doors import dropped
from drf_sqllist.plan.instances import own_making
from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.loading import read_instance
from drf_sqllist.plan.needs import (
    Needs,
    asks_for_fields,
    looks_at_rows,
    may_skip,
    needs_of,
    needs_of_item,
    needs_of_override,
    own_representation,
)
from drf_sqllist.plan.nodes import (
    BAIL,
    NULL,
    SKIP,
    Guard,
    Made,
    Member,
    Object,
    Representation,
    Value,
)
from drf_sqllist.plan.prefetches import Prefetched
from drf_sqllist.plan.preparing import preparations
from drf_sqllist.plan.registry import NEEDS_INSTANCE, Entry, Kind, changed_on_instance, find_reader, overrides_only
from drf_sqllist.plan.relations import (
    ColumnStep,
    DisplayStep,
    Row,
    Step,
)
from drf_sqllist.plan.tables import is_trusted
from drf_sqllist.plan.targets import Target
from drf_sqllist.plan.twins import read_twin
from drf_sqllist.plan.walker import Walker
from drf_sqllist.problems import FASTER, OF_LIST, TWIN, OnlyNow, Problem, Unsupported


def _one_field_twice(serializer: Any) -> Unsupported:
    """A field object under two names: those of the class, or those that were chosen for this request."""
    declared = [*map(id, type(serializer)._declared_fields.values())]
    if len({*declared}) < len(declared):
        return Unsupported(Problem("one-field-twice", "", "a field object was declared under two names."))
    reason = "a field object was put under two names as the serializer was built."
    return OnlyNow(Problem("one-field-twice", "", reason, "Ask for it under one of them."))


@dataclass
class Frame:
    """An object while its members are read.

    Arguments:
        path: keys from the list's rows to it.
        needs: what Python is to have of its row.
        holds: to-one relations that lead to instances.
        notes: why Python makes some of it.
    """

    row: Row
    path: tuple[str, ...]
    needs: Needs = field(default_factory=Needs)
    holds: set[str] = field(default_factory=set)
    notes: list[Problem] = field(default_factory=list)


class Mark(NamedTuple):
    """How far a plan was read."""

    visited: frozenset[type[models.Model]]
    volatile: bool
    problems: int
    notes: int
    querysets: int
    makers: int
    prefetches: int


@dataclass
class Reader(Walker):
    """Walks a serializer tree once and collects every problem, each with its breadcrumb.

    Arguments:
        typed: inside an object whose serializer makes it by itself: values are to have DRF's types.
        notes: of members that Python makes.
        context: the serializer's.
        targets: what the links lead to, and where the files are.
    """

    notes: list[Problem] = field(default_factory=list)
    prefetches: list[Mapping[str, Prefetched]] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    typed: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)
    targets: dict[Target, None] = field(default_factory=dict)

    @cached_property
    def finder(self) -> Finder:
        """Finds the addresses of views for this request."""
        return Finder(self.context.get("request"))

    def read_object(self, serializer: Any, row: Row, own_list: Any = None) -> Object:
        """The members of a serializer for the instance at ``row``.

        Arguments:
            own_list: a list serializer that is given the instances first.
        """
        found = Object(())
        with self.at(type(serializer).__name__), self.collecting():
            self.entry_of(serializer)
            self.visit(row.model, built=True)
            for prepare in preparations(type(serializer)) or ():
                prepare(serializer)
            frame = Frame(row, tuple(self.path))
            if making := own_making(row.model):
                # SQL writes its members if the instance, once it is there, turns out to hold what the columns do.
                frame.notes.append(self._problem(making))
                frame.needs.add(Needs(full=True))
            own = overrides_only(type(serializer), "to_representation")
            for made in [serializer] * own + [own_list] * (own_list is not None):
                self.json_native = False
                frame.notes.append(self._problem(own_representation(made)))
                self._need(frame, needs_of_override(made, row))
                self._look_at_rows(made)
            members: tuple[Member, ...] = ()
            if not own or asks_for_fields(serializer):
                with self._inside(frame, typed=own):
                    members = self._members(serializer, row)
            found = Object(members, self._instance(frame), own)
        return found

    def item(self, child: Any, row: Row, problem: Problem) -> Instance:
        """An item of a list that a related field makes of the object itself.

        Arguments:
            problem: what is said of it.
        """
        self.json_native = False
        needs = needs_of_item(child, row)
        notes = [*map(self._problem, (problem, *needs.refused))]
        instance = self._loaded(row, needs, notes)
        self.notes += notes
        return instance

    def _instance(self, frame: Frame) -> Instance | None:
        """What Python is to have of a frame's row, if anything."""
        if not frame.needs:
            return None
        try:
            instance = self._loaded(frame.row, frame.needs, frame.notes)
        except Unsupported as error:
            # What Python was to make cannot be made: now it is what stands in the way.
            self.problems += frame.notes
            raise Unsupported(*error.problems) from error
        self.notes += frame.notes
        return instance

    def _loaded(self, row: Row, needs: Needs, notes: list[Problem]) -> Instance:
        """The row with what is needed of it; with all that Django loads where SQL cannot bring what was named."""
        before = self._so_far()
        try:
            return read_instance(self, row, needs)
        except Unsupported as error:
            if needs.full:
                raise
            self._undo(before)
            notes += map(self._problem, error.problems)
        return read_instance(self, row, replace(needs, full=True))

    def _need(self, frame: Frame, needs: Needs) -> None:
        frame.needs.add(needs)
        frame.notes += map(self._problem, needs.refused)

    def _members(self, serializer: Any, row: Row) -> tuple[Member, ...]:
        members: list[Member] = []
        drop = dropped(type(serializer), Serializer)
        for child in serializer._readable_fields:
            if child.field_name in drop:
                continue
            with self.at(child.field_name, step=True), self.collecting():
                members.append(self._member(child, row))
        if len({member.key for member in members}) < len(members):
            raise _one_field_twice(serializer)
        return tuple(members)

    def _member(self, child: Any, row: Row) -> Member:
        """A member by SQL; by Python where SQL cannot make it."""
        before = self._so_far()
        member: Member | None = None
        with self.collecting():
            member = read_twin(self, child, row) or self._read_member(child, row)
        problems = self.problems[before.problems :]
        if member is not None and not problems:
            return member
        self._undo(before)
        frame = self.frames[-1]
        needs = needs_of(child, row)
        frame.notes += [replace(problem, hint=TWIN) for problem in problems] if needs.are_declared else problems
        self._need(frame, needs)
        self._look_at_rows(child)
        self.json_native = False
        return Made(child.field_name, may_skip=may_skip(child))

    def _look_at_rows(self, child: Any) -> None:
        if self.frames and looks_at_rows(child):
            self.frames[0].needs.add(Needs(full=True))

    @property
    def _lists(self) -> tuple[list[Any], ...]:
        return self.problems, self.notes, self.querysets, self.makers, self.prefetches

    def _so_far(self) -> Mark:
        return Mark(self.visited, self.volatile, *map(len, self._lists))

    def _undo(self, mark: Mark) -> None:
        """Forget what was read for a member that SQL cannot make."""
        self.visited, self.volatile, *lengths = mark
        for found, length in zip(self._lists, lengths, strict=True):
            del found[length:]

    @contextmanager
    def trying(self) -> Iterator[list[Problem]]:
        """What is unsupported is told, and what was read before it met that is forgotten."""
        problems: list[Problem] = []
        before = self._so_far()
        try:
            yield problems
        except Unsupported as error:
            self._undo(before)
            problems += error.problems

    @contextmanager
    def _inside(self, frame: Frame, typed: bool) -> Iterator[None]:
        before = self.typed
        self.frames.append(frame)
        self.typed = before or typed
        try:
            yield
        finally:
            self.frames.pop()
            self.typed = before

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
        own = changed_on_instance(child, NEEDS_INSTANCE) or changed_on_instance(child, entry.output)
        if isinstance(child, Serializer) and overrides_only(type(child), "to_representation"):
            changed = None  # the object that it makes is read as its members
        changed = changed or own
        if changed:
            if not entry.whole and changed not in NEEDS_INSTANCE:
                # Only what it makes of its value is its own: the value travels, the field writes it.
                return Entry(lambda field, kind: kind.spliced(), entry.output)
            raise Unsupported(
                Problem(
                    "override",
                    "",
                    f"{name}.{changed} is overridden, so its values are made by Python.",
                    FASTER if self.frames or not isinstance(child, ListSerializer) else OF_LIST,
                )
            )
        return entry

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
        represent = self.typing(represent)
        if self.typed and any(guard.outcome not in (NULL, SKIP, BAIL) for guard in guards):
            raise Unsupported(Problem("default", "", "a default stands in for a missing object."))
        if last.field is not None:
            representation = represent_column(last.field, represent)
            nullable = last.field.null or not is_trusted(last.field.model)
            self.volatile = self.volatile or isinstance(last.field.choices, CallableChoiceIterator)
        else:
            representation = represent_annotation(row.annotations[last.name], represent)
        self.json_native = self.json_native and representation.json_native
        self.targets |= dict.fromkeys(representation.targets)
        return Value(key, row.hops, last.name, nullable, representation, by_field, guards)

    def typing(self, represent: Callable[[Kind], Representation]) -> Callable[[Kind], Representation]:
        """Values as DRF's ``to_representation`` leaves them, where they are to have its types.

        Those are spliced whose JSON would read back as another type.
        """

        def represent_typed(kind: Kind) -> Representation:
            representation = represent(kind)
            return representation if representation.json_native and not representation.is_raw else kind.spliced()

        return represent_typed if self.typed else represent
