"""What README and docs show of the benchmarks: exactly what the committed result files say."""

from pathlib import Path

import pytest

from benchmarks import embedded, readme
from benchmarks.bars import Bar
from benchmarks.embedded import ASSETS, pictures, promises, text_for, write_sheet
from benchmarks.findings import Findings
from benchmarks.readme import DOCS, README, ROOT, Mark, filled, pages, places
from benchmarks.report import RESULTS
from benchmarks.rivals import OURS, TUNED
from benchmarks.scenario import load, names
from benchmarks.scenarios.methods import HINTS, case
from tests.benchmarked import found, timed

PLACES = [(page, mark, text) for page in pages() for mark, text in places(page)]


@pytest.mark.parametrize(("page", "mark", "text"), PLACES, ids=lambda one: one.stem if isinstance(one, Path) else None)
def test_places_hold_what_the_result_files_say(page: Path, mark: Mark, text: str) -> None:
    """Not tested by looking at the file alone: one that is missing is a failure where its scenario is there."""
    if mark.scenario in names():
        assert (RESULTS / f"{mark.scenario}.json").exists(), f"python -m benchmarks --only {mark.scenario}"
    expected = text_for(mark, page)
    hint = "python -m benchmarks --redraw --write"
    assert text == (f"{expected}\n" if expected else ""), hint


def test_each_scenario_has_its_place_in_the_docs() -> None:
    page = DOCS / "explanation" / "benchmarks.md"
    marks = {mark for mark, _ in places(page)}
    assert marks >= {Mark(name, what) for name in names() for what in ("plots", "summary", "bars")}


def test_no_comment_of_a_place_is_misspelt() -> None:
    for page in pages():
        text = page.read_text(encoding="utf-8")
        # Those in code, such as this page's own explanation, are not on a line of their own.
        lines = [line for line in text.splitlines() if line.startswith(("<!-- benchmark", "<!-- /benchmark"))]
        assert len(lines) == 2 * len(places(page)), page


def test_the_committed_plots_are_those_of_the_result_files() -> None:
    committed = {file.name for ending in ("png", "svg") for file in RESULTS.glob(f"*.{ending}")}
    measured = [name for name in names() if (RESULTS / f"{name}.json").exists()]
    assert committed == {
        f"{plot}{ending}"
        for name in measured
        for plot in load(name).plots()
        for ending in (".png", "-dark.png", ".svg")
    }
    assert all(file.stat().st_size < 250_000 for file in RESULTS.glob("*.png"))


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder with one result file."""
    rivals = (TUNED, *HINTS)
    folder = tmp_path / "results"
    found("methods", [timed(case(name), rival, 5.0) for name in ("label", "total") for rival in rivals]).save(folder)
    return folder


def test_tables_are_written_between_their_own_comments(tmp_path: Path, results: Path) -> None:
    page = tmp_path / "page.md"
    old = "old\n\nolder\n"
    marks = [Mark("methods", what) for what in ("summary", "bars", "", "plots")]
    page.write_text("# Title\n" + "\n".join(mark.around(old) for mark in marks) + "\nEnd\n")
    made = filled(page, lambda mark: text_for(mark, page, results))
    page.write_text(made)
    assert "old" not in made
    assert (made[:8], made[-5:]) == ("# Title\n", "\nEnd\n")
    assert filled(page, lambda mark: text_for(mark, page, results)) == made
    texts = dict(places(page))
    assert [*texts] == marks
    assert texts[marks[0]].startswith(f"| method field | {TUNED} |")
    assert texts[marks[1]].splitlines()[0].startswith("* **missed**: “label”, 100 orders: SQLListView, no hint")
    assert texts[marks[2]].startswith("| case | who | median |")
    assert texts[marks[0]].endswith("\n2030-01-31; Python 3.\n")
    assert "<picture>" in texts[marks[3]]


def test_nothing_stands_where_nothing_was_measured(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(Mark("pages", "summary").around("") + Mark("of_tomorrow").around("old\n"))
    made = filled(page, lambda mark: text_for(mark, page, tmp_path))
    assert made == Mark("pages", "summary").around("") + Mark("of_tomorrow").around("")
    assert Mark("pages", "summary").around("") == (
        "<!-- benchmark pages: summary -->\n<!-- /benchmark pages: summary -->"
    )


def test_a_place_for_something_else_is_told(tmp_path: Path, results: Path) -> None:
    with pytest.raises(LookupError, match=r"<!-- benchmark methods: tables --> asks for no tables, plots or bars"):
        text_for(Mark("methods", "tables"), tmp_path / "page.md", results)


def test_pictures_are_linked_from_where_a_page_is() -> None:
    docs = pictures("A title", ["one", "two"], DOCS / "explanation" / "page.md").splitlines()
    assert docs[:2] == [
        "![A title: the figures are in the tables.](../assets/benchmarks/one.png#only-light)",
        "![A title: the figures are in the tables.](../assets/benchmarks/one-dark.png#only-dark)",
    ]
    assert len(docs) == 4
    (readme_picture,) = pictures("A title", ["one"], README).splitlines()
    assert 'srcset="benchmarks/results/one-dark.png"' in readme_picture
    assert 'src="benchmarks/results/one.png"' in readme_picture


def test_promises_are_a_line_each() -> None:
    assert promises([Bar("a", "1", True), Bar("b", "2", False)]) == "* met: a: 1\n* **missed**: b: 2"


def test_a_result_file_has_a_page_beside_it(results: Path) -> None:
    write_sheet(load("methods"), Findings.load(results / "methods.json"), results)
    sheet = (results / "methods.md").read_text(encoding="utf-8")
    assert sheet.startswith('# A page with a method field\n\n<picture><source media="(prefers-color-scheme: dark)"')
    assert 'src="methods.png"' in sheet
    assert OURS in sheet
    assert sheet.endswith("as fast as tuned DRF: 1.0\n")


def test_all_pages_are_written(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    pages = [tmp_path / "README.md", docs / "page.md"]
    for page in pages:
        page.write_text(Mark("methods", "bars").around("old\n"))
    monkeypatch.setattr(readme, "README", pages[0])
    monkeypatch.setattr(readme, "DOCS", docs)
    embedded.write_pages(results)
    assert all("* **missed**" in page.read_text() for page in pages)


def test_the_site_has_the_plots(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the site is made with the extra “docs”")
    from mkdocs.config import load_config
    from mkdocs.structure.files import Files

    (tmp_path / "docs").mkdir()
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(f"site_name: a site\nhooks: [{ROOT / 'benchmarks' / 'site.py'}]\n")
    config = load_config(str(settings))
    files = config.plugins.run_event("files", Files([]), config=config)
    files.copy_static_files()
    kept = {file.name: file.read_bytes() for ending in ("png", "svg") for file in RESULTS.glob(f"*.{ending}")}
    copied = tmp_path / "site" / ASSETS.relative_to(DOCS)
    assert {file.name: file.read_bytes() for file in copied.iterdir()} == kept
