"""What a scenario found, shown: on a console, as Markdown, as plots."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import machine, readme
from benchmarks.findings import Findings
from benchmarks.scenario import Scenario, load
from benchmarks.tables import Table

RESULTS = Path(__file__).resolve().parent / "results"


def show(scenario: Scenario, found: Findings, console: Console) -> None:
    for table in scenario.tables(found):
        console.print(table.drawn())
    for note in scenario.notes(found):
        console.print(note)
    console.print(machine.line(found.machine), style="dim")
    for bar in scenario.bars(found):
        console.print(bar.line())


def markdown(scenario: Scenario, found: Findings) -> str:
    """All tables, what is to be known of them, and where they were measured."""
    return _page(scenario.tables(found), [*scenario.notes(found), _where(found)])


def summary(scenario: Scenario, found: Findings) -> str:
    """What the README shows."""
    return _page(scenario.summary(found), [scenario.about, _where(found)])


def _page(tables: Sequence[Table], notes: Sequence[str]) -> str:
    return "\n\n".join([*(table.markdown() for table in tables), *notes])


def _where(found: Findings) -> str:
    return f"{found.date}; {machine.line(found.machine)}"


def save(scenario: Scenario, found: Findings, folder: Path) -> None:
    """Write the result file, its tables and its plots.

    Arguments:
        folder: made if it is not there.
    """
    found.save(folder)
    bars = [f"* {'met' if bar.met else '**missed**'}: {bar.promise}: {bar.measured}" for bar in scenario.bars(found)]
    page = [f"# {scenario.title}", markdown(scenario, found), "\n".join(bars)]
    (folder / f"{scenario.name}.md").write_text("\n\n".join(part for part in page if part) + "\n", encoding="utf-8")
    if plots := scenario.plots():
        # Only now: no other output needs matplotlib.
        from benchmarks.plots import save as save_plot

        for name, plot in plots.items():
            save_plot(plot, found, folder, name)


def text_for(mark: str, folder: Path = RESULTS) -> str | None:
    """What belongs between the comments of a page; None where nothing was measured.

    Arguments:
        mark: of the comments: a scenario's name, or that and ``": summary"``.
    """
    name, _, what = mark.partition(": ")
    file = folder / f"{name}.json"
    if not file.exists():
        return None
    scenario, found = load(name), Findings.load(file)
    return summary(scenario, found) if what == "summary" else markdown(scenario, found)


def write_pages(folder: Path = RESULTS) -> None:
    """Put the tables of the result files into README and docs."""
    for page in readme.pages():
        page.write_text(readme.filled(page, lambda mark: text_for(mark, folder)), encoding="utf-8")
