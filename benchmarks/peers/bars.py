"""What the library promises over HTTP, against what was found."""

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.peers.measuring import case
from benchmarks.peers.roster import FLOOR, FLOORS, OURS_PSYCOPG2
from benchmarks.peers.rounds import RATE
from benchmarks.rivals import OURS, TUNED
from benchmarks.tables import figure

TIMES_TUNED = {10: 10.0, 100: 20.0, 1000: 22.0}
SHARE_OF_FLOOR = 0.85
"""Of the requests a second that hand-written SQL in a DRF view answers, which is the same stack."""


def bars(found: Findings) -> list[Bar]:
    return [promise(found, size) for size in TIMES_TUNED for promise in (_ahead, _of_tuned, _of_floor)]


def rate(found: Findings, size: int, rival: str) -> float | None:
    """Requests a second; None where it was not measured."""
    return found.of(case(size), rival).more[RATE] if found.has(case(size), rival) else None


def _ahead(found: Findings, size: int) -> Bar:
    promise = f"{case(size)}: {OURS} ahead of every peer that is not hand-written SQL"
    ours = rate(found, size, OURS)
    others = {
        one.rival: one.more[RATE]
        for one in found.measurements
        if one.case == case(size) and one.rival not in (OURS, OURS_PSYCOPG2, *FLOORS)
    }
    if ours is None or not others:
        return Bar(promise, "not measured", False)
    next_one = max(others, key=lambda name: others[name])
    return Bar(promise, f"{figure(ours)} requests/s, {next_one} {figure(others[next_one])}", ours > others[next_one])


def _of_tuned(found: Findings, size: int) -> Bar:
    least = TIMES_TUNED[size]
    promise = f"{case(size)}: {OURS} at least {least:g} times the requests/s of {TUNED}"
    ours, tuned = rate(found, size, OURS), rate(found, size, TUNED)
    if ours is None or tuned is None:
        return Bar(promise, "not measured", False)
    return Bar(promise, f"{ours / tuned:.1f}", ours / tuned >= least)


def _of_floor(found: Findings, size: int) -> Bar:
    promise = f"{case(size)}: {OURS} at least {SHARE_OF_FLOOR:g} of the requests/s of {FLOOR}"
    ours, floor = rate(found, size, OURS), rate(found, size, FLOOR)
    if ours is None or floor is None:
        return Bar(promise, "not measured", False)
    return Bar(promise, f"{ours / floor:.2f}", ours / floor >= SHARE_OF_FLOOR)
