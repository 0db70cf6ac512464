"""Looks whether rivals send the same bytes, and runs them in turns."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median
from typing import Any, NamedTuple

from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.measurement import Measurement
from benchmarks.rivals import Rival
from benchmarks.timing import Timing
from benchmarks.turns import in_turns

# psycopg prepares a statement that it sees a fifth time.
WARM_UP = 8


class DifferentBytesError(AssertionError):
    """Two rivals do not answer alike, so there is nothing to compare."""


class Facts(NamedTuple):
    """Statements that a rival sent, and bytes of its answer."""

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


def check(rivals: Sequence[Rival], path: str) -> dict[str, Facts]:
    """What each rival did, once all have sent the same bytes.

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
        facts[rival.name] = Facts(statements, len(body))
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
    case: str,
    rivals: Sequence[Rival],
    path: str,
    runs: Mapping[str, int],
    facts: Mapping[str, Facts],
    advance: Callable[[], object] = lambda: None,
) -> list[Measurement]:
    """Time one request of each rival after the other, again and again.

    Arguments:
        case: what the measurements are filed under.
        runs: how often each rival runs. Slow ones run less often, spread over all rounds.
        facts: what ``check`` has found.
        advance: called after each run.
    """
    for rival in rivals:
        for _ in range(min(WARM_UP, runs[rival.name] // 2)):
            answer(rival, get(path))

    def prepare(rival: Rival) -> Callable[[], object]:
        return partial(answer, rival, get(path))

    spent = in_turns({rival.name: partial(prepare, rival) for rival in rivals}, runs, advance)
    return [
        Measurement(
            case,
            rival.name,
            Timing.of(spent[rival.name].seconds),
            median(spent[rival.name].processor) * 1000,
            *facts[rival.name],
        )
        for rival in rivals
    ]
