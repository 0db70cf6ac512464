"""Every list in every shape, on pages of every size."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

from benchmarks.measurement import Measurement
from benchmarks.session import Session
from benchmarks.shapes.cases import Curve, marked
from benchmarks.shapes.indexes import without_indexes
from benchmarks.shapes.lists import NESTINGS, Nesting, chosen
from benchmarks.shapes.preparing import can_prepare, preparing
from benchmarks.views.first import path

# As many runs as the noise needs, by the size of the page. Without an index everything takes longer.
RUNS = {1: 240, 3: 240, 5: 240, 10: 200, 20: 160, 50: 120, 100: 100, 1_000: 30, 20_000: 5}
RUNS_WITHOUT_INDEX = {1: 60, 3: 60, 5: 60, 10: 40, 20: 30, 50: 20, 100: 12, 1_000: 8, 20_000: 3}

LOST = 30
"""A shape that takes so many times as long as another is not asked for more rows: what it would tell is known."""


def measure(session: Session) -> list[Measurement]:
    found: list[Measurement] = []
    for nesting in NESTINGS:
        for indexed in (True, False):
            with nullcontext() if indexed else without_indexes(nesting.keys):
                for prepared in (True, False) if can_prepare() else (False,):
                    with preparing(prepared):
                        for measured in _sizes(session, nesting, Curve(nesting.name, indexed, prepared)):
                            found += measured
    return found


def sizes(rows: int) -> list[int]:
    """The pages of so many rows, all of them the last."""
    return sorted({min(size, rows) for size in RUNS})


def _sizes(session: Session, nesting: Nesting, curve: Curve) -> Iterator[list[Measurement]]:
    runs = RUNS if curve.indexed else RUNS_WITHOUT_INDEX
    left_behind: set[str] = set()
    for size in sizes(nesting.rows.count()):
        rule = chosen(nesting, curve.indexed, size)
        rivals = [one for one in nesting.rivals(curve.indexed) if one.name == rule or one.name not in left_behind]
        wanted = next(count for largest, count in runs.items() if size <= largest)
        measured = session.race(curve.case(size), rivals, path(size), {rival.name: wanted for rival in rivals})
        yield marked(measured, rule)
        left_behind |= lost(measured)


def lost(measured: Sequence[Measurement]) -> set[str]:
    """The rivals that have fallen back too far to be taken along."""
    best = min(one.median for one in measured)
    return {one.rival for one in measured if one.median > LOST * best}
