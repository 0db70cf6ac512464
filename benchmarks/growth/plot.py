"""The figures as a picture: statements, time near the database and time at a distance, on logarithmic axes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from math import log10
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from PIL import Image

from benchmarks.growth.report import duration
from benchmarks.growth.results import HANDWRITTEN, NAIVE, RIVALS, STITCHED, TUNED, Page
from benchmarks.rivals import OURS

TITLE = "The same list of orders, byte for byte, written five ways"
SIZE, DPI, COLORS = (11.6, 5.0), 160, 64
LEFT = 0.058
MARKERS = {NAIVE: "o", TUNED: "s", STITCHED: "D", OURS: "o", HANDWRITTEN: "^"}
# Where two share a label.
SHORT = {STITCHED: ".values()"}
# Between two labels, in parts of the axis' height.
LEAST_GAP = 0.062


@dataclass(frozen=True)
class Theme:
    """Colours: Okabe and Ito's, which differ for all kinds of eyes, darker or lighter to be read on this background."""

    background: str
    ink: str
    quiet: str
    grid: str
    lines: Mapping[str, str]


LIGHT = Theme(
    "#ffffff",
    "#1f2328",
    "#656d76",
    "#e6e9ed",
    {NAIVE: "#c64c00", TUNED: "#a87400", STITCHED: "#007f5c", OURS: "#0067a8", HANDWRITTEN: "#b04a86"},
)
DARK = Theme(
    "#1e2129",
    "#e8eaee",
    "#9aa1ad",
    "#363b46",
    {NAIVE: "#ff8040", TUNED: "#f0b429", STITCHED: "#2ec49a", OURS: "#5cb8f0", HANDWRITTEN: "#e89bc6"},
)


def draw(pages: Sequence[Page], file: Path, theme: Theme) -> None:
    """Write the picture.

    Arguments:
        pages: by latency, then by length.
    """
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=theme.background)
    by_latency = [[*same] for _, same in groupby(pages, lambda page: page.latency)]
    panels = figure.subplots(1, 1 + len(by_latency))
    _draw_statements(panels[0], by_latency[0], theme)
    times = [page.median(rival) for page in pages for rival in RIVALS]
    for number, of_one in enumerate(by_latency, start=1):
        _draw_times(panels[number], of_one, (min(times) / 1.6, max(times) * 1.6), theme)
        panels[number].tick_params(labelleft=number == 1)
    figure.suptitle(TITLE, x=LEFT, y=0.97, ha="left", color=theme.ink, fontsize=15, fontweight="bold")
    figure.subplots_adjust(left=LEFT, right=0.838, top=0.785, bottom=0.12, wspace=0.42)
    _save(figure, file)


def _save(figure: Figure, file: Path) -> None:
    """As a PNG of few colours, which is a third as large."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(COLORS).save(file, format="PNG", optimize=True)


def _draw_statements(panel: Axes, pages: Sequence[Page], theme: Theme) -> None:
    """How many there are; those who have equally many are named together."""
    _prepare(panel, pages, "SQL statements", "for the whole response", theme)
    counts = {rival: [page.result(rival).statements for page in pages] for rival in RIVALS}
    panel.set_ylim(0.55, max(map(max, counts.values())) * 2.4)
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    named: defaultdict[int, list[str]] = defaultdict(list)
    for rival, of_rival in counts.items():
        # The second of two that lie on each other leaves the first one to be seen around it.
        _draw_line(panel, rival, pages, of_rival, theme, on_top=of_rival[-1] in named)
        named[of_rival[-1]].append(rival)
    for last, names in named.items():
        color = theme.lines[names[0]] if len(names) == 1 else theme.ink
        end = (pages[-1].orders, last)
        who = ", ".join(SHORT.get(name, name) for name in names)
        _write(panel, f"{who}: {last:,}", end, color, xytext=(5, 7), ha="right", va="bottom")
        order = "O(1)" if last == counts[names[0]][0] else "O(n)"
        _write(panel, order, end, color, xytext=(11, 0), va="center", fontweight="bold")


def _write(panel: Axes, text: str, place: tuple[float, float], color: str, **how: Any) -> None:
    panel.annotate(text, place, textcoords="offset points", color=color, fontsize=10, annotation_clip=False, **how)


def _draw_times(panel: Axes, pages: Sequence[Page], limits: tuple[float, float], theme: Theme) -> None:
    latency = pages[0].latency
    where = f"database {latency:g} ms away" if latency else "database on the same machine"
    _prepare(panel, pages, "Time", where, theme)
    panel.set_ylim(*limits)
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value)))
    for rival in RIVALS:
        _draw_line(panel, rival, pages, [page.median(rival) for page in pages], theme)
    ends = {rival: pages[-1].median(rival) for rival in RIVALS}
    for rival, height in _apart({rival: _height(value, limits) for rival, value in ends.items()}).items():
        text = f"{duration(ends[rival])}  {rival}" if latency else duration(ends[rival])
        how = {"xycoords": "axes fraction", "fontweight": "bold" if rival == OURS else "normal"}
        _write(panel, text, (1.0, height), theme.lines[rival], xytext=(3, 0), va="center", **how)


def _prepare(panel: Axes, pages: Sequence[Page], title: str, subtitle: str, theme: Theme) -> None:
    """Axes, their names and the lines behind all."""
    lengths = [page.orders for page in pages]
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.set_xlim(lengths[0] / 1.5, lengths[-1] * 1.5)
    panel.xaxis.set_major_locator(FixedLocator(lengths))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.yaxis.set_minor_locator(NullLocator())
    panel.set_facecolor(theme.background)
    panel.grid(color=theme.grid, linewidth=0.8)
    panel.set_axisbelow(True)
    panel.tick_params(colors=theme.quiet, length=0, labelsize=9.5)
    panel.spines[:].set_visible(False)
    panel.set_title(title, loc="left", y=1.055, color=theme.ink, fontsize=12, fontweight="bold")
    panel.text(0, 1.02, subtitle, transform=panel.transAxes, color=theme.quiet, fontsize=10)
    panel.set_xlabel("orders in the list (n)", color=theme.quiet, fontsize=9.5, labelpad=6)


def _draw_line(
    panel: Axes, rival: str, pages: Sequence[Page], values: Sequence[float], theme: Theme, on_top: bool = False
) -> None:
    panel.plot(
        [page.orders for page in pages],
        values,
        color=theme.lines[rival],
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


def tick(milliseconds: float) -> str:
    return f"{milliseconds / 1000:g} s" if milliseconds >= 1000 else f"{milliseconds:g} ms"
