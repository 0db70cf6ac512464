"""What the database sent, as bytes and back: a line of JSON, and the rows' texts behind it. Never a pickle."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from drf_sqllist.page.fetched import Fetched

_END = b"\n"
"""Of the head, which has none in it: JSON has line ends escaped."""


class Body(NamedTuple):
    """What is kept.

    Arguments:
        stamps: of the tables, from before the rows were read.
        made: when they were, in seconds since the epoch.
        modified: the same for clients, in whole seconds, later than that of any body that was kept before it.
        rows: what the statement gave.
    """

    stamps: bytes
    made: float
    modified: int
    rows: Fetched


def pack(body: Body) -> bytes | None:
    """A body as bytes; None where it has a value that is not to be kept."""
    rows = body.rows
    positions = [_packed(value) for value in rows.positions]
    if None in positions:
        return None
    lengths = [*map(len, rows.bodies)]
    head = [body.stamps.decode(), body.made, body.modified, lengths, rows.total, positions, rows.written]
    return b"".join([json.dumps(head, separators=(",", ":")).encode(), _END, *rows.bodies])


def unpack(packed: bytes) -> Body | None:
    """The body of bytes; None where they are none of ours."""
    try:
        first = packed.index(_END) + len(_END)
        stamps, made, modified, lengths, total, positions, written = json.loads(packed[:first])
        # By their lengths: to look for the end of each would be ten times the work.
        ends = [*accumulate(lengths, initial=first)]
        if ends[-1] != len(packed):
            return None
        bodies = [packed[start:end] for start, end in pairwise(ends)]
        rows = Fetched(bodies, total, [_KINDS[kind].read(value) for kind, value in positions], written)
        return Body(stamps.encode(), float(made), int(modified), rows)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


class _Kind(NamedTuple):
    type: type
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


_KINDS = {
    "n": _Kind(type(None), _same, _same),
    "b": _Kind(bool, _same, _same),
    "i": _Kind(int, _same, int),
    "s": _Kind(str, _same, str),
    "f": _Kind(float, float.hex, float.fromhex),
    "d": _Kind(Decimal, str, Decimal),
    "u": _Kind(uuid.UUID, str, uuid.UUID),
    "t": _Kind(datetime.datetime, datetime.datetime.isoformat, datetime.datetime.fromisoformat),
    "D": _Kind(datetime.date, datetime.date.isoformat, datetime.date.fromisoformat),
    "T": _Kind(datetime.time, datetime.time.isoformat, datetime.time.fromisoformat),
}
_BY_TYPE = {kind.type: letter for letter, kind in _KINDS.items()}


def _packed(value: Any) -> Sequence[Any] | None:
    """A position's value with its type; None where that is not one of those that come back as they were."""
    letter = _BY_TYPE.get(type(value))
    if letter is None or (isinstance(value, datetime.datetime) and value.tzinfo not in (None, datetime.timezone.utc)):
        return None
    return letter, _KINDS[letter].write(value)
