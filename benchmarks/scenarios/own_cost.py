"""What the library itself costs: all that it does between DRF's call of `list()` and the body, without the database."""

from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.own_cost import requests
from benchmarks.own_cost.parts import LIBRARY, OTHERS
from benchmarks.own_cost.plot import draw
from benchmarks.own_cost.requests import OWN, WHOLE
from benchmarks.plots import Plot
from benchmarks.rivals import OURS, Rival
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table
from demo.pizzas.views import Orders

RUNS = 1_000
SIZES = (10, 100, 1_000)
FILTERS = "10 orders, filters"

# Milliseconds that the library promises to take at most, and that it is meant to take.
MOST, AIM = 0.25, 0.15


def case(size: int) -> str:
    return f"{size:,} orders"


CASES = [*map(case, SIZES), FILTERS]


def asked() -> dict[str, tuple[Rival, str]]:
    """Who answers which path in each case."""
    bare, filtering = Rival(OURS, Orders.as_view(filter_backends=())), Rival(OURS, Orders.as_view())
    path = "/api/orders/?page_size={}"
    return {**{case(size): (bare, path.format(size)) for size in SIZES}, FILTERS: (filtering, path.format(10))}


class OwnCost(Scenario):
    title = "What the library itself costs"
    about = (
        "Milliseconds of one request that are spent in the library: from DRF's call of `list()` until the statement "
        "leaves, and from the arrival of its bytes until the body is there. Counted are reading the plan, the "
        "statement's text, paging, all that happens to a cursor but its `execute()`, the rows' bytes, and putting them "
        "into the envelope; also the clock, a microsecond or less for each part. Paging has what Django's paginator "
        "and DRF's reading of `page` and `page_size` take, though DRF would do that, too. Not counted is what else DRF "
        "calls as well (`get_queryset()`, the filter backends, `get_serializer_context()`, the paginator's "
        "`get_paginated_response()` with its links, DRF's rendering of the envelope), what surrounds `list()`, and the "
        "driver's `execute()` with its wait for the server. Each figure is a median of its own."
    )

    def measure(self, session: Session) -> list[Measurement]:
        return requests.measure(session, asked(), RUNS)

    def bars(self, found: Findings) -> list[Bar]:
        bars = []
        for name in CASES:
            own = found.of(name, OWN).median
            promises = {f"{name}: the library's own cost under {MOST:g} ms": MOST}
            if name == case(SIZES[0]):
                promises[f"{name}: the library's own cost under {AIM:g} ms, which is aimed at"] = AIM
            bars += [Bar(promise, f"{own:.3f} ms", own < most) for promise, most in promises.items()]
        return bars

    def tables(self, found: Findings) -> Sequence[Table]:
        parts = [[part, *(f"{found.of(name, OWN).parts[part]:.3f}" for name in CASES)] for part in LIBRARY]
        return [
            Table(self.title, ["ms in the library", *CASES], [*parts, _row(found, OWN)]),
            Table("Whose time is whose", ["ms", *CASES], [_row(found, who) for who in (OWN, *OTHERS, WHOLE)]),
        ]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: partial(draw, title=self.title, most=MOST, aim=AIM)}


def _row(found: Findings, who: str) -> list[str]:
    return [who, *(f"{found.of(name, who).median:.3f}" for name in CASES)]
