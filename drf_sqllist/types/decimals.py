"""Decimals."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers
from rest_framework.settings import api_settings

from drf_sqllist.compat import EXACT_INTEGERS
from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import Transport
from drf_sqllist.types.floats import exact_repr, float_postgresql
from drf_sqllist.types.integers import IntegerKind

INTEGER_DIGITS = 19
"""Of the largest bigint."""

FLOAT_PRECISE = 15
"""Significant decimal digits that every double keeps (Django's own limit for decimals on SQLite)."""


@dataclass(frozen=True)
class TruncatedDecimal(Representation):
    """``int(Decimal)``; NaN is DRF's to refuse."""

    scale: int | None
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value}='NaN' THEN {out.bail()} ELSE trunc({value})::text END"

    def sqlite(self, value: str, out: Output) -> str:
        return out.splice(exact_repr(value))

    def load(self, payload: str) -> Decimal:
        return load_decimal(payload, self.scale)


@dataclass(frozen=True)
class DecimalText(Representation):
    """DRF ``DecimalField.to_representation``: quantized, then text in quotes or, uncoerced, a float.

    Arguments:
        scale: decimal places of the column; None if unknown (an expression).
        precision: digits of the column; None if unknown.
        places: decimal places asked for; None leaves the value alone.
        digits: DRF's ``max_digits``, the precision of ``quantize``; a longer result is an error in DRF.
        rounding: a constant of ``decimal``.
        normalized: strip trailing zeros.
        coerced: text in quotes; otherwise the encoder's ``float(decimal)``.
    """

    scale: int | None
    precision: int | None
    places: int | None
    digits: int
    rounding: str
    normalized: bool
    coerced: bool

    propagates_null: ClassVar[bool] = False

    @property
    def json_native(self) -> bool:  # type: ignore[override]
        return self.coerced

    @property
    def _kept(self) -> bool:
        return self.places is None or self.places == self.scale

    def postgresql(self, value: str, out: Output) -> str:
        rounded = value if self._kept else self._rounded(value)
        shown = f"trim_scale({rounded})" if self.normalized else rounded
        if self.coerced:
            text = f"{self._sign(value, rounded)}{shown}"
            written = f"'\"'||{text}||'\"'"
        else:
            written = float_postgresql(f"({shown})::float8", out.splice(_numeric_payload(value)))
            if not self._kept:
                written = f"CASE WHEN {value}<0 AND {rounded}=0 THEN '-0.0' ELSE {written} END"
        guard = self._guard(rounded)
        return f"CASE WHEN {guard} THEN {written} ELSE {out.bail()} END" if guard else written

    def _guard(self, rounded: str) -> str:
        if self.places is None:
            return ""
        whole = self.digits - self.places
        fits = self.precision is not None and self.scale is not None and self.precision - self.scale < whole
        exact = self.scale is not None and self.precision is not None and self._kept and self.precision <= self.digits
        return "" if fits or exact else f"abs({rounded})<1e{whole}"

    def _sign(self, value: str, rounded: str) -> str:
        """Decimal keeps the sign of a zero, numeric does not."""
        return "" if self._kept else f"CASE WHEN {value}<0 AND {rounded}=0 THEN '-' ELSE '' END||"

    def _rounded(self, value: str) -> str:
        assert self.places is not None
        if self.scale is not None and self.places > self.scale:
            return f"round({value},{self.places})"
        return _ROUNDINGS[self.rounding](value, self.places)

    def sqlite(self, value: str, out: Output) -> str:
        # SQLite keeps decimals as doubles, which Django rounds to 15 digits and then to the column's scale.
        spliced = out.splice(exact_repr(value))
        if not self.coerced or self.normalized or not self._kept or self.scale is None or self.precision is None:
            return spliced
        whole = min(FLOAT_PRECISE, self.digits, self.precision) - self.scale
        printed = f"'\"'||printf('%%.{self.scale}f',{value})||'\"'"
        return f"CASE WHEN abs({value})<1e{whole} THEN {printed} ELSE {spliced} END"

    def load(self, payload: str) -> Decimal:
        return load_decimal(payload, self.scale)


@dataclass(frozen=True)
class DecimalOfInteger(DecimalText):
    """An integer column read by a ``DecimalField``."""

    def postgresql(self, value: str, out: Output) -> str:
        return super().postgresql(f"{value}::numeric", out)

    def load(self, payload: str) -> Any:
        return int(payload.removeprefix("="))


def _numeric_payload(value: str) -> str:
    return f"'='||{value}::text"


def load_decimal(payload: str, scale: int | None) -> Decimal:
    """A decimal that travelled: PostgreSQL's exact text behind ``=``, or the double that SQLite keeps.

    Django's ``sqlite3.DatabaseOperations.get_decimalfield_converter``; ``scale`` is None for expressions.
    """
    if payload.startswith("="):
        return Decimal(payload[1:])
    digits = decimal.Context(prec=FLOAT_PRECISE)
    if payload.lstrip("-").isdigit():
        value = Decimal(payload) if EXACT_INTEGERS else digits.create_decimal(payload)
    else:
        value = digits.create_decimal_from_float(float(payload))
    if scale is None:
        return value
    return value.quantize(Decimal(1).scaleb(-scale), context=decimal.Context(prec=decimal.MAX_PREC))


