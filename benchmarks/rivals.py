"""Who runs: one endpoint, written in different ways."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

NAIVE, TUNED = "naive DRF", "tuned DRF"
OURS, HANDWRITTEN = "SQLListView", "hand-written SQL, same filters"
BARE, HANDWRITTEN_BARE = "SQLListView, bare", "hand-written SQL, bare"

# What is to be as fast as what: each pair is the same endpoint.
PAIRS = ((OURS, HANDWRITTEN), (BARE, HANDWRITTEN_BARE))
ABOUT_RIVALS = (
    "All run the same three filter backends (django-filter, search, ordering), the hand-written view too: it puts the "
    "filtered queryset's own SQL into its statement. The two “bare” ones have no filters. "
    "Hand-written SQL also uses what its author knows of the data: there are few toppings, so it writes each one's "
    "text once for a page."
)


@dataclass(frozen=True)
class Rival:
    """One way to write the endpoint."""

    name: str
    view: Callable[[HttpRequest], HttpResponse]


def rivals() -> list[Rival]:
    from benchmarks.handwritten import FilteredOrders, NewestOrders
    from demo.pizzas.views import NaiveOrders, Orders, TunedOrders

    return [
        Rival(NAIVE, NaiveOrders.as_view()),
        Rival(TUNED, TunedOrders.as_view()),
        Rival(OURS, Orders.as_view()),
        Rival(HANDWRITTEN, FilteredOrders.as_view()),
        Rival(BARE, Orders.as_view(filter_backends=())),
        Rival(HANDWRITTEN_BARE, NewestOrders.as_view()),
    ]
