"""execute: a statement becomes the rows' bytes. The only stage that opens a cursor."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.compile.statement import Statement
from drf_sqllist.compile.vendors import BAIL
from drf_sqllist.drivers import fetch_rows
from drf_sqllist.page.fetched import Fetched
from drf_sqllist.problems import Bail

START = b"\x01"
_SENTINEL = re.compile(rb"\x01([^\x02]*)\x02")
_LINE_SEPARATORS = re.compile(rb"\xe2\x80[\xa8\xa9]")


def run(
    statement: Statement, connection: BaseDatabaseWrapper, convert_position: Callable[[Any], Any] | None = None
) -> Fetched:
    """Run a statement.

    Arguments:
        convert_position: what Django makes of the position column's value.

    Raises:
        Bail: a row that SQL cannot write.
    """
    rows, written = fetch_rows(statement, connection)
    total = None
    if statement.has_total:
        total = int(rows[0][2])
        if rows[0][0] is None:  # the total stands beside no row at all
            rows = []
    bodies = [row[1] for row in rows]
    if None in bodies:
        raise Bail
    positions = []
    if statement.has_position:
        assert convert_position is not None
        positions = [convert_position(row[-1]) for row in rows]
    return Fetched(bodies, total, positions, written)


class Filling(Protocol):
    """Makes what stands in the places of a body that SQL left to Python."""

    def read(self, number: int, payload: str) -> Any:
        """A place, given its splice's number and its payload as JSON text."""

    def settle(self) -> None:
        """All places are read."""

    def write(self, place: Any) -> bytes:
        """The bytes in a place that was read."""


def finish(bodies: list[bytes], separator: bytes, filling: Filling) -> tuple[bytes, int]:
    """Join rows into the list's bytes and fill the places that SQL left to Python.

    Arguments:
        bodies: emptied, so that a large list is not held twice.

    Returns:
        the items, without brackets, and the number of places that Python filled.

    Raises:
        Bail: a value that only DRF's own path may answer.
    """
    document = separator.join(bodies)
    bodies.clear()
    filled = 0
    if START in document:
        document, filled = _fill(document, filling)
    if b"\xe2\x80" in document:
        document = _LINE_SEPARATORS.sub(_escape, document)
    return document, filled


def _fill(document: bytes, filling: Filling) -> tuple[bytes, int]:
    texts: list[bytes] = []
    places: list[Any] = []
    end = 0
    for match in _SENTINEL.finditer(document):
        head, _, payload = match[1].partition(b":")
        if head == BAIL.encode() or START in payload:
            raise Bail
        texts.append(document[end : match.start()])
        places.append(filling.read(int(head), payload.decode()))
        end = match.end()
    texts.append(document[end:])
    filling.settle()
    parts = [texts[0]]
    for place, text in zip(places, texts[1:], strict=True):
        parts += filling.write(place), text
    return b"".join(parts), len(places)


def _escape(match: re.Match[bytes]) -> bytes:
    """DRF ``JSONRenderer.render`` escapes the two characters that JavaScript took for line ends."""
    return b"\\u2028" if match[0][-1:] == b"\xa8" else b"\\u2029"
