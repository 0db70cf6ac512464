"""Marks: control characters in the rows' text, in whose places the texts of URLs go.

A URL is long, the same in each row, and each request's own (its host, its language): it is in neither the
statement nor what the database sends. Control characters occur nowhere else: JSON text has them escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count

from drf_sqllist.plan.targets import Links, Target

_SINGLE = [chr(code) for code in (*range(0x03, 0x09), 0x0B, 0x0C, *range(0x0E, 0x1E))]
"""One byte is found several times as fast as two."""

Marks = Mapping[Target, tuple[str, ...]]
"""The marks around the values of each link; none for an empty text."""


_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}


def visible(sql: str) -> str:
    """A statement with pictures in the marks' places (U+2403 for \\x03), for people to read."""
    return sql.translate(_PICTURES)


def mark(links: Links) -> tuple[Marks, dict[str, str]]:
    """Marks for the texts of links, one for those that are equal.

    Returns:
        the marks, and the JSON text for each of them.
    """
    known = {"": ""}
    numbers = count()

    def marked(text: str) -> str:
        if text not in known:
            number = next(numbers)
            # Beyond the single ones: \x1e and \x1f, in this order, stand around nothing but the number.
            known[text] = _SINGLE[number] if number < len(_SINGLE) else f"\x1e{number}\x1f"
        return known[text]

    marks = {target: tuple(map(marked, found.texts)) for target, found in links.items()}
    return marks, {character: json.dumps(text)[1:-1] for text, character in known.items() if text}
