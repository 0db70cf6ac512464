"""The system check of computed fields: whether their expressions fit their models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import FieldDoesNotExist, FieldError

from drf_sqllist.classes import serializer_classes
from drf_sqllist.fields.querysets import fields_of
from drf_sqllist.fields.values import Computation


def check_computed() -> list[CheckMessage]:
    """``sqllist.E010`` and ``W013``: expressions that their model cannot compute, names that it has already."""
    return [message for cls in serializer_classes() for message in _check(cls)]


def _check(cls: Any) -> Iterator[CheckMessage]:
    model = getattr(getattr(cls, "Meta", None), "model", None)
    if model is None or model._meta.abstract:
        return  # the rows will tell
    for name, field in fields_of(cls):
        if not field.declaration.varies:
            try:
                Computation(model, field.declaration.expression).resolve()
            except (FieldError, TypeError, ValueError) as error:
                yield Error(
                    f"{cls.__name__}.{name} cannot be computed on {model._meta.label}: {error}",
                    hint="Correct the expression of the SQLField: it is what annotate() takes on this model.",
                    obj=cls,
                    id="sqllist.E010",
                )
        if _has(model, name):
            yield Warning(
                f"{cls.__name__}.{name} has the name of a field of {model._meta.label}: views order and filter by that "
                "field, not by what is shown.",
                hint="Give the SQLField another name.",
                obj=cls,
                id="sqllist.W013",
            )


def _has(model: Any, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
