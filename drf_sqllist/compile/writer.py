"""Writes the SQL of members: values, guards, the concatenation of an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from drf_sqllist.compile.chains import merged, operands
from drf_sqllist.compile.levels import Level
from drf_sqllist.compile.marks import Marking, URLText
from drf_sqllist.compile.splices import PLACE, AnySplice, BlankSplice, Splice
from drf_sqllist.compile.vendors import BAIL, Dialect
from drf_sqllist.links.blanks import Texts
from drf_sqllist.plan.loaded import Stored
from drf_sqllist.plan.nodes import BAIL as BAIL_OUTCOME
from drf_sqllist.plan.nodes import (
    SKIP,
    Computed,
    Link,
    Many,
    Member,
    Nested,
    Outcome,
    Part,
    Representation,
    Value,
)
from drf_sqllist.plan.targets import Target


class Text:
    """A concatenation being written."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._parts: list[str] = []

    def literal(self, text: str) -> Text:
        """Append a Python string."""
        if text:
            self._parts.append(self._dialect.text(text))
        return self

    def sql(self, expression: str) -> Text:
        """Append a text expression, itself perhaps a concatenation."""
        self._parts += operands(expression)
        return self

    def __str__(self) -> str:
        return self._dialect.concat(merged(self._parts))


class Inside(Enum):
    """What is being written."""

    BODY = auto()
    """The rows' own text."""
    DOCUMENT = auto()
    """The members of an object, for the serializer that makes it by itself."""
    INSTANCE = auto()
    """The values of a model instance."""


