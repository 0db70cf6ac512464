"""Who runs: one endpoint, written in different ways."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

NAIVE, TUNED, STITCHED = "naive DRF", "tuned DRF", ".values() by hand"
OURS, HANDWRITTEN = "SQLListView", "hand-written SQL"


@dataclass(frozen=True)
class Rival:
    """One way to write the endpoint."""

    name: str
    view: Callable[[HttpRequest], HttpResponse]
