"""An explanation, for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from drf_sqllist.compile.marks import visible
from drf_sqllist.explain.database import Answer, Step
from drf_sqllist.explain.explanation import Explanation, Ran
from drf_sqllist.explain.layout import layout
from drf_sqllist.explain.observing import STAGES
from drf_sqllist.explain.outline import Branch, Kind
from drf_sqllist.problems import Problem

_MODES = {
    "sql": ("green", "one statement, no Python per row"),
    "spliced": ("yellow", "one statement, and Python fills some places in its text"),
    "serializer": ("red", "DRF's own path makes the list; the problems say why"),
}

_KINDS: dict[Kind, str] = {
    "object": "cyan",
    "list": "bold cyan",
    "column": "green",
    "computed": "magenta",
    "python": "yellow",
    "field": "",
}

WIDEST = 120
"""Columns beyond which a statement is not easier to read."""


def show(found: Explanation, console: Console) -> None:
    """Print an explanation."""
    _show_head(found, console)
    _show_tree(found, console)
    _show_statement(found, console)
    _show_answer(found.answer, console)
    _show_times(found, console)
    _show_problems(found, console)
    _show_advice(found, console)


def _show_head(found: Explanation, console: Console) -> None:
    trial = found.trial
    style, meaning = _MODES[trial.mode]
    asks = f" as {found.user}" if found.user else ""
    console.print(Text.assemble(("GET ", "dim"), (found.path, "bold"), asks))
    facts = Table.grid(padding=(0, 2))
    facts.add_row(Text("view", "dim"), f"{found.view.__module__}.{found.view.__qualname__}{_ours(found)}")
    facts.add_row(Text("mode", "dim"), Text.assemble((trial.mode, f"bold {style}"), f": {meaning}"))
    facts.add_row(Text("statements", "dim"), f"{trial.drf.queries} by DRF → {trial.ours.queries} by drf_sqllist")
    facts.add_row(Text("time", "dim"), _race(found))
    facts.add_row(Text("answer", "dim"), _equality(found))
    console.print(Padding(facts, (0, 0, 0, 2)))


def _ours(found: Explanation) -> str:
    return "" if found.is_ours else " (not of drf_sqllist: shown is what it would be)"


def _race(found: Explanation) -> str:
    drf, ours = found.trial.drf_seconds, found.trial.our_seconds
    return f"{_ms(drf)} ms by DRF → {_ms(ours)} ms by drf_sqllist, {drf / ours:.1f} times as fast"


def _equality(found: Explanation) -> Text:
    trial = found.trial
    if trial.is_unstable:
        return Text("DRF's own answer changes from request to request: nothing to compare with", "yellow")
    if trial.difference:
        return Text(f"other bytes than DRF's, please report it: {trial.difference}", "bold red")
    return Text(f"{len(trial.ours.body):,} bytes, the same from both")


def _show_tree(found: Explanation, console: Console) -> None:
    if found.tree is None:
        return
    is_used = found.trial.mode != "serializer"
    _head(
        ("Plan" if is_used else "Plan, which was not used") if found.has_plan else "Fields, there is no plan", console
    )
    wide = _width(found.tree)
    tree = Tree(_label(found.tree, wide), guide_style="dim")
    _grow(tree, found.tree, wide - 4)
    console.print(tree)


def _width(branch: Branch) -> int:
    """Of the names, with what stands before them."""
    return max([len(branch.name), *(4 + _width(part) for part in branch.parts)])


def _grow(tree: Tree, branch: Branch, wide: int) -> None:
    for part in branch.parts:
        _grow(tree.add(_label(part, wide)), part, wide - 4)


def _label(branch: Branch, wide: int) -> Table:
    label = Table.grid(padding=(0, 2))
    label.add_column(width=wide, no_wrap=True)
    label.add_column()
    codes = "".join(f" [{code}]" for code in branch.codes)
    label.add_row(Text(branch.name, _KINDS[branch.kind]), Text.assemble((branch.how, "dim"), (codes, "yellow")))
    return label


def _show_statement(found: Explanation, console: Console) -> None:
    if found.statement is not None:
        times = f", {found.statement.times} times" if found.statement.times > 1 else ""
        title = "Statement" if found.statement.run.is_list else "The longest statement of DRF's"
        _head(f"{title}{times}", console)
        console.print(_sql(layout(visible(found.statement.run.sql), min(console.width, WIDEST))))
        console.print(_params(found.statement.run.params))
        for mark, text in found.texts.items():
            console.print(Text.assemble((f"{visible(mark)}     ", "dim"), text))
    if found.others:
        _head("Other statements", console)
        for other in sorted(found.others, key=lambda one: -one.seconds):
            console.print(_one_line(other), no_wrap=True, overflow="ellipsis")


def _sql(text: str) -> Syntax:
    return Syntax(text, "sql", theme="ansi_dark", background_color="default", word_wrap=True)


def _params(params: object) -> RenderableType:
    if not isinstance(params, tuple | list) or not params:
        return Text("no parameters", "dim")
    return Group(*(Text.assemble((f"%s {number}  ", "dim"), repr(value)) for number, value in enumerate(params, 1)))


def _one_line(ran: Ran) -> Text:
    return Text.assemble((f"{ran.times:>4} × {_ms(ran.seconds):>6} ms  ", "bold"), " ".join(ran.run.sql.split()))


def _show_answer(answer: Answer | None, console: Console) -> None:
    if answer is None:
        return
    _head(answer.command, console)
    is_measured = any(step.milliseconds is not None for step in answer.steps)
    table = Table(box=None, pad_edge=False, show_header=is_measured)
    for name in ("ms", "rows", "pages") if is_measured else ():
        table.add_column(name, justify="right", header_style="dim", no_wrap=True)
    table.add_column("step", header_style="dim", no_wrap=True)
    for step in answer.steps:
        for line, told in _step_lines(step, "", "", console.width - 26 * is_measured):
            table.add_row(*(_figures(told) if is_measured else ()), line)
    console.print(table)
    if answer.execution is not None:
        console.print(Text(f"planning {answer.planning:.2f} ms, execution {answer.execution:.2f} ms", "dim"))


def _step_lines(step: Step, first: str, further: str, width: int) -> Iterator[tuple[Text, Step | None]]:
    """A step and those below in lines, the first of each with the step.

    Arguments:
        first: guides before the step's first line.
        further: guides before all below.
    """
    style = "bold red" if step.share > 0.3 else "yellow" if step.share > 0.1 else ""
    guide = further + ("│ " if step.steps else "  ")
    for number, part in enumerate(_wrapped(step.name, width - len(first), 2)):
        yield Text.assemble((first if not number else guide, "dim"), (part, style)), None if number else step
    for detail in step.details:
        for part in _wrapped(detail, width - len(guide), 4):
            yield Text.assemble((guide, "dim"), (f"  {part}", "dim")), None
    for below in step.steps:
        is_last = below is step.steps[-1]
        yield from _step_lines(
            below, further + ("└ " if is_last else "├ "), further + ("  " if is_last else "│ "), width
        )


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    return textwrap.wrap(text, max(width - indent, 20), subsequent_indent=" " * 2) or [""]


def _figures(step: Step | None) -> tuple[str, str, str]:
    if step is None or step.milliseconds is None:
        return "", "", ""
    return f"{step.milliseconds:,.2f}", f"{step.rows:,.0f}", f"{step.pages:,}"


def _show_times(found: Explanation, console: Console) -> None:
    _head("Time by stage, ms", console)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Stage")
    table.add_column("First request", justify="right")
    table.add_column("Second", justify="right")
    table.add_column("Share of the second")
    whole = sum(found.second.values())
    for stage in STAGES:
        if stage in found.first or stage in found.second:
            first, second = found.first.get(stage, 0.0), found.second.get(stage, 0.0)
            table.add_row(stage, _ms(first), _ms(second), Text(_bar(second / whole), "cyan"))
    table.add_section()
    table.add_row("in all", _ms(sum(found.first.values())), _ms(whole), "")
    console.print(table)


def _bar(share: float) -> str:
    return "━" * round(20 * share)


def _show_problems(found: Explanation, console: Console) -> None:
    """What is to be done, each thing once, with the places that it would mend."""
    places: dict[tuple[str, str], list[Problem]] = {}
    for problem in found.trial.problems:
        places.setdefault((problem.hint, problem.code), []).append(problem)
    if places:
        _head("Problems" if found.trial.mode == "serializer" else "Made by Python", console)
    for (hint, code), problems in places.items():
        console.print(Text.assemble((hint or "Nothing is to be done.", "bold"), (f" [{code}]", "yellow")))
        for problem in problems:
            console.print(Padding(Text.assemble((problem.where, "cyan"), f": {problem.reason}"), (0, 0, 0, 2)))


def _show_advice(found: Explanation, console: Console) -> None:
    _head("Advice", console)
    for line in _advice(found):
        console.print(line)


def _advice(found: Explanation) -> Iterator[RenderableType]:
    for one in found.advice:
        yield Text.assemble((one.todo, "bold"), (f" [{one.code}]", "dim"))
        yield Padding(Text(one.evidence), (0, 0, 0, 2))
    if not found.advice:
        yield Text("Nothing that the database answered asks for a change.", "dim")


def _head(title: str, console: Console) -> None:
    console.print()
    console.rule(Text(title, "bold"), align="left", style="dim")


def _ms(seconds: float) -> str:
    milliseconds = 1000 * seconds
    return f"{milliseconds:.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
