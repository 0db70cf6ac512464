"""The figures of caches, as tables."""

from collections.abc import Sequence

from benchmarks.caching.changes import CHANGES
from benchmarks.caching.consistency import CASE
from benchmarks.caching.roster import KEEPING, RIVALS
from benchmarks.findings import Findings
from benchmarks.left_out import present
from benchmarks.measurement import Measurement
from benchmarks.tables import NOBODY, Table, duration


def compared(title: str, found: Findings) -> Table:
    """A row for each rival: its medians, its statements, and how often it was stale."""
    cases = timed(found)
    rows = [[rival, *_times(found, rival, cases), stale(found, rival)] for rival in _there(found)]
    return Table(title, ["who", *cases, "statements", "stale"], rows)


def each(title: str, found: Findings) -> Table:
    """Everything that was timed."""
    headings = ["page", "who", "median", "10-90 %", "processor", "statements", "kB"]
    rows = [_cells(one) for one in present(found) if one.time]
    return Table(title, headings, rows, left=2, breaks=True)


def by_change(title: str, found: Findings) -> Table:
    """A row for each change: who sent after it what was there before."""
    measured = [found.of(CASE, rival) for rival in _there(found) if rival in KEEPING and found.has(CASE, rival)]
    rows = [[change, *("stale" if one.more[change] else "fresh" for one in measured)] for change in CHANGES]
    return Table(title, ["change", *(one.rival.rpartition(", ")[2] for one in measured)], rows)


def stale(found: Findings, rival: str) -> str:
    """After how many of the changes."""
    if not found.has(CASE, rival):
        return NOBODY
    more = found.of(CASE, rival).more
    count = round(sum(more.values()))
    return f"{count} of {len(more)}" if count else "never"


def timed(found: Findings) -> list[str]:
    """The cases that have times."""
    return [*dict.fromkeys(one.case for one in found.measurements if one.time)]


def _there(found: Findings) -> list[str]:
    measured = {one.rival for one in present(found)}
    return [rival for rival in RIVALS if rival in measured]


def _times(found: Findings, rival: str, cases: Sequence[str]) -> list[str]:
    measured = [found.of(case, rival) for case in cases if found.has(case, rival)]
    counts = sorted({one.statements or 0 for one in measured})
    return [*(duration(one.median) for one in measured), " / ".join(map(str, counts))]


def _cells(one: Measurement) -> list[str]:
    assert one.time is not None
    return [
        one.case,
        one.rival,
        duration(one.median),
        f"{duration(one.time.low)} - {duration(one.time.high)}",
        duration(one.processor or 0.0),
        f"{one.statements}",
        f"{(one.body or 0) / 1000:,.1f}",
    ]
