"""One run of the benchmark: how thorough it is, and what it tells meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from benchmarks.measurement import Measurement
from benchmarks.memory import Memory
from benchmarks.memory import measure as measure_memory
from benchmarks.race import Facts, check, race
from benchmarks.rivals import Rival

QUICK_SHARE = 6
"""A quick run makes one of so many runs."""

FEWEST = 3


class Meter(Protocol):
    """What shows how far the measuring is."""

    def begin(self, what: str) -> object:
        """Something else is measured from now on."""

    def expect(self, steps: int) -> object:
        """There will be so many steps more."""

    def advance(self) -> object:
        """A step is done."""


@dataclass(frozen=True)
class Session:
    """What all scenarios share.

    Arguments:
        driver: PostgreSQL's, by the name of its package.
        orders: how many the shop has.
        quick: few runs.
        most: runs of anything, at most; None for as many as the scenarios want.
        meter: is told how far it is.
    """

    driver: str
    orders: int
    quick: bool
    most: int | None
    meter: Meter

    def runs(self, wanted: int) -> int:
        """How often something is run of which a scenario wants so many runs."""
        runs = max(min(FEWEST, wanted), wanted // QUICK_SHARE) if self.quick else wanted
        return min(runs, self.most or runs)

    def race(
        self,
        case: str,
        rivals: Sequence[Rival],
        path: str,
        runs: Mapping[str, int],
        facts: Mapping[str, Facts] | None = None,
    ) -> list[Measurement]:
        """Time rivals in turns, once all have sent the same bytes.

        Arguments:
            path: what they are asked for.
            runs: how many are wanted of each, by its name.
            facts: what ``check`` has found before, for rivals that are not all to answer alike.

        Raises:
            DifferentBytesError: they do not answer alike.
        """
        planned = {rival.name: self.runs(runs[rival.name]) for rival in rivals}
        self.meter.begin(case)
        self.meter.expect(sum(planned.values()))
        return race(case, rivals, path, planned, facts or check(rivals, path), self.meter.advance)

    def with_memory(self, measured: Sequence[Measurement], scenario: str, path: str) -> list[Measurement]:
        """The same measurements, with the memory that one answer takes.

        Arguments:
            scenario: which has these rivals.
            path: what they are asked for.
        """
        self.meter.begin(f"{measured[0].case}: memory")
        self.meter.expect(len(measured))
        return [replace(one, memory=self.memory(scenario, one.rival, path).above_idle) for one in measured]

    def memory(self, scenario: str, rival: str, path: str) -> Memory:
        """What one answer takes: a step that the meter expects.

        Arguments:
            scenario: which has this rival.
            path: what it is asked for.
        """
        found = measure_memory(self.driver, scenario, rival, path)
        self.meter.advance()
        return found
