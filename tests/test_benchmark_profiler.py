"""What profiling costs, as a scenario: promises met and missed, and one run of it on a small shop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.scenario import load
from benchmarks.scenarios.profiler import ADDED, MIDDLE, WORST
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python


def findings(added: float, middle: float) -> Findings:
    more = {"off ms": 2.0, "on ms": 2.0 * (1 + added), ADDED: added, MIDDLE: middle, WORST: 0.5}
    return Findings("profiler", "2026-01-01", False, {}, [Measurement("10 orders", "SQLListView", more=more)])


@pytest.mark.parametrize(
    ("added", "middle", "met"),
    [(0.049, 0.029, [True, True]), (0.05, 0.0, [False, True]), (-0.01, 0.03, [True, False])],
)
def test_promises(added: float, middle: float, met: list[bool]) -> None:
    assert [bar.met for bar in load("profiler").bars(findings(added, middle))] == met


def test_the_table() -> None:
    (table,) = load("profiler").tables(findings(0.025, 0.004))
    assert table.rows == [["SQLListView", "2.00 ms", "2.05 ms", "2.5%", "0.4%", "50.0%"]]


@pytest.fixture
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@on_postgresql
def test_a_run(shop: str, tmp_path: Path) -> None:
    options = ("--driver", DRIVER, "--orders", "60", "--runs", "2", "--results", str(tmp_path))
    python(shop, "-m", "benchmarks", "--only", "profiler", *options)
    found = Findings.load(tmp_path / "profiler.json")
    assert found.rivals == ["SQLListView", "tuned DRF"]
    assert all(0 <= one.more[MIDDLE] <= one.more[WORST] < 1 for one in found.measurements)
