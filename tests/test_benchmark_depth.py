"""The benchmark of one to four levels: its bars on planted figures, its picture, and one run of it on a small shop."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.depth.trees import LEVELS, TREES
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import DARK, LIGHT, Theme
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.scenario import load
from benchmarks.scenarios.depth import FAST, NARROW, RIVALS, SLOW, WIDE, case
from benchmarks.timing import Timing
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

SCENARIO = load("depth")
CASES = [case(tree.name, levels, size) for tree in TREES for levels in LEVELS for size in FAST]


def findings(handwritten: float = 1.0, tuned: float = 100.0, statements: int = 1) -> Findings:
    """Planted medians: ours takes one millisecond."""
    times = {NAIVE: 1000.0, TUNED: tuned, STITCHED: 2.0, OURS: 1.0, HANDWRITTEN: handwritten}
    found = [
        Measurement(name, rival, Timing(time, time, time, 9), 0.1, statements if rival == OURS else 4, 9)
        for name in CASES
        for rival, time in times.items()
    ]
    return Findings("depth", "2026-01-01", False, {"Python": "3"}, found)


def missed(found: Findings) -> list[str]:
    return [bar.promise for bar in SCENARIO.bars(found) if not bar.met]


def test_bars_are_met_and_missed() -> None:
    assert len(SCENARIO.bars(findings())) == 1 + len(CASES) + 2 * (2 + 2 + 1)
    assert missed(findings()) == []
    assert missed(findings(handwritten=0.8)) == [
        f"{name}: {OURS} at most 1.15 times the time of {HANDWRITTEN}" for name in CASES if name.endswith("100 rows")
    ]
    # Only lists in lists are promised to be so much faster than DRF.
    assert missed(findings(tuned=8.0)) == [
        f"{case(WIDE, levels, 100)}: {OURS} at least 9 times as fast as {TUNED}" for levels in (3, 4)
    ]
    assert missed(findings(statements=2)) == [f"{OURS}: one statement in every case"]


def test_the_table_has_a_line_for_each_list() -> None:
    (table,) = SCENARIO.tables(findings())
    assert table.headings == ["nested", "levels", "rows", *RIVALS, "statements"]
    assert [row[:3] for row in table.rows] == [
        [tree, str(levels), size] for tree in (WIDE, NARROW) for size in ("10", "100") for levels in LEVELS
    ]
    assert table.rows[0][3:] == ["1.00 s", "100 ms", "2.00 ms", "1.00 ms", "1.00 ms", "4 / 4 / 4 / 1 / 4"]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture(theme: Theme) -> None:
    (plot,) = SCENARIO.plots().values()
    panels = plot(findings(), theme).axes
    assert [panel.get_title(loc="left") for panel in panels] == [
        "wide, 10 rows",
        "wide, 100 rows",
        "narrow, 10 rows",
        "narrow, 100 rows",
    ]
    for panel in panels:
        assert [len(line.get_xdata()) for line in panel.lines] == [len(LEVELS)] * len(RIVALS)
        # Labels of equal figures are moved apart.
        heights = sorted(label.xy[1] for label in panel.texts)
        assert len(heights) == len(RIVALS) - 1
        assert all(above - below > 0.049 for below, above in pairwise(heights))


def test_everybody_has_runs() -> None:
    for tree in TREES:
        for size, fast in FAST.items():
            assert {*fast, *SLOW[tree.name][size]} == {*RIVALS}


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    """All send the same bytes, or there would be no result."""
    options = ("--driver", DRIVER, "--orders", "60", "--runs", "1", "--results", str(tmp_path))
    python(shop, "-m", "benchmarks", "--only", "depth", *options)
    found = Findings.load(tmp_path / "depth.json")
    assert found.cases == CASES
    statements = {(one.case, one.rival): one.statements for one in found.measurements}
    assert {count for (_, rival), count in statements.items() if rival in (OURS, HANDWRITTEN)} == {1}
    for levels in LEVELS:
        wide, narrow = case(WIDE, levels, 100), case(NARROW, levels, 100)
        assert statements[wide, TUNED] == statements[wide, STITCHED] == levels
        assert statements[narrow, TUNED] == statements[narrow, STITCHED] == 1
        assert statements[narrow, NAIVE] == 1 + 100 * (levels - 1)
        assert levels == 1 or statements[wide, NAIVE] > 60
    # Each level adds to the answer.
    bodies = [found.of(case(tree.name, levels, 10), OURS).body or 0 for tree in TREES for levels in LEVELS]
    assert bodies[:4] == sorted({*bodies[:4]})
    assert bodies[4:] == sorted({*bodies[4:]})
    assert (tmp_path / "depth-dark.png").stat().st_size > 0
