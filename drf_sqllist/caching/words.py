"""The words of a finished statement, as far as they tell which tables it reads or writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(
    r"""
      --[^\n]* | /\*.*?\*/ | \$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$
    | (?P<literal>\b[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*')
    | "(?P<quoted>(?:[^"]|"")*)"
    | (?P<bare>[^\W\d][\w$]*)
    | (?P<sign>[(),.;])
    | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)


class Word(NamedTuple):
    """Arguments:
    kind: ``"literal"``, ``"quoted"``, ``"bare"``, ``"sign"`` or, for any other sign or digit, ``"other"``.
    text: in lower case; a name without its quotes, a literal with them.
    """

    kind: str
    text: str

    @property
    def is_name(self) -> bool:
        """It may be the name of a table or of a function."""
        return self.kind == "quoted" or self.kind == "bare"


def words(sql: str) -> Iterator[Word]:
    """The words in their order, without comments and without what no table's name can be.

    Nested comments end too early, and what is left of them is taken for words: there may be too many words, never
    too few.
    """
    for found in _WORD.finditer(sql):
        kind = found.lastgroup
        if kind and kind != "tag":
            yield Word(kind, found[kind].replace('""', '"').lower() if kind == "quoted" else found[kind].lower())
