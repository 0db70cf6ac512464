"""Two lines a panel, over the size of the page, with the place where the rule changes from one to the other."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from benchmarks.findings import Findings
from benchmarks.plots import Theme, blank, quieten
from benchmarks.shapes.cases import Point, curves
from benchmarks.shapes.lists import CORRELATED, JOINED, MIXED, SHAPES

TICKS = (1, 10, 100, 1_000, 10_000)
DASHED = (0, (4, 3))
MARKERS = {CORRELATED: "o", JOINED: "s", MIXED: "D"}


def draw(found: Findings, theme: Theme, title: str, prepared: bool) -> Figure:
    """A row of panels for each list: with the index on its key, and without.

    Arguments:
        prepared: whose statements are shown.
    """
    shown = [(curve, curve.points(found)) for curve in curves() if curve.prepared is prepared]
    shown = [(curve, points) for curve, points in shown if points]
    figure = blank(theme, 9.6, 0.9 + 2.75 * ((len(shown) + 1) // 2), title)
    if not shown:
        figure.text(0.5, 0.4, "not measured", ha="center", color=theme.quiet, fontsize=12)
        return figure
    panels = figure.subplots((len(shown) + 1) // 2, 2, sharex=True, squeeze=False)
    for panel, (curve, points) in zip(panels.flat, shown, strict=False):
        _prepare(panel, theme, curve.nested, curve.key)
        for shape in SHAPES:
            _draw_line(panel, theme, shape, points)
        place = switch(points)
        if place is not None:
            panel.axvline(place, color=theme.quiet, linewidth=1, linestyle=DASHED, zorder=2)
    for panel in panels[-1]:
        panel.set_xlabel("rows in the page", color=theme.quiet, fontsize=10)
    _write_legend(figure, theme)
    return figure


def colors(theme: Theme) -> dict[str, str]:
    return dict(zip((JOINED, CORRELATED, MIXED), theme.parts, strict=False))


def _write_legend(figure: Figure, theme: Theme) -> None:
    """What the lines are, once for all panels."""
    handles: list[Line2D] = []
    for shape in SHAPES:
        color = colors(theme)[shape]
        handles.append(Line2D([], [], color=color, marker=MARKERS[shape], markersize=7, linewidth=2.2, label=shape))
    hollow = {"marker": "o", "markerfacecolor": theme.background, "markeredgecolor": theme.quiet, "linestyle": ""}
    filled = {"marker": "o", "color": theme.quiet, "linestyle": ""}
    handles.append(Line2D([], [], **filled, markersize=7, label="the rule's choice"))
    handles.append(Line2D([], [], **hollow, markersize=5, label="the other one"))
    handles.append(Line2D([], [], color=theme.quiet, linestyle=DASHED, linewidth=1, label="where the rule changes"))
    where = {"loc": "outside lower left", "ncols": 3, "frameon": False}
    figure.legend(handles=handles, labelcolor=theme.ink, fontsize=9.5, **where)


def _prepare(panel: Axes, theme: Theme, title: str, subtitle: str) -> None:
    quieten(panel, theme)
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.xaxis.set_major_locator(FixedLocator(TICKS))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panel.yaxis.set_major_locator(LogLocator(numticks=12))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.yaxis.set_minor_locator(NullLocator())
    panel.grid(color=theme.grid, linewidth=0.8)
    panel.set_title(title, loc="left", color=theme.ink, fontsize=11, fontweight="bold")
    panel.set_title(subtitle, loc="right", color=theme.quiet, fontsize=10)


def _draw_line(panel: Axes, theme: Theme, shape: str, points: Sequence[Point]) -> None:
    """A shape's times; those that the rule chose are filled."""
    measured = [point for point in points if shape in point.shapes]
    if not measured:
        return
    color = colors(theme)[shape]
    sizes, medians = [one.size for one in measured], [one.shapes[shape].median for one in measured]
    panel.plot(sizes, medians, color=color, linewidth=1.3 if shape == MIXED else 2.2, zorder=3)
    for point, median in zip(measured, medians, strict=True):
        is_rule = point.chosen == shape
        panel.plot(
            point.size,
            median,
            marker=MARKERS[shape],
            markersize=7 if is_rule else 5,
            markerfacecolor=color if is_rule else theme.background,
            markeredgecolor=color,
            zorder=4 if is_rule else 3.5,
        )


def switch(points: Sequence[Point]) -> float | None:
    """Between the last page of the rule's first choice and the next one; None where it never changes."""
    for before, after in pairwise(points):
        if before.chosen != after.chosen:
            return sqrt(before.size * after.size)
    return None


def tick(milliseconds: float) -> str:
    return f"{milliseconds / 1000:g} s" if milliseconds >= 1000 else f"{milliseconds:g} ms"
