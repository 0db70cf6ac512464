"""Time by stage."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Stopwatch:
    """Gives every instant to one stage: while an inner stage runs, the one around it stands still.

    Arguments:
        stage: the one that runs until another begins.
    """

    def __init__(self, stage: str) -> None:
        self._seconds: dict[str, float] = {}
        self._running = [stage]
        self._since = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage inside the one that runs."""
        self._lap()
        self._running.append(name)
        try:
            yield
        finally:
            self._lap()
            self._running.pop()

    def go_on(self, name: str) -> None:
        """Let another stage run from now on, around all that are inside."""
        self._lap()
        self._running[0] = name

    def stop(self) -> Mapping[str, float]:
        """Seconds by stage, in the order in which they ended first."""
        self._lap()
        return dict(self._seconds)

    def _lap(self) -> None:
        now = time.perf_counter()
        stage = self._running[-1]
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._since
        self._since = now
