"""The text of a hand-written SELECT, with its parameters found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from drf_sqllist.rawsql.problems import SQLError

_TOKEN = re.compile(
    r"""
      (?P<comment>--[^\n]*|/\*)
    | (?P<dollar>\$(?:[^\W\d]\w*)?\$)
    | (?P<quoted>\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*")
    | (?P<open>['"])
    | (?P<name>%\((?P<parameter>[^)]*)\)(?P<conversion>.?))
    | (?P<percent>%%?)
    | (?P<end>;)
    | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
"""The pieces that say where a parameter may stand: by PostgreSQL's lexical rules (its manual, 4.1) and SQLite's."""


@dataclass(frozen=True)
class Statement:
    """A SELECT as its author wrote it, to be read as a table.

    Arguments:
        sql: with ``%s`` for each parameter, and doubled ``%``.
        names: of the parameters, in their order in the text.
    """

    sql: str
    names: tuple[str, ...]

    def bound(self, params: Mapping[str, Any]) -> tuple[Any, ...]:
        """The parameters' values, in their order.

        Raises:
            SQLError: a parameter has no value, or a value no parameter.
        """
        for name in self.names:
            if name not in params:
                raise SQLError(f"the parameter %({name})s has no value.", "Give it one, or None.")
        for name in params:
            if name not in self.names:
                known = ", ".join(f"%({one})s" for one in dict.fromkeys(self.names)) or "none"
                raise SQLError(f"the value {name!r} has no parameter; the SQL has {known}.", "Use it, or leave it out.")
        return tuple(params[name] for name in self.names)


def parse(text: str) -> Statement:
    """Read an author's SQL.

    Raises:
        SQLError: it is not a single SELECT or WITH, or has a ``%`` that is no parameter.
    """
    pieces: list[str] = []
    names: list[str] = []
    end = 0
    first: str | None = None
    ended: int | None = None
    for kind, start, stop, found in _tokens(text):
        line = text.count("\n", 0, start) + 1
        if kind == "comment":
            _check_percents(text, start, stop, "a comment")
            continue
        if ended is not None:
            raise SQLError("there is more than one statement.", "Leave out what follows the semicolon.", line)
        if kind == "end":
            ended = start
        elif kind == "quoted":
            _check_percents(text, start, stop, "quotes")
        elif kind == "word":
            first = first or found.group().upper()
            if first not in ("SELECT", "WITH", "VALUES"):
                raise SQLError(f"the statement begins with {found.group()}.", "Write a SELECT or a WITH.", line)
        elif kind == "percent":
            _check_percent(found.group(), line)
        elif kind == "name":
            if found["conversion"] != "s" or not found["parameter"].isidentifier():
                raise SQLError(f"{found.group()!r} is no parameter.", "Parameters are written %(name)s.", line)
            pieces.append(text[end:start])
            names.append(found["parameter"])
            end = stop
    if first is None:
        raise SQLError("the statement is empty.", "Write a SELECT or a WITH.")
    pieces.append(text[end:ended])
    return Statement("%s".join(pieces).strip(), tuple(names))


def _tokens(text: str) -> Iterator[tuple[str, int, int, re.Match[str]]]:
    """Kind, start and end of each piece that matters; the rest is passed over."""
    position = 0
    while found := _TOKEN.search(text, position):
        kind, start = str(found.lastgroup), found.start()
        if kind in ("parameter", "conversion"):
            kind = "name"
        position = found.end()
        if found.group() == "/*":
            position = _comment_end(text, start)
        elif kind == "dollar":
            kind, position = "quoted", _after(text, found.group(), position, start)
        elif kind == "open":
            raise SQLError("a quote is not closed.", "Close it.", text.count("\n", 0, start) + 1)
        yield kind, start, position, found


def _comment_end(text: str, start: int) -> int:
    """The end of a comment that may hold others (in PostgreSQL)."""
    depth, position = 1, start + 2
    while depth:
        found = re.compile(r"/\*|\*/").search(text, position)
        if found is None:
            raise SQLError("a comment is not closed.", "Close it with */.", text.count("\n", 0, start) + 1)
        depth += 1 if found.group() == "/*" else -1
        position = found.end()
    return position


def _after(text: str, closing: str, position: int, start: int) -> int:
    end = text.find(closing, position)
    if end < 0:
        raise SQLError(f"the text after {closing} is not closed.", "Close it.", text.count("\n", 0, start) + 1)
    return end + len(closing)


def _check_percents(text: str, start: int, stop: int, where: str) -> None:
    for found in re.compile(r"%\(\w*\)s|%%?").finditer(text, start, stop):
        line = text.count("\n", 0, found.start()) + 1
        if found.group().startswith("%("):
            raise SQLError(f"the parameter {found.group()} stands in {where}.", "Let it stand by itself.", line)
        _check_percent(found.group(), line)


def _check_percent(found: str, line: int) -> None:
    if found == "%":
        raise SQLError("a % is no parameter.", "Write %% for the sign itself.", line)
