"""PostgreSQL's ranges. Registered where psycopg is installed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Literal

from django.conf import settings

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, kind_of
from drf_sqllist.problems import Problem, Unsupported
from drf_sqllist.types.base import Transport
from drf_sqllist.types.postgres import PostgresOnly, PostgresTransport

Bound = Literal["integer", "date", "datetime", "decimal"]


@dataclass(frozen=True)
class RangeText(PostgresOnly):
    """Django ``RangeField.value_to_string``: JSON inside a JSON string.

    Arguments:
        bound: the bounds' type, each written as its field's ``value_to_string`` does.
    """

    bound: Bound
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        inclusive = (
            f"CASE WHEN lower_inc({value}) THEN '[' ELSE '(' END||CASE WHEN upper_inc({value}) THEN ']' ELSE ')' END"
        )
        ends = "||".join(f"', \"{end}\": '||{self._end(f'{end}({value})', out)}" for end in ("lower", "upper"))
        text = f"'{{\"bounds\": \"'||{inclusive}||'\"'||{ends}||'}}'"
        return out.json_string(f"(CASE WHEN isempty({value}) THEN '{{\"empty\": true}}' ELSE {text} END)")

    def _end(self, end: str, out: Output) -> str:
        # A bound that Python writes otherwise, or not at all, is NULL here: the row is then DRF's own.
        text = {
            "integer": f"{end}::text",
            "date": f"CASE WHEN isfinite({end}) THEN to_char({end},'YYYY-MM-DD') END",
            "datetime": f"CASE WHEN isfinite({end}) THEN replace(to_char({end} AT TIME ZONE 'UTC',"
            f"'YYYY-MM-DD\"T\"HH24:MI:SS.US'),'.000000','')||'+00:00' END",
            "decimal": f"CASE WHEN scale({end})<=6 THEN {end}::text END",
        }[self.bound]
        return f"CASE WHEN {end} IS NULL THEN 'null' ELSE '\"'||{text}||'\"' END"


@dataclass(frozen=True)
class RangeKind(PostgresTransport):
    """Ranges, which DRF reads through ``ModelField``. They travel as a JSON array: signs of the bounds, their texts.

    Arguments:
        ends: the kind of the bounds.
    """

    bound: Bound
    ends: Transport

    def text(self) -> Representation:
        """What ``ModelField`` makes of it; the encoder would make an error."""
        return RangeText(self.bound)

    def postgresql_payload(self, value: str) -> str:
        lower, upper = (self.ends.postgresql_payload(f"{end}({value})") for end in ("lower", "upper"))
        signs = (
            f"CASE WHEN lower_inc({value}) THEN '[' ELSE '(' END||CASE WHEN upper_inc({value}) THEN ']' ELSE ')' END"
        )
        # A bound that has no text is none of Python's; NULL, which is None, is another matter.
        loadable = (
            f"(lower({value}) IS NULL OR ({lower}) IS NOT NULL) AND (upper({value}) IS NULL OR ({upper}) IS NOT NULL)"
        )
        parts = f"json_build_array({signs},{lower},{upper})::text"
        return f"CASE WHEN isempty({value}) THEN '[]' WHEN {loadable} THEN {parts} END"

    def load(self, payload: str) -> Any:
        parts = json.loads(payload)
        made = _class_of(self.bound)
        if not parts:
            return made(empty=True)
        lower, upper = (None if end is None else self.ends.load(end) for end in parts[1:])
        return made(lower, upper, parts[0])


@cache
def _class_of(bound: Bound) -> Any:
    """What the driver makes of a range."""
    from django.db.backends.postgresql import psycopg_any

    if psycopg_any.is_psycopg3:
        from psycopg.types.range import Range

        return Range
    numeric = psycopg_any.NumericRange
    return {"date": psycopg_any.DateRange, "datetime": psycopg_any.DateTimeTZRange}.get(bound, numeric)


def _register() -> None:
    try:
        from django.contrib.postgres import fields
    except ImportError:
        return

    def read(field: Any, bound: Bound) -> Kind:
        ends = kind_of(field.base_field)
        assert isinstance(ends, Transport)
        return RangeKind(bound, ends)

    @kind_for(fields.IntegerRangeField, fields.BigIntegerRangeField)
    def integer_range_kind(field: Any) -> Kind:
        return read(field, "integer")

    @kind_for(fields.DateRangeField)
    def date_range_kind(field: Any) -> Kind:
        return read(field, "date")

    @kind_for(fields.DecimalRangeField)
    def decimal_range_kind(field: Any) -> Kind:
        return read(field, "decimal")

    @kind_for(fields.DateTimeRangeField)
    def datetime_range_kind(field: Any) -> Kind:
        if not settings.USE_TZ:
            raise Unsupported(Problem("naive-range", "", "ranges of naive datetimes are written by Python."))
        return read(field, "datetime")


_register()
