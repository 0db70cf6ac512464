"""What the library promises, as figures that a run meets or misses."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.rivals import OURS, PAIRS, TUNED
from benchmarks.scenarios.memory import Memory
from benchmarks.scenarios.pages import Page

TIMES_FASTER_THAN_TUNED = {10: 5.0, 100: 8.0, 1000: 15.0}
TIMES_OF_HANDWRITTEN = {10: 1.5, 100: 1.25, 1000: 1.15}
TIMES_OF_BODY = 4.0


@dataclass(frozen=True)
class Bar:
    """A promise and what was measured of it."""

    promise: str
    measured: str
    met: bool


def bars(pages: Sequence[Page], memory: Memory) -> list[Bar]:
    return [*(bar for page in pages for bar in _of_page(page)), _of_memory(memory)]


def _of_page(page: Page) -> list[Bar]:
    statements = page.result(OURS).statements
    faster, least = page.ratio(TUNED), TIMES_FASTER_THAN_TUNED[page.size]
    rows = f"{page.size:,} rows"
    return [
        Bar(f"{rows}: one statement", str(statements), statements == 1),
        Bar(f"{rows}: at least {least:g} times as fast as tuned", f"{faster:.1f}", faster >= least),
        *(_of_pair(page, ours, rival) for ours, rival in PAIRS),
    ]


def _of_pair(page: Page, ours: str, rival: str) -> Bar:
    slower, most = page.ratio(ours, rival), TIMES_OF_HANDWRITTEN[page.size]
    promise = f"{page.size:,} rows: {ours}: at most {most:g} times the time of {rival}"
    return Bar(promise, f"{slower:.2f}", slower <= most)


def _of_memory(memory: Memory) -> Bar:
    promise = f"all orders: less than {TIMES_OF_BODY:g} times the body's size of memory"
    return Bar(promise, f"{memory.ratio:.2f}", memory.ratio < TIMES_OF_BODY)
