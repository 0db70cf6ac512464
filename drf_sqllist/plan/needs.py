"""What Python is to have of a row, so that it can make a member as DRF does."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from rest_framework.fields import SerializerMethodField
from rest_framework.relations import HyperlinkedRelatedField, RelatedField
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

from drf_sqllist.fields.computed import SQLField
from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from drf_sqllist.plan.declared import refused_reads
from drf_sqllist.plan.doors import declared_reads, known_lookup_fields
from drf_sqllist.plan.registry import overridden
from drf_sqllist.plan.relations import ColumnStep, Row, Step, ToOneStep, step
from drf_sqllist.problems import Problem, Unsupported

Path = tuple[str, ...]


@dataclass
class Needs:
    """Arguments:
    full: everything that DRF's own instance would have.
    reads: else these attributes, and nothing besides them.
    along: to-one relations that are followed at once.
    inferred: the reads are known from DRF's own code: nobody is to be blamed for others.
    refused: what was declared and is not there; so nothing counts as declared.
    """

    full: bool = False
    reads: dict[Path, None] = field(default_factory=dict)
    along: dict[Path, None] = field(default_factory=dict)
    inferred: bool = False
    refused: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, reads: tuple[str, ...], row: Row) -> Needs:
        """What was declared; a function that reads nothing is still given an instance."""
        if refused := refused_reads(reads, row):
            return cls(full=True, refused=refused)
        paths = [tuple(path.split("__")) for path in reads]
        return cls(reads=dict.fromkeys(paths or [("pk",)]))

    @property
    def are_declared(self) -> bool:
        """The project has said what is read, be it wrong."""
        return bool(self.refused) or (bool(self.reads) and not (self.full or self.inferred))

    def __bool__(self) -> bool:
        return self.full or bool(self.reads)

    def add(self, more: Needs) -> None:
        """Take in what another member of the row needs."""
        self.full = self.full or more.full
        self.inferred = more.inferred and (self.inferred or not self.reads)
        self.reads.update(more.reads)
        self.along.update(more.along)


def needs_of(child: Any, row: Row) -> Needs:
    """What a member's field needs of the row that it is given."""
    if isinstance(child, SQLField):
        return Needs(reads={("pk",): None}, inferred=True)  # it asks the database by the key
    declared = _declared(child, row)
    needs = Needs(full=True) if declared is None else Needs.of(declared, row)
    if not needs.full:
        return needs
    way = child.source_attrs if isinstance(child, RelatedField) else child.source_attrs[:-1]
    link = _of_link(child, row, tuple(way))
    if link is not None:
        return link
    if isinstance(_follow(row, way), ToOneStep):
        needs.along[tuple(way)] = None
    return needs


def needs_of_override(serializer: Any, row: Row) -> Needs:
    """What a serializer's own ``to_representation`` needs of its row."""
    reads = declared_reads(type(serializer).to_representation)
    return Needs(full=True) if reads is None else Needs.of(reads, row)


def _declared(child: Any, row: Row) -> tuple[str, ...] | None:
    """What the function that makes the member has declared; None if it has not."""
    if isinstance(child, SerializerMethodField):
        owner = type(child.parent)
        return declared_reads(getattr(owner, child.method_name, None))
    cls = type(child)
    for method in (cls.to_representation, cls.get_attribute):
        if (found := declared_reads(method)) is not None:
            return found
    if isinstance(child, BaseSerializer) or not child.source_attrs:
        return None
    reads = declared_reads(attribute_of(child, row))
    return None if reads is None else tuple("__".join((*child.source_attrs[:-1], path)) for path in reads)


def attribute_of(child: Any, row: Row) -> object:
    """The model's own attribute, e.g. a property, that a field's source ends at; None where it cannot be told."""
    *way, last = child.source_attrs
    reached = _follow(row, way) if way else None
    if way and not isinstance(reached, ToOneStep):
        return None
    model = reached.model if isinstance(reached, ToOneStep) else row.model
    return inspect.getattr_static(model, last, None)


def needs_of_item(child: Any, row: Row) -> Needs:
    """What a related field needs of an object that it writes as an item of a list."""
    reads = declared_reads(type(child).to_representation)
    if reads is not None:
        return Needs.of(reads, row)
    return _of_link(child, row, ()) or Needs(full=True)


_LINKS = (FastHyperlinkedIdentityField, FastHyperlinkedRelatedField, HyperlinkedRelatedField)


def _of_link(child: Any, row: Row, way: Path) -> Needs | None:
    """A link of DRF's own, or a fast one, is made of known attributes, and none for an object without a key."""
    if known_lookup_fields(type(child)) is not None:
        return None  # what SQL cannot follow: the project's own get_url is called
    base = next((cls for cls in _LINKS if isinstance(child, cls)), None)
    if base is None or overridden(type(child), base, ("get_url", "get_attribute", "to_representation")):
        return None
    attributes = getattr(child, "paths", (child.lookup_field,))
    paths = [(*way, *attribute.split(".")) for attribute in (*sorted(attributes), "pk")]
    if way and child.use_pk_only_optimization():
        reached = _follow(row, way)
        if not isinstance(reached, ToOneStep) or reached.key is None:
            return None
        paths = [(*way[:-1], reached.key.attname)]
    if not all(isinstance(_follow(row, path), ColumnStep) for path in paths):
        return None
    return Needs(reads=dict.fromkeys(paths), inferred=True)


def _follow(row: Row, path: Iterable[str]) -> Step | None:
    """Where attributes lead, through to-one relations; None where only the instance can tell."""
    reached: Step | None = None
    for attribute in path:
        if reached is not None:
            if not isinstance(reached, ToOneStep) or reached.problem is not None:
                return None
            row = Row(reached.model)
        try:
            reached = step(row, attribute)
        except Unsupported:
            return None
    return reached


def may_skip(child: Any) -> bool:
    """Whether DRF may leave a member's key out (``SkipField``)."""
    return not isinstance(child, SerializerMethodField)


def looks_at_rows(child: Any) -> bool:
    """Whether what a field does in Python may look at ``root.instance``, which DRF has read by then."""
    cls = type(child)
    functions = [cls.to_representation, cls.get_attribute]
    if isinstance(child, SerializerMethodField):
        functions = [getattr(type(child.parent), child.method_name, None)]
    names = {name for function in functions for name in _names(getattr(function, "__code__", None))}
    return "instance" in names and bool(names & {"root", "parent"})


def _names(code: Any) -> Iterator[str]:
    """Attributes and globals that a function names, and the functions in it."""
    if isinstance(code, CodeType):
        yield from code.co_names
        for constant in code.co_consts:
            yield from _names(constant)


def own_representation(serializer: Any) -> Problem:
    """What is said of a serializer that makes its objects by itself, or looks at the rows of its list."""
    does, hint = (
        "Python makes each object",
        "Declare what it reads with reads(), or waive it if it changes nothing in JSON.",
    )
    if isinstance(serializer, ListSerializer):
        does, hint = "it is given the rows' instances", "Waive it if it prepares nothing that JSON shows."
    return Problem("override", "", f"{type(serializer).__name__}.to_representation() is overridden, so {does}.", hint)


def asks_for_fields(serializer: Any) -> bool:
    """Whether a serializer's own ``to_representation`` may ask DRF's for the members: it names it, somewhere."""
    for cls in type(serializer).__mro__:
        if cls is Serializer:
            return False
        function = vars(cls).get("to_representation")
        code = getattr(function, "__code__", None)
        if function is not None:
            return code is None or "to_representation" in code.co_names
    return True
