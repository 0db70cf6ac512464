"""What a scenario found, shown: on a console, as Markdown."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import machine
from benchmarks.findings import Findings
from benchmarks.scenario import Scenario
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
    """The tables that say the most, and the same notes."""
    return _page(scenario.summary(found), [*scenario.notes(found), _where(found)])


def _page(tables: Sequence[Table], notes: Sequence[str]) -> str:
    return "\n\n".join([*(table.markdown() for table in tables), *notes])


def _where(found: Findings) -> str:
    return f"{found.date}; {machine.line(found.machine)}"
