"""Who runs: one endpoint, written in different ways."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

NAIVE, TUNED, OURS, UNFILTERED, HANDWRITTEN = (
    "ListAPIView, naive",
    "ListAPIView, tuned",
    "SQLListView",
    "SQLListView, no filters",
    "hand-written SQL",
)


@dataclass(frozen=True)
class Rival:
    """One way to write the endpoint."""

    name: str
    view: Callable[[HttpRequest], HttpResponse]


def rivals() -> list[Rival]:
    from benchmarks.handwritten import HandwrittenOrders
    from demo.pizzas.views import NaiveOrders, Orders, TunedOrders

    # The hand-written view filters nothing: beside it, ours without its three filter backends.
    return [
        Rival(NAIVE, NaiveOrders.as_view()),
        Rival(TUNED, TunedOrders.as_view()),
        Rival(OURS, Orders.as_view()),
        Rival(UNFILTERED, Orders.as_view(filter_backends=())),
        Rival(HANDWRITTEN, HandwrittenOrders.as_view()),
    ]
