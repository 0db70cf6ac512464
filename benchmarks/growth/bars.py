"""What one statement promises over many, as figures that a run meets or misses."""

from collections.abc import Sequence

from benchmarks.bars import Bar
from benchmarks.growth.latency import Distance
from benchmarks.growth.results import NAIVE, ONE_STATEMENT, TUNED, Page

ORDERS, LATENCY = 1_000, 1.0
TIMES_FASTER_THAN = {NAIVE: 100.0, TUNED: 15.0}
TOLERANCE = 0.1


def bars(pages: Sequence[Page], distance: Distance) -> list[Bar]:
    statements = [_of_statements(pages, rival) for rival in ONE_STATEMENT]
    return [_of_distance(distance), *statements, *_of_times(pages)]


def _of_distance(distance: Distance) -> Bar:
    promise = f"a round trip by the proxy takes {distance.wanted:g} ms more, within {TOLERANCE:.0%}"
    met = abs(distance.added - distance.wanted) <= TOLERANCE * distance.wanted
    return Bar(promise, f"{distance.added:.2f} ms", met)


def _of_statements(pages: Sequence[Page], rival: str) -> Bar:
    statements = {page.orders: page.result(rival).statements for page in pages}
    measured = " / ".join(map(str, statements.values()))
    return Bar(f"{rival}: one statement at every length", measured, {*statements.values()} == {1})


def _of_times(pages: Sequence[Page]) -> list[Bar]:
    page = next((page for page in pages if (page.orders, page.latency) == (ORDERS, LATENCY)), None)
    found = []
    for rival in ONE_STATEMENT:
        for slower, least in TIMES_FASTER_THAN.items():
            promise = f"{ORDERS:,} orders, {LATENCY:g} ms: {rival}: at least {least:g} times as fast as {slower}"
            times = page.ratio(slower, rival) if page else None
            measured = "not measured" if times is None else f"{times:.1f}"
            found.append(Bar(promise, measured, times is not None and times >= least))
    return found
