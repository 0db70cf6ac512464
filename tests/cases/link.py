"""What cases of links are made of."""

from collections.abc import Callable
from typing import Any

from django.db import models
from rest_framework import serializers

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField

from .case import Case
from .library import library

IDENTITY = "HyperlinkedIdentityField"
LINKS = "HyperlinkedRelatedField"


Self = serializers.HyperlinkedIdentityField
FastSelf = FastHyperlinkedIdentityField
FastLink = FastHyperlinkedRelatedField


def case(
    name: str,
    title: str,
    serializer: Any,
    queryset: Any,
    field: str,
    mode: str = "sql",
    rows: Callable[[], object] = library,
    **options: Any,
) -> Case:
    return Case(name, title, field, rows, serializer, queryset, mode, **options)


def linked(**options: Any) -> serializers.HyperlinkedRelatedField:
    return serializers.HyperlinkedRelatedField(read_only=True, **options)


def every(model: type[models.Model]) -> Callable[[], Any]:
    """All rows of a model, in the order of their keys."""
    return lambda: model._default_manager.order_by("pk")  # type: ignore[attr-defined]
