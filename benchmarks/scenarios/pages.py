"""Pages of three sizes, each rival in turn."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.race import Result, race
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, TUNED, UNFILTERED, rivals

# As many runs as the noise needs, as few as two minutes allow.
RUNS = {
    10: {NAIVE: 30, TUNED: 150, OURS: 600, UNFILTERED: 600, HANDWRITTEN: 600},
    100: {NAIVE: 10, TUNED: 50, OURS: 300, UNFILTERED: 300, HANDWRITTEN: 300},
    1000: {NAIVE: 3, TUNED: 15, OURS: 100, UNFILTERED: 100, HANDWRITTEN: 100},
}


@dataclass(frozen=True)
class Page:
    """The results of one page size."""

    size: int
    results: list[Result]

    def result(self, rival: str) -> Result:
        return next(result for result in self.results if result.rival == rival)

    def ratio(self, rival: str, to: str = OURS) -> float:
        return self.result(rival).timing.median / self.result(to).timing.median


def planned(runs: int | None) -> dict[int, dict[str, int]]:
    """Runs per page size and rival; ``runs`` limits each."""
    return {
        size: {rival: min(count, runs or count) for rival, count in counts.items()} for size, counts in RUNS.items()
    }


def measure(runs: dict[int, dict[str, int]], advance: Callable[[], object]) -> list[Page]:
    entered = rivals()
    return [Page(size, race(entered, f"/api/orders/?page_size={size}", runs[size], advance)) for size in runs]
