"""What repeated runs took."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Timing:
    """Milliseconds: the middle run, and the span of all but the fastest and the slowest tenth."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Timing":
        ordered = [value * 1000 for value in sorted(seconds)]
        tenth = len(ordered) // 10
        return cls(median(ordered), ordered[tenth], ordered[-1 - tenth], len(ordered))
