"""Tables of figures, for people and for pages."""

from collections.abc import Sequence
from dataclasses import dataclass

import rich.table
from rich.box import SIMPLE_HEAD

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement

MEGABYTE = 1_000_000

NOBODY = "–"
"""Where a rival has no part in a case."""


@dataclass(frozen=True)
class Table:
    """Headings and cells.

    Arguments:
        left: how many columns are texts; the others are figures.
        breaks: whether a console shows what the first column says as a title of the rows that share it.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    left: int = 1
    breaks: bool = False

    def drawn(self) -> rich.table.Table:
        """For a console."""
        made = rich.table.Table(title=self.title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        skipped = int(self.breaks)
        for number, heading in enumerate(self.headings[skipped:], start=skipped):
            made.add_column(heading, justify="left" if number < self.left else "right", no_wrap=True)
        for number, (first, *cells) in enumerate(self.rows):
            if not self.breaks:
                cells = [first, *cells]
            elif not number or first != self.rows[number - 1][0]:
                made.add_section()
                made.add_row(f"[bold]{first}[/]")
            made.add_row(*cells)
        return made

    def markdown(self) -> str:
        """For a page, without the title."""
        ruler = "|".join(["---"] * self.left + ["--:"] * (len(self.headings) - self.left))
        return "\n".join([_line(self.headings), f"|{ruler}|", *map(_line, self.rows)])


def whole(title: str, found: Findings) -> Table:
    """Everything that was measured, a row for each rival in each case; columns that nobody fills are left out."""
    more = [*dict.fromkeys(name for one in found.measurements for name in one.more)]
    headings = ["case", "who", *COLUMNS, *more]
    rows = [[*_cells(one), *(figure(one.more.get(name)) for name in more)] for one in found.measurements]
    filled = [any(row[number] for row in rows) for number in range(len(headings))]
    kept = [number for number, is_filled in enumerate(filled) if is_filled]
    return Table(title, [headings[n] for n in kept], [[row[n] for n in kept] for row in rows], left=2, breaks=True)


def by_case(title: str, heading: str, found: Findings, cases: Sequence[str], rivals: Sequence[str]) -> Table:
    """A row for each case, the medians of its rivals side by side, and how many statements each sent."""
    rows = []
    for case in cases:
        measured = [found.of(case, rival) if found.has(case, rival) else None for rival in rivals]
        times = [NOBODY if one is None else duration(one.median) for one in measured]
        rows.append([case, *times, " / ".join(NOBODY if one is None else f"{one.statements:,}" for one in measured)])
    return Table(title, [heading, *rivals, "statements"], rows)


COLUMNS = ("median", "10-90 %", "processor", "statements", "kB", "memory MB")


def _cells(one: Measurement) -> list[str]:
    spread = "" if one.time is None else f"{duration(one.time.low)} - {duration(one.time.high)}"
    return [
        one.case,
        one.rival,
        "" if one.time is None else duration(one.time.median),
        spread,
        "" if one.processor is None else duration(one.processor),
        "" if one.statements is None else f"{one.statements:,}",
        "" if one.body is None else f"{one.body / 1000:,.1f}",
        "" if one.memory is None else f"{one.memory / MEGABYTE:,.1f}",
    ]


def duration(milliseconds: float) -> str:
    """Three digits, in seconds from one on."""
    value, unit = (milliseconds / 1000, "s") if milliseconds >= 999.5 else (milliseconds, "ms")
    return f"{figure(value)} {unit}"


def figure(value: float | None) -> str:
    """Three digits; nothing where nothing was measured."""
    if value is None:
        return ""
    digits = 3 if value < 0.09995 else 2 if value < 9.995 else 1 if value < 99.95 else 0
    return f"{value:,.{digits}f}"


def share(value: float) -> str:
    """A part of a whole."""
    return f"{value:.1%}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