def _half_even(value: str, places: int) -> str:
    tie = f"0.{'0' * places}5"
    return (
        f"CASE WHEN abs({value}-trunc({value},{places}))={tie} "
        f"THEN round({value}*0.5,{places})*2 ELSE round({value},{places}) END"
    )


def _scaled(function: str) -> Callable[[str, int], str]:
    return lambda value, places: f"round({function}({value}*1e{places})*1e-{places},{places})"


def _away_from_zero(value: str, places: int) -> str:
    floor, ceil = _scaled("floor")(value, places), _scaled("ceil")(value, places)
    return f"CASE WHEN {value}<0 THEN {floor} ELSE {ceil} END"


_ROUNDINGS: dict[str, Callable[[str, int], str]] = {
    decimal.ROUND_HALF_EVEN: lambda value, places: f"({_half_even(value, places)})",
    decimal.ROUND_HALF_UP: lambda value, places: f"round({value},{places})",
    decimal.ROUND_DOWN: lambda value, places: f"trunc({value},{places})",
    decimal.ROUND_FLOOR: _scaled("floor"),
    decimal.ROUND_CEILING: _scaled("ceil"),
    decimal.ROUND_UP: lambda value, places: f"({_away_from_zero(value, places)})",
}


@dataclass(frozen=True)
class DecimalKind(Transport):
    """``Decimal`` values of a known scale, or of an expression's unknown one."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("numeric", "bigint", "integer", "smallint")
    sqlite_types: ClassVar[tuple[str, ...]] = ("real", "integer")

    precision: int | None
    scale: int | None
    python_type: ClassVar[type] = Decimal

    @property
    def column_types(self) -> tuple[str, ...]:
        return ("numeric",)

    @property
    def column_check(self) -> str:
        if self.scale is None or self.precision is None:
            return ""
        return f"scale({{0}})={self.scale} AND abs({{0}})<1e{self.precision - self.scale}"

    def native(self) -> Representation:
        return DecimalText(self.scale, self.precision, None, 0, decimal.ROUND_HALF_EVEN, False, False)

    def string(self) -> Representation:
        """``str(Decimal)`` turns to an exponent below 1e-6, so only up to six places its text is the column's."""
        if self.scale is None or self.scale > 6:
            return self.spliced()
        return DecimalText(self.scale, self.precision, None, 0, decimal.ROUND_HALF_EVEN, False, True)

    def postgresql_payload(self, value: str) -> str:
        return _numeric_payload(value)

    def load(self, payload: str) -> Decimal:
        return load_decimal(payload, self.scale)

    def spliced(self) -> Representation:
        return SplicedDecimal(self)

    def as_integer(self) -> Representation:
        return TruncatedDecimal(self.scale)

    def as_float(self) -> Representation:
        return self.native()

    def computed(self) -> Kind:
        return DecimalKind(None, None)


@dataclass(frozen=True)
class SplicedDecimal(Representation):
    """A decimal that travels; the two databases send different texts for it."""

    kind: DecimalKind

    def postgresql(self, value: str, out: Output) -> str:
        return out.splice(self.kind.postgresql_payload(value))

    def sqlite(self, value: str, out: Output) -> str:
        return out.splice(exact_repr(value))

    def load(self, payload: str) -> Decimal:
        return self.kind.load(payload)


@kind_for(models.DecimalField)
def decimal_kind(field: models.DecimalField[Decimal, Decimal]) -> Kind:
    return DecimalKind(field.max_digits, field.decimal_places)


@reader_for(serializers.DecimalField, output=("quantize",))
def read_decimal(field: serializers.DecimalField, kind: Kind) -> Representation:
    """DRF ``DecimalField.to_representation`` over a decimal column; anything else travels to Python."""
    coerced = getattr(field, "coerce_to_string", api_settings.COERCE_DECIMAL_TO_STRING)
    context = decimal.getcontext()
    rounding = field.rounding or context.rounding
    digits = field.max_digits if field.max_digits is not None else context.prec
    places = field.decimal_places
    normalized = field.normalize_output
    if field.localize or rounding not in _ROUNDINGS:
        return kind.spliced()
    if isinstance(kind, DecimalKind) and not (normalized and (kind.precision or math.inf) > context.prec):
        return DecimalText(kind.scale, kind.precision, places, digits, rounding, normalized, coerced)
    if isinstance(kind, IntegerKind) and not kind.any_numeric:
        return DecimalOfInteger(0, INTEGER_DIGITS, places, digits, rounding, normalized, coerced)
    return kind.spliced()
