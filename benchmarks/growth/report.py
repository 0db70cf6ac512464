"""What a run found: tables for people, for the docs, JSON for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console

from benchmarks import machine
from benchmarks.bars import Bar
from benchmarks.growth.bars import bars
from benchmarks.growth.latency import Distance
from benchmarks.growth.results import RIVALS, Page, per_order
from benchmarks.tables import markdown, table

HEADINGS = ("list", "orders", "median", "10-90 %", "runs", "statements")
ABOUT = (
    "Medians of requests in the process, the same bytes from each: the demo's orders with customer, delivery, pizzas "
    "and toppings, on one page, without filters"
)


@dataclass(frozen=True)
class Report:
    """Everything that was measured."""

    machine: Mapping[str, str]
    distance: Distance
    pages: Sequence[Page]

    @property
    def bars(self) -> list[Bar]:
        return bars(self.pages, self.distance)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "bars": [asdict(bar) for bar in self.bars]}

    def show(self, console: Console) -> None:
        for latency in self._latencies():
            rows = (_cells(page, rival) for page in self._pages(latency) for rival in RIVALS)
            console.print(table(f"{latency:g} ms more for each round trip", HEADINGS, rows, left=1))
        console.print("\n".join(self._notes()))
        console.print(machine.line(self.machine), style="dim")
        for bar in self.bars:
            console.print(bar.line())

    def markdown(self) -> str:
        """The docs' tables: statements by length, time by latency and length."""
        near = self._pages(0.0)
        statements = markdown(("statements", *RIVALS), map(_statement_cells, near))
        times = markdown(("time", "latency", *RIVALS), map(_time_cells, self.pages))
        notes = [f"* {note}" for note in (*self._notes(), machine.line(self.machine))]
        return "\n".join([*statements, "", *times, "", *notes])

    def _notes(self) -> list[str]:
        sizes = ", ".join(f"{page.results[0].body / 1000:,.1f}" for page in self._pages(0.0))
        return [f"{ABOUT} ({sizes} kB).", *self._growth(), self._about_distance(), *self._run_once()]

    def _latencies(self) -> tuple[float, float]:
        return 0.0, self.distance.wanted

    def _growth(self) -> list[str]:
        """What one more order costs, for each latency; nothing of a single length."""
        notes = []
        for latency in self._latencies():
            pages = self._pages(latency)
            if len(pages) > 1:
                costs = ", ".join(f"{rival} {per_order(pages, rival):.3f}" for rival in RIVALS)
                lengths = f"from {pages[-2].orders:,} to {pages[-1].orders:,}"
                notes.append(f"Milliseconds for each further order, {lengths}, with {latency:g} ms: {costs}.")
        return notes

    def _about_distance(self) -> str:
        distance = self.distance
        return (
            f"A round trip took {distance.near:.3f} ms without a proxy, as the lists with 0 ms have it, and "
            f"{distance.far:.3f} ms by way of the proxy that is to add {distance.wanted:g} ms."
        )

    def _run_once(self) -> list[str]:
        """Who ran so seldom that a median says little."""
        once = [
            f"{result.rival} with {page.orders:,} orders and {page.latency:g} ms"
            for page in self.pages
            for result in page.results
            if result.timing.runs == 1
        ]
        return [f"Run once: {'; '.join(once)}."] if once else []

    def _pages(self, latency: float) -> list[Page]:
        return [page for page in self.pages if page.latency == latency]


def _cells(page: Page, rival: str) -> tuple[str, ...]:
    result = page.result(rival)
    timing = result.timing
    return (
        rival,
        f"{page.orders:,}",
        duration(timing.median),
        f"{duration(timing.low)} - {duration(timing.high)}",
        str(timing.runs),
        f"{result.statements:,}",
    )


def _statement_cells(page: Page) -> tuple[str, ...]:
    return (_orders(page), *(f"{page.result(rival).statements:,}" for rival in RIVALS))


def _time_cells(page: Page) -> tuple[str, ...]:
    return (_orders(page), f"{page.latency:g} ms", *(duration(page.median(rival)) for rival in RIVALS))


def _orders(page: Page) -> str:
    return "1 order" if page.orders == 1 else f"{page.orders:,} orders"


def duration(milliseconds: float) -> str:
    """Three digits, in seconds from one on."""
    value, unit = (milliseconds / 1000, "s") if milliseconds >= 999.5 else (milliseconds, "ms")
    digits = 2 if value < 9.995 else 1 if value < 99.95 else 0
    return f"{value:.{digits}f} {unit}"
