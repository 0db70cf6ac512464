"""What was measured of lists of each length, near the database and at a distance."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.race import Result
from benchmarks.rivals import OURS

NAIVE, TUNED, STITCHED, HANDWRITTEN = "naive ORM", "tuned ORM", ".values() by hand", "hand-written SQL"
RIVALS = (NAIVE, TUNED, STITCHED, OURS, HANDWRITTEN)
ONE_STATEMENT = (OURS, HANDWRITTEN)


@dataclass(frozen=True)
class Page:
    """The results of one list.

    Arguments:
        latency: milliseconds added to each round trip.
    """

    orders: int
    latency: float
    results: Sequence[Result]

    def result(self, rival: str) -> Result:
        return next(result for result in self.results if result.rival == rival)

    def median(self, rival: str) -> float:
        """Milliseconds."""
        return self.result(rival).timing.median

    def ratio(self, rival: str, to: str) -> float:
        return self.median(rival) / self.median(to)


def per_order(pages: Sequence[Page], rival: str) -> float:
    """Milliseconds that each further order costs, from the longest list but one to the longest.

    Arguments:
        pages: of one latency, by length.
    """
    shorter, longer = pages[-2:]
    return (longer.median(rival) - shorter.median(rival)) / (longer.orders - shorter.orders)
