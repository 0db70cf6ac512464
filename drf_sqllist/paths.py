"""Which of the two paths answers, where that is not for the view to decide: one is to be compared with the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

Path = Literal["drf", "sql"]


@dataclass
class Lists:
    """The lists that are made while one path is asked for.

    Arguments:
        infos: the ``ListInfo`` of each that we made, in the order in which they were made.
        headers: what their responses say; all others are the view's, or the middleware's.
    """

    path: Path
    infos: list[Any] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def note(self, response: Any, info: Any = None) -> None:
        """Take note of a list that was made."""
        self.headers.update(response.items())
        if info is not None:
            self.infos.append(info)


_current: ContextVar[Lists | None] = ContextVar("drf_sqllist_lists", default=None)


@contextmanager
def answering(path: Path) -> Iterator[Lists]:
    """Let one path make every list of this thread or task."""
    lists = Lists(path)
    token = _current.set(lists)
    try:
        yield lists
    finally:
        _current.reset(token)


def asked_for() -> Lists | None:
    """What is asked for here; None where the view decides."""
    return _current.get()
