"""An endpoint asked on both paths, in a transaction that changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from drf_sqllist.answers import Answer, answer, difference
from drf_sqllist.audit.requests import client
from drf_sqllist.isolation import read_only
from drf_sqllist.paths import Lists, Path, answering
from drf_sqllist.problems import Problem
from drf_sqllist.routes import both_paths

LONG = 2.0
"""Seconds from which on a request is not repeated for its time's sake."""


@dataclass(frozen=True)
class Trial:
    """Both answers to one request.

    Arguments:
        path: the URL.
        drf, ours: the first answers.
        drf_seconds, our_seconds: medians of the whole request.
        mode: as ``response.sqllist.mode``; empty where the request never came to a list of DRF's.
        difference: what differs first, in words; empty if nothing does.
        is_unstable: DRF's own answer changes from request to request, so that there is nothing to compare with.
    """

    path: str
    drf: Answer
    ours: Answer
    drf_seconds: float
    our_seconds: float
    mode: str
    problems: tuple[Problem, ...]
    difference: str
    is_unstable: bool

    @property
    def gain(self) -> float:
        """Seconds that our path saves."""
        return self.drf_seconds - self.our_seconds


@contextmanager
def unlogged() -> Iterator[None]:
    """Errors are told in the findings: the log need not repeat them."""
    logger = logging.getLogger("django.request")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def attempt(cls: type, path: str, user: Any = None, repeats: int = 3) -> Trial:
    """Ask for a URL on both paths, in turns.

    Arguments:
        cls: of the view behind the URL.
        user: who asks; nobody if None.
        repeats: of each, to take the times' medians; the first request of each takes no part in them,
            unless it is long.
    """

    def ask(way: Path) -> tuple[Answer, Lists]:
        with unlogged(), read_only(), both_paths(cls), answering(way) as lists:
            got, _ = answer(lambda: client(user).get(path))
        return got, lists

    drf, stock = ask("drf")
    ours, lists = ask("sql")
    headers = {"Content-Type", *stock.headers, *lists.headers}
    found = difference(drf, ours, headers)
    is_unstable = bool(found and difference(drf, ask("drf")[0], headers))
    times: dict[Path, list[float]] = {"drf": [], "sql": []}
    if max(drf.seconds, ours.seconds) > LONG:
        times = {"drf": [drf.seconds], "sql": [ours.seconds]}
    else:
        for _ in range(repeats):
            for way, seconds in times.items():
                seconds.append(ask(way)[0].seconds)
    info = lists.infos[-1] if lists.infos else None
    return Trial(
        path=path,
        drf=drf,
        ours=ours,
        drf_seconds=median(times["drf"]),
        our_seconds=median(times["sql"]),
        mode=info.mode if info else "",
        problems=info.problems if info else (),
        difference="" if is_unstable else found,
        is_unstable=is_unstable,
    )
