"""Where the time of our own request goes: the pipeline's functions, timed from outside."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from benchmarks.race import WARM_UP, answer, get
from benchmarks.rivals import OURS, Rival

# A part, and the functions that it consists of. Each is looked up where it is called.
PARTS = {
    "DRF: request, permissions, negotiation, response": (
        "rest_framework.views.APIView.initialize_request",
        "rest_framework.views.APIView.initial",
        "rest_framework.views.APIView.finalize_response",
    ),
    "get_queryset": ("demo.pizzas.views.Orders.get_queryset",),
    "filter backends": ("demo.pizzas.views.Orders.filter_queryset",),
    "plan": ("drf_sqllist.views.plan_for", "drf_sqllist.fetching.Fetcher._template"),
    "compile the count": ("drf_sqllist.fetching.count_select",),
    "compile the page": ("drf_sqllist.fetching.select_page",),
    "fill the statement": ("drf_sqllist.compile.statement.Template.fill",),
    "page": ("drf_sqllist.views.paginate",),
    "driver, around the round trip": ("drf_sqllist.fetching.run",),
    "round trip": ("django.db.backends.utils.CursorWrapper._execute",),
    "finish rows": ("drf_sqllist.views.finish",),
    "envelope": ("demo.pizzas.views.Orders.get_paginated_response", "drf_sqllist.views.with_rows"),
    "render": ("drf_sqllist.respond.ListResponse.render",),
}
REST = "the rest"


class Clock:
    """Seconds that each part took by itself, without the parts inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner: list[float] = [0.0]

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = perf_counter() - start
                self.seconds[part] = self.seconds.get(part, 0.0) + took - self._inner.pop()
                self._inner[-1] += took

        return call

    @contextmanager
    def watching(self) -> Iterator[None]:
        with ExitStack() as stack:
            for part, names in PARTS.items():
                for name in names:
                    owner, attribute = find(name)
                    function = self.timed(part, getattr(owner, attribute))
                    stack.enter_context(patch.object(owner, attribute, function))
            yield


def find(name: str) -> tuple[Any, str]:
    """A function's owner, which is a module or a class in it, and its name there."""
    path, _, attribute = name.rpartition(".")
    try:
        owner = import_module(path)
    except ModuleNotFoundError:
        module, _, cls = path.rpartition(".")
        owner = getattr(import_module(module), cls)
    getattr(owner, attribute)
    return owner, attribute


def profile(runs: int, rows: int = 10) -> dict[str, float]:
    """Milliseconds of each part, medians of all runs."""
    from demo.pizzas.views import Orders

    rival, path = Rival(OURS, Orders.as_view()), f"/api/orders/?page_size={rows}"
    clock, taken = Clock(), []
    with clock.watching():
        for number in range(runs + WARM_UP):
            request = get(path)
            gc.collect(0)
            clock.seconds = {}
            clock.timed(REST, answer)(rival, request)
            if number >= WARM_UP:
                taken.append(clock.seconds)
    return {part: median(seconds.get(part, 0.0) for seconds in taken) * 1000 for part in (*PARTS, REST)}


def show(parts: dict[str, float], console: Console) -> None:
    table = Table(title="SQLListView, 10 rows: where the time goes")
    table.add_column("part")
    table.add_column("ms", justify="right")
    for part, milliseconds in parts.items():
        table.add_row(part, f"{milliseconds:.3f}")
    table.add_section()
    table.add_row("together", f"{sum(parts.values()):.3f}")
    console.print(table)
