"""What the library promises, as figures that a run meets or misses."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.rivals import OURS, PAIRS, TUNED
from benchmarks.scenarios.memory import Memory
from benchmarks.scenarios.methods import ROWS, Method
from benchmarks.scenarios.pages import Page

TIMES_FASTER_THAN_TUNED = {10: 5.0, 100: 8.0, 1000: 15.0}
TIMES_OF_HANDWRITTEN = {10: 1.5, 100: 1.25, 1000: 1.15}
TIMES_OF_BODY = 4.0
TIMES_FASTER_WITH_METHOD = {"no hint": 3.0, "declared reads": 5.0, "SQL twin": 8.0}


@dataclass(frozen=True)
class Bar:
    """A promise and what was measured of it."""

    promise: str
    measured: str
    met: bool

    def line(self) -> str:
        """What a console shows of it."""
        return f"{'[green]met   [/]' if self.met else '[red]missed[/]'}  {self.promise}: {self.measured}"


def bars(pages: Sequence[Page], methods: Sequence[Method], memory: Memory) -> list[Bar]:
    of_pages = [bar for page in pages for bar in _of_page(page)]
    return [*of_pages, *(bar for method in methods for bar in _of_method(method)), _of_memory(memory)]


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


def _of_method(method: Method) -> list[Bar]:
    return [
        Bar(
            f"{ROWS} rows, method field “{method.name}”, {hint}: at least {least:g} times as fast as tuned",
            f"{method.ratio(hint):.1f}",
            method.ratio(hint) >= least,
        )
        for hint, least in TIMES_FASTER_WITH_METHOD.items()
    ]


def _of_memory(memory: Memory) -> Bar:
    promise = f"all orders: less than {TIMES_OF_BODY:g} times the body's size of memory"
    return Bar(promise, f"{memory.ratio:.2f}", memory.ratio < TIMES_OF_BODY)
