"""Profiles, for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from drf_sqllist.profiling.advice import percent
from drf_sqllist.profiling.parts import CACHE, DATABASE, PARTS, RENDERING, REQUEST, SERIALIZATION, TITLES, VIEW, Name
from drf_sqllist.profiling.runs import Runs

_MARKS: dict[Name, tuple[str, str]] = {
    DATABASE: ("█", "blue"),
    CACHE: ("▚", "cyan"),
    SERIALIZATION: ("▓", "red"),
    VIEW: ("▒", "yellow"),
    RENDERING: ("░", "magenta"),
    REQUEST: ("▪", "green"),
}
"""Of each part in a bar: told apart without colours, too."""

WIDEST = 100
"""Columns beyond which a bar is not easier to read."""


def show(measured: Sequence[Runs], advice: Sequence[Sequence[str]], console: Console) -> None:
    """Print profiles, side by side.

    Arguments:
        advice: for each of them.
    """
    letters = "" if len(measured) == 1 else "AB"
    for number, runs in enumerate(measured):
        _show_head(runs, letters[number : number + 1], console)
    console.print()
    console.print(_table(measured, letters))
    _show_bars(measured, letters, console)
    _show_race(measured, console)
    for number, lines in enumerate(advice):
        for line in lines:
            console.print()
            console.print(Text.assemble((f"{letters[number]}  " if letters else "", "bold"), line))


def _show_head(runs: Runs, letter: str, console: Console) -> None:
    subject = runs.subject
    asks = f" as {subject.user}" if subject.user is not None else ""
    console.print(
        Text.assemble((f"{letter}  " if letter else "", "bold"), ("GET ", "dim"), (subject.path, "bold"), asks)
    )
    times = f"{len(runs.others)} request{'' if len(runs.others) == 1 else 's'} after the first"
    mode = f", {subject.mode}" if subject.mode else ""
    facts = f"{subject.name}{mode}; {len(subject.body):,} bytes; {times}"
    console.print(Padding(Text(facts, "dim"), (0, 0, 0, 3 if letter else 2)))


def _table(measured: Sequence[Runs], letters: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Milliseconds")
    for number in range(len(measured)):
        letter = f"{letters[number]}\n" if letters else ""
        table.add_column(f"{letter}first", justify="right", no_wrap=True, style="dim")
        table.add_column(f"{letter}median", justify="right", no_wrap=True)
        table.add_column(f"{letter}share", justify="right", no_wrap=True)
    for name in _shown(measured):
        mark, style = _MARKS[name]
        cells = [Text.assemble((mark, style), f" {TITLES[name]}")]
        for runs in measured:
            first, seconds, share = runs.first.parts()[name], runs.seconds[name], runs.shares()[name]
            cells += [Text(_ms(first)), Text(_ms(seconds)), Text(percent(share))]
        table.add_row(*cells)
        if name == DATABASE:
            table.add_row("  of it, in statements", *_details(measured), style="dim")
    table.add_section()
    totals = [cell for runs in measured for cell in (_ms(runs.first.seconds), _ms(runs.total), "")]
    counts = [cell for runs in measured for cell in (f"{runs.first.statements}", f"{runs.statements}", "")]
    table.add_row("in all", *totals, style="bold")
    table.add_row("statements", *counts)
    return table


def _details(measured: Sequence[Runs]) -> list[str]:
    return [cell for runs in measured for cell in (_ms(runs.first.database.in_statements), _ms(runs.in_statements), "")]


def _shown(measured: Sequence[Runs]) -> list[Name]:
    """All parts, but for a cache that nobody has asked."""
    is_asked = any(one.cache.seconds for runs in measured for one in (runs.first, *runs.others))
    return [name for name in PARTS if name != CACHE or is_asked]


def _show_bars(measured: Sequence[Runs], letters: str, console: Console) -> None:
    """A bar for each, as long as its time."""
    longest = max(sum(runs.seconds.values()) for runs in measured)
    wide = min(console.width, WIDEST) - len(letters[:1]) - 12
    console.print()
    for number, runs in enumerate(measured):
        label = f"{letters[number]} " if letters else ""
        bar = bar_of(runs.seconds, wide / longest)
        console.print(Text.assemble((label, "bold"), bar, f" {_ms(runs.total)} ms"), no_wrap=True)


def bar_of(seconds: dict[Name, float], scale: float) -> Text:
    """The parts beside each other.

    Arguments:
        scale: columns of a second.
    """
    bar, end = Text(), 0.0
    for name in PARTS:
        # From where the one before ends: what is rounded off one is not lost.
        begin, end = end, end + seconds[name] * scale
        mark, style = _MARKS[name]
        bar.append(mark * (round(end) - round(begin)), style)
    return bar


def _show_race(measured: Sequence[Runs], console: Console) -> None:
    if len(measured) < 2:
        return
    one, other = measured
    fast, slow, letter = (one, other, "A") if one.total <= other.total else (other, one, "B")
    alike = "the same bytes, but for their own URLs" if _neutral(one) == _neutral(other) else "other bytes"
    console.print(Text(f"\n{letter} is {slow.total / fast.total:.1f} times as fast; {alike}.", "bold"))


def _neutral(runs: Runs) -> bytes:
    """The body without the URL that was asked, which a page links."""
    return runs.subject.body.replace(runs.subject.path.partition("?")[0].encode(), b"")


def _ms(seconds: float) -> str:
    milliseconds = 1000 * seconds
    return f"{milliseconds:.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
