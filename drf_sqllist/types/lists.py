"""Nested serializers: an object, or a list of objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import (
    NULL,
    Link,
    Many,
    Member,
    Nested,
    Object,
    Value,
)
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import member_reader_for
from drf_sqllist.plan.relations import ColumnStep, Row, Step, ToManyStep, ToOneStep
from drf_sqllist.problems import Problem, Unsupported

_OUTPUT = ("data", "_readable_fields")


@member_reader_for(
    serializers.Serializer,
    serializers.ModelSerializer,
    serializers.HyperlinkedModelSerializer,
    output=_OUTPUT,
)
def read_nested(reader: Reader, serializer: Any, row: Row) -> Member:
    """DRF ``Serializer.to_representation`` of a related object, or of the row itself (``source="*"``)."""
    if not serializer.source_attrs:
        return Nested(serializer.field_name, row.hops, reader.read_object(serializer, row))
    end, guards, last = reader.walk(row, serializer.source_attrs, serializer)
    if not isinstance(last, ToOneStep):
        raise Unsupported(_no_relation(serializer, last, "to-one"))
    there, more = reader.hop(end, last, NULL, built=True)
    return Nested(serializer.field_name, there.hops, reader.read_object(serializer, there), (*guards, *more))


@member_reader_for(serializers.BaseSerializer)
def read_base_serializer(reader: Reader, serializer: Any, row: Row) -> Member:
    """Serializers with nothing but their own ``to_representation``: DRF's own path."""
    raise Unsupported(Problem("base-serializer", "", f"{type(serializer).__name__} is made by Python."))


@member_reader_for(serializers.ListSerializer, output=_OUTPUT)
def read_list_serializer(reader: Reader, serializer: Any, row: Row) -> Member:
    """DRF ``ListSerializer.to_representation``: the child for each related object."""
    return many(reader, serializer, row, lambda there: reader.read_object(serializer.child, there))


def many(reader: Reader, field: Any, row: Row, item: Callable[[Row], Object | Value | Link | Instance]) -> Many:
    """A member that lists a to-many relation.

    Arguments:
        item: what is listed for each related row.
    """
    end, guards, last = reader.walk(row, field.source_attrs, field)
    if not isinstance(last, ToManyStep):
        raise Unsupported(_no_relation(field, last, "to-many"))
    return reader.many(field.field_name, field.source_attrs[-1], end, last, item, guards)


def _no_relation(field: Any, last: Step, wanted: str) -> Problem:
    if not isinstance(last, ColumnStep):
        return Problem("source", "", f"the source {field.source!r} is not a {wanted} relation.")
    return Problem(
        "source",
        "",
        f"the source {field.source!r} is a column, whose value Python parses and writes.",
        "If the SQL builds the JSON as it is wanted, let a RawJSONField pass it through.",
    )
