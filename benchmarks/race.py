"""Runs rivals in turns, so that a slow moment of the machine strikes all of them."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.rivals import Rival
from benchmarks.timing import Timing

# psycopg prepares a statement that it sees a fifth time.
WARM_UP = 8


class DifferentBytesError(AssertionError):
    """Two rivals do not answer alike, so there is nothing to compare."""


@dataclass(frozen=True)
class Result:
    """What one rival did."""

    rival: str
    timing: Timing
    statements: int
    body: int


def get(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def answer(rival: Rival, request: HttpRequest) -> bytes:
    """The body, made as Django's handler makes it."""
    response: Any = rival.view(request)
    if hasattr(response, "render"):
        response.render()
    body: bytes = response.content
    if response.status_code != 200:
        raise AssertionError(f"{rival.name} answers {response.status_code}: {body[:200]!r}")
    return body


def check(rivals: Sequence[Rival], path: str) -> dict[str, tuple[int, int]]:
    """Statements and bytes of each rival, once all have sent the same bytes.

    Raises:
        DifferentBytesError: with the first place where they differ.
    """
    facts, first = {}, b""
    for rival in rivals:
        statements = 0

        def count(execute: Callable[..., Any], *statement: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*statement)

        with connection.execute_wrapper(count):
            body = answer(rival, get(path))
        first = first or body
        if body != first:
            place = next((i for i, pair in enumerate(zip(first, body, strict=False)) if len(set(pair)) > 1), None)
            place = min(len(first), len(body)) if place is None else place
            here = slice(max(0, place - 40), place + 40)
            raise DifferentBytesError(
                f"{path}: {rivals[0].name} and {rival.name} differ at byte {place}:\n{first[here]!r}\n{body[here]!r}"
            )
        facts[rival.name] = statements, len(body)
    return facts


def race(
    rivals: Sequence[Rival], path: str, runs: dict[str, int], advance: Callable[[], object] = lambda: None
) -> list[Result]:
    """Time one request of each rival after the other, again and again.

    Arguments:
        runs: how often each rival runs. Slow ones run less often, spread over all rounds.
        advance: called after each run.
    """
    facts = check(rivals, path)
    rounds = max(runs.values())
    for rival in rivals:
        for _ in range(min(WARM_UP, runs[rival.name] // 2)):
            answer(rival, get(path))
    seconds: dict[str, list[float]] = {rival.name: [] for rival in rivals}
    shuffle = Random("race").sample
    # Collections happen as they do in a server, and nobody pays for another's garbage.
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds):
            # In an order of its own each round: nobody always follows the one who empties the caches.
            for rival in shuffle(rivals, len(rivals)):
                wanted = runs[rival.name]
                if (number + 1) * wanted // rounds == number * wanted // rounds:
                    continue
                request = get(path)
                gc.collect()
                start = perf_counter()
                answer(rival, request)
                seconds[rival.name].append(perf_counter() - start)
                advance()
    finally:
        gc.unfreeze()
    return [Result(rival.name, Timing.of(seconds[rival.name]), *facts[rival.name]) for rival in rivals]
