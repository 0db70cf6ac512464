"""The text of a hand-written SELECT, with its parameters found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.tokens import Token, tokens

_PARAMETER = re.compile(r"%\(([^\W\d]\w*)\)s")
_PERCENTS = re.compile(r"%\(\w*\)s|%%?")
_READING = frozenset({"SELECT", "VALUES"})
_WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
_LOCKING = (["FOR"], ["FOR", "KEY"], ["NO", "KEY"])
_WRITE_A_SELECT = "Write a SELECT or a WITH."


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
    ended: Token | None = None
    structure = _Structure()
    if "\x00" in text:
        raise SQLError("there is a NUL in the text.", "Leave it out.")
    text = text.removeprefix("\ufeff")
    for token in tokens(text):
        if token.kind == "comment":
            _check_percents(token, "a comment")
            continue
        if ended is not None:
            raise SQLError("there is more than one statement.", "Leave out what follows the semicolon.", token.line)
        if token.text == ";":
            ended = token
            continue
        if token.kind == "quoted":
            _check_percents(token, "quotes")
        elif token.kind == "percent":
            _check_percent(token.text, token.line)
        elif token.kind == "parameter":
            found = _PARAMETER.fullmatch(token.text)
            if found is None:
                raise SQLError(f"{token.text!r} is no parameter.", "Parameters are written %(name)s.", token.line)
            pieces.append(text[end : token.start])
            names.append(found[1])
            end = token.end
        structure.add(token)
    structure.close()
    pieces.append(text[end : ended.start if ended else len(text)])
    return Statement("%s".join(pieces).strip(), tuple(names))


@dataclass
class _Structure:
    """What the pieces so far say of the statement.

    Arguments:
        last: pieces that were added last.
        open: parentheses that are not closed yet.
        is_begun: its own SELECT was met, behind any WITH.
    """

    last: list[Token] = field(default_factory=list)
    open: list[Token] = field(default_factory=list)
    first: str = ""
    is_begun: bool = False

    def add(self, token: Token) -> None:
        """Take the next piece.

        Raises:
            SQLError: it does not fit.
        """
        if token.text == "(":
            self.open.append(token)
        elif token.text == ")":
            if not self.open:
                raise SQLError("a parenthesis closes what was not opened.", "Leave it out.", token.line)
            self.open.pop()
        elif token.kind == "word":
            self._word(token, token.text.upper())
        self.last = [*self.last[-2:], token]

    def close(self) -> None:
        """The text is at its end."""
        if not self.first:
            raise SQLError("the statement is empty.", _WRITE_A_SELECT)
        if self.open:
            raise SQLError("a parenthesis is not closed.", "Close it.", self.open[-1].line)

    def _word(self, token: Token, word: str) -> None:
        before = [one.text.upper() for one in self.last]
        if not self.first:
            self.first = word
            if word not in _READING and word != "WITH":
                raise SQLError(f"the statement begins with {token.text}.", _WRITE_A_SELECT, token.line)
        self.is_begun = self.is_begun or (word in _READING and not self.open)
        in_with = before[-1:] == ["("] and before[-2:-1] in (["AS"], ["MATERIALIZED"])
        if word in _WRITING and (in_with or (before[-1:] == [")"] and not self.open and not self.is_begun)):
            raise SQLError(f"{token.text} writes to the database.", "A list only reads: leave it out.", token.line)
        if word == "INTO" and before[-1:] not in (["."], ["AS"]):
            raise SQLError("INTO makes a table of the rows.", "A list only reads: leave it out.", token.line)
        if word in ("UPDATE", "SHARE") and (before[-1:] in _LOCKING or before[-2:] in _LOCKING):
            raise SQLError(f"{token.text} locks the rows.", "A list only reads: leave it out.", token.line)


def _check_percents(token: Token, where: str) -> None:
    for found in _PERCENTS.finditer(token.text):
        line = token.line + token.text.count("\n", 0, found.start())
        if found[0].startswith("%("):
            raise SQLError(f"the parameter {found[0]} stands in {where}.", "Let it stand by itself.", line)
        _check_percent(found[0], line)


def _check_percent(found: str, line: int) -> None:
    if found == "%":
        raise SQLError("a % is no parameter.", "Write %% for the sign itself.", line)
