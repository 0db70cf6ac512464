"""A page of 100 with a method field: without a hint, with its reads declared, with a twin in SQL."""

from collections.abc import Mapping, Sequence
from functools import partial

from rest_framework.generics import ListAPIView

from benchmarks.bars import Bar, faster
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot, races
from benchmarks.rivals import OURS, TUNED, Rival
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, by_case
from benchmarks.views.methods import METHODS, view
from drf_sqllist import SQLListView

ROWS = 100
NO_HINT, READS, TWIN = HINTS = (f"{OURS}, no hint", f"{OURS}, declared reads", f"{OURS}, SQL twin")
RUNS = {TUNED: 60, **dict.fromkeys(HINTS, 200)}

# What the library promises, by hint.
FASTER = {NO_HINT: 3.0, READS: 5.0, TWIN: 8.0}


def case(method: str) -> str:
    return f"“{method}”, {ROWS} orders"


def rivals_of(method: str) -> list[Rival]:
    """Tuned DRF, and ours with each hint."""
    plain, *_ = METHODS[method]
    ours = [Rival(hint, view(SQLListView, cls)) for hint, cls in zip(HINTS, METHODS[method], strict=True)]
    return [Rival(TUNED, view(ListAPIView, plain)), *ours]


class Methods(Scenario):
    title = "A page with a method field"
    about = (
        "The demo's orders, with its three filter backends, and one member more. “label” is made of the order's status "
        "and its customer's name, “total” of its pizzas' prices: by a method of the serializer as it is, with what it "
        "reads declared, and with an expression beside it."
    )

    def measure(self, session: Session) -> list[Measurement]:
        path = f"/api/orders/?page_size={ROWS}"
        return [one for method in METHODS for one in session.race(case(method), rivals_of(method), path, RUNS)]

    def bars(self, found: Findings) -> list[Bar]:
        cases = [case(method) for method in METHODS]
        return [
            bar for hint, times in FASTER.items() for bar in faster(found, hint, TUNED, dict.fromkeys(cases, times))
        ]

    def summary(self, found: Findings) -> Sequence[Table]:
        return [by_case(self.title, "method field", found, found.cases, [TUNED, *HINTS])]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: partial(races, title=self.title, cases=[case(method) for method in METHODS])}
