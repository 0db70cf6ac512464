"""JSON columns. The stored text is no DRF text (spacing, numbers, escapes), so the value travels."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from drf_sqllist.plan.nodes import Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import Spliced, Transport


@dataclass(frozen=True)
class Document(Spliced):
    """What ``json.loads`` gave, handed to the renderer as it is: written and parsed again, it is the same."""

    json_native: ClassVar[bool] = True


@dataclass(frozen=True)
class JSONKind(Transport):
    """What Django's ``JSONField`` loads with ``json.loads(text, cls=decoder)``."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("jsonb",)
    sqlite_types: ClassVar[tuple[str, ...]] = ()

    decoder: type[json.JSONDecoder] | None

    def load(self, payload: str) -> Any:
        return json.loads(payload, cls=self.decoder)

    def native(self) -> Representation:
        return Document(self) if self.decoder is None else self.spliced()

    def computed(self) -> Kind:
        return ComputedJSONKind(self.decoder)


@dataclass(frozen=True)
class ComputedJSONKind(JSONKind):
    """JSON that an expression makes: PostgreSQL's jsonb, or text on both databases, which Django parses if it can."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("text", "jsonb")
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    def sqlite_payload(self, value: str) -> str:
        return f"{value}||''"  # what SQLite's functions made is no text to json_quote() otherwise

    def load(self, payload: str) -> Any:
        try:
            return super().load(payload)
        except json.JSONDecodeError:
            return payload  # as Django's ``JSONField.from_db_value`` has it


@kind_for(models.JSONField)
def json_kind(field: models.JSONField[Any, Any]) -> Kind:
    return JSONKind(field.decoder)


@reader_for(serializers.JSONField)
def read_json(field: serializers.JSONField, kind: Kind) -> Representation:
    """DRF ``JSONField``: the value itself, or with ``binary`` its text in bytes."""
    return kind.native() if isinstance(kind, JSONKind) and not field.binary else kind.spliced()


@reader_for(serializers.Field, serializers.DictField, serializers.MultipleChoiceField)
def read_value(field: serializers.Field[Any, Any, Any, Any], kind: Kind) -> Representation:
    """Fields whose ``to_representation`` needs the value alone, and Python to write it.

    ``Field`` itself is the base of a project's own fields.
    """
    return kind.spliced()
