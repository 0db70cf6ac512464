"""All rungs of one list, timed and split."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from benchmarks.ladder import flask_app, rungs
from benchmarks.ladder.endpoint import Endpoint
from benchmarks.ladder.mapped import counting, engine
from benchmarks.ladder.orders import ORDERS
from benchmarks.ladder.parts import profiled
from benchmarks.ladder.rungs import FLASK, ORM, RUNGS, Rung, rung
from benchmarks.ladder.stack import Kept, rival
from benchmarks.ladder.users import USERS
from benchmarks.measurement import Measurement
from benchmarks.race import answer, get
from benchmarks.rivals import Rival
from benchmarks.session import Session

NAIVE = Rung(ORM, rungs.SERIALIZER)


@dataclass(frozen=True)
class Case:
    """What all rungs are asked for.

    Arguments:
        flask: the data of the same list, by SQLAlchemy.
        path: with its query.
        runs: of each rung.
        naive_runs: of the lowest one.
    """

    name: str
    endpoint: Endpoint
    flask: Callable[[Engine], Any]
    path: str
    runs: int
    naive_runs: int

    def rivals(self, engine: Engine, kept: Kept) -> list[Rival]:
        """From the lowest rung of each climb to its highest."""
        found = {
            **self.endpoint.applications(),
            **flask_app.applications(self.endpoint.route, self.flask, engine, kept),
        }
        return [rival(one.name, found[one]) for one in RUNGS if one in found]

    def planned(self, rivals: list[Rival]) -> dict[str, int]:
        return {one.name: self.naive_runs if one.name == NAIVE.name else self.runs for one in rivals}


USERS_CASE = Case("10 users", USERS, flask_app.users, "/api/users/", 300, 300)
ORDERS_CASES = tuple(
    Case(f"{size} orders", ORDERS, flask_app.orders, f"/api/orders/?page_size={size}", runs, naive_runs)
    for size, runs, naive_runs in ((10, 150, 30), (100, 60, 9))
)
CASES = (USERS_CASE, *ORDERS_CASES)

PROFILED_SHARE = 2
"""One of so many runs is made again, with the profiler."""


def climb(session: Session, case: Case, kept: Kept) -> list[Measurement]:
    """Every rung of a case: the time without the profiler, its parts with it.

    Raises:
        DifferentBytesError: they do not answer alike.
    """
    pool = engine()
    try:
        rivals = case.rivals(pool, kept)
        for one in rivals:
            # What is to be kept is kept now: what is counted and timed are hits.
            answer(one, get(case.path))
        statements = _statements(rivals, case.path, pool)
        runs = case.planned(rivals)
        measured = session.race(case.name, rivals, case.path, runs)
        parts = _parts(session, case, rivals, {name: count // PROFILED_SHARE for name, count in runs.items()})
    finally:
        pool.dispose()
    return [
        replace(
            one,
            statements=statements.get(one.rival, one.statements),
            parts=parts[one.rival].of_time(one.median),
            more={"profiled ms": parts[one.rival].milliseconds},
        )
        for one in measured
    ]


def _parts(session: Session, case: Case, rivals: list[Rival], runs: Mapping[str, int]) -> Any:
    planned = {name: session.runs(count) for name, count in runs.items()}
    session.meter.begin(f"{case.name}: parts")
    session.meter.expect(sum(planned.values()))
    return profiled(rivals, case.path, planned, session.meter.advance)


def _statements(rivals: list[Rival], path: str, pool: Engine) -> dict[str, int]:
    """Those of SQLAlchemy, which Django does not see."""
    found = {}
    for one in rivals:
        if rung(one.name).climb == FLASK:
            with counting(pool) as sent:
                answer(one, get(path))
            found[one.name] = len(sent)
    return found
