"""Integers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers
from rest_framework.settings import api_settings

from drf_sqllist.compat import BIG_INTEGER_FIELDS
from drf_sqllist.links.blanks import Texts
from drf_sqllist.plan.nodes import Output, Representation, URLPart
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import InURL, Plain, Quoted, Transport
from drf_sqllist.types.floats import Float
from drf_sqllist.types.labels import labels


@dataclass(frozen=True)
class Truncated(Representation):
    """``int(number)``: towards zero."""

    def postgresql(self, value: str, out: Output) -> str:
        return f"trunc({value})::text"

    def sqlite(self, value: str, out: Output) -> str:
        return f"CAST(CAST({value} AS INTEGER) AS TEXT)"


@dataclass(frozen=True)
class QuotedTruncated(Truncated):
    """``str(int(number))``."""

    def postgresql(self, value: str, out: Output) -> str:
        return f"'\"'||{super().postgresql(value, out)}||'\"'"

    def sqlite(self, value: str, out: Output) -> str:
        return f"'\"'||{super().sqlite(value, out)}||'\"'"


@dataclass(frozen=True)
class IntegerKind(Transport):
    """``int`` values; an expression's may come as another numeric type (``any_numeric``)."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("numeric", "bigint", "integer", "smallint")
    sqlite_types: ClassVar[tuple[str, ...]] = ("integer", "real")

    any_numeric: bool = False
    python_type: ClassVar[type] = int

    @property
    def column_types(self) -> tuple[str, ...]:
        return ("bigint", "integer", "smallint")

    def load(self, payload: str) -> int:
        return int(payload)

    def loader(self) -> Callable[[str], int]:
        return int

    def native(self) -> Representation:
        return Truncated() if self.any_numeric else Plain()

    def string(self) -> Representation:
        return QuotedTruncated() if self.any_numeric else Quoted()

    def in_url(self) -> URLPart:
        return InURL(self, Texts.NONE if self.any_numeric else Texts.INTEGER)

    def as_integer(self) -> Representation:
        return self.native()

    def as_float(self) -> Representation:
        return self.spliced() if self.any_numeric else Float()

    def computed(self) -> Kind:
        return IntegerKind(any_numeric=True)

    def labelled(self, choices: Mapping[Any, Any], otherwise: Representation) -> Representation | None:
        return labels(choices, int, otherwise)


@kind_for(
    models.IntegerField,
    models.BigIntegerField,
    models.SmallIntegerField,
    models.PositiveIntegerField,
    models.PositiveBigIntegerField,
    models.PositiveSmallIntegerField,
    models.AutoField,
    models.BigAutoField,
    models.SmallAutoField,
)
def integer_kind(field: models.Field[int, int]) -> Kind:
    return IntegerKind()


@reader_for(serializers.IntegerField)
def read_integer(field: serializers.IntegerField, kind: Kind) -> Representation:
    """DRF ``IntegerField.to_representation``: ``int(value)``."""
    return kind.as_integer()


@reader_for(*BIG_INTEGER_FIELDS, output=("coerce_to_string",))
def read_big_integer(field: Any, kind: Kind) -> Representation:
    """DRF ``BigIntegerField.to_representation``: ``str(value)`` where ``coerce_to_string`` says so."""
    if getattr(field, "coerce_to_string", api_settings.COERCE_BIGINT_TO_STRING):
        return kind.string()
    return kind.as_integer()
