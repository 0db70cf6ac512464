"""PostgreSQL's own column types: arrays and hstore. Registered where psycopg is installed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from rest_framework import serializers

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, changed_on_instance, find_reader, kind_for, kind_of, reader_for
from drf_sqllist.problems import Problem, Unsupported
from drf_sqllist.types.base import Plain, Transport
from drf_sqllist.types.boolean import Boolean
from drf_sqllist.types.decimals import DecimalKind
from drf_sqllist.types.floats import FloatKind
from drf_sqllist.types.integers import IntegerKind
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
class PostgresTransport(Transport):
    """Values of a column type that SQLite does not have."""

    def sqlite_payload(self, value: str) -> str:
        raise Unsupported(Problem("vendor", "", "this column type exists on PostgreSQL only."))


@dataclass(frozen=True)
class ArrayKind(PostgresTransport):
    """``list`` values. They travel as a JSON array of their elements' texts."""

    item: Kind
    nested: bool

    def native(self) -> Representation:
        return _array(self.item.native(), self.nested)

    def spliced(self) -> Representation:
        if not isinstance(self.item, Transport):
            raise Unsupported(
                Problem("array", "", "the elements of an array are converted in Python.", "Use another element type.")
            )
        return super().spliced()

    def postgresql_payload(self, value: str) -> str:
        assert isinstance(self.item, Transport)
        if type(self.item).postgresql_payload is Transport.postgresql_payload:
            return f"to_json({value}::text[])::text"
        one = self.item.postgresql_payload("e.v")
        # An element that has no text is none of Python's; NULL, which is None, is another matter.
        loadable = f"bool_and(e.v IS NULL OR ({one}) IS NOT NULL) IS NOT FALSE"
        texts = f"CASE WHEN {loadable} THEN coalesce(json_agg({one} ORDER BY e.n)::text,'[]') END"
        listed = f"(SELECT {texts} FROM unnest({value}) WITH ORDINALITY AS e(v,n))"
        return f"CASE WHEN array_ndims({value})>1 THEN NULL ELSE {listed} END"

    def load(self, payload: str) -> Any:
        return self._loaded(json.loads(payload))

    def _loaded(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._loaded(item) for item in value]
        assert isinstance(self.item, Transport)
        return None if value is None else self.item.load(value)

    def computed(self) -> Kind:
        return ComputedArrayKind(self.item.computed(), self.nested)


@dataclass(frozen=True)
class ComputedArrayKind(ArrayKind):
    """A list that an expression makes. Its elements stay what the driver makes of them: their type must be exact."""

    @property
    def postgresql_types(self) -> tuple[str, ...]:  # type: ignore[override]
        names = _EXACT.get(type(self.item), self.item.postgresql_types)
        return tuple(f"{name}[]" for name in names)


_EXACT: dict[type, tuple[str, ...]] = {
    IntegerKind: ("bigint", "integer", "smallint"),
    DecimalKind: ("numeric",),
    FloatKind: ("double precision",),
}
"""Types of which the driver makes what a column of the kind has."""


@dataclass(frozen=True)
class HStoreKind(PostgresTransport):
    """``dict`` values of strings."""

    def native(self) -> Representation:
        return HStore()

    def spliced(self) -> Representation:
        if not apps.is_installed("django.contrib.postgres"):
            raise Unsupported(Problem("hstore", "", "django.contrib.postgres is not installed, so these are strings."))
        return super().spliced()

    def postgresql_payload(self, value: str) -> str:
        return f"hstore_to_json({value})::text"

    def load(self, payload: str) -> Any:
        return json.loads(payload)


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
        return ArrayKind(_innermost(kind_of(field.base_field)).bare(), isinstance(field.base_field, fields.ArrayField))

    @kind_for(fields.HStoreField)
    def hstore_kind(field: Any) -> Kind:
        return HStoreKind()


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
