"""The serializer of a view that declares nothing but its columns."""

from __future__ import annotations

from typing import Any

from django.db import models
from rest_framework import serializers

from drf_sqllist.kept import BoundedCache
from drf_sqllist.rawsql.columns import JSONText

_made: BoundedCache[type[serializers.ModelSerializer[Any]]] = BoundedCache(256)


class RowSerializer(serializers.ModelSerializer[Any]):
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        JSONText: serializers.JSONField,
    }


def serializer_of(model: type[models.Model]) -> type[serializers.ModelSerializer[Any]]:
    """A serializer of all columns of a model that stands for hand-written SQL, in their order."""
    return _made.get(model, lambda: _serializer(model))


def _serializer(model: type[models.Model]) -> type[serializers.ModelSerializer[Any]]:
    names = tuple(field.name for field in model._meta.concrete_fields)
    meta = type("Meta", (), {"model": model, "fields": names, "read_only_fields": names})
    return type(f"{model.__name__}Serializer", (RowSerializer,), {"Meta": meta, "__module__": __name__})
