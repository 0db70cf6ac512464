"""PostgreSQL's own column types: arrays, hstore, ranges. Registered where psycopg is installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.conf import settings
from rest_framework import serializers

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, changed_on_instance, find_reader, kind_for, kind_of, reader_for
from drf_sqllist.problems import Problem, Unsupported
from drf_sqllist.types.base import Plain, Transport
from drf_sqllist.types.boolean import Boolean
from drf_sqllist.types.network import Address
from drf_sqllist.types.text import JSONString
from drf_sqllist.types.uuid import UUIDNative, UUIDText

_AS_TO_JSON = (Plain(), Boolean(), JSONString(), Address(), UUIDText(), UUIDNative())
"""Elements that ``to_json`` of the whole array writes as their own representation does."""


@dataclass(frozen=True)
class PostgresOnly(Representation):
    """A column type that SQLite does not have: its SQL there is never asked for."""

    def sqlite(self, value: str, out: Output) -> str:
        raise Unsupported(Problem("vendor", "", "this column type exists on PostgreSQL only."))


@dataclass(frozen=True)
class Array(PostgresOnly):
    """A list, each element by its own representation; arrays in arrays as ``to_json`` writes them."""

    item: Representation
    nested: bool = False
    propagates_null: ClassVar[bool] = False
    of_items: ClassVar[bool] = True

    def load(self, payload: str) -> Any:
        return self.item.load(payload)

    @property
    def json_native(self) -> bool:  # type: ignore[override]
        return self.item.json_native

    def postgresql(self, value: str, out: Output) -> str:
        if self.item in _AS_TO_JSON and out.item_separator == ",":
            return f"to_json({value})::text"
        items = f"string_agg({out.child(self.item, 'e.v')},{out.text(out.item_separator)} ORDER BY e.n)"
        listed = f"(SELECT {items} FROM unnest({value}) WITH ORDINALITY AS e(v,n))"
        return f"CASE WHEN array_ndims({value})>1 THEN {out.bail()} ELSE '['||coalesce({listed},'')||']' END"


@dataclass(frozen=True)
class HStore(PostgresOnly):
    """An object of strings, in the order that hstore keeps."""

    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        pair = (
            f"{out.json_string('e.key')}||{out.text(out.key_separator)}||coalesce({out.json_string('e.value')},'null')"
        )
        pairs = f"(SELECT string_agg({pair},{out.text(out.item_separator)}) FROM each({value}) AS e)"
        return f"'{{'||coalesce({pairs},'')||'}}'"


@dataclass(frozen=True)
class RangeText(PostgresOnly):
    """Django ``RangeField.value_to_string``: JSON inside a JSON string.

    Arguments:
        bound: the bounds' type, each written as its field's ``value_to_string`` does.
    """

    bound: Literal["integer", "date", "datetime", "decimal"]
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
class ArrayKind(Transport):
    """``list`` values."""

    item: Kind
    nested: bool

    def native(self) -> Representation:
        return _array(self.item.native(), self.nested)

    def spliced(self) -> Representation:
        raise Unsupported(
            Problem(
                "array",
                "",
                "an array is read by a field other than a ListField of a field that SQL can write.",
                "Use serializers.ListField with a stock child.",
            )
        )

    string = spliced


@dataclass(frozen=True)
class HStoreKind(Transport):
    """``dict`` values of strings."""

    def native(self) -> Representation:
        return HStore()

    def spliced(self) -> Representation:
        raise Unsupported(
            Problem("hstore", "", "an hstore column is read by another field than HStoreField.", "Use HStoreField.")
        )

    string = spliced


@dataclass(frozen=True)
class RangeKind(Transport):
    """Ranges, which DRF reads through ``ModelField``."""

    bound: Literal["integer", "date", "datetime", "decimal"]

    def native(self) -> Representation:
        return RangeText(self.bound)

    def spliced(self) -> Representation:
        raise Unsupported(
            Problem("range", "", "a range is read by a field of its own.", "Leave it to ModelSerializer.")
        )

    string = spliced


def _array(item: Representation, nested: bool) -> Representation:
    if nested and item not in _AS_TO_JSON:
        raise Unsupported(
            Problem(
                "array-of-arrays",
                "",
                "arrays in arrays are made by SQL for integers, text, booleans, UUIDs and addresses only.",
            )
        )
    return Array(item, nested)


def _register() -> None:
    try:
        from django.contrib.postgres import fields
    except ImportError:
        return

    @kind_for(fields.ArrayField)
    def array_kind(field: Any) -> Kind:
        return ArrayKind(_innermost(kind_of(field.base_field)), isinstance(field.base_field, fields.ArrayField))

    @kind_for(fields.HStoreField)
    def hstore_kind(field: Any) -> Kind:
        return HStoreKind()

    @kind_for(fields.IntegerRangeField, fields.BigIntegerRangeField)
    def integer_range_kind(field: Any) -> Kind:
        return RangeKind("integer")

    @kind_for(fields.DateRangeField)
    def date_range_kind(field: Any) -> Kind:
        return RangeKind("date")

    @kind_for(fields.DecimalRangeField)
    def decimal_range_kind(field: Any) -> Kind:
        return RangeKind("decimal")

    @kind_for(fields.DateTimeRangeField)
    def datetime_range_kind(field: Any) -> Kind:
        if not settings.USE_TZ:
            raise Unsupported(Problem("naive-range", "", "ranges of naive datetimes are written by Python."))
        return RangeKind("datetime")


def _innermost(kind: Kind) -> Kind:
    return kind.item if isinstance(kind, ArrayKind) else kind


@reader_for(serializers.ListField)
def read_list(field: serializers.ListField, kind: Kind) -> Representation:
    """DRF ``ListField.to_representation``: the child for each element, None stays null."""
    if not isinstance(kind, ArrayKind):
        return kind.spliced()
    child: Any = field.child
    while isinstance(child, serializers.ListField):
        child = child.child
    if type(child).__name__ == "_UnvalidatedField":
        return kind.native()
    entry, changed = find_reader(type(child))
    if entry is None or entry.whole or changed or changed_on_instance(child, entry.output):
        raise Unsupported(
            Problem("list-child", "", f"the list's child {type(child).__name__} writes its elements in Python.")
        )
    return _array(entry.read(child, kind.item), kind.nested)


@reader_for(serializers.HStoreField)
def read_hstore(field: serializers.HStoreField, kind: Kind) -> Representation:
    """DRF ``DictField.to_representation`` with its ``CharField`` child."""
    if type(field.child) is not serializers.CharField:
        return kind.spliced()
    return kind.native() if isinstance(kind, HStoreKind) else kind.spliced()


_register()
