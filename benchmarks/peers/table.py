"""The figures as tables: one that compares, and one that has everything."""

from benchmarks.findings import Findings
from benchmarks.left_out import present
from benchmarks.measurement import Measurement
from benchmarks.peers.rounds import DATABASE, LEAST, MEMORY, MOST, P99, RATE, ROUND_TRIPS, SAME
from benchmarks.rivals import TUNED
from benchmarks.tables import Table, figure


def compared(title: str, found: Findings) -> Table:
    """Requests a second, and how many times those of tuned DRF they are."""
    cases = [*dict.fromkeys(one.case for one in present(found))]
    headings = ["requests/s", *cases, "DRF's bytes"]
    return Table(title, headings, [_compared(found, name, cases) for name in names(found)])


def details(title: str, found: Findings) -> Table:
    """Everything, a section for each size."""
    headings = ["page", "who", "requests/s", "±", "p50 ms", "p99 ms", "CPU ms", "DB ms", "MB", "trips"]
    return Table(title, headings, [_detailed(one) for one in present(found)], left=2, breaks=True)


def names(found: Findings) -> list[str]:
    """Of all peers, in the order of the roster."""
    return [*dict.fromkeys(one.rival for one in present(found))]


def _compared(found: Findings, name: str, cases: list[str]) -> list[str]:
    shown = [found.of(one, name) for one in cases]
    same = all(one.more[SAME] for one in shown)
    return [name, *(_rate(found, one) for one in shown), "yes" if same else "no"]


def _rate(found: Findings, one: Measurement) -> str:
    value = figure(one.more[RATE])
    if one.rival == TUNED or not found.has(one.case, TUNED):
        return value
    return f"{value} ({figure(one.more[RATE] / found.of(one.case, TUNED).more[RATE])}×)"


def _detailed(one: Measurement) -> list[str]:
    more = one.more
    has_spread = one.time is not None and one.time.runs > 1
    spread = f"{(more[MOST] - more[LEAST]) / more[RATE] * 50:.0f} %" if has_spread else ""
    values = (one.median, more[P99], one.processor, more.get(DATABASE), more[MEMORY])
    return [one.case, one.rival, figure(more[RATE]), spread, *map(figure, values), f"{more[ROUND_TRIPS]:,.0f}"]
