"""The benchmark of the drivers: its processes, its bars on planted figures, and one run of it on a small shop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.drivers.drivers import DRIVERS, SQLITE, Driver, named
from benchmarks.drivers.processes import workers
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import DARK, LIGHT, Theme
from benchmarks.race import DifferentBytesError
from benchmarks.rivals import OURS, TUNED
from benchmarks.rounds import agree
from benchmarks.scenario import load
from benchmarks.scenarios.drivers import RUNS, by, case
from benchmarks.timing import Timing
from benchmarks.turns import share
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

SCENARIO = load("drivers")
PLACES = [(size, rival, driver.name) for size in RUNS for driver in DRIVERS for rival in (TUNED, OURS)]


def findings(tuned: float = 20.0, statements: int = 1) -> Findings:
    """Planted medians: ours takes one millisecond over each driver."""
    times, counts = {TUNED: tuned, OURS: 1.0}, {TUNED: 4, OURS: statements}
    found = [
        Measurement(case(size), by(rival, driver), Timing(times[rival], 1, 99, 9), 0.1, counts[rival], 5_000)
        for size, rival, driver in PLACES
    ]
    return Findings("drivers", "2026-01-01", False, {"Python": "3"}, found)


def missed(found: Findings) -> list[str]:
    return [bar.promise for bar in SCENARIO.bars(found) if not bar.met]


def test_bars_are_met_and_missed() -> None:
    on_server = [driver.name for driver in DRIVERS if driver.is_postgresql]
    assert len(SCENARIO.bars(findings())) == len(DRIVERS) + len(RUNS) * len(on_server)
    assert missed(findings()) == []
    assert missed(findings(tuned=10.0)) == [
        f"1,000 orders: {by(OURS, name)} at least 15 times as fast as {by(TUNED, name)}" for name in on_server
    ]
    assert missed(findings(statements=2)) == [f"{by(OURS, one.name)}: one statement in every case" for one in DRIVERS]


def test_the_tables_have_a_line_for_each_driver() -> None:
    (table,) = SCENARIO.tables(findings())
    assert table.rows[0] == ["10 orders", "psycopg2", TUNED, "20.0 ms", "1.00 ms - 99.0 ms", "0.10 ms", "4", "5.0"]
    assert len(table.rows) == len(PLACES)
    (short,) = SCENARIO.summary(findings())
    assert short.rows[-1] == [OURS, "SQLite", "1.00 ms", "1.00 ms", "1.00 ms"]
    assert len(short.rows) == 2 * len(DRIVERS)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture(theme: Theme) -> None:
    (plot,) = SCENARIO.plots().values()
    panels = plot(findings(), theme).axes
    titles = [panel.get_title(loc="left") for panel in panels]
    assert titles == [f"{rival}, {case(size)}" for size in RUNS for rival in (TUNED, OURS)]
    # Bars have a length, so they begin at nothing.
    assert {(panel.get_xscale(), panel.get_xlim()[0], len(panel.patches)) for panel in panels} == {
        ("linear", 0.0, len(DRIVERS))
    }


def test_other_bytes_are_noticed() -> None:
    alike = {by(TUNED, "psycopg2"): (4, 9, "a"), by(OURS, "psycopg2"): (1, 9, "a"), by(OURS, "SQLite"): (1, 9, "a")}
    agree(alike, "a page")
    with pytest.raises(DifferentBytesError, match=r"a page: tuned DRF, psycopg2 sends 9 bytes, tuned DRF, SQLite"):
        agree({**alike, by(TUNED, "SQLite"): (4, 9, "b")}, "a page")


def test_the_shares_of_all_rounds_are_all_runs() -> None:
    for wanted in (1, 3, 10, 11, 500):
        assert sum(share(wanted, 10, number) for number in range(10)) == wanted


def test_a_driver_has_a_name() -> None:
    assert named("SQLite") is SQLITE
    with pytest.raises(LookupError, match="'oracle' is no driver; there are psycopg2, psycopg 3,"):
        named("oracle")


def test_a_process_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.drivers.processes.DRIVERS", (Driver("oracle", "oracledb"),))
    with workers(1) as (worker,), pytest.raises(RuntimeError, match=r"(?s)process of oracle failed.*is no driver"):
        worker.run("/", {})


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLLIST_DATA", str(tmp_path))
    options = ("--driver", DRIVER, "--orders", "20", "--runs", "2", "--results", str(tmp_path))
    python(shop, "-m", "benchmarks", "--only", "drivers", *options)
    found = Findings.load(tmp_path / "drivers.json")
    assert [(one.case, one.rival) for one in found.measurements] == [(case(n), by(one, two)) for n, one, two in PLACES]
    assert {(one.rival.partition(",")[0], one.statements) for one in found.measurements} == {(TUNED, 4), (OURS, 1)}
    assert {one.time.runs for one in found.measurements if one.time} == {2}
    assert [len({one.body for one in found.measurements if one.case == name}) for name in found.cases] == [1, 1, 1]
    assert (tmp_path / "benchmark-20.sqlite3").exists()
    assert (tmp_path / "drivers-dark.png").stat().st_size > 0
