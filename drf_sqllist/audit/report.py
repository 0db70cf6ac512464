"""An audit's findings, for people and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Sized

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from drf_sqllist.audit.findings import SEVERITY, Finding, Verdict
from drf_sqllist.problems import Problem

_STYLES: dict[Verdict, str] = {
    "sql": "green",
    "spliced": "yellow",
    "serializer": "red",
    "different": "bold white on red",
    "unknown": "dim",
}

_MEANINGS: dict[Verdict, str] = {
    "sql": "one statement, no Python per row",
    "spliced": "one statement, some members made by Python",
    "serializer": "DRF's own path",
    "different": "other bytes than DRF's: please report it",
    "unknown": "could not be asked",
}


def show(findings: Sequence[Finding], console: Console) -> None:
    """Print the findings as tables."""
    if not findings:
        console.print("No DRF list endpoints were found in the URLconf.")
        return
    console.print(_table(findings))
    console.print(_legend(findings))
    _show_differences([one for one in findings if one.verdict == "different"], console)
    _show_problems(findings, console)
    _show_obstacles([one for one in findings if one.obstacle], console)


def _table(findings: Sequence[Finding]) -> Table:
    has_run = any(finding.trial for finding in findings)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("Endpoint", overflow="fold", ratio=None)
    table.add_column("Mode", no_wrap=True)
    table.add_column("Statements\nnow → then", justify="right", no_wrap=True)
    if has_run:
        table.add_column("ms\nnow → then", justify="right", no_wrap=True)
        table.add_column("Times\nas fast", justify="right", no_wrap=True)
    for finding in findings:
        table.add_row(*_row(finding, has_run))
    return table


def _row(finding: Finding, has_run: bool) -> list[RenderableType]:
    route = Text(finding.endpoint.route)
    if finding.is_ours:
        route.append(" ✓", "green")
    row: list[RenderableType] = [
        route,
        Text(finding.verdict, _STYLES[finding.verdict]),
        " → ".join(filter(None, finding.statements)),
    ]
    trial = finding.trial
    if has_run and trial and not finding.obstacle:
        row += [f"{_ms(trial.drf_seconds)} → {_ms(trial.our_seconds)}", f"{trial.drf_seconds / trial.our_seconds:.1f}"]
    return row


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:,.0f}"


def _legend(findings: Sequence[Finding]) -> RenderableType:
    counts = Counter(finding.verdict for finding in findings)
    lines = [
        Text.assemble((f"{counts[verdict]:>4} ", "bold"), (f"{verdict:<11}", _STYLES[verdict]), _MEANINGS[verdict])
        for verdict in (*SEVERITY, "unknown")
        if counts[verdict]
    ]
    if any(finding.is_ours for finding in findings):
        lines.append(Text.assemble(("   ✓ ", "green"), "uses SQLListMixin already"))
    if any("n" in finding.statements[0] for finding in findings):
        lines.append(Text("   n rows on the page; an estimate, at least: --run counts"))
    return Group(*lines)


def _show_differences(findings: Sequence[Finding], console: Console) -> None:
    _head("Other bytes than DRF's", findings, console)
    for finding in findings:
        console.print(Text(finding.endpoint.route, "bold"))
        console.print(Padding(Text(finding.trial.difference if finding.trial else ""), (0, 0, 0, 2)))


def _show_problems(findings: Sequence[Finding], console: Console) -> None:
    """What is to be done, each thing once, with the places and the endpoints that it would mend."""
    places: dict[tuple[str, str], dict[str, list[str]]] = {}
    for finding in findings:
        for problem in finding.problems:
            found = places.setdefault((problem.hint, problem.code), {})
            found.setdefault(_place(problem, finding), []).append(finding.endpoint.route)
    _head("What stands in the way of SQL alone", places, console)
    for (hint, code), found in sorted(places.items(), key=lambda item: -sum(map(len, item[1].values()))):
        console.print(Text.assemble((hint or "Nothing is to be done.", "bold"), (f" [{code}]", "dim")))
        for routes, here in _by_routes(found).items():
            console.print(Padding(Text(_few(routes), "cyan"), (0, 0, 0, 2)))
            for place in here:
                console.print(Padding(Text(place), (0, 0, 0, 4)))


def _by_routes(places: dict[str, list[str]]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for place, routes in places.items():
        found.setdefault(tuple(routes), []).append(place)
    return found


def _few(routes: Sequence[str]) -> str:
    shown = ", ".join(routes[:3])
    return f"{shown} and {len(routes) - 3} more" if len(routes) > 3 else shown


def _show_obstacles(findings: Sequence[Finding], console: Console) -> None:
    _head("Not asked", findings, console)
    for finding in findings:
        console.print(Text(finding.endpoint.route, "bold"))
        console.print(Padding(Text(finding.obstacle), (0, 0, 0, 2)))


def _head(title: str, below: Sized, console: Console) -> None:
    if below:
        console.print()
        console.rule(f"[bold]{title}", align="left", style="dim")


def _place(problem: Problem, finding: Finding) -> str:
    """Where and why, without the view: many views have the same serializer."""
    where = problem.where.removeprefix(finding.endpoint.cls.__name__).removeprefix(" > ")
    return f"{where or finding.endpoint.cls.__name__}: {problem.reason}"
