"""Lists of one order, of ten and so on, each rival in turn; first near the database, then at a distance."""

from collections.abc import Callable, Sequence

from rest_framework.generics import GenericAPIView

from benchmarks.growth.latency import Distance, distant
from benchmarks.growth.results import HANDWRITTEN, NAIVE, STITCHED, TUNED, Page
from benchmarks.growth.stitched import StitchedOrders
from benchmarks.handwritten import NewestOrders
from benchmarks.race import Result, check, race_checked
from benchmarks.rivals import OURS, Rival
from demo.pizzas.views import NaiveOrders, OrderPages, Orders, TunedOrders

LATENCY = 1.0

# As many runs as the noise needs, as few as eight minutes allow: the slowest takes one and a half of them.
RUNS = {
    1: {NAIVE: 60, TUNED: 200, STITCHED: 200, OURS: 300, HANDWRITTEN: 300},
    10: {NAIVE: 30, TUNED: 100, STITCHED: 100, OURS: 300, HANDWRITTEN: 300},
    100: {NAIVE: 5, TUNED: 40, STITCHED: 80, OURS: 200, HANDWRITTEN: 200},
    1_000: {NAIVE: 3, TUNED: 12, STITCHED: 30, OURS: 80, HANDWRITTEN: 80},
    10_000: {NAIVE: 1, TUNED: 4, STITCHED: 8, OURS: 20, HANDWRITTEN: 20},
}
Runs = dict[int, dict[str, int]]


class TooFewRoundTripsError(AssertionError):
    """Statements went another way than by the proxy."""


class LongPages(OrderPages):
    max_page_size = max(RUNS)


def planned(orders: int, runs: int | None) -> Runs:
    """Runs per length and rival.

    Arguments:
        orders: what the shop has: no list can be longer.
        runs: limits each.
    """
    return {
        length: {rival: min(count, runs or count) for rival, count in counts.items()}
        for length, counts in RUNS.items()
        if length <= orders
    }


def rivals() -> list[Rival]:
    """Five ways to write the list, none with filters."""
    views: dict[str, type[GenericAPIView]] = {  # type: ignore[type-arg]
        NAIVE: NaiveOrders,
        TUNED: TunedOrders,
        STITCHED: StitchedOrders,
        OURS: Orders,
    }
    options = {"filter_backends": (), "pagination_class": LongPages}
    return [
        *(Rival(name, view.as_view(**options)) for name, view in views.items()),
        Rival(HANDWRITTEN, NewestOrders.as_view(largest_page_size=LongPages.max_page_size)),
    ]


def measure(runs: Runs, begin: Callable[[str], object], advance: Callable[[], object]) -> tuple[list[Page], Distance]:
    """All lists, without latency over the connection as it is, with it by way of a proxy.

    Arguments:
        begin: is told what is measured next.
        advance: called after each run.
    """
    entered, facts, pages = rivals(), {}, []
    for length in runs:
        begin(f"{length:,} orders")
        facts[length] = check(entered, path(length))
        results = race_checked(entered, path(length), runs[length], facts[length], advance)
        pages.append(Page(length, 0.0, results))
    with distant(LATENCY) as (proxy, distance):
        for length in runs:
            begin(f"{length:,} orders, {LATENCY:g} ms")
            before = proxy.round_trips()
            results = race_checked(entered, path(length), runs[length], facts[length], advance)
            went_round(results, proxy.round_trips() - before)
            pages.append(Page(length, LATENCY, results))
    return pages, distance


def path(length: int) -> str:
    return f"/api/orders/?page_size={length}"


def went_round(results: Sequence[Result], round_trips: int) -> None:
    """Nothing, where each statement was delayed.

    Raises:
        TooFewRoundTripsError: there were more statements than that.
    """
    statements = sum(result.timing.runs * result.statements for result in results)
    if round_trips < statements:
        raise TooFewRoundTripsError(f"{statements:,} statements took {round_trips:,} round trips.")
