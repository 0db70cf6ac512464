"""Relations as single values: primary keys and slugs, of one object or of many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework import relations

from drf_sqllist.plan.instances import own_making
from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import (
    BAIL,
    NULL,
    Guard,
    Link,
    Member,
    Representation,
    Value,
)
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import Kind, changed_on_instance, find_reader, member_reader_for, overrides_only
from drf_sqllist.plan.relations import ColumnStep, Row, ToOneStep, step
from drf_sqllist.problems import Problem, Unsupported
from drf_sqllist.types.links import link_to
from drf_sqllist.types.lists import many

_RELATED = ("use_pk_only_optimization",)


@member_reader_for(relations.PrimaryKeyRelatedField, output=_RELATED)
def read_primary_key(reader: Reader, field: Any, row: Row) -> Member:
    """DRF ``PrimaryKeyRelatedField``: the key's own column where there is one (``use_pk_only_optimization``)."""
    end, guards, last = reader.walk(row, field.source_attrs, field)
    represent = primary_key(field)
    if isinstance(last, ToOneStep) and last.key is not None:
        column = ColumnStep(last.key.attname, last.key)
        return reader.value(field.field_name, end, column, represent, guards, by_field=False)
    if isinstance(last, ToOneStep):
        there, more = reader.hop(end, last, NULL)
        return reader.value(field.field_name, there, step(there, "pk"), represent, (*guards, *more), by_field=False)
    return reader.value(field.field_name, end, last, represent, guards, by_field=False)


def primary_key(field: Any) -> Callable[[Kind], Representation]:
    """How a ``PrimaryKeyRelatedField`` writes a key: by its ``pk_field``, or as the encoder does."""
    child = field.pk_field
    if child is None:
        return lambda kind: kind.native()
    entry, changed = find_reader(type(child))
    if entry is None or entry.whole or changed or changed_on_instance(child, entry.output):
        raise Unsupported(Problem("pk-field", "", f"the pk_field {type(child).__name__} writes its values in Python."))
    return lambda kind: entry.read(child, kind)


@member_reader_for(relations.SlugRelatedField, output=_RELATED)
def read_slug(reader: Reader, field: Any, row: Row) -> Member:
    """DRF ``SlugRelatedField``: an attribute of the related object."""
    end, guards, last = reader.walk(row, field.source_attrs, field)
    if not isinstance(last, ToOneStep):
        raise Unsupported(Problem("source", "", f"the source {field.source!r} is not a to-one relation."))
    there, more = reader.hop(end, last, NULL)
    return slug(reader, field, there, field.field_name, (*guards, *more))


def slug(reader: Reader, field: Any, row: Row, key: str, guards: tuple[Guard, ...] = ()) -> Value:
    """The slug of the object at ``row``: ``attrgetter``, which raises where the way ends."""
    *way, attribute = field.slug_field.split("__")
    for name in way:
        reached = step(row, name)
        if not isinstance(reached, ToOneStep):
            raise Unsupported(
                Problem("slug", "", f"{name!r} in the slug {field.slug_field!r} is not a to-one relation.")
            )
        row, more = reader.hop(row, reached, BAIL, BAIL)
        guards = (*guards, *more)
    return reader.value(key, row, step(row, attribute), lambda kind: kind.native(), guards, by_field=False)


@member_reader_for(relations.ManyRelatedField)
def read_many_related(reader: Reader, field: Any, row: Row) -> Member:
    """DRF ``ManyRelatedField``: its child relation for each related object."""
    child = field.child_relation
    if isinstance(child, relations.HyperlinkedRelatedField):
        return many(reader, field, row, lambda there: _linked(reader, child, there))
    if overrides_only(type(child), "to_representation"):
        return many(reader, field, row, lambda there: reader.item(child, there, python_relation(child)))
    reader.entry_of(child)

    def item(there: Row) -> Value | Link | Instance:
        if making := own_making(there.model):
            return reader.item(child, there, making)
        if isinstance(child, relations.PrimaryKeyRelatedField):
            return reader.value("", there, step(there, "pk"), primary_key(child), by_field=False)
        if isinstance(child, relations.SlugRelatedField):
            return slug(reader, child, there, "")
        return reader.item(child, there, python_relation(child))

    return many(reader, field, row, item)


def _linked(reader: Reader, field: Any, row: Row) -> Link | Instance:
    """The link of an item, or the item for Python to make its link of."""
    with reader.trying() as problems:
        reader.entry_of(field)
        if making := own_making(row.model):
            raise Unsupported(making)
        return link_to(reader, field, row, "")
    return reader.item(field, row, problems[0])


def python_relation(field: Any) -> Problem:
    return Problem(
        "relation-in-python",
        "",
        f"{type(field).__name__} writes the related object in Python.",
        "Use PrimaryKeyRelatedField, SlugRelatedField or a nested serializer.",
    )


@member_reader_for(
    relations.RelatedField,
    relations.StringRelatedField,
    output=_RELATED,
)
def read_python_relation(reader: Reader, field: Any, row: Row) -> Member:
    """Relations that DRF's own path makes: ``str(object)``."""
    raise Unsupported(python_relation(field))
