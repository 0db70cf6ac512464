"""The same pages over each driver: psycopg2, psycopg 3 in three ways, SQLite."""

from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.bars import Bar, faster, one_statement
from benchmarks.drivers.drivers import DRIVERS
from benchmarks.drivers.plot import draw
from benchmarks.drivers.processes import workers
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot
from benchmarks.rivals import OURS, TUNED
from benchmarks.rounds import race
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, duration

# As many runs as the noise needs.
RUNS = {10: {TUNED: 100, OURS: 500}, 100: {TUNED: 40, OURS: 300}, 1_000: {TUNED: 10, OURS: 60}}

FASTER = {10: 6.0, 100: 9.0, 1_000: 15.0}
"""What the library promises against tuned DRF, by size, on PostgreSQL."""


class Drivers(Scenario):
    title = "Drivers"
    about = (
        "The demo's orders without filters, by tuned DRF and by SQLListView, a process for each driver; the processes "
        "take turns and send the same bytes. With psycopg 3 statements are sent as text with their values in it, as "
        "Django does by itself; “prepared” is the same with `prepare_threshold` set; with “server-side binding” the "
        "values are sent beside the text. SQLite reads a file of the same orders, in the process itself: no server, no "
        "round trip."
    )
    in_quick = False

    def measure(self, session: Session) -> list[Measurement]:
        with workers(session.orders) as asked:
            return [
                one
                for size, runs in RUNS.items()
                for one in race(
                    session,
                    case(size),
                    dict.fromkeys(asked, runs),
                    f"/api/orders/?page_size={size}",
                    lambda process, rival: by(rival, process.name),
                )
            ]

    def bars(self, found: Findings) -> list[Bar]:
        bars = [bar for driver in DRIVERS for bar in one_statement(found, by(OURS, driver.name))]
        for driver in (driver for driver in DRIVERS if driver.is_postgresql):
            least = {case(size): times for size, times in FASTER.items()}
            bars += faster(found, by(OURS, driver.name), by(TUNED, driver.name), least)
        return bars

    def tables(self, found: Findings) -> Sequence[Table]:
        headings = ["page", "driver", "who", "median", "10-90 %", "processor", "statements", "kB"]
        rows = [
            [name, driver.name, rival, *_cells(found.of(name, by(rival, driver.name)))]
            for name in found.cases
            for rival in (TUNED, OURS)
            for driver in DRIVERS
        ]
        return [Table(self.title, headings, rows, left=3, breaks=True)]

    def summary(self, found: Findings) -> Sequence[Table]:
        headings = ["who", "driver", *found.cases]
        rows = [
            [rival, driver.name, *(duration(found.of(name, by(rival, driver.name)).median) for name in found.cases)]
            for rival in (TUNED, OURS)
            for driver in DRIVERS
        ]
        return [Table(self.title, headings, rows, left=2, breaks=True)]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: partial(draw, title="The same page over each driver (each panel has its own scale)")}


def case(size: int) -> str:
    return f"{size:,} orders"


def by(rival: str, driver: str) -> str:
    return f"{rival}, {driver}"


def _cells(one: Measurement) -> list[str]:
    assert one.time is not None
    return [
        duration(one.median),
        f"{duration(one.time.low)} - {duration(one.time.high)}",
        duration(one.processor or 0.0),
        f"{one.statements}",
        f"{(one.body or 0) / 1000:,.1f}",
    ]
