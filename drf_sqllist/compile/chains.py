"""Concatenations: what is nested in one becomes a part of it, and literals side by side become one."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(r"""(?P<literal>'(?:[^']|'')*')|(?P<name>"(?:[^"]|"")*")|(?P<word>\w+)|\|\||.""", re.DOTALL)


def operands(sql: str) -> list[str]:
    """The operands of a ``||`` chain; one, the text itself, where it is none.

    Quoted texts, parentheses and CASE … END are left whole.
    """
    found: list[str] = []
    depth = start = 0
    for token in _TOKEN.finditer(sql):
        text = token[0]
        word = token["word"]
        if text == "(" or word == "CASE":
            depth += 1
        elif text == ")" or word == "END":
            depth -= 1
        elif text == "||" and depth == 0:
            found.append(sql[start : token.start()])
            start = token.end()
    found.append(sql[start:])
    return found


def merged(parts: list[str]) -> list[str]:
    """Operands with neighbouring plain literals joined: less for the database to do for each row."""
    joined: list[str] = []
    for part in parts:
        if joined and _is_literal(part) and _is_literal(joined[-1]):
            part = joined.pop()[:-1] + part[1:]
        joined.append(part)
    return joined


def _is_literal(sql: str) -> bool:
    token = _TOKEN.match(sql)
    return token is not None and token["literal"] is not None and token.end() == len(sql)


def with_literals(sql: str, change: Callable[[str], str]) -> str:
    """SQL with what stands between the quotes of each literal changed."""
    return _TOKEN.sub(lambda found: f"'{change(found[0][1:-1])}'" if found["literal"] else found[0], sql)
