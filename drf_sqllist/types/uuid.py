"""UUIDs. PostgreSQL has a type for them, SQLite keeps 32 hexadecimal digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db import models
from rest_framework import serializers

from drf_sqllist.links.blanks import Texts
from drf_sqllist.links.sql import dashed
from drf_sqllist.plan.nodes import Output, Representation, URLPart
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import InURL, Transport


@dataclass(frozen=True)
class UUIDText(Representation):
    """One of DRF's three textual formats: ``hex_verbose``, ``hex``, ``urn``."""

    format: str = "hex_verbose"

    def postgresql(self, value: str, out: Output) -> str:
        if self.format == "hex":
            return f"'\"'||replace({value}::text,'-','')||'\"'"
        return f"'\"{self._prefix}'||{value}||'\"'"

    def sqlite(self, value: str, out: Output) -> str:
        if self.format == "hex":
            return f"'\"'||lower({value})||'\"'"
        text = f"'\"{self._prefix}'||{dashed(value)}||'\"'"
        return f"CASE WHEN length({value})=32 THEN {text} WHEN {value} IS NOT NULL THEN {out.bail()} END"

    @property
    def _prefix(self) -> str:
        return "urn:uuid:" if self.format == "urn" else ""


@dataclass(frozen=True)
class UUIDInteger(Representation):
    """DRF's ``format="int"``: a bare integer of up to 128 bits."""

    def postgresql(self, value: str, out: Output) -> str:
        digits = f"replace({value}::text,'-','')"
        words = (
            f"('x00000000'||substr({digits},{1 + 8 * i},8))::bit(64)::bigint::numeric*{1 << (96 - 32 * i)}"
            for i in range(4)
        )
        return f"({'+'.join(words)})::text"

    def sqlite(self, value: str, out: Output) -> str:
        return out.splice(value)

    def load(self, payload: str) -> UUID:
        return UUID(payload)


@dataclass(frozen=True)
class UUIDKind(Transport):
    """``uuid.UUID`` values."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("uuid",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    def load(self, payload: str) -> UUID:
        return UUID(payload)

    def native(self) -> Representation:
        return UUIDNative()

    def string(self) -> Representation:
        return UUIDText()

    def in_url(self) -> URLPart:
        return InURL(self, Texts.UUID)


@dataclass(frozen=True)
class UUIDNative(UUIDText):
    """The encoder's ``str(uuid)``: in ``response.data`` DRF has a ``UUID`` here, not a string."""

    json_native = False


@kind_for(models.UUIDField)
def uuid_kind(field: models.UUIDField[UUID, UUID]) -> Kind:
    return UUIDKind()


@reader_for(serializers.UUIDField)
def read_uuid(field: serializers.UUIDField, kind: Kind) -> Representation:
    if not isinstance(kind, UUIDKind):
        return kind.string() if field.uuid_format == "hex_verbose" else kind.spliced()
    return UUIDInteger() if field.uuid_format == "int" else UUIDText(field.uuid_format)
