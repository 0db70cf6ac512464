"""Which tables a statement may change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from drf_sqllist.caching.words import words

_NAME = r'(?:"(?P<{0}quoted>(?:[^"]|"")*)"|(?P<{0}bare>[^\W\d][\w$]*))'
_ONE_TABLE = re.compile(
    rf"""
    \s*(?: insert\s+(?:or\s+\w+\s+)?into | replace\s+into
          | update(?:\s+or\s+\w+)?(?:\s+only)? | delete\s+from(?:\s+only)? )
    \s+ {_NAME.format("first_")} (?:\s*\.\s*{_NAME.format("second_")})?
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CHANGES = frozenset({"insert", "update", "delete", "merge"})
_LOCKS = frozenset({"for", "key"})
"""``FOR UPDATE`` and ``FOR NO KEY UPDATE`` change nothing."""

_READS = frozenset(
    """
    abort analyze begin check checkpoint close cluster deallocate declare discard explain fetch listen load lock move
    notify pragma prepare reindex release reset rollback savepoint security select set show start table unlisten vacuum
    values with
    """.split()
)
"""What statements begin with that change no row of a table. Not ``COMMIT``: nobody knows of what, where it is SQL."""

_NAMED = frozenset({"alter", "copy", "create", "drop", "merge", "refresh", "truncate", "insert", "update", "delete"})
"""What statements begin with that change tables whose names are in them."""

LONGEST = 10_000
"""Characters of a statement that is worth remembering: those of ``bulk_create()`` are longer, and of a kind."""


def writes_of(sql: str) -> frozenset[str] | None:
    """The names of the tables that a statement may change, and perhaps others, in lower case.

    Returns:
        an empty set where it changes none; None where it may change any.
    """
    return _read(sql) if len(sql) > LONGEST else _kept(sql)


def _read(sql: str) -> frozenset[str] | None:
    if ";" not in sql and (found := _ONE_TABLE.match(sql)):
        # PostgreSQL's and SQLite's grammar: one that begins so changes this table, and no other by itself.
        parts = [found[f"{which}_{kind}"] for which in ("second", "first") for kind in ("quoted", "bare")]
        name = next(part for part in parts if part is not None)
        return frozenset({name.replace('""', '"').lower()})
    found_words = [*words(sql)]
    if any(word.text == ";" for word in found_words[:-1]):
        return None  # several statements
    bare = [word.text for word in found_words if word.kind == "bare"]
    verb = bare[0] if bare else ""
    if verb in ("drop", "truncate") and "cascade" in bare:
        return None
    if verb in _NAMED or (verb in ("select", "explain", "with") and _changes(verb, bare)):
        return frozenset(word.text for word in found_words if word.is_name)
    return frozenset() if verb in _READS or not verb else None


def _changes(verb: str, bare: Sequence[str]) -> bool:
    """Whether a statement that begins as a query does more: a table made of it, a common table expression."""
    if verb == "select":
        return "into" in bare
    return any(word in _CHANGES and before not in _LOCKS for before, word in pairwise(bare))


_kept = lru_cache(1024)(_read)
