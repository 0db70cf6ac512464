"""Which caches send a body from before a change that was committed: asked, and compared with the database."""

from collections.abc import Iterable
from hashlib import sha256

from benchmarks.caching.changes import CHANGES, COLD
from benchmarks.measurement import Measurement
from benchmarks.processes import Process
from benchmarks.race import DifferentBytesError, answer, get
from benchmarks.rivals import TUNED, Rival
from benchmarks.session import Session
from demo.pizzas.models import Order
from demo.pizzas.views import TunedOrders

CASE = "after a change"
SIZE = 3
"""Of a page. Each change has one of its own, of which nobody has anything."""


def measure(session: Session, processes: Iterable[Process]) -> list[Measurement]:
    """For each rival, after which changes it was stale: 1, or 0.

    Raises:
        DifferentBytesError: a body is neither that of before nor that of after a change.
    """
    asked = [*processes]
    session.meter.begin(CASE)
    session.meter.expect(len(asked) * len(CHANGES))
    stale: dict[str, dict[str, float]] = {}
    for process in asked:
        for number, change in enumerate(CHANGES, start=2):
            for rival, is_stale in _after(process, change, number).items():
                stale.setdefault(rival, {})[change] = float(is_stale)
            session.meter.advance()
    return [Measurement(CASE, rival, more=more) for rival, more in stale.items()]


def _after(process: Process, change: str, number: int) -> dict[str, bool]:
    path = f"/api/orders/?page={number}&page_size={SIZE}"
    order = Order.objects.values_list("pk", flat=True)[(number - 1) * SIZE]
    before = _truth(path)
    if change not in COLD:
        _compare(process.ask("ask", path=path), {before}, f"before {change}")
    try:
        sent = process.ask("change", name=change, order=order, path=path)
        after = _truth(path)
    finally:
        process.ask("undo")
    if after == before:
        raise AssertionError(f"{change} has changed nothing: there is nothing to see.")
    _compare(sent, {before, after}, change)
    return {rival: digest == before for rival, digest in sent.items()}


def _truth(path: str) -> str:
    """The digest of what the database has, by tuned DRF in this process, where nothing is kept."""
    return sha256(answer(Rival(TUNED, TunedOrders.as_view(filter_backends=())), get(path))).hexdigest()


def _compare(sent: dict[str, str], expected: set[str], change: str) -> None:
    for rival, digest in sent.items():
        if digest not in expected:
            raise DifferentBytesError(f"{change}: {rival} sends what the database has never had.")
