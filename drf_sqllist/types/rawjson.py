"""JSON text that goes into the body unparsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from drf_sqllist.fields.rawjson import RawJSONField
from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, kind_for, reader_for
from drf_sqllist.plan.tables import is_expression
from drf_sqllist.rawsql.columns import JSONText, parsed
from drf_sqllist.types.json import JSONKind
from drf_sqllist.types.text import TextKind


@dataclass(frozen=True)
class JSONTextKind(JSONKind):
    """JSON of a hand-written SELECT, kept as text.

    Arguments:
        checked: PostgreSQL has parsed it already.
    """

    checked: bool = False

    postgresql_types: ClassVar[tuple[str, ...]] = ("text",)
    sqlite_types: ClassVar[tuple[str, ...]] = ("text",)

    def load(self, payload: str) -> Any:
        return parsed(payload)

    def computed(self) -> Kind:
        return JSONTextKind(self.decoder)


@kind_for(JSONText)
def json_text_kind(field: JSONText) -> Kind:
    return JSONTextKind(None, checked=is_expression(field))


@dataclass(frozen=True)
class RawJSON(Representation):
    """A column's JSON text, where the database knows that it is JSON; otherwise Python parses it.

    Arguments:
        otherwise: the value travels.
        checked: on PostgreSQL, every value is JSON.
        parsed: Django parses the value, so a JSON string is text to the field.
    """

    otherwise: Representation
    checked: bool
    parsed: bool

    propagates_null: ClassVar[bool] = False
    is_raw: ClassVar[bool] = True

    def postgresql(self, value: str, out: Output) -> str:
        if not self.checked:
            return self.otherwise.postgresql(value, out)
        if not self.parsed:
            return value
        return f"CASE jsonb_typeof({value}) WHEN 'string' THEN {out.bail()} ELSE {value}::text END"

    def sqlite(self, value: str, out: Output) -> str:
        # To SQLite a text ends at a NUL, to Python it does not.
        valid = f"typeof({value})<>'blob' AND json_valid({value}) AND instr({value},char(0))=0"
        if self.parsed:
            # In a CASE of its own: of other text than JSON, the type is an error.
            valid = f"CASE WHEN {valid} THEN json_type({value})<>'text' END"
        return f"CASE WHEN {valid} THEN CAST({value} AS TEXT) ELSE {out.bail()} END"

    def load(self, payload: str) -> Any:
        return self.otherwise.load(payload)


@reader_for(RawJSONField)
def read_raw_json(field: RawJSONField, kind: Kind) -> Representation:
    """``RawJSONField`` over JSON and over text; of any other column, what DRF makes of it."""
    if isinstance(kind, JSONTextKind):
        return RawJSON(kind.spliced(), kind.checked, parsed=False)
    if isinstance(kind, JSONKind) and kind.decoder is None:
        return RawJSON(kind.spliced(), checked=True, parsed=True)
    if isinstance(kind, TextKind):
        return RawJSON(kind.spliced(), checked=False, parsed=False)
    return kind.spliced()
