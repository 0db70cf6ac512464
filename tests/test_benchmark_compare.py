"""Two runs of the benchmark side by side."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.compare import changes, main
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.rivals import OURS, TUNED
from tests.benchmarked import found, timed


def pages(ours: float, statements: int = 1, body: int = 5000) -> list[Measurement]:
    return [timed("10 orders", TUNED, 9.0, 4), timed("10 orders", OURS, ours, statements, body=body)]


def compared(*arguments: object) -> tuple[int, str]:
    """The exit code, and what was printed."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=100, file=nowhere)
        code = main([str(argument) for argument in arguments], console)
        return code, " ".join(console.export_text().split())


def saved(folder: Path, measured: Sequence[Measurement], scenario: str = "pages") -> Path:
    return found(scenario, measured).save(folder)


def verdicts(before: float, after: float) -> list[tuple[float, str]]:
    one, other = found("pages", pages(before)), found("pages", pages(after))
    return [(round(change.ratio, 2), change.verdict) for change in changes(one, other) if change.rival == OURS]


def test_what_lies_apart_is_slower_or_faster() -> None:
    # Planted spans are a tenth around the median.
    assert verdicts(1.0, 1.25) == [(1.25, "slower")]
    assert verdicts(1.0, 1.2) == [(1.2, "")]
    assert verdicts(1.25, 1.0) == [(0.8, "faster")]
    assert verdicts(1.0, 0.85) == [(0.85, "")]


def test_statements_and_bytes_that_differ_are_shown() -> None:
    one, other = found("pages", pages(1.0)), found("pages", pages(1.0, statements=2, body=4000))
    shown = [(c.what, c.before, c.after, c.verdict, c.worse) for c in changes(one, other) if c.what != "median"]
    assert shown == [("statements", "1", "2", "differ", True), ("bytes", "5,000", "4,000", "differ", False)]
    back = [c for c in changes(other, one) if c.what == "statements"]
    assert [(c.verdict, c.worse) for c in back] == [("differ", False)]


def test_figures_of_a_scenario_of_its_own_are_laid_side_by_side() -> None:
    one, other = (
        found("peers", [Measurement("10", OURS, memory=memory, more={"requests/s": per_second, name: 1.0})])
        for memory, per_second, name in ((10_000_000, 100.0, "old"), (20_000_000, 150.0, "new"))
    )
    assert [(c.what, c.before, c.after, c.ratio, c.verdict) for c in changes(one, other)] == [
        ("memory MB", "10.0", "20.0", 2.0, ""),
        ("requests/s", "100", "150", 1.5, ""),
    ]


def test_two_files_are_compared(tmp_path: Path) -> None:
    before, after = saved(tmp_path / "a", pages(1.0)), tmp_path / "b" / "pages.json"
    measured = [*pages(1.5), timed("all orders", OURS, 99.0)]
    Findings("pages", "2030-02-01", False, {"Python": "4"}, measured).save(tmp_path / "b")
    code, shown = compared(before, after)
    assert code == 0
    assert "SQLListView median 1.00 ms 1.50 ms 1.50 slower" in shown
    assert "tuned DRF median 9.00 ms 9.00 ms 1.00" in shown
    assert "Python 3 4" in shown
    assert "date 2030-01-31 2030-02-01" in shown
    assert "Only after: all orders: SQLListView." in shown


def test_two_folders_are_compared_by_their_shared_names(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        saved(tmp_path / folder, pages(1.0))
        saved(tmp_path / folder, [timed("1 order", OURS, 7.0)], "growth")
    saved(tmp_path / "a", pages(1.0), "memory")
    code, shown = compared(tmp_path / "a", tmp_path / "b")
    assert code == 0
    assert "growth" in shown
    assert "memory" not in shown
    assert "what differs around it" not in shown


@pytest.mark.parametrize(
    ("after", "most", "code"),
    [
        (pages(1.5), "1.4", 1),
        (pages(1.5), "1.6", 0),
        (pages(1.2), "1.1", 0),  # within the spans
        (pages(0.5), "1.2", 0),
        (pages(1.0, statements=2), "9", 1),
        (pages(1.0, body=1), "1", 0),
    ],
)
def test_regressions_fail(after: list[Measurement], most: str, code: int, tmp_path: Path) -> None:
    before, later = saved(tmp_path / "a", pages(1.0)), saved(tmp_path / "b", after)
    done, shown = compared("--fail-over", most, before, later)
    assert done == code
    assert ("worse pages: 10 orders: SQLListView: " in shown) == bool(code)


def test_what_cannot_be_compared_is_told_in_a_sentence(tmp_path: Path) -> None:
    one, other = saved(tmp_path / "a", pages(1.0)), saved(tmp_path / "b", pages(1.0), "growth")
    broken = tmp_path / "broken.json"
    broken.write_text("[")
    for arguments, sentence in (
        ((tmp_path / "gone", one), "gone: name two result files, or two folders of them."),
        ((one, tmp_path), "are a folder and a file: name two files, or two folders."),
        ((one, other), "is of the scenario “pages”"),
        ((one, broken), "is no result file of this benchmark"),
        ((tmp_path / "a", tmp_path / "b"), "have no result file of the same name."),
    ):
        code, shown = compared(*arguments)
        assert code == 2
        assert sentence in shown.replace("- ", "-")
