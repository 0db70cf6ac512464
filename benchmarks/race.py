"""Runs rivals in turns, once all have sent the same bytes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.rivals import Rival
from benchmarks.timing import Timing
from benchmarks.turns import in_turns

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
        compare(path, (rivals[0].name, first), (rival.name, body))
        facts[rival.name] = statements, len(body)
    return facts


def compare(what: str, one: tuple[str, bytes], other: tuple[str, bytes]) -> None:
    """Nothing, where two of the same have the same bytes.

    Raises:
        DifferentBytesError: with the first place where they differ.
    """
    (name, first), (rival, body) = one, other
    if body != first:
        place = next((i for i, pair in enumerate(zip(first, body, strict=False)) if len(set(pair)) > 1), None)
        place = min(len(first), len(body)) if place is None else place
        here = slice(max(0, place - 40), place + 40)
        raise DifferentBytesError(
            f"{what}: {name} and {rival} differ at byte {place}:\n{first[here]!r}\n{body[here]!r}"
        )


def race(
    rivals: Sequence[Rival], path: str, runs: dict[str, int], advance: Callable[[], object] = lambda: None
) -> list[Result]:
    """Time one request of each rival after the other, again and again.

    Arguments:
        runs: how often each rival runs. Slow ones run less often, spread over all rounds.
        advance: called after each run.
    """
    return race_checked(rivals, path, runs, check(rivals, path), advance)


def race_checked(
    rivals: Sequence[Rival],
    path: str,
    runs: Mapping[str, int],
    facts: Mapping[str, tuple[int, int]],
    advance: Callable[[], object],
) -> list[Result]:
    """The race of those that ``check`` has let in, which are not all to answer alike.

    Arguments:
        facts: what it found.
    """
    for rival in rivals:
        for _ in range(min(WARM_UP, runs[rival.name] // 2)):
            answer(rival, get(path))

    def prepare(rival: Rival) -> Callable[[], object]:
        return partial(answer, rival, get(path))

    seconds = in_turns({rival.name: partial(prepare, rival) for rival in rivals}, runs, advance)
    return [Result(rival.name, Timing.of(seconds[rival.name]), *facts[rival.name]) for rival in rivals]
