"""The figures of a list that grows, as tables and as sentences."""

from benchmarks.findings import Findings
from benchmarks.growth.lists import LATENCIES, NEAR, RIVALS, case, list_of, measured, per_order
from benchmarks.rivals import OURS
from benchmarks.tables import Table, duration


def statements(found: Findings) -> Table:
    """By length."""
    rows = [
        [list_of(length), *(f"{found.of(case(length, NEAR), rival).statements:,}" for rival in RIVALS)]
        for length in measured(found, NEAR)
    ]
    return Table("Statements of a list that grows", ["statements", *RIVALS], rows)


def times(found: Findings) -> Table:
    """By latency and length."""
    rows = [
        [
            list_of(length),
            f"{latency:g} ms",
            *(duration(found.of(case(length, latency), rival).median) for rival in RIVALS),
        ]
        for latency in LATENCIES
        for length in measured(found, latency)
    ]
    return Table("Time of a list that grows", ["time", "latency", *RIVALS], rows)


def sizes(found: Findings) -> str:
    bodies = (found.of(case(length, NEAR), OURS).body or 0 for length in measured(found, NEAR))
    return f"Each list has {', '.join(f'{body / 1000:,.1f}' for body in bodies)} kB."


def growth(found: Findings) -> list[str]:
    """What one more order costs, for each latency; nothing of a single length."""
    notes = []
    for latency in LATENCIES:
        lengths = measured(found, latency)
        if len(lengths) > 1:
            costs = ", ".join(f"{rival} {per_order(found, latency, rival):.3f}" for rival in RIVALS)
            span = f"from {lengths[-2]:,} to {lengths[-1]:,}"
            notes.append(f"Milliseconds for each further order, {span}, with {latency:g} ms: {costs}.")
    return notes


def run_once(found: Findings) -> list[str]:
    """Who ran so seldom that a median says little."""
    once = [f"{one.rival} with {one.case}" for one in found.measurements if one.time and one.time.runs == 1]
    return [f"Run once: {'; '.join(once)}."] if once else []
