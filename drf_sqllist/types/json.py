"""JSON columns. The stored text is no DRF text (spacing, numbers, escapes), so the value travels."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from drf_sqllist.plan.nodes import Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.types.base import Transport


@dataclass(frozen=True)
class JSONKind(Transport):
    """What Django's ``JSONField`` loads with ``json.loads(text, cls=decoder)``."""

    postgresql_types: ClassVar[tuple[str, ...]] = ("jsonb",)
    sqlite_types: ClassVar[tuple[str, ...]] = ()

    decoder: type[json.JSONDecoder] | None

    def load(self, payload: str) -> Any:
        return json.loads(payload, cls=self.decoder)


@kind_for(models.JSONField)
def json_kind(field: models.JSONField[Any, Any]) -> Kind:
    return JSONKind(field.decoder)


@reader_for(serializers.Field, serializers.JSONField, serializers.DictField, serializers.MultipleChoiceField)
def read_json(field: serializers.Field[Any, Any, Any, Any], kind: Kind) -> Representation:
    """Fields whose ``to_representation`` needs the value alone, and Python to write it.

    ``Field`` itself is the base of a project's own fields.
    """
    return kind.spliced()
