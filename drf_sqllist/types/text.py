"""Text: every string-valued column and the fields that write ``str(value)``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from drf_sqllist.links.blanks import Texts
from drf_sqllist.plan.nodes import Output, Representation, URLPart
from drf_sqllist.plan.registry import Kind, kind_for, known_base, overridden, reader_for
from drf_sqllist.plan.tables import is_trusted
from drf_sqllist.types.base import InURL, Transport
from drf_sqllist.types.labels import labels


@dataclass(frozen=True)
class JSONString(Representation):
    """A text column as a JSON string."""

    def postgresql(self, value: str, out: Output) -> str:
        return out.json_string(value)

    def sqlite(self, value: str, out: Output) -> str:
        # SQLite lets a BLOB into a text column; DRF writes it as "b'...'".
        return f"CASE WHEN typeof({value})='blob' THEN {out.bail()} ELSE {out.json_string(value)} END"


@dataclass(frozen=True)
class TextKind(Transport):
    """``str`` values.

    Arguments:
        own_type: the column is of a type of the project's own (``db_type``), whose equality may be another.
    """

    own_type: bool = False

    postgresql_types: ClassVar[tuple[str, ...]] = ("text", "character varying", "character", "name", "unknown")
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    def native(self) -> Representation:
        return JSONString()

    def string(self) -> Representation:
        return JSONString()

    def in_url(self) -> URLPart:
        return InURL(self, Texts.WORD)

    def labelled(self, choices: Mapping[Any, Any], otherwise: Representation) -> Representation | None:
        return None if self.own_type else labels(choices, str, otherwise)


class ForeignTextKind(TextKind):
    """Of a column that is not Django's own: of the type ``character(n)`` a cast to text takes the blanks away."""

    def postgresql_payload(self, value: str) -> str:
        return f"to_json({value})#>>'{{}}'"


@kind_for(
    models.CharField,
    models.TextField,
    models.EmailField,
    models.URLField,
    models.SlugField,
    models.FilePathField,
    models.CommaSeparatedIntegerField,
)
def text_kind(field: models.Field[str, str]) -> Kind:
    base = known_base(type(field))
    own_type = base is None or overridden(type(field), base, ("db_type",)) is not None
    model = getattr(field, "model", None)  # an expression's output has none
    is_foreign = own_type or (model is not None and not is_trusted(model))
    return (ForeignTextKind if is_foreign else TextKind)(own_type)


@reader_for(
    serializers.CharField,
    serializers.EmailField,
    serializers.URLField,
    serializers.SlugField,
    serializers.RegexField,
    serializers.IPAddressField,
)
def read_char(field: serializers.CharField, kind: Kind) -> Representation:
    """DRF ``CharField.to_representation``: ``str(value)``."""
    return kind.string()


@reader_for(serializers.ReadOnlyField)
def read_read_only(field: serializers.ReadOnlyField, kind: Kind) -> Representation:
    """DRF ``ReadOnlyField.to_representation``: the value itself, written by the encoder."""
    return kind.native()
