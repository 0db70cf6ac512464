"""SQL for values in a URL: which of them need no quotes, and their texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from drf_sqllist.links.blanks import Texts


class Written(NamedTuple):
    """SQL of a value in a URL.

    Arguments:
        test: whether a value that is not NULL is of this kind; empty where all are.
        text: what stands in the URL then.
    """

    test: str
    text: str


def written(vendor: str, writes: Texts, value: str, text: str) -> Written:
    """How a database writes a value.

    Arguments:
        vendor: ``postgresql`` or ``sqlite``.
        writes: what the column holds: integers, UUIDs or texts.
        value: its SQL.
        text: SQL for the value's text, with all its blanks.

    Raises:
        KeyError: no such database, or no such kind.
    """
    return _WRITERS[vendor, writes](value, text)


def dashed(value: str) -> str:
    """The 32 digits that SQLite has of a UUID, as ``str(uuid)`` has them."""
    parts = "||'-'||".join(f"substr({value},{start},{size})" for start, size in _DASHED)
    return f"lower({parts})"


_DASHED = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


def _sqlite_integer(value: str, text: str) -> Written:
    return Written(f"typeof({value})='integer'", text)


def _sqlite_digits(value: str, text: str) -> Written:
    return Written(f"typeof({value})='integer' AND {value}>=0", text)


def _sqlite_uuid(value: str, text: str) -> Written:
    return Written(
        f"typeof({value})='text' AND length({value})=32 AND {value} NOT GLOB '*[^0-9a-fA-F]*'", dashed(value)
    )


def _postgresql_word(value: str, text: str) -> Written:
    # A collation of the column's own may take other characters for these, or no regular expression at all.
    return Written(f"({text}) COLLATE \"C\" ~ '^[-a-zA-Z0-9_]+$'", text)


def _sqlite_word(value: str, text: str) -> Written:
    # What stands behind a NUL is seen by neither GLOB nor length(), but of a BLOB all is.
    whole = f"length({value})=length(CAST({value} AS BLOB))"
    return Written(f"typeof({value})='text' AND {value}<>'' AND {value} NOT GLOB '*[^-a-zA-Z0-9_]*' AND {whole}", value)


_WRITERS: dict[tuple[str, Texts], Callable[[str, str], Written]] = {
    ("postgresql", Texts.INTEGER): lambda value, text: Written("", text),
    ("postgresql", Texts.DIGITS): lambda value, text: Written(f"{value}>=0", text),
    ("postgresql", Texts.UUID): lambda value, text: Written("", text),
    ("postgresql", Texts.WORD): _postgresql_word,
    ("sqlite", Texts.INTEGER): _sqlite_integer,
    ("sqlite", Texts.DIGITS): _sqlite_digits,
    ("sqlite", Texts.UUID): _sqlite_uuid,
    ("sqlite", Texts.WORD): _sqlite_word,
}
