"""What a view did with a request, in a form that two views can be compared by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tests.statements import Recorder, record

HEADERS = ("Content-Type", "Allow", "Vary", "Content-Language", "ETag", "Link")


@dataclass(frozen=True)
class Outcome:
    status: int = 0
    body: bytes = b""
    headers: tuple[tuple[str, str | None], ...] = ()
    error: str = ""
    response: Any = None
    statements: Recorder = field(default_factory=Recorder)

    def facts(self) -> tuple[object, ...]:
        return self.status, self.headers, self.error


def outcome(call: Callable[[], Any]) -> Outcome:
    """Calls and renders; an exception that leaves the view is an outcome too.

    The savepoint is for the next call: PostgreSQL takes nothing more in a transaction that had an error.
    """
    statements = Recorder()
    try:
        with transaction.atomic(), record(statements):
            response = call()
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
    except Exception as error:
        return Outcome(error=f"{type(error).__module__}.{type(error).__qualname__}: {error}", statements=statements)
    headers = tuple((name, response.headers.get(name)) for name in HEADERS)
    return Outcome(response.status_code, response.content, headers, response=response, statements=statements)


def assert_same(expected: Outcome, actual: Outcome) -> None:
    """Status, headers, error and bytes; the first difference is shown with what stands around it."""
    assert actual.facts() == expected.facts(), f"\n  DRF:  {expected.facts()}\n  ours: {actual.facts()}"
    if actual.body != expected.body:
        raise AssertionError(difference(expected.body, actual.body))


def difference(expected: bytes, actual: bytes, around: int = 60) -> str:
    pairs = zip(expected, actual, strict=False)
    place = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(expected), len(actual)))
    window = slice(max(0, place - around), place + around)
    return (
        f"bodies differ at byte {place} (lengths {len(expected)} and {len(actual)})\n"
        f"  DRF:  …{expected[window]!r}…\n"
        f"  ours: …{actual[window]!r}…"
    )
