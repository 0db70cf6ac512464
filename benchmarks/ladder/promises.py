"""What the library promises of the ladder."""

from benchmarks.bars import Bar, near, one_statement
from benchmarks.findings import Findings
from benchmarks.ladder.climbing import CASES
from benchmarks.ladder.rungs import ORM, OURS, RUNGS, ours_at

TIMES_OF_THE_ORM = 1.0
"""Times the time of the ORM's rung that does as much, at most."""


def bars(found: Findings) -> list[Bar]:
    """One statement at each rung of ours, which is as fast as the ORM's that does as much."""
    of_ours = [bar for rung in RUNGS if rung.climb == OURS for bar in one_statement(found, rung.name)]
    return of_ours + [
        bar
        for case in CASES
        for rung in RUNGS
        if rung.climb == ORM and case.endpoint.has(rung.step)
        for bar in near(found, ours_at(rung.step), rung.name, {case.name: TIMES_OF_THE_ORM})
    ]
