"""Figures as pictures, for a light page and for a dark one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator
from PIL import Image

from benchmarks.findings import Findings
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.tables import duration

DPI, COLORS = 160, 64


@dataclass(frozen=True)
class Theme:
    """Colours: Okabe and Ito's, which differ for all kinds of eyes, darker or lighter to be read on this background.

    Arguments:
        rivals: the colour of each; all others share ``other``.
        parts: of a whole, in their order.
    """

    background: str
    ink: str
    quiet: str
    grid: str
    rivals: Mapping[str, str]
    other: str
    parts: Sequence[str]

    def rival(self, name: str) -> str:
        """By the longest beginning that it shares with one that has a colour: variants look alike."""
        return next((color for known, color in self.rivals.items() if name.startswith(known)), self.other)


LIGHT = Theme(
    "#ffffff",
    "#1f2328",
    "#656d76",
    "#e6e9ed",
    {NAIVE: "#c64c00", TUNED: "#a87400", STITCHED: "#007f5c", OURS: "#0067a8", HANDWRITTEN: "#b04a86"},
    "#8b949e",
    ("#0067a8", "#d98200", "#007f5c", "#b04a86", "#8b949e", "#c64c00"),
)
DARK = Theme(
    "#1e2129",
    "#e8eaee",
    "#9aa1ad",
    "#363b46",
    {NAIVE: "#ff8040", TUNED: "#f0b429", STITCHED: "#2ec49a", OURS: "#5cb8f0", HANDWRITTEN: "#e89bc6"},
    "#7d8590",
    ("#5cb8f0", "#f0b429", "#2ec49a", "#e89bc6", "#7d8590", "#ff8040"),
)

Plot = Callable[[Findings, Theme], Figure]


def save(plot: Plot, found: Findings, folder: Path, name: str) -> list[Path]:
    """Write a plot as ``name.png``, ``name-dark.png`` and ``name.svg``."""
    light = plot(found, LIGHT)
    # Without a date and with names that are always the same: a plot of the same figures is the same file.
    with rc_context({"svg.hashsalt": name}):
        light.savefig(folder / f"{name}.svg", metadata={"Date": None})
    _save_png(light, folder / f"{name}.png")
    _save_png(plot(found, DARK), folder / f"{name}-dark.png")
    return [folder / f"{name}{ending}" for ending in (".png", "-dark.png", ".svg")]


def _save_png(figure: Figure, file: Path) -> None:
    """Of few colours, which is a third as large."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png")
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(COLORS).save(file, format="PNG", optimize=True)


def blank(theme: Theme, width: float, height: float, title: str) -> Figure:
    """An empty picture with its title. Sizes are in inches."""
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor=theme.background, layout="constrained")
    figure.suptitle(title, x=0.01, ha="left", color=theme.ink, fontsize=14, fontweight="bold")
    return figure


def quieten(panel: Axes, theme: Theme) -> None:
    """No frame, thin lines behind all, labels that do not shout."""
    panel.set_facecolor(theme.background)
    panel.set_axisbelow(True)
    panel.tick_params(colors=theme.quiet, length=0, labelsize=9.5)
    panel.spines[:].set_visible(False)


def races(found: Findings, theme: Theme, title: str, cases: Sequence[str], log: bool = True) -> Figure:
    """A panel for each case, a bar for each rival, its median beside it."""
    shown = [[one for one in found.measurements if one.case == case and one.time] for case in cases]
    shown = [rivals for rivals in shown if rivals]
    longest = max(map(len, shown))
    figure = blank(theme, 11.6, 0.9 + 0.42 * longest * len(shown), title)
    panels = figure.subplots(len(shown), 1, squeeze=False)[:, 0]
    for panel, rivals in zip(panels, shown, strict=True):
        quieten(panel, theme)
        names = [one.rival for one in rivals]
        medians = [one.median for one in rivals]
        bars = panel.barh(names, medians, color=[theme.rival(name) for name in names], height=0.66)
        panel.bar_label(bars, [duration(one) for one in medians], padding=4, color=theme.ink, fontsize=9.5)
        panel.invert_yaxis()
        panel.tick_params(axis="y", colors=theme.ink)
        panel.set_title(rivals[0].case, loc="left", color=theme.ink, fontsize=11, fontweight="bold")
        if log:
            panel.set_xscale("log")
        panel.xaxis.set_major_locator(NullLocator())
        panel.xaxis.set_minor_locator(NullLocator())
        panel.margins(x=0.12)
    return figure
