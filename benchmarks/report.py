"""What a run found: tables for people, JSON for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.bars import Bar, bars
from benchmarks.race import Result
from benchmarks.rivals import ABOUT_RIVALS, BARE, HANDWRITTEN, HANDWRITTEN_BARE, NAIVE, OURS, TUNED
from benchmarks.scenarios.memory import Memory
from benchmarks.scenarios.pages import Page

HEADINGS = ("rows", "endpoint", "median ms", "10-90 %", "statements", "× ours")
README_COLUMNS = (NAIVE, TUNED, OURS, HANDWRITTEN, BARE, HANDWRITTEN_BARE)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Report:
    """Everything that was measured."""

    machine: Mapping[str, str]
    pages: Sequence[Page]
    memory: Memory

    @property
    def bars(self) -> list[Bar]:
        return bars(self.pages, self.memory)

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
        console.print(self.memory_line())
        console.print(self.machine_line(), style="dim")
        for bar in self.bars:
            console.print(f"{'[green]met   [/]' if bar.met else '[red]missed[/]'}  {bar.promise}: {bar.measured}")

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
        return "\n".join([*lines, "", about, ABOUT_RIVALS, self.memory_line(), self.machine_line()])

    def memory_line(self) -> str:
        grown, body = self.memory.peak - self.memory.idle, self.memory.body
        return (
            f"All orders in one answer: {body / MEGABYTE:.1f} MB sent, {grown / MEGABYTE:.1f} MB of memory "
            f"above the idle process, {self.memory.ratio:.2f} times the body."
        )

    def machine_line(self) -> str:
        return "; ".join(f"{name} {value}" for name, value in self.machine.items()) + "."


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
