"""Who runs: one endpoint, written in different ways."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

NAIVE, TUNED, OURS, BARE, HANDWRITTEN = (
    "naive DRF",
    "tuned DRF",
    "SQLListView",
    "SQLListView, bare",
    "hand-written SQL",
)
BARE_MEANS = f"“{BARE}” has no filter backends: neither has the hand-written view. The others have three."


@dataclass(frozen=True)
class Rival:
    """One way to write the endpoint."""

    name: str
    view: Callable[[HttpRequest], HttpResponse]


def rivals() -> list[Rival]:
    from benchmarks.handwritten import HandwrittenOrders
    from demo.pizzas.views import NaiveOrders, Orders, TunedOrders

    return [
        Rival(NAIVE, NaiveOrders.as_view()),
        Rival(TUNED, TunedOrders.as_view()),
        Rival(OURS, Orders.as_view()),
        Rival(BARE, Orders.as_view(filter_backends=())),
        Rival(HANDWRITTEN, HandwrittenOrders.as_view()),
    ]
