"""Pages of 10, 100 and 1 000 orders, and all of them: with the demo's three filter backends, and without."""

from collections.abc import Mapping, Sequence
from functools import partial

from rest_framework.generics import GenericAPIView

from benchmarks.bars import Bar, faster, near, one_statement
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot, races
from benchmarks.race import Facts, check
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED, Rival
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, by_case
from benchmarks.views.handwritten import AllOrders, FilteredOrders, NewestOrders
from benchmarks.views.stitched import StitchedOrders
from demo.pizzas.models import Order
from demo.pizzas.views import NaiveOrders, OrderPages, Orders, TunedOrders

PATH = "/api/orders/"
RIVALS = (NAIVE, TUNED, STITCHED, OURS, HANDWRITTEN)

# As many runs as the noise needs.
RUNS = {
    10: {NAIVE: 40, TUNED: 200, STITCHED: 200, OURS: 800, HANDWRITTEN: 800},
    100: {NAIVE: 10, TUNED: 60, STITCHED: 100, OURS: 400, HANDWRITTEN: 400},
    1000: {NAIVE: 3, TUNED: 15, STITCHED: 40, OURS: 120, HANDWRITTEN: 120},
}
RUNS_OF_ALL = {TUNED: 3, STITCHED: 5, OURS: 15, HANDWRITTEN: 15}

LONG = 1000
"""Only these take memory that can be told from nothing. Naive DRF takes seconds for them: a quick run is without."""

# What the library promises, by size.
FASTER = {
    NAIVE: {10: 25.0, 100: 70.0, 1000: 80.0},
    TUNED: {10: 6.0, 100: 9.0, 1000: 15.0},
    STITCHED: {100: 1.8, 1000: 1.8},
}
FASTER_WITH_FILTERS = {10: 5.0, 100: 8.0, 1000: 15.0}
TIMES_OF_HANDWRITTEN = {10: 1.3, 100: 1.15, 1000: 1.1}
TIMES_OF_HANDWRITTEN_WITH_FILTERS = {10: 1.5, 100: 1.25, 1000: 1.15}

# What those with filters must agree on before they race.
FILTERED = ("status=done", "search=chlo%C3%A9", "ordering=id", "status=done&search=o'&ordering=-id", "search=nobody")


class AllAtOnce(OrderPages):
    """No pages, unless a size is asked for: then the process that measures memory can begin with a small one."""

    page_size = None


def without_filters(**options: object) -> list[Rival]:
    """All rivals.

    Arguments:
        options: of DRF's views.
    """
    views: dict[str, type[GenericAPIView]] = {  # type: ignore[type-arg]
        NAIVE: NaiveOrders,
        TUNED: TunedOrders,
        STITCHED: StitchedOrders,
        OURS: Orders,
    }
    drf = [Rival(name, view.as_view(filter_backends=(), **options)) for name, view in views.items()]
    return [*drf, Rival(HANDWRITTEN, NewestOrders.as_view())]


def with_filters() -> list[Rival]:
    return [
        Rival(NAIVE, NaiveOrders.as_view()),
        Rival(TUNED, TunedOrders.as_view()),
        Rival(OURS, Orders.as_view()),
        Rival(HANDWRITTEN, FilteredOrders.as_view()),
    ]


def without_pages() -> list[Rival]:
    """Those that answer with all orders in less than a minute."""
    _, *drf, _ = without_filters(pagination_class=AllAtOnce)
    return [*drf, Rival(HANDWRITTEN, AllOrders.as_view())]


def agree() -> dict[str, dict[str, Facts]]:
    """What each rival did for requests that all of them, or all with filters, answer alike."""
    bare, filtering = without_filters(), with_filters()
    # Page links and the last rows have to be alike, too.
    asked = {f"page={number}": [*bare, *filtering] for number in (2, Order.objects.count() // 10)}
    asked |= dict.fromkeys(FILTERED, filtering)
    return {query: check(rivals, f"{PATH}?{query}&page_size=10") for query, rivals in asked.items()}


ALL = "all orders"


def case(size: int, filters: bool = False) -> str:
    return f"{size:,} orders{', filters' if filters else ''}"


class Pages(Scenario):
    title = "A page of orders"
    about = (
        "Medians of requests in the process, the same bytes from each: the demo's orders with customer, delivery, "
        "pizzas and toppings. With “filters” all run the same three filter backends (django-filter, search, ordering), "
        "the hand-written view too: it puts the filtered queryset's own SQL into its statement. “All orders” is the "
        "list without pages. Hand-written SQL also uses what its author knows of the data: there are few toppings, so "
        "it writes each one's text once for a page."
    )

    def measure(self, session: Session) -> list[Measurement]:
        agree()
        found = []
        for size, runs in RUNS.items():
            path = f"{PATH}?page_size={size}"
            for filters, rivals in ((False, without_filters()), (True, with_filters())):
                entered = [one for one in rivals if not (session.quick and size == LONG and one.name == NAIVE)]
                measured = session.race(case(size, filters), entered, path, runs)
                if size == LONG and not (filters or session.quick):
                    measured = session.with_memory(measured, self.name, path)
                found += measured
        return found if session.quick else [*found, *session.race(ALL, without_pages(), PATH, RUNS_OF_ALL)]

    def rivals(self) -> list[Rival]:
        return without_filters()

    def bars(self, found: Findings) -> list[Bar]:
        bars = one_statement(found, OURS)
        for rival, least in FASTER.items():
            bars += faster(found, OURS, rival, {case(size): times for size, times in least.items()})
        bars += faster(found, OURS, TUNED, {case(size, True): times for size, times in FASTER_WITH_FILTERS.items()})
        for filters, most in ((False, TIMES_OF_HANDWRITTEN), (True, TIMES_OF_HANDWRITTEN_WITH_FILTERS)):
            bars += near(found, OURS, HANDWRITTEN, {case(size, filters): times for size, times in most.items()})
        return bars

    def summary(self, found: Findings) -> Sequence[Table]:
        return [by_case(self.title, "page", found, found.cases, RIVALS)]

    def plots(self) -> Mapping[str, Plot]:
        cases = [*map(case, RUNS), ALL]
        return {self.name: partial(races, title=self.title, cases=cases)}
