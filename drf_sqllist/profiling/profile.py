"""A profile: the five parts of a request, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from drf_sqllist.profiling.clock import Clock, current
from drf_sqllist.profiling.hooks import watching
from drf_sqllist.profiling.parts import (
    CACHE,
    DATABASE,
    PARTS,
    RENDERING,
    REQUEST,
    SERIALIZATION,
    STATEMENT,
    TITLES,
    VIEW,
    Name,
)


@dataclass(frozen=True)
class Part:
    """One part of a request.

    Arguments:
        seconds: spent in it, and in nothing that belongs to another part.
    """

    seconds: float


@dataclass(frozen=True)
class Lookup(Part):
    """The database's part: querysets evaluated, statements, connections, transactions.

    Arguments:
        in_statements: of the seconds, those in which a statement ran or its rows were fetched; in the others
            SQL was made, and instances of rows.
    """

    in_statements: float


class Profile:
    """What was measured of a block or a request; during the block, until now.

    The parts add up to ``seconds``: no instant is in two of them, and none is left out.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock: Clock | None = clock
        self._seconds: dict[str, float] = {}
        self._statements = 0

    def close(self) -> None:
        """Keep what was measured, and no more of it: responses are pickled by caches."""
        if self._clock is not None:
            self._clock.stop()
            self._seconds, self._statements = self._clock.lap(), self._clock.statements
            self._clock = None

    @property
    def seconds(self) -> float:
        """Wall time."""
        return sum(self._now().values())

    @property
    def statements(self) -> int:
        """SQL statements that were sent, on all connections."""
        return self._statements if self._clock is None else self._clock.statements

    @property
    def database(self) -> Lookup:
        """Database lookup: from the evaluation of a queryset, wherever that happens, to its instances."""
        now = self._now()
        return Lookup(now[DATABASE] + now[STATEMENT], now[STATEMENT])

    @property
    def cache(self) -> Part:
        """Django's caches: what was asked of them, and what was stored."""
        return self._part(CACHE)

    @property
    def serialization(self) -> Part:
        """Serializers at work; of this library's lists all that is neither view nor database."""
        return self._part(SERIALIZATION)

    @property
    def view(self) -> Part:
        """The view of Django REST framework: authentication, permissions, filters, its own code."""
        return self._part(VIEW)

    @property
    def rendering(self) -> Part:
        """Responses rendered: JSON written, the browsable API, templates."""
        return self._part(RENDERING)

    @property
    def request(self) -> Part:
        """Django's request and response: middleware, routes, plain Django views; all that is no other part."""
        return self._part(REQUEST)

    def parts(self) -> dict[Name, float]:
        """Seconds of each part."""
        now = self._now()
        now[DATABASE] += now[STATEMENT]
        return {name: now[name] for name in PARTS}

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for JSON; times in milliseconds."""
        parts = {name: 1000 * seconds for name, seconds in self.parts().items()}
        return {
            "milliseconds": sum(parts.values()),
            "statements": self.statements,
            "parts": parts,
            "in_statements": 1000 * self.database.in_statements,
        }

    def server_timing(self) -> str:
        """The value of a ``Server-Timing`` header (W3C Server Timing): tokens, with ``dur`` in milliseconds."""
        entries = [f"total;dur={1000 * self.seconds:.2f}"]
        for name, seconds in self.parts().items():
            if name != CACHE or seconds:
                entries.append(f'{name};dur={1000 * seconds:.2f};desc="{TITLES[name]}{self._count_in(name)}"')
        return ", ".join(entries)

    def __str__(self) -> str:
        parts = [
            f"{name} {1000 * seconds:.1f}{f' ({told})' if (told := self._count_in(name, '')) else ''}"
            for name, seconds in self.parts().items()
            if name != CACHE or seconds
        ]
        return f"{1000 * self.seconds:.1f} ms: {', '.join(parts)}"

    def __repr__(self) -> str:
        return f"<Profile {self}>"

    def _count_in(self, name: Name, before: str = ", ") -> str:
        if name != DATABASE:
            return ""
        return f"{before}{self.statements} statement{'' if self.statements == 1 else 's'}"

    def _part(self, name: str) -> Part:
        return Part(self._now()[name])

    def _now(self) -> dict[str, float]:
        return dict(self._seconds) if self._clock is None else self._clock.lap()


@contextmanager
def profile() -> Iterator[Profile]:
    """Measure where the time of a block goes, in this thread or task and in those that take over its context.

    Profiles may stand in each other: what happens in the inner one is measured by both. Threads that the block
    starts without its context, as ``threading.Thread`` does, are not seen.
    """
    outer = current.get()
    clock = Clock()
    measured = Profile(clock)
    with watching():
        current.set(clock.start(outer))
        try:
            yield measured
        finally:
            measured.close()
            current.set(outer)
