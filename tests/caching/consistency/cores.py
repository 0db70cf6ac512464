"""What is changed of the core in a reader's process: delays, a moved clock, and errors that the test must find."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from drf_sqllist.caching import serving, stamps

LONGEST_PAUSE = 0.02
"""Seconds between the rows and their being kept, for readers that are slow."""

_keep = serving._Attempt.keep


def slow() -> None:
    """Some time passes between the rows' being read and their being kept."""

    def keep(attempt: Any, *arguments: Any) -> None:
        if attempt._seen is not None:
            time.sleep(random.uniform(0, LONGEST_PAUSE))
        _keep(attempt, *arguments)

    serving._Attempt.keep = keep  # type: ignore[method-assign]


def late() -> None:
    """An error: the stamps are those from after the query."""

    def keep(attempt: Any, *arguments: Any) -> None:
        if attempt._seen is not None:
            time.sleep(random.uniform(0, LONGEST_PAUSE))
            attempt._seen = attempt._stamps.look(attempt._tables, attempt._key).stamps
        _keep(attempt, *arguments)

    serving._Attempt.keep = keep  # type: ignore[method-assign]


def unguarded() -> None:
    """An error: nobody minds that a table is being written to."""

    class Nobody(stamps.Stamps):
        def look(self, tables: Sequence[str], key: str) -> stamps.Seen:
            value, *found = self._store.get([key, *self._stamps(tables)])
            if None in found:
                return super().look(tables, key)
            return stamps.Seen(b"".join(one for one in found if one), value)

    serving.Stamps = Nobody  # type: ignore[misc]


def moved_clock() -> None:
    """The clock is another one at each look, ten days before or after."""
    serving.time = lambda: time.time() + random.choice([-864_000, 0, 864_000])  # type: ignore[assignment]


CORES: dict[str, Callable[[], None]] = {
    "as it is": lambda: None,
    "slow": slow,
    "late": late,
    "unguarded": unguarded,
    "moved clock": moved_clock,
}
"""By name."""
