"""The ladder in tables."""

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.findings import Findings
from benchmarks.ladder import rungs
from benchmarks.ladder.rungs import FLASK, ORM, OURS, REDIS, Rung, measured
from benchmarks.tables import Table, duration, figure, whole
from drf_sqllist.profiling.parts import PARTS

BESIDE: dict[str, dict[str, str]] = {
    rungs.SERIALIZER: {OURS: rungs.VIEW},
    rungs.VALUES: {REDIS: rungs.VIEW},
    **{step: {REDIS: step, OURS: step} for step in (rungs.SLIM, rungs.BARE, rungs.WRITTEN, rungs.DJANGO)},
}
"""By a step of the ORM's, those of the others in its line: our first rung still has its serializer, Redis' has none."""

IN_SHORT = (
    Rung(ORM, rungs.SERIALIZER),
    Rung(ORM, rungs.JOINED),
    Rung(ORM, rungs.VALUES),
    Rung(REDIS, rungs.VIEW),
    Rung(OURS, rungs.VIEW),
    Rung(ORM, rungs.DJANGO),
    Rung(OURS, rungs.DJANGO),
)
"""What the README shows."""


def beside(title: str, found: Findings) -> Table:
    """A line for each step, a column for each climb."""
    rows = []
    for case in found.cases:
        for rung in measured(found, case):
            if rung.climb == ORM:
                other = BESIDE.get(rung.step, {})
                names = [rung, *(Rung(climb, other.get(climb, "")) for climb in (REDIS, OURS))]
                rows.append([case, rung.step, *(_time(found, case, one) for one in names)])
        flask = [Rung(FLASK, step) for step in (rungs.SQLALCHEMY, rungs.SQLALCHEMY_REDIS)]
        rows.append([case, "Flask + SQLAlchemy", *(_time(found, case, one) for one in flask), ""])
    return Table(title, ["list", "rung", "from the database", "data from Redis", OURS], rows, left=2, breaks=True)


def parts(found: Findings) -> Table:
    """Where the time of each rung goes."""
    rows = [
        # None for nothing: what a rung does without is no figure.
        [case, rung.name, *(figure(found.of(case, rung.name).parts.get(name) or None) for name in PARTS)]
        for case in found.cases
        for rung in measured(found, case)
    ]
    return Table("Where the time goes", ["list", "milliseconds of", *PARTS], rows, left=2, breaks=True)


def each(found: Findings) -> Table:
    """What was measured of each rung without the profiler."""
    return whole("Each rung", replace(found, measurements=[replace(one, more={}) for one in found.measurements]))


def against_redis(found: Findings) -> Table:
    """Who is ahead where one may keep its data and the other asks for them."""
    rows = []
    for case in found.cases:
        for step in (rungs.VIEW, rungs.SLIM, rungs.BARE, rungs.DJANGO):
            redis, ours = Rung(REDIS, step).name, Rung(OURS, step).name
            if found.has(case, redis) and found.has(case, ours):
                rows.append([case, step, *_compared(found, case, redis, ours)])
    headings = ["list", "rung", "data from Redis", "SQLListView, fresh", "ahead"]
    return Table("Data from Redis against fresh ones", headings, rows, left=2, breaks=True)


def _compared(found: Findings, case: str, redis: str, ours: str) -> Sequence[str]:
    ratio = found.ratio(case, ours, redis)
    ahead = f"Redis, {ratio:.2f} times" if ratio > 1 else f"{OURS}, {1 / ratio:.2f} times"
    return [*(duration(found.of(case, name).median) for name in (redis, ours)), ahead]


def _time(found: Findings, case: str, rung: Rung) -> str:
    return duration(found.of(case, rung.name).median) if found.has(case, rung.name) else ""
