"""Floats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from rest_framework import serializers

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import Transport


@dataclass(frozen=True)
class Float(Representation):
    """Python's ``repr(float)``.

    PostgreSQL prints the shortest digits that round-trip, as Python does, but turns to an exponent one
    power of ten earlier and breaks ties differently from 2**54 on; from 1e16 Python writes the number.
    SQLite prints 15 digits, so there the number is formatted by a function of ours.
    """

    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        number = f"{value}::float8"
        return float_postgresql(number, out.splice(f"{number}::text"))

    def sqlite(self, value: str, out: Output) -> str:
        number = exact_repr(f"CAST({value} AS REAL)")
        return f"CASE WHEN abs({value})<1e308 THEN {number} ELSE {out.splice(number)} END"

    def load(self, payload: str) -> float:
        return float(payload)


def float_postgresql(value: str, otherwise: str) -> str:
    """SQL for ``repr`` of a float8 expression; ``otherwise`` from 1e16 on, for infinities and NaN."""
    whole = f"{value}=trunc({value})"
    return (
        f"CASE WHEN abs({value})<1e15 THEN CASE WHEN {whole} THEN {value}::text||'.0' ELSE {value}::text END "
        f"WHEN abs({value})<1e16 THEN CASE WHEN {whole} THEN {value}::int8::text||'.0' "
        f"ELSE {value}::text::numeric::text END ELSE {otherwise} END"
    )


def exact_repr(value: str) -> str:
    """SQL on SQLite for Python's ``repr`` of a number."""
    return f"sqllist_repr({value})"


@dataclass(frozen=True)
class FloatKind(Transport):
    """``float`` values."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("double precision", "real", "numeric", "bigint", "integer")
    sqlite_types: ClassVar[tuple[str, ...]] = ("real", "integer")

    python_type: ClassVar[type] = float

    @property
    def column_types(self) -> tuple[str, ...]:
        return ("double precision",)

    def sqlite_payload(self, value: str) -> str:
        return exact_repr(value)

    def load(self, payload: str) -> float:
        return float(payload)

    def native(self) -> Representation:
        return Float()

    def as_float(self) -> Representation:
        return Float()


@kind_for(models.FloatField)
def float_kind(field: models.FloatField[float, float]) -> Kind:
    return FloatKind()


@reader_for(serializers.FloatField)
def read_float(field: serializers.FloatField, kind: Kind) -> Representation:
    """DRF ``FloatField.to_representation``: ``float(value)``."""
    return kind.as_float()
