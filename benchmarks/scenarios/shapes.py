"""Correlated sub-selects against lists aggregated once for the page: where does the rule switch, is it right?"""

from collections.abc import Mapping, Sequence
from functools import partial

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import Plot
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.shapes.cases import Curve, Point, curves
from benchmarks.shapes.lists import CORRELATED, JOINED
from benchmarks.shapes.measuring import LOST, measure
from benchmarks.shapes.plot import draw
from benchmarks.tables import Table, duration

TIMES_OF_BETTER = 1.15
"""What the rule's choice may take, at most, where another shape is faster."""

SHORT = {1, 10, 100, 1_000, 20_000}
"""The sizes that a page of the docs has room for."""


class Shapes(Scenario):
    title = "The shapes of nested lists"
    about = (
        "SQLListView with every list of it in one shape, then in the other: `correlated`, a sub-select for each row, "
        "and `joined`, aggregated once for the page. The first rows of the demo's tables, without pages and totals. "
        "The rule is what the view does when it says nothing; its choice is known by its statement. “No index” is a "
        "foreign key with `db_index=False`: the index is dropped, in a transaction that is rolled back. A statement "
        "is planned each time, or prepared: planned once for all its repetitions (psycopg 3, where "
        "`prepare_threshold` is set). A shape that took more than "
        f"{LOST} times as long as another was not asked for more rows."
    )
    in_quick = False

    def measure(self, session: Session) -> list[Measurement]:
        return measure(session)

    def bars(self, found: Findings) -> list[Bar]:
        ones = sum(one.statements == 1 for one in found.measurements)
        every = len(found.measurements)
        one = Bar("one statement in either shape, for any page", f"{ones} of {every}", ones == every)
        return [one, *(_bar(curve, points) for curve in curves() if (points := curve.points(found)))]

    def tables(self, found: Findings) -> Sequence[Table]:
        return [_table(self.title, found)]

    def summary(self, found: Findings) -> Sequence[Table]:
        return [_table(self.title, found, SHORT)]

    def plots(self) -> Mapping[str, Plot]:
        return {
            "shapes": partial(draw, title="Two shapes of a nested list: prepared statements", prepared=True),
            "shapes-planned": partial(
                draw, title="Two shapes of a nested list: statements that are planned each time", prepared=False
            ),
        }


def _bar(curve: Curve, points: Sequence[Point]) -> Bar:
    worst = max(points, key=lambda point: point.times_of_best)
    return Bar(
        f"{curve.nested}, {curve.key}, {curve.planned}: the rule's at most {TIMES_OF_BETTER:g} times the better shape",
        f"{worst.times_of_best:.2f} (rows in the page: {worst.size:,})",
        worst.times_of_best <= TIMES_OF_BETTER,
    )


def _table(title: str, found: Findings, sizes: set[int] | None = None) -> Table:
    """A line for each size of each list.

    Arguments:
        sizes: those that are shown; None for all.
    """
    headings = ["lists", "statement", "rows", CORRELATED, JOINED, "the rule takes", "times the better"]
    rows = [
        [
            f"{curve.nested}, {curve.key}",
            curve.planned,
            f"{point.size:,}",
            *(_cell(point, shape) for shape in (CORRELATED, JOINED)),
            point.chosen,
            f"{point.times_of_best:.2f}",
        ]
        for curve in curves()
        for point in curve.points(found)
        if sizes is None or point.size in sizes
    ]
    return Table(title, headings, rows, left=2, breaks=True)


def _cell(point: Point, shape: str) -> str:
    return duration(point.shapes[shape].median) if shape in point.shapes else ""
