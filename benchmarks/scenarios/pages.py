"""Pages of three sizes, each rival in turn."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.race import Result, check, race
from benchmarks.rivals import BARE, HANDWRITTEN, HANDWRITTEN_BARE, NAIVE, OURS, TUNED, Rival, rivals

# As many runs as the noise needs, as few as two minutes allow.
RUNS = {
    10: {NAIVE: 30, TUNED: 150, OURS: 600, HANDWRITTEN: 600, BARE: 600, HANDWRITTEN_BARE: 600},
    100: {NAIVE: 10, TUNED: 50, OURS: 300, HANDWRITTEN: 300, BARE: 300, HANDWRITTEN_BARE: 300},
    1000: {NAIVE: 3, TUNED: 15, OURS: 100, HANDWRITTEN: 100, BARE: 100, HANDWRITTEN_BARE: 100},
}

# What those with filters must agree on, too, before the race.
FILTERED = ("status=done", "search=chlo%C3%A9", "ordering=id", "status=done&search=o'&ordering=-id", "search=nobody")


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
    agree(entered)
    return [Page(size, race(entered, f"/api/orders/?page_size={size}", runs[size], advance)) for size in runs]


def agree(entered: list[Rival]) -> dict[str, dict[str, tuple[int, int]]]:
    """Statements and bytes of each rival for requests that all of them, or all with filters, answer alike."""
    from demo.pizzas.models import Order

    # Page links and the last rows have to be alike, too.
    asked = {f"page={number}": entered for number in (2, Order.objects.count() // 10)}
    filtering = [rival for rival in entered if rival.name not in (BARE, HANDWRITTEN_BARE)]
    asked |= dict.fromkeys(FILTERED, filtering)
    return {query: check(rivals, f"/api/orders/?{query}&page_size=10") for query, rivals in asked.items()}
