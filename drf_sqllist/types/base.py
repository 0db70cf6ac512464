"""Pieces that several families share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from drf_sqllist.links.blanks import Texts
from drf_sqllist.links.sql import written
from drf_sqllist.plan.nodes import Output, Representation, URLPart
from drf_sqllist.plan.registry import Kind


@dataclass(frozen=True)
class Plain(Representation):
    """The column's own text is its JSON text: integers, booleans on PostgreSQL."""

    propagates_null: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return f"{value}::text"

    def sqlite(self, value: str, out: Output) -> str:
        # SQLite keeps a 2.5 in an integer column, if it is given one.
        return f"CASE typeof({value}) WHEN 'integer' THEN CAST({value} AS TEXT) ELSE {out.bail()} END"


@dataclass(frozen=True)
class Quoted(Representation):
    """The column's own text in quotes, for types whose text never needs escaping."""

    def postgresql(self, value: str, out: Output) -> str:
        return f"'\"'||{value}||'\"'"

    def sqlite(self, value: str, out: Output) -> str:
        return f"'\"'||{value}||'\"'"


@dataclass(frozen=True)
class Spliced(Representation):
    """The value travels as text and Python writes it: what only the field itself can format.

    Arguments:
        kind: whose ``payload`` is sent and whose ``load`` reads it back.
    """

    kind: Transport
    propagates_null: ClassVar[bool] = False
    json_native: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return out.splice(self.kind.postgresql_payload(value))

    def sqlite(self, value: str, out: Output) -> str:
        spliced = out.splice(self.kind.sqlite_payload(value))
        if self.kind.is_blob:
            return spliced
        # SQLite lets a BLOB into any column, whose bytes need be no text.
        return f"CASE typeof({value}) WHEN 'blob' THEN {out.bail()} ELSE {spliced} END"

    def load(self, payload: str) -> Any:
        return self.kind.load(payload)

    def loader(self) -> Callable[[str], Any] | None:
        return self.kind.loader()


@dataclass(frozen=True)
class InURL(URLPart, Spliced):
    """A value in a URL: by SQL as far as it needs no quotes, otherwise by Python, as the route writes it."""

    def postgresql(self, value: str, out: Output) -> str:
        return self._written("postgresql", value, self.kind.postgresql_payload(value), super().postgresql(value, out))

    def sqlite(self, value: str, out: Output) -> str:
        return self._written("sqlite", value, self.kind.sqlite_payload(value), super().sqlite(value, out))

    def _written(self, vendor: str, value: str, as_text: str, otherwise: str) -> str:
        if self.writes is Texts.NONE:
            return otherwise
        test, text = written(vendor, self.writes, value, as_text)
        return f"CASE WHEN {test} THEN {text} ELSE {otherwise} END" if test else text


@dataclass(frozen=True)
class Transport(Kind):
    """A kind whose values can travel as text without loss."""

    is_blob: ClassVar[bool] = False
    """SQLite stores the values as BLOBs."""

    def postgresql_payload(self, value: str) -> str:
        """SQL on PostgreSQL for the text of ``value``."""
        return f"{value}::text"

    def sqlite_payload(self, value: str) -> str:
        """SQL on SQLite for the text of ``value``."""
        return f"CAST({value} AS TEXT)"

    def load(self, payload: str) -> Any:
        """The Python value, as the ORM would have loaded it."""
        return payload

    def loader(self) -> Callable[[str], Any] | None:
        """What does the same as ``load``, the quickest; None where there is nothing to do."""
        return None if type(self).load is Transport.load else self.load

    def spliced(self) -> Representation:
        return Spliced(self)

    def in_url(self) -> URLPart:
        return InURL(self)

    def string(self) -> Representation:
        return self.spliced()

    def native(self) -> Representation:
        return self.spliced()
