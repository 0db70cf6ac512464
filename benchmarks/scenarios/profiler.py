"""What the profiler is worth, and what it costs: whether its parts add up, and what it adds to a small page."""

from collections.abc import Sequence

from benchmarks import profiler_cost
from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.profiler_cost import Overhead, Sums
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, duration, share

SUMS, OVERHEAD = 200, 1_000
"""Requests of each endpoint."""

# Shares of a request: what the parts' sum may differ from its time, and what profiling may add to it.
MOST_DIFFERENCE, MOST_ADDED = 0.03, 0.05

ADDED, MIDDLE, WORST = "share added", "share that the parts differ", "largest share that they differ"


class Profiler(Scenario):
    title = "What profiling costs"
    about = (
        "A page of 10 orders through Django's handler, with the profiler's middleware and without, on and off in "
        "blocks of requests that take turns; what is added is the median of neighbouring blocks. “Differ” is the sum "
        "of the profile's parts against another clock around the same request, as the median and the worst of "
        f"{SUMS} requests."
    )

    def measure(self, session: Session) -> list[Measurement]:
        session.meter.begin("sums")
        sums = profiler_cost.sums(session.runs(SUMS))
        session.meter.begin("overhead")
        return [_measurement(one, sums[one.endpoint]) for one in profiler_cost.overhead(session.runs(OVERHEAD))]

    def bars(self, found: Findings) -> list[Bar]:
        return [bar for one in found.measurements for bar in _bars(one)]

    def tables(self, found: Findings) -> Sequence[Table]:
        headings = ["10 orders", "without", "with", "added", "differ", "at most"]
        return [Table(self.title, headings, [_cells(one) for one in found.measurements])]


def _measurement(cost: Overhead, sums: Sums) -> Measurement:
    more = {"off ms": cost.off, "on ms": cost.on, ADDED: cost.share, MIDDLE: sums.middle, WORST: sums.worst}
    return Measurement("10 orders", cost.endpoint, more=more)


def _bars(one: Measurement) -> list[Bar]:
    added, middle = one.more[ADDED], one.more[MIDDLE]
    return [
        Bar(f"{one.rival}: profiling adds less than {MOST_ADDED:.0%}", share(added), added < MOST_ADDED),
        Bar(f"{one.rival}: the parts add up to within {MOST_DIFFERENCE:.0%}", share(middle), middle < MOST_DIFFERENCE),
    ]


def _cells(one: Measurement) -> list[str]:
    more = one.more
    shares = [share(more[name]) for name in (ADDED, MIDDLE, WORST)]
    return [one.rival, duration(more["off ms"]), duration(more["on ms"]), *shares]