@dataclass
class Writer:
    """The ``Output`` that representations write to, with the member being written.

    Arguments:
        compact: DRF's ``COMPACT_JSON``: separators without spaces.
        places: how many were written so far.
        marking: for the texts of links.
        unmarked: targets that have no texts at such a request.
    """

    dialect: Dialect
    compact: bool = True
    splices: list[AnySplice] = field(default_factory=list)
    inside: Inside = Inside.BODY
    places: int = 0
    marking: Marking = field(default_factory=Marking)
    unmarked: frozenset[Target] = frozenset()
    _path: tuple[str, ...] = ()
    _value: Value | None = None
    _as_text: str = ""
    _blank: tuple[Target, int] | None = None

    @property
    def item_separator(self) -> str:
        return "," if self.compact else ", "

    @property
    def key_separator(self) -> str:
        return ":" if self.compact else ": "

    def text(self, value: str) -> str:
        return self.dialect.text(value)

    def json_string(self, value: str) -> str:
        return self.dialect.json_string(value)

    def bail(self) -> str:
        return self.dialect.sentinel(BAIL)

    def mark(self, target: Target) -> str | None:
        return None if target in self.unmarked else self.marking.reference(URLText(target, 0))

    def splice(self, payload: str) -> str:
        assert self._value is not None
        if self.inside is Inside.INSTANCE:
            # No text for a value that is none of Python's: NULL would be taken for None.
            return payload if payload == self._as_text else f"coalesce(({payload}),{self.bail()})"
        return self.place(self._splice(), self.dialect.quoted(payload))

    def splice_null(self) -> str:
        assert self._value is not None
        if self.inside is Inside.INSTANCE:
            return "NULL"
        return self.place(self._splice(), "'null'")

    def _splice(self) -> AnySplice:
        assert self._value is not None
        if self._blank is not None:
            return BlankSplice(*self._blank, self._value.representation)
        return Splice(self._path, self._value.representation, self._value.by_field)

    def place(self, splice: AnySplice, payload: str | None = None) -> str:
        """SQL for a place that Python fills: ``payload`` is SQL for JSON text."""
        number = self.number(splice)
        if self.inside is Inside.BODY:
            return self.dialect.sentinel(str(number), payload)
        head = self.text(f"{{{json.dumps(PLACE)}:[{number}")
        return f"{head}||','||{payload}||']}}'" if payload else f"{head}||']}}'"

    def number(self, splice: AnySplice) -> int:
        """A splice's number in the statement."""
        self.places += 1
        if splice not in self.splices:
            self.splices.append(splice)
        return self.splices.index(splice)

    @contextmanager
    def writing(self, inside: Inside) -> Iterator[None]:
        """Write something else for a while."""
        before, self.inside = self.inside, inside
        try:
            yield
        finally:
            self.inside = before

    def stored(self, stored: Stored, column: str) -> str:
        """SQL for the text of a column's value among those of an instance; NULL for NULL."""
        self._value = Value("", (), stored.name, True, stored.representation)
        self._as_text = self.dialect.cast_to_text(column)
        written = self.dialect.represent(stored.representation, column, self)
        if written == self._as_text or stored.representation.writes_null:
            return written
        return f"CASE WHEN {column} IS NOT NULL THEN {written} END"

    def child(self, representation: Representation, value: str, nullable: bool = True) -> str:
        written = self.dialect.represent(representation, value, self)
        if not nullable or representation.writes_null:
            return written
        null = self.text(representation.null)
        if representation.propagates_null:
            return f"coalesce({written},{null})"
        if len(operands(written)) == 1 and written.startswith("CASE WHEN "):
            return f"CASE WHEN {value} IS NULL THEN {null} {written[5:]}"
        return f"CASE WHEN {value} IS NULL THEN {null} ELSE {written} END"

    def key(self, key: str) -> str:
        """A member's key, as JSON text."""
        return json.dumps(key, ensure_ascii=False) + self.key_separator

    def value(self, level: Level, value: Value, path: tuple[str, ...]) -> str:
        """SQL for the JSON text of a column; its guards are left to ``guarded``."""
        self._path, self._value = path, value
        column = level.column(value.hops, value.column)
        return self.child(value.representation, column, value.nullable or bool(value.guards))

    def link(self, level: Level, link: Link) -> str:
        """SQL for a URL, as JSON text; its guards are left to ``guarded``."""
        text, nulls = Text(self.dialect).literal('"' + self._text_of(link, 0)), []
        for index, part in enumerate(link.parts):
            self._value, self._blank = part.value, (link.target, index)
            column = level.column(part.value.hops, part.value.column)
            text.sql(self._part(part, column)).literal(self._text_of(link, index + 1))
            if part.value.nullable and not part.none_is_text:
                nulls.append(f"{column} IS NULL")
            if part.is_key and part.writes is Texts.WORD:
                nulls.append(f"{column}=''")
        self._blank = None
        written = str(text.literal('"'))
        return f"CASE WHEN {' OR '.join(nulls)} THEN 'null' ELSE {written} END" if nulls else written

    def _text_of(self, link: Link, index: int) -> str:
        return self.marking.reference(URLText(link.target, index))

    def _part(self, part: Part, column: str) -> str:
        written = self.dialect.represent(part.value.representation, column, self)
        if not (part.none_is_text and part.value.nullable):
            return written
        return f"CASE WHEN {column} IS NULL THEN {self.splice_null()} ELSE {written} END"

    def guarded(
        self, level: Level, member: Value | Link | Computed | Nested | Many, written: str, head: str = ""
    ) -> str:
        """``written``, or what a member becomes where the way to it ends; SKIP is the empty text here.

        Arguments:
            head: the member's separator and key, where they are a part of ``written``.
        """
        guards, hops = member.guards, member.hops
        if isinstance(member, Value) and all(guard.outcome == member.representation.null for guard in guards):
            return written  # a column that is not reached is NULL, which a value writes by itself
        cases: list[tuple[str, Outcome]] = []
        for position, guard in enumerate(guards):
            following = guards[position + 1 : position + 2]
            if following and following[0].depth == guard.depth and following[0].outcome == guard.outcome:
                continue  # a NULL key finds no row either
            hop = hops[guard.depth - 1]
            here, there = hop.pairs[0]
            if guard.test == "key":
                column = level.column(hops[: guard.depth - 1], here)
            else:
                column = level.column(hops[: guard.depth], there)
            cases.append((f"{column} IS NULL", guard.outcome))
        if not cases:
            return written
        whens = " ".join(f"WHEN {test} THEN {self._outcome(outcome, head)}" for test, outcome in cases)
        return f"CASE {whens} ELSE {written} END"

    def _outcome(self, outcome: Outcome, head: str) -> str:
        if outcome is BAIL_OUTCOME:
            return self.bail()
        assert isinstance(outcome, str)
        return "''" if outcome == SKIP else self.text(head + outcome)


def skips(member: Member) -> bool:
    """Whether a member's key may be left out."""
    return isinstance(member, Value | Link | Computed | Nested | Many) and any(
        guard.outcome == SKIP for guard in member.guards
    )
