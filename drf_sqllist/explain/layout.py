"""A statement in lines for people. Nothing but white space is changed.

The words are found by sqlparse's lexer. Its formatter is not used: it lines texts up below the word that they belong
to, which puts our statements hundreds of columns to the right, and it refuses those of more than some thousand words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlparse import tokens
from sqlparse.lexer import tokenize

_CLAUSES = {
    *("WITH", "SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "WINDOW", "FETCH"),
    *("JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "INNER JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"),
    *("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "WHEN", "ELSE"),
}
_LISTS = {"SELECT", "GROUP BY", "ORDER BY"}
"""Clauses whose items stand below one another, a step to the right."""

_BACKSLASH, _STANDS_FOR_IT = r"'\'", "'\x1a'"
"""What LIKE escapes with on SQLite; to the lexer it is a string that goes on."""

_OPEN, _CLOSE = {"(", "CASE", "["}, {")", "END", "]"}


@dataclass
class _Group:
    """Words between brackets, or between CASE and END.

    Arguments:
        spaced: white space stands before it.
    """

    opening: str
    spaced: bool = False
    items: list[_Word | _Group] = field(default_factory=list)
    closing: str = ""
    closing_spaced: bool = False

    def flat(self) -> str:
        space = " " if self.closing_spaced else ""
        return f"{self.opening}{_flat(self.items, self.opening)}{space}{self.closing}"


@dataclass
class _Word:
    text: str
    spaced: bool = False

    def flat(self) -> str:
        return self.text


_Items = list["_Word | _Group"]


def layout(sql: str, width: int = 100) -> str:
    """A statement in lines.

    Arguments:
        width: of the lines, where words allow it.
    """
    lines = "\n".join(_lines(_parsed(sql.replace(_BACKSLASH, _STANDS_FOR_IT)).items, 0, width))
    return lines.replace(_STANDS_FOR_IT, _BACKSLASH)


def _parsed(sql: str) -> _Group:
    stack = [_Group("")]
    spaced = False
    for kind, text in tokenize(sql):  # type: ignore[no-untyped-call]
        if kind in tokens.Whitespace:
            spaced = True
            continue
        word = " ".join(text.upper().split()) if kind in tokens.Keyword else text
        if word in _OPEN and kind not in tokens.Name:
            stack.append(_Group(text, spaced))
        elif word in _CLOSE and len(stack) > 1:
            group = stack.pop()
            group.closing, group.closing_spaced = text, spaced
            stack[-1].items.append(group)
        else:
            stack[-1].items.append(_Word(text, spaced))
        spaced = False
    while len(stack) > 1:  # a bracket that nobody closed
        group = stack.pop()
        stack[-1].items.append(group)
    return stack[0]


def _flat(items: Sequence[_Word | _Group], before: str = "") -> str:
    text = ""
    for item in items:
        space = " " if item.spaced and (text or before) else ""
        text += space + item.flat()
    return text


def _lines(items: _Items, depth: int, width: int) -> Iterator[str]:
    """The items in lines: in one if they fit, else broken at the loosest of their joints."""
    indent = "  " * depth
    if len(indent) + len(_flat(items)) <= width or not items:
        yield indent + _flat(items)
        return
    for joint in _JOINTS:
        parts = _broken(items, joint)
        if len(parts) > 1:
            if joint is _follows_comma:
                parts = list(_filled(parts, width - len(indent) - 2))
            hangs = joint is not _begins_clause and (joint is not _follows_comma or _text(items, 0) in _LISTS)
            for number, part in enumerate(parts):
                yield from _lines(part, depth + (number > 0 and hangs), width)
            return
    yield from _opened(items, depth, width)


def _opened(items: _Items, depth: int, width: int) -> Iterator[str]:
    """One long line with its groups opened, each with its items in lines of their own."""
    indent = line = "  " * depth
    for item in items:
        space = " " if item.spaced and line != indent else ""
        if isinstance(item, _Group) and item.items and len(line) + len(item.flat()) > width:
            operand, *cases = _broken(item.items, _begins_clause) if item.opening == "CASE" else [[], item.items]
            if _text(operand, 0) == "WHEN":
                operand, cases = [], [operand, *cases]
            yield line + space + item.opening + _flat(operand, item.opening)
            for case in cases:
                yield from _lines(case, depth + 1, width)
            line = indent + item.closing
        else:
            line += space + item.flat()
    yield line


_Joint = Callable[[_Items, int], bool]


def _broken(items: _Items, joint: _Joint) -> list[_Items]:
    parts: list[_Items] = [items[:1]]
    for index in range(1, len(items)):
        if joint(items, index):
            parts.append([])
        parts[-1].append(items[index])
    return parts


def _filled(parts: Iterable[_Items], width: int) -> Iterator[_Items]:
    """Parts that are words alone, as many of them together as a line holds."""
    line: _Items = []
    for part in parts:
        are_words = all(isinstance(item, _Word) for item in (*line, *part))
        if line and not (are_words and len(_flat([*line, *part])) <= width):
            yield line
            line = []
        line = [*line, *part]
    yield line


def _text(items: _Items, index: int) -> str:
    item = items[index] if index < len(items) else None
    return " ".join(item.text.split()) if isinstance(item, _Word) else ""


def _begins_clause(items: _Items, index: int) -> bool:
    return _text(items, index) in _CLAUSES


def _follows_comma(items: _Items, index: int) -> bool:
    return _text(items, index - 1) == ","


def _begins_condition(items: _Items, index: int) -> bool:
    word = _text(items, index)
    # What a sub-select is joined on follows its closing bracket.
    return word in ("AND", "OR", "THEN") or (word == "ON" and not any(isinstance(one, _Group) for one in items[:index]))


def _begins_member(items: _Items, index: int) -> bool:
    """A key of a JSON object, or the end of one, is joined to the text before."""
    return _text(items, index) == "||" and _text(items, index + 1).startswith(("',\"", "', \"", "'}"))


def _begins_text(items: _Items, index: int) -> bool:
    return _text(items, index) == "||"


_JOINTS: tuple[_Joint, ...] = (_begins_clause, _follows_comma, _begins_condition, _begins_member, _begins_text)
"""Where a text may be broken, the loosest first."""
