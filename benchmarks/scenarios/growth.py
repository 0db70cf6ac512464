"""A list of 1 to 10 000 orders, with the database on the same machine and 1 ms away."""

from collections.abc import Mapping, Sequence

from benchmarks.bars import Bar, faster, one_statement
from benchmarks.findings import Findings
from benchmarks.growth import plot, tables
from benchmarks.growth.latency import distance_bar, distance_note, distant
from benchmarks.growth.lists import FAR, NEAR, RUNS, case, lengths, path, rivals, went_round
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot
from benchmarks.race import check
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, TUNED
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, whole

ONE_STATEMENT = (OURS, HANDWRITTEN)

# What one statement promises over many, at a distance.
FASTER = {NAIVE: {case(1_000, FAR): 100.0}, TUNED: {case(1_000, FAR): 15.0}}


class Growth(Scenario):
    title = "The same list of orders, byte for byte, written five ways"
    about = (
        "Medians of requests in the process, the same bytes from each: the demo's orders with customer, delivery, "
        "pizzas and toppings, on one page, without filters; once over the connection as it is, once by way of a proxy "
        "that keeps each round trip waiting."
    )

    def measure(self, session: Session) -> list[Measurement]:
        entered, asked = rivals(), lengths(session.orders, session.quick)
        facts = {length: check(entered, path(length)) for length in asked}

        def race(length: int, latency: float) -> list[Measurement]:
            return session.race(case(length, latency), entered, path(length), RUNS[length], facts[length])

        found = [one for length in asked for one in race(length, NEAR)]
        with distant(FAR) as (proxy, distance):
            for length in asked:
                before = proxy.round_trips()
                results = race(length, FAR)
                went_round(results, proxy.round_trips() - before)
                found += results
        return [*found, *distance]

    def bars(self, found: Findings) -> list[Bar]:
        faster_bars = [
            bar
            for rival in ONE_STATEMENT
            for slow, least in FASTER.items()
            for bar in faster(found, rival, slow, least)
        ]
        statements = [bar for rival in ONE_STATEMENT for bar in one_statement(found, rival)]
        return [distance_bar(found, FAR), *statements, *faster_bars]

    def tables(self, found: Findings) -> Sequence[Table]:
        return [tables.statements(found), whole("Time of a list that grows", found)]

    def summary(self, found: Findings) -> Sequence[Table]:
        return [tables.statements(found), tables.times(found)]

    def notes(self, found: Findings) -> Sequence[str]:
        return [
            f"{self.about} {tables.sizes(found)}",
            *tables.growth(found),
            distance_note(found, FAR),
            *tables.run_once(found),
        ]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: plot.draw}
