"""The figures as a picture: statements, time near the database and time at a distance, on logarithmic axes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from benchmarks.findings import Findings
from benchmarks.growth.lists import LATENCIES, NEAR, RIVALS, case, measured
from benchmarks.plots import DPI, Theme, clock, quieten
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.tables import duration

TITLE = "The same list of orders, byte for byte, written five ways"
SIZE = (11.6, 5.0)
LEFT = 0.058
MARKERS = {NAIVE: "o", TUNED: "s", STITCHED: "D", OURS: "o", HANDWRITTEN: "^"}
# Where two share a label.
SHORT = {STITCHED: ".values()"}
# Between two labels, in parts of the axis' height.
LEAST_GAP = 0.062


def draw(found: Findings, theme: Theme) -> Figure:
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=theme.background)
    latencies = [latency for latency in LATENCIES if measured(found, latency)]
    panels = figure.subplots(1, 1 + len(latencies))
    _draw_statements(panels[0], found, theme)
    times = [value for latency in latencies for rival in RIVALS for value in _medians(found, latency, rival)]
    for number, latency in enumerate(latencies, start=1):
        _draw_times(panels[number], found, latency, (min(times) / 1.6, max(times) * 1.6), theme)
        panels[number].tick_params(labelleft=number == 1)
    figure.suptitle(TITLE, x=LEFT, y=0.97, ha="left", color=theme.ink, fontsize=15, fontweight="bold")
    figure.subplots_adjust(left=LEFT, right=0.825, top=0.785, bottom=0.12, wspace=0.42)
    return figure


def _medians(found: Findings, latency: float, rival: str) -> list[float]:
    return [found.of(case(length, latency), rival).median for length in measured(found, latency)]


def _draw_statements(panel: Axes, found: Findings, theme: Theme) -> None:
    """How many there are; those who have equally many are named together."""
    lengths = measured(found, NEAR)
    _prepare(panel, lengths, "SQL statements", "for the whole response", theme)
    counts = {rival: [found.of(case(length, NEAR), rival).statements or 0 for length in lengths] for rival in RIVALS}
    panel.set_ylim(0.55, max(map(max, counts.values())) * 2.4)
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    named: defaultdict[int, list[str]] = defaultdict(list)
    for rival, of_rival in counts.items():
        # The second of two that lie on each other leaves the first one to be seen around it.
        _draw_line(panel, rival, lengths, of_rival, theme, on_top=of_rival[-1] in named)
        named[of_rival[-1]].append(rival)
    for last, names in named.items():
        color = theme.rival(names[0]) if len(names) == 1 else theme.ink
        end = (lengths[-1], last)
        who = ", ".join(SHORT.get(name, name) for name in names)
        _write(panel, f"{who}: {last:,}", end, color, xytext=(5, 7), ha="right", va="bottom")
        order = "O(1)" if last == counts[names[0]][0] else "O(n)"
        _write(panel, order, end, color, xytext=(11, 0), va="center", fontweight="bold")


def _write(panel: Axes, text: str, place: tuple[float, float], color: str, **how: Any) -> None:
    panel.annotate(text, place, textcoords="offset points", color=color, fontsize=10, annotation_clip=False, **how)


def _draw_times(panel: Axes, found: Findings, latency: float, limits: tuple[float, float], theme: Theme) -> None:
    where = f"database {latency:g} ms away" if latency else "database on the same machine"
    lengths = measured(found, latency)
    _prepare(panel, lengths, "Time", where, theme)
    panel.set_ylim(*limits)
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: clock(value)))
    medians = {rival: _medians(found, latency, rival) for rival in RIVALS}
    for rival, of_rival in medians.items():
        _draw_line(panel, rival, lengths, of_rival, theme)
    ends = {rival: of_rival[-1] for rival, of_rival in medians.items()}
    for rival, height in _apart({rival: _height(value, limits) for rival, value in ends.items()}).items():
        text = f"{duration(ends[rival])}  {rival}" if latency else duration(ends[rival])
        how = {"xycoords": "axes fraction", "fontweight": "bold" if rival == OURS else "normal"}
        _write(panel, text, (1.0, height), theme.rival(rival), xytext=(3, 0), va="center", **how)


def _prepare(panel: Axes, lengths: Sequence[int], title: str, subtitle: str, theme: Theme) -> None:
    """Axes, their names and the lines behind all."""
    quieten(panel, theme)
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.set_xlim(lengths[0] / 1.5, lengths[-1] * 1.5)
    panel.xaxis.set_major_locator(FixedLocator(lengths))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.yaxis.set_minor_locator(NullLocator())
    panel.grid(color=theme.grid, linewidth=0.8)
    panel.set_title(title, loc="left", y=1.055, color=theme.ink, fontsize=12, fontweight="bold")
    panel.text(0, 1.02, subtitle, transform=panel.transAxes, color=theme.quiet, fontsize=10)
    panel.set_xlabel("orders in the list (n)", color=theme.quiet, fontsize=9.5, labelpad=6)


def _draw_line(
    panel: Axes, rival: str, lengths: Sequence[int], values: Sequence[float], theme: Theme, on_top: bool = False
) -> None:
    panel.plot(
        lengths,
        values,
        color=theme.rival(rival),
        marker=MARKERS[rival],
        markersize=5 if on_top else 6.5,
        markeredgecolor=theme.background,
        markeredgewidth=0.8,
        linewidth=1.3 if on_top else 2.4,
        clip_on=False,
        zorder=4 if on_top else 3,
    )


def _height(value: float, limits: tuple[float, float]) -> float:
    """Where a value lies, in parts of a logarithmic axis."""
    low, high = map(log10, limits)
    return (log10(value) - low) / (high - low)


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """The same heights, those too near the next lower one moved up."""
    found: dict[str, float] = {}
    lowest = float("-inf")
    for name, height in sorted(heights.items(), key=lambda pair: pair[1]):
        found[name] = lowest = max(height, lowest + LEAST_GAP)
    return found
