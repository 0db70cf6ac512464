"""Known values of a column mapped to JSON texts: labels of choices, choices of another type."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.plan.nodes import Output, Representation


@dataclass(frozen=True)
class Mapped(Representation):
    """Known values become the JSON texts given, any other is written by ``otherwise``.

    Arguments:
        cases: (the value's text, JSON text) pairs.
        parsed: parsing these JSON texts gives what DRF's ``data`` holds.
    """

    cases: tuple[tuple[str, str], ...]
    otherwise: Representation
    parsed: bool = True
    propagates_null: ClassVar[bool] = False

    @property
    def json_native(self) -> bool:  # type: ignore[override]
        return self.parsed and self.otherwise.json_native

    def postgresql(self, value: str, out: Output) -> str:
        # Python compares each character, whatever the column's collation takes for equal.
        return self._case(f'{value}::text COLLATE "C"', self.otherwise.postgresql(value, out), out)

    def sqlite(self, value: str, out: Output) -> str:
        return self._case(f"CAST({value} AS TEXT) COLLATE BINARY", self.otherwise.sqlite(value, out), out)

    def _case(self, value: str, otherwise: str, out: Output) -> str:
        whens = " ".join(f"WHEN {out.text(key)} THEN {out.text(text)}" for key, text in self.cases)
        return f"CASE {value} {whens} ELSE {otherwise} END" if whens else otherwise

    def load(self, payload: str) -> Any:
        return self.otherwise.load(payload)


def as_json(value: Any) -> str:
    """The encoder's text of a Python value, as DRF's renderer writes it inside a document."""
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False, allow_nan=False)


def labels(choices: Mapping[Any, Any], python_type: type, otherwise: Representation) -> Representation | None:
    """``get_FOO_display()`` of a column (Django ``Model._get_FIELD_display``).

    Arguments:
        choices: value to label, lazy labels in the language of this request.
        python_type: of the column's values; its equality in Python must be that of its text.
        otherwise: writes a value without a label.

    Returns:
        None where a choice is of another type, or NULL has a label.
    """
    if any(type(key) is not python_type for key in choices):
        return None
    return Mapped(tuple((str(key), as_json(str(label))) for key, label in choices.items()), otherwise)
