"""The same endpoint in other frameworks, each with a server of its own, under load over HTTP."""

import os
from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.left_out import left_out
from benchmarks.measurement import Measurement
from benchmarks.peers import load
from benchmarks.peers.bars import bars
from benchmarks.peers.environment import RECIPE
from benchmarks.peers.measuring import Contest
from benchmarks.peers.plot import draw
from benchmarks.peers.roster import PEERS
from benchmarks.peers.rounds import CONNECTIONS, SECONDS
from benchmarks.peers.server import THREADS
from benchmarks.peers.table import compared, details
from benchmarks.plots import Plot
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table

SIZES = (10, 100, 1000)
ROUNDS = 3


class Peers(Scenario):
    title = "List endpoints over HTTP"
    about = (
        f"Pages of the demo's orders, with customer, delivery, pizzas and toppings, without filters. Each peer has one "
        f"process, with {THREADS} threads where its server has threads, and answers {CONNECTIONS} connections; its "
        "server, PostgreSQL and the client share the machine. In each round, every peer's server is started anew; the "
        "figures are medians of all rounds. All answer the same data, which is asserted before, and those of “DRF's "
        "bytes” the same bytes. In brackets: times tuned DRF."
    )
    in_quick = False

    def measure(self, session: Session) -> list[Measurement]:
        session.meter.begin("installing what the peers need")
        session.meter.expect(len(RECIPE.lines()))
        environment = RECIPE.prepared(session.meter.advance)
        url, seconds = os.environ["DATABASE_URL"], 1 if session.quick else SECONDS
        contest = Contest(session, environment, load.best(), SIZES, url, seconds)
        return contest.measure(PEERS, session.runs(ROUNDS))

    def facts(self) -> Mapping[str, str]:
        return {"load by": load.best().name, **RECIPE.prepared().versions}

    def bars(self, found: Findings) -> list[Bar]:
        return bars(found)

    def tables(self, found: Findings) -> Sequence[Table]:
        return [compared(self.title, found), details("Time, processor and memory of each", found)]

    def summary(self, found: Findings) -> Sequence[Table]:
        return [compared(self.title, found)]

    def notes(self, found: Findings) -> Sequence[str]:
        runs = max((one.time.runs for one in found.measurements if one.time), default=0)
        more = (
            f"Rounds: {runs}; “±” is half of the way from the slowest to the fastest. “CPU” and “DB”: milliseconds of "
            "processor time for a request, of the server's processes and of PostgreSQL's. “MB”: the most that the "
            "answering process has held so far, from the smallest page on. “Trips”: round trips to the database of one "
            "request."
        )
        return [self.about, more, *left_out(found)]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: partial(draw, title="Requests per second over HTTP, one process each")}
