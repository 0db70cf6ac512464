"""What was measured of links, in Python and in whole requests."""

from dataclasses import dataclass

from benchmarks.race import Result

DRF_BARE, DRF_STOCK, DRF_FAST = "tuned DRF, no links", "tuned DRF, stock fields", "tuned DRF, fast fields"
SQL_BARE, SQL_LINKS = "SQLListView, no links", "SQLListView, stock fields"


@dataclass(frozen=True)
class Links:
    """Microseconds for one link.

    Arguments:
        in_list: what each adds to the time of a list, by rival.
        alone: of the field's own two calls, by rival.
    """

    title: str
    routes: int
    links: int
    objects: int
    promised: bool
    in_list: dict[str, float]
    alone: dict[str, float]

    @property
    def ratio(self) -> float:
        """Times as fast as DRF's own, in a list."""
        return self.in_list["stock"] / self.in_list["fast"]

    @property
    def ratio_alone(self) -> float:
        return self.alone["stock"] / self.alone["fast"]


@dataclass(frozen=True)
class Page:
    """The results of one list and page size."""

    name: str
    size: int
    results: list[Result]

    def result(self, rival: str) -> Result:
        return next(result for result in self.results if result.rival == rival)

    def ratio(self, rival: str, to: str) -> float:
        return self.result(rival).timing.median / self.result(to).timing.median
