"""A page of 100 with a method field: without a hint, with its reads declared, with a twin in SQL."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.race import Result, race
from benchmarks.rivals import TUNED, Rival

ROWS = 100
HINTS = ("no hint", "declared reads", "SQL twin")
RUNS = {TUNED: 40, **dict.fromkeys(HINTS, 150)}


@dataclass(frozen=True)
class Method:
    """The results for one method."""

    name: str
    results: list[Result]

    def result(self, rival: str) -> Result:
        return next(result for result in self.results if result.rival == rival)

    def ratio(self, hint: str) -> float:
        """Times as fast as tuned DRF."""
        return self.result(TUNED).timing.median / self.result(hint).timing.median


def planned(runs: int | None) -> dict[str, int]:
    """Runs of each rival; ``runs`` limits each."""
    return {rival: min(count, runs or count) for rival, count in RUNS.items()}


def measure(runs: dict[str, int], advance: Callable[[], object]) -> list[Method]:
    from benchmarks.methods import METHODS

    path = f"/api/orders/?page_size={ROWS}"
    return [Method(name, race(rivals(name), path, runs, advance)) for name in METHODS]


def rivals(name: str) -> list[Rival]:
    """Tuned DRF, and ours with each hint, for one method."""
    from rest_framework.generics import ListAPIView

    from benchmarks.methods import METHODS, view
    from drf_sqllist import SQLListView

    plain, *_ = METHODS[name]
    ours = [Rival(hint, view(SQLListView, cls)) for hint, cls in zip(HINTS, METHODS[name], strict=True)]
    return [Rival(TUNED, view(ListAPIView, plain)), *ours]
