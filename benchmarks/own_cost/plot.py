"""The library's parts as a picture: a bar for each case, one part after the other."""

from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from benchmarks.findings import Findings
from benchmarks.own_cost.requests import OWN
from benchmarks.plots import WIDTH, Theme, blank, clock, quieten


def draw(found: Findings, theme: Theme, title: str, most: float, aim: float) -> Figure:
    """Arguments:
    most, aim: milliseconds that are promised, and that are aimed at.
    """
    shown = [one for one in found.measurements if one.rival == OWN]
    figure = blank(theme, WIDTH, 1.7 + 0.55 * len(shown), title)
    panel = figure.subplots()
    quieten(panel, theme)
    panel.grid(axis="x", color=theme.grid, linewidth=0.8)
    cases = [one.case for one in shown]
    ends = [0.0] * len(shown)
    for part, color in zip(shown[0].parts, theme.parts, strict=True):
        widths = [one.parts[part] for one in shown]
        panel.barh(cases, widths, left=ends, height=0.62, color=color, edgecolor=theme.background, label=part)
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    place: dict[str, Any] = {"textcoords": "offset points", "va": "center", "color": theme.ink, "fontweight": "bold"}
    for row, (one, end) in enumerate(zip(shown, ends, strict=True)):
        panel.annotate(clock(round(one.median, 3)), (end, row), xytext=(6, 0), **place)
    for value, name, side in ((aim, "aim", "right"), (most, "promise", "left")):
        panel.axvline(value, color=theme.ink, linewidth=1.1, linestyle=(0, (4, 3)), zorder=3)
        panel.annotate(
            f"{name}: {clock(value)}",
            (value, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 5),
            textcoords="offset points",
            ha=side,
            color=theme.quiet,
        )
    panel.invert_yaxis()
    panel.set_xlim(0, max(*ends, most) * 1.14)
    panel.tick_params(axis="y", colors=theme.ink)
    panel.xaxis.set_major_locator(MaxNLocator(7))
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: clock(value) if value else "0"))
    legend = figure.legend(loc="outside lower left", ncols=len(theme.parts), frameon=False, fontsize=10)
    for text in legend.get_texts():
        text.set_color(theme.ink)
    return figure
