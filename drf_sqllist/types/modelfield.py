"""Model fields that have no serializer field of their own: binary, generated and range columns."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from drf_sqllist.plan.nodes import Member, Representation
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import Kind, known_base, member_reader_for, overridden
from drf_sqllist.plan.relations import Row, step
from drf_sqllist.problems import Problem, Unsupported
from drf_sqllist.types.binary import Base64, BinaryKind
from drf_sqllist.types.boolean import BooleanKind
from drf_sqllist.types.decimals import DecimalKind
from drf_sqllist.types.floats import FloatKind
from drf_sqllist.types.integers import IntegerKind
from drf_sqllist.types.ranges import RangeKind
from drf_sqllist.types.temporal import ClockKind, DayKind, InstantKind
from drf_sqllist.types.text import TextKind
from drf_sqllist.types.uuid import UUIDKind

_AS_ENCODED = (
    TextKind,
    IntegerKind,
    FloatKind,
    DecimalKind,
    BooleanKind,
    InstantKind,
    DayKind,
    ClockKind,
    UUIDKind,
)


@member_reader_for(serializers.ModelField)
def read_model_field(reader: Reader, field: Any, row: Row) -> Member:
    """DRF ``ModelField``: ``value_from_object`` of the row itself, whatever the field's source."""
    cls = type(field.model_field)
    base = known_base(cls)
    if base is not None and overridden(cls, base, ("value_to_string",)):
        raise Unsupported(Problem("value-to-string", "", f"{cls.__name__} has a value_to_string of its own."))
    column = step(row, field.model_field.attname)
    return reader.value(field.field_name, row, column, _represent, by_field=False)


def _represent(kind: Kind) -> Representation:
    """Protected types as they are, anything else by ``value_to_string``."""
    if isinstance(kind, BinaryKind):
        return Base64()
    if isinstance(kind, RangeKind):
        return kind.text()
    if isinstance(kind, _AS_ENCODED):
        return kind.native()
    raise Unsupported(Problem("value-to-string", "", "the column's text is made by Python (value_to_string)."))
