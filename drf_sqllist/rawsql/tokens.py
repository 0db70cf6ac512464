"""The pieces of an author's SQL, by PostgreSQL's lexical rules (its manual, 4.1) and SQLite's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drf_sqllist.rawsql.problems import SQLError

_TOKEN = re.compile(
    r"""
      (?P<comment>--[^\n]*|/\*)
    | (?P<dollar>\$(?:[^\W\d]\w*)?\$)
    | (?P<quoted>\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*")
    | (?P<open>['"])
    | (?P<parameter>%\([^)]*\).?)
    | (?P<percent>%%?)
    | (?P<word>\w[\w$]*)
    | (?P<sign>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_COMMENT = re.compile(r"/\*|\*/")


class Token(NamedTuple):
    """Arguments:
    kind: ``"comment"``, ``"quoted"``, ``"parameter"``, ``"percent"``, ``"word"`` or ``"sign"``.
    line: where it begins, from 1.
    """

    kind: str
    text: str
    start: int
    end: int
    line: int


def tokens(sql: str) -> Iterator[Token]:
    """The pieces in their order.

    Raises:
        SQLError: a quote or a comment is not closed.
    """
    position, line, counted = 0, 1, 0
    while found := _TOKEN.search(sql, position):
        kind, start, position = str(found.lastgroup), found.start(), found.end()
        line, counted = line + sql.count("\n", counted, start), start
        if found[0] == "/*":
            position = _comment_end(sql, position, line)
        elif kind == "dollar":
            kind, position = "quoted", _dollar_end(sql, found[0], position, line)
        elif kind == "open":
            raise SQLError("a quote is not closed.", "Close it.", line)
        yield Token(kind, sql[start:position], start, position, line)


def _comment_end(sql: str, position: int, line: int) -> int:
    """The end of a comment that may hold others (in PostgreSQL)."""
    depth = 1
    while depth:
        found = _IN_COMMENT.search(sql, position)
        if found is None:
            raise SQLError("a comment is not closed.", "Close it with */.", line)
        depth += 1 if found[0] == "/*" else -1
        position = found.end()
    return position


def _dollar_end(sql: str, tag: str, position: int, line: int) -> int:
    end = sql.find(tag, position)
    if end < 0:
        raise SQLError(f"the text after {tag} is not closed.", "Close it.", line)
    return end + len(tag)
