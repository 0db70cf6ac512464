"""Lines over the number of levels, a panel for each tree and each size of a page."""

from collections.abc import Callable
from math import log10

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from benchmarks.depth.trees import LEVELS, TREES
from benchmarks.findings import Findings
from benchmarks.plots import Theme, blank, quieten
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.tables import duration

SIZES = (10, 100)
LEAST_GAP = 0.05
"""Between two labels, in parts of the axis' height."""
MARKERS = {NAIVE: "o", TUNED: "s", STITCHED: "D", OURS: "o", HANDWRITTEN: "^"}
SUBTITLES = {"wide": "many rows in each level", "narrow": "one row in each level"}


def draw(found: Findings, theme: Theme, title: str, case: Callable[[str, int, int], str]) -> Figure:
    """Times on logarithmic axes, the same for both panels of a tree.

    Arguments:
        case: the name of what was measured of a tree, of some levels, with some rows.
    """
    figure = blank(theme, 9.6, 0.9 + 3.5 * len(TREES), title)
    figure.set_layout_engine("constrained", wspace=0.06, hspace=0.06)
    panels = figure.subplots(len(TREES), len(SIZES), sharex=True, sharey="row", squeeze=False)
    for line, tree in zip(panels, TREES, strict=True):
        for panel, size in zip(line, SIZES, strict=True):
            _prepare(panel, theme, f"{tree.name}, {size:,} rows", SUBTITLES[tree.name])
            cases = {levels: case(tree.name, levels, size) for levels in LEVELS}
            for rival in MARKERS:
                medians = [found.of(one, rival).median for one in cases.values()]
                panel.plot([*cases], medians, **_style(theme, rival))
    # Only now: the panels of a line share an axis, which all of their lines have a say in.
    for line, tree in zip(panels, TREES, strict=True):
        for panel, size in zip(line, SIZES, strict=True):
            last = case(tree.name, LEVELS[-1], size)
            # The two fastest lie on each other: one of them is written.
            _write_ends(
                panel, theme, {rival: found.of(last, rival).median for rival in MARKERS if rival != HANDWRITTEN}
            )
    for panel in panels[-1]:
        panel.set_xlabel("levels", color=theme.quiet, fontsize=10)
    handles = [Line2D([], [], **_style(theme, rival), label=rival) for rival in MARKERS]
    where = {"loc": "outside lower left", "ncols": len(MARKERS), "frameon": False}
    figure.legend(handles=handles, labelcolor=theme.ink, fontsize=10.5, **where)
    return figure


def _prepare(panel: Axes, theme: Theme, title: str, subtitle: str) -> None:
    quieten(panel, theme)
    panel.set_yscale("log")
    panel.set_xlim(0.85, max(LEVELS) + 0.55)
    panel.xaxis.set_major_locator(FixedLocator(LEVELS))
    panel.yaxis.set_major_locator(LogLocator(numticks=12))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: duration(value)))
    panel.yaxis.set_minor_locator(NullLocator())
    panel.grid(color=theme.grid, linewidth=0.8)
    panel.set_title(title, loc="left", color=theme.ink, fontsize=11, fontweight="bold")
    panel.set_title(subtitle, loc="right", color=theme.quiet, fontsize=10)


def _style(theme: Theme, rival: str) -> dict[str, object]:
    """Of two lines that lie on each other the thin one is on top, and leaves the other to be seen around it."""
    on_top = rival == HANDWRITTEN
    return {
        "color": theme.rival(rival),
        "marker": MARKERS[rival],
        "markersize": 5 if on_top else 6.5,
        "markeredgecolor": theme.background,
        "markeredgewidth": 0.8,
        "linewidth": 1.3 if on_top else 2.4,
        "zorder": 4 if on_top else 3,
    }


def _write_ends(panel: Axes, theme: Theme, medians: dict[str, float]) -> None:
    """What each line ends with; those too near the next lower one are moved up."""
    low, high = map(log10, panel.get_ylim())
    lowest = float("-inf")
    for rival, median in sorted(medians.items(), key=lambda pair: pair[1]):
        lowest = max((log10(median) - low) / (high - low), lowest + LEAST_GAP)
        place = {"xycoords": ("data", "axes fraction"), "xytext": (9, 0), "textcoords": "offset points", "va": "center"}
        panel.annotate(duration(median), (LEVELS[-1], lowest), color=theme.rival(rival), fontsize=9, **place)
