"""Links by DRF's own fields, by fast ones, and by SQL."""

from collections.abc import Mapping, Sequence

from benchmarks.bars import NOT_MEASURED, Bar, near
from benchmarks.findings import Findings
from benchmarks.hyperlinks import fields, lists, tables
from benchmarks.hyperlinks.lists import LISTS, RIVALS, SQL_BARE, SQL_LINKS, case
from benchmarks.hyperlinks.routes import MANY
from benchmarks.hyperlinks.setups import SETUPS, Setup
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot, races
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, by_case

SIZES = tuple(lists.RUNS)
LONG = max(SIZES)
"""What a quick run leaves out."""

CASES = [case(name, size) for name in LISTS for size in SIZES]

# What the library promises.
TIMES_FASTER_ALONE = 15.0
TIMES_OF_BARE = {case(name, 1000): 1.25 for name in LISTS}

FIVE = max(setup.links for setup in SETUPS)


class Hyperlinks(Scenario):
    title = "Hyperlinks"
    about = (
        "Links in Python, on so many objects and so many on each: microseconds for one, what it adds to the time of "
        "`serializer.data`, DRF's own loop and the making of the fields included; “alone” is its field's "
        "`get_attribute()` and `to_representation()`. Lists: “flat” has an order's own columns, “orders” is the "
        "demo's list, with customer, delivery, pizzas and toppings; neither has filters. Each row has four links to "
        "itself and one to its customer, by the routes of a DRF router."
    )

    def measure(self, session: Session) -> list[Measurement]:
        setups = [one for one in SETUPS if (one.links, one.routes) == (FIVE, MANY) or not session.quick]
        sizes = [size for size in SIZES if not (session.quick and size == LONG)]
        of_links = [one for setup in setups for one in fields.measure(session, setup)]
        return [*of_links, *(one for name in LISTS for size in sizes for one in lists.measure(session, name, size))]

    def bars(self, found: Findings) -> list[Bar]:
        of_links = [_of_links(found, setup) for setup in SETUPS if setup.promised and _expected(found, setup)]
        statements = [_one_statement(found, name) for name in CASES if found.has(name, SQL_LINKS)]
        return [*of_links, *statements, *near(found, SQL_LINKS, SQL_BARE, TIMES_OF_BARE)]

    def tables(self, found: Findings) -> Sequence[Table]:
        return [tables.of_links(found, tables.measured(found)), tables.of_lists(found, CASES)]

    def summary(self, found: Findings) -> Sequence[Table]:
        """Five links on each of many objects, in a project of many routes."""
        setups = [
            setup for setup in tables.measured(found) if setup.promised and (setup.links, setup.routes) == (FIVE, MANY)
        ]
        lists = by_case("Links in whole requests", "list", found, _longest(found), RIVALS)
        return [tables.of_links(found, setups), lists]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: lambda found, theme: races(found, theme, "Lists with five links a row", _longest(found))}


def _longest(found: Findings) -> list[str]:
    """The cases of the longest lists that were measured."""
    size = max(size for size in SIZES if any(found.has(case(name, size), SQL_LINKS) for name in LISTS))
    return [case(name, size) for name in LISTS]


def _expected(found: Findings, setup: Setup) -> bool:
    return not found.quick or found.has(setup.case, fields.FAST_FIELD)


def _of_links(found: Findings, setup: Setup) -> Bar:
    promise = f"{setup.case}: a fast field in at most 1/{TIMES_FASTER_ALONE:g} of the time"
    if not found.has(setup.case, fields.FAST_FIELD):
        return Bar(promise, NOT_MEASURED, False)
    times = tables.times(found, setup, fields.ALONE)
    return Bar(promise, f"1/{times:.1f}", times >= TIMES_FASTER_ALONE)


def _one_statement(found: Findings, name: str) -> Bar:
    statements = found.of(name, SQL_LINKS).statements
    return Bar(f"{name}, five links: one statement", f"{statements}", statements == 1)
