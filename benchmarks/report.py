"""What a run found: tables for people, JSON for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.bars import Bar, bars
from benchmarks.race import Result
from benchmarks.rivals import ABOUT_RIVALS, BARE, HANDWRITTEN, HANDWRITTEN_BARE, NAIVE, OURS, TUNED
from benchmarks.scenarios.memory import Memory
from benchmarks.scenarios.methods import ROWS, RUNS, Method
from benchmarks.scenarios.pages import Page

HEADINGS = ("rows", "endpoint", "median ms", "10-90 %", "statements", "× ours")
README_COLUMNS = (NAIVE, TUNED, OURS, HANDWRITTEN, BARE, HANDWRITTEN_BARE)
ABOUT_METHODS = (
    "“label” is made of the order's status and its customer's name, “total” of its pizzas' prices: by a method of the "
    "serializer as it is, with what it reads declared, and with an expression beside it."
)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Report:
    """Everything that was measured."""

    machine: Mapping[str, str]
    pages: Sequence[Page]
    methods: Sequence[Method]
    memory: Memory

    @property
    def bars(self) -> list[Bar]:
        return bars(self.pages, self.methods, self.memory)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "bars": [asdict(bar) for bar in self.bars]}

    def show(self, console: Console) -> None:
        table = Table(title="One request, in the process")
        for heading in HEADINGS:
            table.add_column(heading, justify="left" if heading == "endpoint" else "right")
        for page in self.pages:
            for result in page.results:
                table.add_row(*_cells(page, result))
            table.add_section()
        console.print(table)
        console.print(ABOUT_RIVALS)
        console.print(self._methods_table())
        console.print(self.memory_line())
        console.print(machine.line(self.machine), style="dim")
        for bar in self.bars:
            console.print(bar.line())

    def _methods_table(self) -> Table:
        table = Table(title=f"A page of {ROWS} with a method field")
        for heading in ("method", "endpoint", "median ms", "statements", "× as fast as tuned"):
            table.add_column(heading, justify="left" if heading in ("method", "endpoint") else "right")
        for method in self.methods:
            for result in method.results:
                median, times = _milliseconds(result.timing.median), f"{method.ratio(result.rival):.1f}"
                table.add_row(method.name, result.rival, median, f"{result.statements:,}", times)
            table.add_section()
        return table

    def _methods_markdown(self) -> list[str]:
        """A line for each method."""
        lines = [f"| method field, {ROWS} orders | {' | '.join(RUNS)} | statements |", f"|{'---|' * (len(RUNS) + 2)}"]
        for method in self.methods:
            results = [method.result(rival) for rival in RUNS]
            times = [f"{_milliseconds(result.timing.median)} ms" for result in results]
            statements = " / ".join(f"{result.statements:,}" for result in results)
            lines.append(f"| {method.name} | {' | '.join(times)} | {statements} |")
        return lines

    def markdown(self) -> str:
        """The README's table: a line for each page size."""
        lines = [f"| page | {' | '.join(README_COLUMNS)} | statements |", f"|{'---|' * (len(README_COLUMNS) + 2)}"]
        for page in self.pages:
            results = [page.result(rival) for rival in README_COLUMNS]
            times = [f"{_milliseconds(result.timing.median)} ms" for result in results]
            statements = " / ".join(f"{result.statements:,}" for result in results)
            lines.append(f"| {page.size:,} orders | {' | '.join(times)} | {statements} |")
        sizes = ", ".join(f"{page.result(OURS).body / 1000:,.0f}" for page in self.pages)
        about = f"Medians of requests in the process, the same bytes from each ({sizes} kB)."
        notes = [about, ABOUT_RIVALS, ABOUT_METHODS, self.memory_line(), machine.line(self.machine)]
        return "\n".join([*lines, "", *self._methods_markdown(), "", *notes])

    def memory_line(self) -> str:
        grown, body = self.memory.peak - self.memory.idle, self.memory.body
        return (
            f"All orders in one answer: {body / MEGABYTE:.1f} MB sent, {grown / MEGABYTE:.1f} MB of memory "
            f"above the idle process, {self.memory.ratio:.2f} times the body."
        )


def _cells(page: Page, result: Result) -> tuple[str, ...]:
    timing = result.timing
    return (
        f"{page.size:,}",
        result.rival,
        _milliseconds(timing.median),
        f"{_milliseconds(timing.low)}-{_milliseconds(timing.high)}",
        f"{result.statements:,}",
        f"{page.ratio(result.rival):.2f}",
    )


def _milliseconds(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
