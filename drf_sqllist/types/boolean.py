"""Booleans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from rest_framework import serializers

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import Transport


@dataclass(frozen=True)
class Boolean(Representation):
    """``true`` or ``false``.

    Arguments:
        computed: it is an expression's value, which SQLite's driver does not know for a boolean.
    """

    true: str = "true"
    false: str = "false"
    computed: bool = False

    def postgresql(self, value: str, out: Output) -> str:
        if (self.true, self.false) == ("true", "false"):
            return f"{value}::text"
        return self._case(value, value, out)

    def sqlite(self, value: str, out: Output) -> str:
        # The sqlite3 converter compares the column's bytes with b"1": a stored 2 is false. A computed one is a 2.
        written = self._case(value, f"CAST({value} AS TEXT)='1'", out)
        return f"CASE WHEN {value} NOT IN (0,1) THEN {out.bail()} ELSE {written} END" if self.computed else written

    def _case(self, value: str, test: str, out: Output) -> str:
        return (
            f"CASE WHEN {value} IS NULL THEN NULL "
            f"WHEN {test} THEN {out.text(self.true)} ELSE {out.text(self.false)} END"
        )


@dataclass(frozen=True)
class BooleanKind(Transport):
    """``bool`` values.

    Arguments:
        is_computed: as ``Boolean.computed``.
    """

    is_computed: bool = False

    postgresql_types: ClassVar[tuple[str, ...]] = ("boolean",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("integer",)

    def load(self, payload: str) -> bool:
        return payload in ("true", "1")

    def computed(self) -> Kind:
        return BooleanKind(is_computed=True)

    def native(self) -> Representation:
        return Boolean(computed=self.is_computed)

    def as_integer(self) -> Representation:
        return Boolean("1", "0", self.is_computed)

    def string(self) -> Representation:
        return Boolean('"True"', '"False"', self.is_computed)


@kind_for(models.BooleanField)
def boolean_kind(field: models.BooleanField[bool, bool]) -> Kind:
    return BooleanKind()


@reader_for(serializers.BooleanField, output=("_lower_if_str", "TRUE_VALUES", "FALSE_VALUES", "NULL_VALUES"))
def read_boolean(field: serializers.BooleanField, kind: Kind) -> Representation:
    return kind.native() if isinstance(kind, BooleanKind) else kind.spliced()
