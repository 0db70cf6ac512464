"""What the library promises of the ladder."""

from collections.abc import Iterator

from benchmarks.bars import Bar, one_statement
from benchmarks.findings import Findings
from benchmarks.ladder.rungs import ORM, OURS, measured, ours_at

MOST_OF_THE_ORM = 1.0
"""Times the time of the ORM's rung that does as much, at most."""


def bars(found: Findings) -> list[Bar]:
    ours = [bar for rung in measured(found) if rung.climb == OURS for bar in one_statement(found, rung.name)]
    return [*ours, *_not_slower(found)]


def _not_slower(found: Findings) -> Iterator[Bar]:
    for case in found.cases:
        for rung in measured(found, case):
            ours = ours_at(rung.step)
            if rung.climb == ORM and found.has(case, ours):
                ratio = found.ratio(case, ours, rung.name)
                yield Bar(
                    f"{case}: {ours} at most {MOST_OF_THE_ORM:g} times the time of {rung.name}",
                    f"{ratio:.2f}",
                    ratio <= MOST_OF_THE_ORM,
                )
