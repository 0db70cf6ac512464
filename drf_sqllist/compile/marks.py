"""Marks: control characters in the rows' text, in whose places the texts of URLs go.

A URL is long, the same in each row, and each request's own (its host, its language): it is in neither the
statement nor what the database sends. Control characters occur nowhere else: JSON text has them escaped.

While a statement is written, a text of a URL is a reference in some literal. Once it is written, a reference
and all that stands behind it in its literal become one mark: the less the database joins and sends, and the
fewer marks there are to be replaced, the better. What stands before a reference stays, for an object's text
may be cut there (its first separator).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii

from drf_sqllist.compile.chains import with_literals
from drf_sqllist.plan.targets import Links, Target

_SINGLE = [chr(code) for code in (*range(0x03, 0x09), 0x0B, 0x0C, *range(0x0E, 0x1E))]
"""One byte is found several times as fast as two."""

_REFERENCE = re.compile("\x1e([0-9]+)\x1f")
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}


def visible(sql: str) -> str:
    """A statement with pictures in the marks' places (U+2403 for \\x03), for people to read."""
    return sql.translate(_PICTURES)


@dataclass(frozen=True)
class URLText:
    """One of the texts of a target's links, whatever it is for a request."""

    target: Target
    index: int


Marks = Mapping[str, tuple[str | URLText, ...]]
"""What stands for each mark: JSON text as it is, and texts of URLs."""


@dataclass
class Marking:
    """Marks of one statement."""

    _references: list[URLText] = field(default_factory=list)
    _marks: dict[tuple[str | URLText, ...], str] = field(default_factory=dict)

    def reference(self, text: URLText) -> str:
        """What stands for a text in a literal, until ``marked``."""
        if text not in self._references:
            self._references.append(text)
        return f"\x1e{self._references.index(text)}\x1f"

    def marked(self, sql: str) -> str:
        """SQL with marks in the places of references."""
        return with_literals(sql, self._literal) if self._references else sql

    @property
    def marks(self) -> Marks:
        return {mark: pieces for pieces, mark in self._marks.items()}

    def _literal(self, quoted: str) -> str:
        before, *behind = _REFERENCE.split(quoted)
        if not behind:
            return quoted
        pieces: list[str | URLText] = []
        for number, text in zip(behind[::2], behind[1::2], strict=True):
            pieces.append(self._references[int(number)])
            if text:
                pieces.append(text.replace("''", "'").replace("%%", "%"))
        return before + self._mark(tuple(pieces))

    def _mark(self, pieces: tuple[str | URLText, ...]) -> str:
        """One for those that are equal."""
        number = len(self._marks)
        # Beyond the single ones: \x1e and \x1f, in this order, stand around nothing but the number.
        new = _SINGLE[number] if number < len(_SINGLE) else f"\x1e{number}\x1f"
        return self._marks.setdefault(pieces, new)


def texts(marks: Marks, links: Links) -> dict[bytes, bytes]:
    """What goes in the places of marks for one request."""

    def text(piece: str | URLText) -> str:
        return (
            piece if isinstance(piece, str) else encode_basestring_ascii(links[piece.target].texts[piece.index])[1:-1]
        )

    return {mark.encode(): "".join(map(text, pieces)).encode() for mark, pieces in marks.items()}
