"""The benchmark of the two shapes: its bars on planted figures, its pictures, and one run of it on a small shop."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import DARK, LIGHT, Theme
from benchmarks.scenario import load
from benchmarks.scenarios.shapes import TIMES_OF_BETTER
from benchmarks.shapes.cases import Curve, curves, marked
from benchmarks.shapes.indexes import indexes_on, without_indexes
from benchmarks.shapes.lists import CORRELATED, JOINED, MIXED, NESTINGS, UnknownShapeError, chosen
from benchmarks.shapes.measuring import LOST, RUNS, lost, sizes
from benchmarks.shapes.plot import switch
from benchmarks.timing import Timing
from demo.pizzas.models import Pizza
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

SCENARIO = load("shapes")


def timing(milliseconds: float) -> Timing:
    return Timing(milliseconds, milliseconds, milliseconds, 9)


def page(curve: Curve, size: int, times: Mapping[str, float], rule: str, statements: int = 1) -> list[Measurement]:
    measured = [Measurement(curve.case(size), name, timing(one), 0.1, statements, 9) for name, one in times.items()]
    return marked(measured, rule)


def findings(of_rule: float = 1.0, statements: int = 1) -> Findings:
    """Small pages correlated, large ones joined; the rule's shape takes so many times the other's time."""
    found: list[Measurement] = []
    for curve in curves():
        found += page(curve, 1, {CORRELATED: of_rule, JOINED: 1.0}, CORRELATED, statements)
        found += page(curve, 10, {CORRELATED: 2.0, JOINED: 1.0}, JOINED)
        if not curve.indexed:
            found += page(curve, 1_000, {JOINED: of_rule, MIXED: 1.0}, JOINED)
    return Findings("shapes", "2026-01-01", False, {"Python": "3"}, found)


def missed(found: Findings) -> list[str]:
    return [f"{bar.promise}: {bar.measured}" for bar in SCENARIO.bars(found) if not bar.met]


def test_bars_are_met_and_missed() -> None:
    every = [*curves()]
    assert len(SCENARIO.bars(findings())) == 1 + len(every) == 1 + 4 * len(NESTINGS)
    assert missed(findings()) == missed(findings(TIMES_OF_BETTER)) == []
    failed = missed(findings(1.25))
    assert len(failed) == len(every)
    assert failed[0].startswith("orders > pizzas, index, prepared: the rule's at most 1.15 times")
    assert failed[0].endswith(": 1.25 (rows in the page: 1)")


def test_a_second_statement_is_noticed() -> None:
    (failed,) = missed(findings(statements=2))
    assert "one statement" in failed


def test_what_was_not_measured_promises_nothing() -> None:
    found = findings()
    one = next(curves())
    some = [measured for measured in found.measurements if measured.case.startswith(f"{one.nested}, index, prepared:")]
    assert len(SCENARIO.bars(Findings("shapes", "2026-01-01", False, {}, some))) == 2


def test_the_table_has_a_line_for_each_page() -> None:
    (table,) = SCENARIO.tables(findings())
    assert len(table.rows) == len([*curves()]) * 2 + len(NESTINGS) * 2
    assert table.rows[0] == ["orders > pizzas, index", "prepared", "1", "1.00 ms", "1.00 ms", CORRELATED, "1.00"]
    assert ["", "1.00 ms", JOINED, "1.00"] in [row[3:] for row in table.rows]  # a shape that was left behind
    (short,) = SCENARIO.summary(findings())
    assert short.headings == table.headings


def test_the_rule_changes_between_two_pages() -> None:
    indexed = next(curves())
    points = indexed.points(findings())
    assert [point.size for point in points] == [1, 10]
    place = switch(points)
    assert place is not None
    assert 1 < place < 10
    assert switch(points[1:]) is None


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_pictures(theme: Theme) -> None:
    for plot in SCENARIO.plots().values():
        panels = plot(findings(), theme).axes
        assert [panel.get_title(loc="left") for panel in panels] == [n.name for n in NESTINGS for _ in range(2)]
        assert all(panel.get_facecolor() == panels[0].get_facecolor() for panel in panels)
        assert all(panel.get_xscale() == panel.get_yscale() == "log" for panel in panels)


def test_a_picture_of_what_was_not_measured() -> None:
    """With psycopg2 nothing is prepared."""
    found = findings()
    some = [one for one in found.measurements if ", prepared: " not in one.case]
    shown = Findings("shapes", "2026-01-01", False, {}, some)
    assert [len(plot(shown, LIGHT).axes) for plot in SCENARIO.plots().values()] == [0, 2 * len(NESTINGS)]


def test_pages_are_no_longer_than_the_shop() -> None:
    assert sizes(60) == [1, 3, 5, 10, 20, 50, 60]
    assert sizes(50_000) == [*RUNS]


def test_who_falls_back_is_left_behind() -> None:
    times = {CORRELATED: LOST * 2.0 + 0.1, JOINED: 2.0, MIXED: LOST * 2.0}
    assert lost(page(next(curves()), 10, times, JOINED)) == {CORRELATED}


@on_postgresql
@pytest.mark.django_db
def test_the_rule_is_known_by_its_statement() -> None:
    """Nothing is in the tables: the statements are made, not sent."""
    for nesting in NESTINGS:
        assert [chosen(nesting, True, size) for size in (9, 10)] == [CORRELATED, JOINED]
        with without_indexes(nesting.keys):
            below = MIXED if MIXED in nesting.shapes(False) else JOINED
            assert [chosen(nesting, False, size) for size in (9, 10)] == [below, JOINED]


@on_postgresql
@pytest.mark.django_db
def test_a_rule_that_nobody_measures_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    nesting = NESTINGS[0]
    monkeypatch.setattr(type(nesting), "shapes", lambda self, indexed: {CORRELATED: {"pizzas": CORRELATED}})
    with pytest.raises(UnknownShapeError, match="orders > pizzas, 10 rows"):
        chosen(nesting, True, 10)


class StoppedError(Exception):
    """Something goes wrong while an index is away."""


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_index_is_away_only_inside() -> None:
    fields = [key for nesting in NESTINGS for key in nesting.keys]
    before = [indexes_on(field) for field in fields]
    assert all(before)
    through = Pizza.toppings.through._meta
    unique = through.unique_together

    def stop() -> None:
        with without_indexes(fields):
            assert not any(indexes_on(field) for field in fields)
            assert not any(field.db_index for field in fields)
            raise StoppedError

    with pytest.raises(StoppedError):
        stop()
    assert [indexes_on(field) for field in fields] == before
    assert all(field.db_index for field in fields)
    assert through.unique_together == unique


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    options = ("--driver", DRIVER, "--orders", "30", "--runs", "1", "--results", str(tmp_path))
    python(shop, "-m", "benchmarks", "--only", "shapes", *options)
    found = Findings.load(tmp_path / "shapes.json")
    for curve in curves():
        points = curve.points(found)
        if curve.prepared and DRIVER == "psycopg2":
            assert points == []
            continue
        # Thirty orders come from three customers.
        assert [point.size for point in points][:3] == ([1, 3] if "customers" in curve.nested else [1, 3, 5])
        assert all(one.statements == 1 for point in points for one in point.shapes.values())
        assert (points[0].chosen == CORRELATED) == curve.indexed
    assert {one.rival for one in found.measurements} == {CORRELATED, JOINED, MIXED}
    assert json.loads((tmp_path / "shapes.json").read_text())["scenario"] == "shapes"
    assert (tmp_path / "shapes-dark.png").stat().st_size > 0
    indexes = "from benchmarks.shop import set_up_django; set_up_django()\n"
    indexes += "from benchmarks.shapes.lists import NESTINGS\nfrom benchmarks.shapes.indexes import indexes_on\n"
    indexes += "print(all(indexes_on(key) for nesting in NESTINGS for key in nesting.keys))"
    assert python(shop, "-c", indexes).split() == ["True"]
