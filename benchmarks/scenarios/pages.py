"""Pages of three sizes, each rival in turn."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.race import Result, check, race
from benchmarks.rivals import BARE, HANDWRITTEN, NAIVE, OURS, TUNED, rivals

# As many runs as the noise needs, as few as two minutes allow.
RUNS = {
    10: {NAIVE: 30, TUNED: 150, OURS: 600, BARE: 600, HANDWRITTEN: 600},
    100: {NAIVE: 10, TUNED: 50, OURS: 300, BARE: 300, HANDWRITTEN: 300},
    1000: {NAIVE: 3, TUNED: 15, OURS: 100, BARE: 100, HANDWRITTEN: 100},
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
    from demo.pizzas.models import Order

    entered = rivals()
    # Page links and the last rows have to be alike, too.
    for number in (2, Order.objects.count() // 10):
        check(entered, f"/api/orders/?page={number}&page_size=10")
    return [Page(size, race(entered, f"/api/orders/?page_size={size}", runs[size], advance)) for size in runs]
