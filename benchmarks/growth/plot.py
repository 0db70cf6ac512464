"""The figures as a picture: statements, time near the database and time at a distance, on logarithmic axes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from benchmarks.growth.report import duration
from benchmarks.growth.results import HANDWRITTEN, NAIVE, RIVALS, STITCHED, TUNED, Page
from benchmarks.rivals import OURS

SIZE, DPI = (12.6, 5.4), 150
MARKERS = {NAIVE: "o", TUNED: "s", STITCHED: "D", OURS: "o", HANDWRITTEN: "^"}
LABELS = {**{rival: rival for rival in RIVALS}, STITCHED: ".values()"}
# Between two labels, in parts of the axis' height.
LEAST_GAP = 0.056


@dataclass(frozen=True)
class Theme:
    """Colours: Okabe and Ito's, which differ for every kind of eyes, made to be read on this background."""

    background: str
    ink: str
    grid: str
    lines: Mapping[str, str]


LIGHT = Theme(
    "#ffffff",
    "#24292f",
    "#e3e6ea",
    {NAIVE: "#c64c00", TUNED: "#a87400", STITCHED: "#007f5c", OURS: "#0067a8", HANDWRITTEN: "#b04a86"},
)
DARK = Theme(
    "#1e2129",
    "#e2e4e9",
    "#383d49",
    {NAIVE: "#ff8040", TUNED: "#f0b429", STITCHED: "#2ec49a", OURS: "#5cb8f0", HANDWRITTEN: "#e89bc6"},
)


def draw(pages: Sequence[Page], file: Path, theme: Theme) -> None:
    """Write the picture.

    Arguments:
        pages: by latency and length.
    """
    by_latency: defaultdict[float, list[Page]] = defaultdict(list)
    for page in pages:
        by_latency[page.latency].append(page)
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=theme.background)
    FigureCanvasAgg(figure)
    panels = figure.subplots(1, 1 + len(by_latency))
    near = next(iter(by_latency.values()))
    _statements(panels[0], near, theme)
    for panel, (latency, pages_here) in zip(panels[1:], by_latency.items(), strict=True):
        _times(panel, latency, pages_here, theme)
        panel.set_ylim(_span([page.median(rival) for page in pages for rival in RIVALS]))
    figure.subplots_adjust(left=0.045, right=0.9, top=0.8, bottom=0.12, wspace=0.42)
    figure.savefig(file, facecolor=theme.background)


def _statements(panel: Axes, pages: Sequence[Page], theme: Theme) -> None:
    _prepare(panel, pages, "SQL statements", theme)
    counts = {rival: tuple(page.result(rival).statements for page in pages) for rival in RIVALS}
    together: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for rival in RIVALS:
        together[counts[rival]].append(rival)
    for rival in RIVALS:
        _line(panel, rival, pages, counts[rival], theme)
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _times(panel: Axes, latency: float, pages: Sequence[Page], theme: Theme) -> None:
    _prepare(panel, pages, f"time with {latency:g} ms", theme)
    for rival in RIVALS:
        _line(panel, rival, pages, [page.median(rival) for page in pages], theme)


def _prepare(panel: Axes, pages, title, theme) -> None:
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.set_title(title, loc="left", color=theme.ink)


def _line(panel, rival, pages, values, theme) -> None:
    panel.plot([p.orders for p in pages], values, color=theme.lines[rival], marker=MARKERS[rival])


def _span(values):
    return min(values) / 1.5, max(values) * 1.6
