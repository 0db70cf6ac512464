"""Choices: the stored value, which may change its type on the way."""

from __future__ import annotations

from enum import Enum
from typing import Any

from rest_framework import serializers

from drf_sqllist.plan.nodes import PARSED, Representation
from drf_sqllist.plan.registry import Kind, reader_for
from drf_sqllist.types.integers import IntegerKind
from drf_sqllist.types.labels import Mapped, as_json
from drf_sqllist.types.text import TextKind

WRITTEN_OUT = 12
"""Choices, at the most, whose JSON texts stand in the statement."""


@reader_for(serializers.ChoiceField, serializers.FilePathField, output=("choice_strings_to_values",))
def read_choice(field: serializers.ChoiceField, kind: Kind) -> Representation:
    """DRF ``ChoiceField.to_representation``: ``choice_strings_to_values.get(str(value), value)``."""
    keys: dict[str, Any] = field.choice_strings_to_values
    python_type = getattr(kind, "python_type", str if isinstance(kind, TextKind) else None)
    if python_type and all(type(key) is python_type for key in keys.values()):
        few = isinstance(kind, TextKind) and not kind.own_type and len(keys) <= WRITTEN_OUT
        few = few and not isinstance(field, serializers.FilePathField)  # its choices are a folder's files
        # Known texts written out need no escaping by the database, which takes twice the time.
        return Mapped(tuple((key, as_json(key)) for key in keys), kind.native()) if few else kind.native()
    if (
        not isinstance(kind, TextKind | IntegerKind)
        or getattr(kind, "own_type", False)
        or any(isinstance(key, Enum) for key in keys.values())
    ):
        return kind.spliced()
    cases = tuple((text, as_json(key)) for text, key in keys.items() if text != "")
    return Mapped(cases, kind.native(), parsed=all(type(key) in PARSED for key in keys.values()))
