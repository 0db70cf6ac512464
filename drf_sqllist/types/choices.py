"""Choices: the stored value, or its label."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, reader_for
from drf_sqllist.types.numeric import IntegerKind
from drf_sqllist.types.text import TextKind


@dataclass(frozen=True)
class Mapped(Representation):
    """Known values become the JSON texts given, any other is written by ``otherwise``.

    Arguments:
        cases: (the value's text, JSON text) pairs.
    """

    cases: tuple[tuple[str, str], ...]
    otherwise: Representation
    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return self._case(f"{value}::text", self.otherwise.postgresql(value, out), out)

    def sqlite(self, value: str, out: Output) -> str:
        return self._case(f"CAST({value} AS TEXT)", self.otherwise.sqlite(value, out), out)

    def _case(self, value: str, otherwise: str, out: Output) -> str:
        whens = " ".join(f"WHEN {out.text(key)} THEN {out.text(text)}" for key, text in self.cases)
        return f"CASE {value} {whens} ELSE {otherwise} END" if whens else otherwise

    def load(self, payload: str) -> Any:
        return self.otherwise.load(payload)


def as_json(value: Any) -> str:
    """The encoder's text of a Python value, as DRF's renderer writes it inside a document."""
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False, allow_nan=False)


def display(choices: Mapping[Any, Any], kind: Kind, otherwise: Representation) -> Representation | None:
    """``get_FOO_display()`` of a text or integer column (Django ``Model._get_FIELD_display``).

    Arguments:
        choices: value to label, lazy labels in the language of this request.
        otherwise: writes a value without a label.

    Returns:
        None for kinds whose equality in Python and text in SQL may differ.
    """
    python_type = {TextKind: str, IntegerKind: int}.get(type(kind))
    known = {key: label for key, label in choices.items() if key is not None}
    if python_type is None or None in choices or not all(type(key) is python_type for key in known):
        return None
    return Mapped(tuple((str(key), as_json(str(label))) for key, label in known.items()), otherwise)


@reader_for(serializers.ChoiceField, serializers.FilePathField, output=("choice_strings_to_values",))
def read_choice(field: serializers.ChoiceField, kind: Kind) -> Representation:
    """DRF ``ChoiceField.to_representation``: ``choice_strings_to_values.get(str(value), value)``."""
    keys: dict[str, Any] = field.choice_strings_to_values
    python_type = getattr(kind, "python_type", str if isinstance(kind, TextKind) else None)
    if python_type and all(type(key) is python_type for key in keys.values()):
        return kind.native()
    if not isinstance(kind, TextKind | IntegerKind) or any(isinstance(key, Enum) for key in keys.values()):
        return kind.spliced()
    cases = tuple((text, as_json(key)) for text, key in keys.items() if text != "")
    return Mapped(cases, kind.native())
