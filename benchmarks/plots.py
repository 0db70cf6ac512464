"""Figures as pictures, for a light page and for a dark one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from PIL import Image

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.tables import duration
from benchmarks.tables import figure as figure_of

WIDTH, DPI, COLORS = 9.6, 160, 128

FEW_DECADES = 100
"""Up to here a logarithmic axis has ticks between its powers of ten."""


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
    panel.tick_params(colors=theme.quiet, length=0, labelsize=10)
    panel.spines[:].set_visible(False)


def races(found: Findings, theme: Theme, title: str, cases: Sequence[str]) -> Figure:
    """A panel for each case, a dot for each rival's median on one logarithmic axis, a line for its 10-90 %.

    Dots, since a bar has no beginning on such an axis: equal distances are equal ratios.
    """
    shown = [[one for one in found.measurements if one.case == case and one.time] for case in cases]
    shown = [rivals for rivals in shown if rivals]
    rows = [len(rivals) for rivals in shown]
    figure = blank(theme, WIDTH, 1.1 + 0.29 * sum(rows) + 0.3 * len(rows), title)
    panels = figure.subplots(len(shown), 1, squeeze=False, sharex=True, height_ratios=[count + 0.6 for count in rows])
    for panel, rivals in zip(panels[:, 0], shown, strict=True):
        _race(panel, rivals, theme)
    low, high = panels[0, 0].get_xlim()
    # Room for the label of the slowest.
    panels[0, 0].set_xlim(low, high * (high / low) ** 0.2)
    axis = panels[-1, 0].xaxis
    axis.set_major_locator(LogLocator(10, subs=(1, 2, 5) if high < FEW_DECADES * low else (1,)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: clock(value)))
    note = "dot: median; line: 10-90 % of the runs"
    if any(one.rival == OURS for rivals in shown for one in rivals):
        note += f"; ×: times {OURS}'s"
    panels[-1, 0].set_xlabel(note, color=theme.quiet, fontsize=10, loc="left", labelpad=6)
    return figure


def _race(panel: Axes, rivals: Sequence[Measurement], theme: Theme) -> None:
    quieten(panel, theme)
    panel.set_xscale("log")
    panel.xaxis.set_minor_locator(NullLocator())
    panel.grid(axis="x", color=theme.grid, linewidth=0.8)
    panel.set_ylim(len(rivals) - 0.4, -0.6)
    panel.set_yticks(range(len(rivals)), [one.rival for one in rivals])
    panel.tick_params(axis="y", colors=theme.ink)
    panel.set_title(rivals[0].case, loc="left", color=theme.ink, fontsize=11, fontweight="bold")
    ours = next((one for one in rivals if one.rival == OURS), None)
    for place, (one, name) in enumerate(zip(rivals, panel.get_yticklabels(), strict=True)):
        assert one.time is not None
        color = theme.rival(one.rival)
        panel.plot((one.time.low, one.time.high), (place, place), color=color, linewidth=2.2, alpha=0.55)
        panel.plot(one.median, place, "o", color=color, markersize=9 if one is ours else 7)
        times = "" if ours in (None, one) else f"  {figure_of(one.median / ours.median)}×"
        label = f"{duration(one.median)}{times}"
        weight = "bold" if one is ours else "normal"
        name.set_fontweight(weight)
        panel.annotate(
            label,
            (one.time.high, place),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=theme.ink,
            fontsize=10,
            fontweight=weight,
        )


def clock(milliseconds: float) -> str:
    """A tick of an axis of time."""
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:g} s"
    return f"{milliseconds:g} ms" if milliseconds >= 1 else f"{milliseconds * 1000:g} µs"
