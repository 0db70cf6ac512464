"""What the profiler is worth, and what it costs: whether its parts add up, and what it adds to a small page."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from drf_sqllist.profiling import profile
from drf_sqllist.profiling.hooks import watching

PAGE = "page_size=10"
ENDPOINTS = {"SQLListView": f"/api/orders/?{PAGE}", "tuned DRF": f"/api/orders/tuned/?{PAGE}"}

WARM_UP = 10
"""Requests after each change between on and off: Python learns the changed classes anew."""

BLOCK = 25
"""Requests between two changes."""

MIDDLEWARE = "drf_sqllist.profiling.ProfilingMiddleware"

Answer = Callable[[], HttpResponse]


@dataclass(frozen=True)
class Sums:
    """Whether the parts add up.

    Arguments:
        runs: requests of each endpoint.
        worst: the largest difference between the parts' sum and the wall time around them, as a share of that.
        middle: the median difference.
    """

    runs: int
    worst: float
    middle: float


@dataclass(frozen=True)
class Overhead:
    """What profiling adds to one endpoint.

    Arguments:
        runs: requests with it, and as many without.
        off, on: milliseconds of a request, medians.
        share: what is added, as a share of ``off``: the median of neighbouring blocks, which the machine treats alike.
    """

    endpoint: str
    runs: int
    off: float
    on: float
    share: float


def sums(runs: int = 200) -> dict[str, Sums]:
    """The sum of the parts against another clock, for each endpoint.

    The hooks are on all the while, as the middleware and the command keep them.
    """
    with watching():
        return {name: _sums(path, runs) for name, path in ENDPOINTS.items()}


def _sums(path: str, runs: int) -> Sums:
    with _settings(False):
        ask = _asking(path)
    differences = []
    for number in range(runs + WARM_UP):
        start = perf_counter()
        with profile() as measured:
            ask()
        wall = perf_counter() - start
        if number >= WARM_UP:
            differences.append(abs(wall - sum(measured.parts().values())) / wall)
    return Sums(runs, max(differences), median(differences))


def overhead(runs: int = 400) -> list[Overhead]:
    """The time of a request with the middleware and without, on and off in turns, for each endpoint."""
    return [_overhead(name, path, runs) for name, path in ENDPOINTS.items()]


def _overhead(name: str, path: str, runs: int) -> Overhead:
    blocks: dict[bool, list[list[float]]] = {False: [], True: []}
    for number in range(2 * -(-runs // BLOCK)):
        # Off, on, on, off: what grows or shrinks all the time strikes both.
        is_on = number % 4 in (1, 2)
        with _settings(is_on):
            blocks[is_on].append(_block(_asking(path)))
    middles = {is_on: [median(block) for block in some] for is_on, some in blocks.items()}
    ratios = [on / off for off, on in zip(middles[False], middles[True], strict=True)]
    off, on = (1000 * median(chain.from_iterable(blocks[is_on])) for is_on in (False, True))
    return Overhead(name, len(ratios) * BLOCK, off, on, median(ratios) - 1)


def _block(ask: Answer) -> list[float]:
    for _ in range(WARM_UP):
        ask()
    gc.collect()  # handlers of earlier blocks, and with the last of them the hooks
    seconds = []
    for _ in range(BLOCK):
        start = perf_counter()
        ask()
        seconds.append(perf_counter() - start)
    return seconds


@contextmanager
def _settings(is_on: bool) -> Iterator[None]:
    """The project's middleware, with the profiler's or without."""
    others = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]
    own = {**getattr(settings, "DRF_SQLLIST", {}), "PROFILE": "everybody"}
    with override_settings(MIDDLEWARE=[MIDDLEWARE, *others] if is_on else others, DRF_SQLLIST=own):
        yield


def _asking(path: str) -> Answer:
    """What answers as a server's handler does, middleware and rendering included."""
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory()

    def ask() -> HttpResponse:
        response: Any = handler.get_response(factory.get(path))
        assert response.status_code == 200, response.content[:200]
        return response

    return ask
