"""Lists of one order, of ten and so on: who writes them, and what their measurements are filed under."""

from collections.abc import Sequence

from rest_framework.generics import GenericAPIView

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED, Rival
from benchmarks.views.handwritten import NewestOrders
from benchmarks.views.stitched import StitchedOrders
from demo.pizzas.views import NaiveOrders, OrderPages, Orders, TunedOrders

NEAR, FAR = LATENCIES = (0.0, 1.0)
"""Milliseconds that are added to each round trip."""

RIVALS = (NAIVE, TUNED, STITCHED, OURS, HANDWRITTEN)

# As many runs as the noise needs, as few as eight minutes allow: the slowest takes one and a half of them.
RUNS = {
    1: {NAIVE: 60, TUNED: 200, STITCHED: 200, OURS: 300, HANDWRITTEN: 300},
    10: {NAIVE: 30, TUNED: 100, STITCHED: 100, OURS: 300, HANDWRITTEN: 300},
    100: {NAIVE: 5, TUNED: 40, STITCHED: 80, OURS: 200, HANDWRITTEN: 200},
    1_000: {NAIVE: 3, TUNED: 12, STITCHED: 30, OURS: 80, HANDWRITTEN: 80},
    10_000: {NAIVE: 1, TUNED: 4, STITCHED: 8, OURS: 20, HANDWRITTEN: 20},
}
LENGTHS = tuple(RUNS)

LONGEST_IN_QUICK = 100


class LongPages(OrderPages):
    max_page_size = max(LENGTHS)


def lengths(orders: int, quick: bool) -> list[int]:
    """Those that are measured.

    Arguments:
        orders: what the shop has: no list can be longer.
    """
    longest = min(orders, LONGEST_IN_QUICK) if quick else orders
    return [length for length in LENGTHS if length <= longest]


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


def path(length: int) -> str:
    return f"/api/orders/?page_size={length}"


def list_of(length: int) -> str:
    return "1 order" if length == 1 else f"{length:,} orders"


def case(length: int, latency: float) -> str:
    return f"{list_of(length)}, {latency:g} ms" if latency else list_of(length)


def measured(found: Findings, latency: float) -> list[int]:
    """The lengths that results have, all rivals at each."""
    return [length for length in LENGTHS if all(found.has(case(length, latency), rival) for rival in RIVALS)]


def per_order(found: Findings, latency: float, rival: str) -> float:
    """Milliseconds that each further order costs, from the longest list but one to the longest."""
    shorter, longer = measured(found, latency)[-2:]
    more, less = (found.of(case(length, latency), rival).median for length in (longer, shorter))
    return (more - less) / (longer - shorter)


class TooFewRoundTripsError(AssertionError):
    """Statements went another way than by the proxy."""


def went_round(results: Sequence[Measurement], round_trips: int) -> None:
    """Nothing, where each statement was delayed.

    Raises:
        TooFewRoundTripsError: there were more statements than that.
    """
    statements = sum(one.time.runs * (one.statements or 0) for one in results if one.time)
    if round_trips < statements:
        raise TooFewRoundTripsError(f"{statements:,} statements took {round_trips:,} round trips.")
