"""What the benchmark keeps of a run and shows of it: records, bars, tables, plots."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import report
from benchmarks.bars import faster, near, one_statement
from benchmarks.findings import Findings, NoFindingsError
from benchmarks.measurement import Measurement
from benchmarks.plots import LIGHT, clock, races, save
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, TUNED
from benchmarks.scenario import Scenario
from benchmarks.session import Session
from benchmarks.tables import Table, by_case, duration, figure, whole
from tests.benchmarked import drawn, found, timed


def test_results_outlive_their_file(tmp_path: Path) -> None:
    measured = [
        timed("10 orders", OURS, 1.5),
        Measurement("10 orders", TUNED, memory=7_000_000, parts={"view": 0.25}, more={"requests/s": 12.5}),
    ]
    results = found("pages", measured, quick=True)
    assert Findings.load(results.save(tmp_path / "new")) == results
    record = json.loads((tmp_path / "new" / "pages.json").read_text())
    assert [*record["measurements"][1]] == ["case", "rival", "memory", "parts", "more"]


def test_what_is_no_result_file_says_so(tmp_path: Path) -> None:
    for number, text in enumerate(('{"a": 1}', "[]", "not JSON", '{"measurements": [{"case": 1}]}')):
        file = tmp_path / f"{number}.json"
        file.write_text(text)
        with pytest.raises(NoFindingsError, match=f"{number}.json is no result file"):
            Findings.load(file)


def test_what_was_not_measured_has_no_figures() -> None:
    results = found("pages", [Measurement("10 orders", OURS)])
    with pytest.raises(LookupError, match="pages: 'naive DRF' was not measured with '10 orders'"):
        results.of("10 orders", NAIVE)
    with pytest.raises(ValueError, match="no time was measured"):
        results.ratio("10 orders", OURS, OURS)


def test_bars_are_met_to_the_dot_and_just_missed() -> None:
    results = found("pages", [timed("10", TUNED, 12.0), timed("10", OURS, 2.0), timed("10", HANDWRITTEN, 1.6)])
    (met,) = faster(results, OURS, TUNED, {"10": 6.0})
    assert (met.met, met.promise, met.measured) == (
        True,
        "10: SQLListView at least 6 times as fast as tuned DRF",
        "6.0",
    )
    assert [bar.met for bar in faster(results, OURS, TUNED, {"10": 6.1})] == [False]
    (met,) = near(results, OURS, HANDWRITTEN, {"10": 1.25})
    assert (met.met, met.measured) == (True, "1.25")
    assert [bar.met for bar in near(results, OURS, HANDWRITTEN, {"10": 1.24})] == [False]


def test_what_a_full_run_did_not_measure_is_missed() -> None:
    measured = [timed("10", TUNED, 12.0), timed("10", OURS, 2.0), timed("100", OURS, 2.0)]
    for bars in (faster, near):
        promised = bars(found("pages", measured), OURS, TUNED, {"10": 1.0, "100": 1.0, "1,000": 1.0})
        assert [bar.measured for bar in promised if not bar.met] == ["not measured"] * 2
        assert len(bars(found("pages", measured, quick=True), OURS, TUNED, {"10": 1.0, "100": 1.0})) == 1


def test_a_second_statement_is_noticed() -> None:
    measured = [timed("10", OURS, 1.0), timed("100", OURS, 1.0)]
    (bar,) = one_statement(found("pages", measured), OURS)
    assert (bar.met, bar.measured) == (True, "1 / 1")
    (bar,) = one_statement(found("pages", [*measured, timed("1,000", OURS, 1.0, statements=2)]), OURS)
    assert (bar.met, bar.measured) == (False, "1 / 1 / 2")
    assert not one_statement(found("pages", []), OURS)[0].met


def test_figures_have_three_digits() -> None:
    shown = [duration(value) for value in (0.0334, 0.972, 9.994, 9.996, 99.96, 999.4, 999.5, 9_994, 39_480, 105_000)]
    assert shown == [
        "0.033 ms",
        "0.97 ms",
        "9.99 ms",
        "10.0 ms",
        "100 ms",
        "999 ms",
        "1.00 s",
        "9.99 s",
        "39.5 s",
        "105 s",
    ]
    assert [figure(value) for value in (None, 12_345.6)] == ["", "12,346"]
    assert [clock(value) for value in (0.05, 1, 20, 1000)] == ["50 µs", "1 ms", "20 ms", "1 s"]


def printed(table: Table, width: int = 100) -> str:
    console = Console(record=True, width=width, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    console.print(table.drawn())
    shown = console.export_text()
    console.file.close()
    return shown


def test_a_console_shows_each_case_once_above_its_rivals() -> None:
    measured = [timed(f"{size:,} orders, filters", rival, 99_999.0) for size in (10, 1000) for rival in (NAIVE, OURS)]
    measured.append(Measurement("1,000 orders, filters", HANDWRITTEN, memory=468_000_000, more={"requests/s": 1.0}))
    shown = printed(whole("Pages", found("pages", measured)))
    assert [shown.count(f"{size} orders, filters") for size in ("10", "1,000")] == [1, 1]
    assert [shown.count(f" {rival} ") for rival in (NAIVE, OURS, HANDWRITTEN)] == [2, 2, 1]
    assert "…" not in shown
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_columns_that_nobody_fills_are_left_out() -> None:
    table = whole("Pages", found("pages", [timed("10 orders", OURS, 1.0), timed("10 orders", TUNED, 9.0)]))
    assert table.headings == ["case", "who", "median", "10-90 %", "processor", "statements", "kB"]
    assert table.rows[1] == ["10 orders", "tuned DRF", "9.00 ms", "8.10 ms - 9.90 ms", "4.50 ms", "1", "5.0"]
    assert table.markdown().splitlines()[:2] == [
        "| case | who | median | 10-90 % | processor | statements | kB |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]


def test_a_row_for_each_case_has_its_rivals_side_by_side() -> None:
    results = found("pages", [timed("10", TUNED, 9.0, 4), timed("10", OURS, 1.5), timed("100", OURS, 2.0)])
    table = by_case("Pages", "page", results, ["10", "100"], [TUNED, OURS])
    assert table.headings == ["page", TUNED, OURS, "statements"]
    assert table.rows == [["10", "9.00 ms", "1.50 ms", "4 / 1"], ["100", "–", "2.00 ms", "– / 1"]]


RACE = [timed("10", TUNED, 9.0), timed("10", OURS, 1.5), timed("10", HANDWRITTEN, 1.2), timed("100", OURS, 2.0)]


def test_a_race_is_drawn_for_light_and_for_dark_pages() -> None:
    def plot(results: Findings, theme: Any) -> Any:
        return races(results, theme, "A race", ["10", "100", "not measured"])

    (light, dark) = drawn({"race": plot}, found("pages", RACE))["race"]
    assert light[:4] == dark[:4] == b"\x89PNG"
    assert light != dark


def test_a_race_says_how_many_times_ours_each_takes() -> None:
    made = races(found("pages", RACE), LIGHT, "A race", ["10", "100"])
    assert [panel.get_title(loc="left") for panel in made.axes] == ["10", "100"]
    assert [text.get_text() for text in made.axes[0].texts] == ["9.00 ms  6.00×", "1.50 ms", "1.20 ms  0.80×"]
    assert "times SQLListView's" in made.axes[-1].get_xlabel()
    others = races(found("pages", RACE[:1]), LIGHT, "A race", ["10"])
    assert "times" not in others.axes[-1].get_xlabel()


def test_the_same_figures_are_the_same_files(tmp_path: Path) -> None:
    def plot(results: Findings, theme: Any) -> Any:
        return races(results, theme, "A race", ["10"])

    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        assert len(save(plot, found("pages", RACE), folder, "race")) == 3
    assert {file.name: file.read_bytes() for file in one.iterdir()} == {
        file.name: file.read_bytes() for file in other.iterdir()
    }


def test_the_report_shows_tables_notes_machine_and_bars() -> None:
    class Told(Scenario):
        title, about = "A title", "What it is about."

        def measure(self, session: Session) -> list[Measurement]:
            return []

        def bars(self, found: Findings) -> Any:
            return [*faster(found, OURS, TUNED, {"10": 6.0}), *faster(found, OURS, TUNED, {"10": 6.1})]

    console = Console(record=True, width=100, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    report.show(Told(), found("told", RACE), console)
    shown = console.export_text()
    console.file.close()
    assert all(text in shown for text in ("A title", "What it is about.", "Python 3.", "tuned DRF"))
    assert "met     10: SQLListView at least 6 times as fast as tuned DRF: 6.0" in shown
    assert "missed  10: SQLListView at least 6.1 times as fast as tuned DRF: 6.0" in shown
