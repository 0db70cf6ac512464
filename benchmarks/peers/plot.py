"""Requests a second as a picture: a panel for each size, a bar for each peer, from zero on."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from benchmarks.findings import Findings
from benchmarks.left_out import present
from benchmarks.measurement import Measurement
from benchmarks.peers.roster import FLOORS
from benchmarks.peers.rounds import LEAST, MOST, RATE
from benchmarks.peers.table import names
from benchmarks.plots import Theme, blank, quieten
from benchmarks.rivals import HANDWRITTEN, OURS
from benchmarks.tables import figure

WIDTH, HEIGHT_OF_BAR, AROUND = 11.6, 0.3, 1.25


def draw(found: Findings, theme: Theme, title: str) -> Figure:
    """The picture: who is ahead in most panels stands on top."""
    measured = present(found)
    cases, order = [*dict.fromkeys(one.case for one in measured)], _order(found)
    figure_ = blank(theme, WIDTH, AROUND + HEIGHT_OF_BAR * len(order), title)
    panels = figure_.subplots(1, len(cases), squeeze=False, sharey=True)[0]
    for panel, name in zip(panels, cases, strict=True):
        _draw(panel, [found.of(name, rival) for rival in order], theme)
    _name_rows(panels[0], order, theme)
    _explain(figure_, theme)
    return figure_


def _explain(figure_: Figure, theme: Theme) -> None:
    kinds = {"this library": OURS, "hand-written SQL": HANDWRITTEN, "others": ""}
    figure_.legend(
        handles=[
            *(Patch(color=theme.rival(like), label=label) for label, like in kinds.items()),
            Line2D([], [], color=theme.quiet, linewidth=1, label="from the slowest round to the fastest"),
        ],
        loc="outside lower left",
        ncols=len(kinds) + 1,
        frameon=False,
        labelcolor=theme.ink,
        fontsize=9.5,
    )


def _order(found: Findings) -> list[str]:
    """The slowest first, by the product of their rates: no size counts for more than another."""

    def product(rival: str) -> float:
        value = 1.0
        for one in present(found):
            value *= one.more[RATE] if one.rival == rival else 1.0
        return value

    return sorted(names(found), key=product)


def _draw(panel: Axes, measured: Sequence[Measurement], theme: Theme) -> None:
    quieten(panel, theme)
    rates = [one.more[RATE] for one in measured]
    below = [one.more[RATE] - one.more[LEAST] for one in measured]
    above = [one.more[MOST] - one.more[RATE] for one in measured]
    panel.barh(
        range(len(measured)),
        rates,
        xerr=(below, above),
        color=[_color(one.rival, theme) for one in measured],
        ecolor=theme.quiet,
        error_kw={"linewidth": 1},
        height=0.7,
    )
    for place, one in enumerate(measured):
        weight = "bold" if one.rival == OURS else "normal"
        panel.annotate(
            figure(one.more[RATE]),
            (one.more[MOST], place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=theme.ink,
            fontsize=9,
            fontweight=weight,
        )
    panel.set_ylim(-0.6, len(measured) - 0.4)
    panel.set_xlim(0, max(one.more[MOST] for one in measured) * 1.22)
    panel.set_title(measured[0].case, loc="left", color=theme.ink, fontsize=11, fontweight="bold")
    panel.xaxis.set_major_locator(NullLocator())


def _name_rows(panel: Axes, order: Sequence[str], theme: Theme) -> None:
    panel.set_yticks(range(len(order)), order, color=theme.ink)
    for label, name in zip(panel.get_yticklabels(), order, strict=True):
        label.set_fontweight("bold" if name == OURS else "normal")


def _color(rival: str, theme: Theme) -> str:
    """Three kinds: ours, hand-written SQL, and all others."""
    if rival in FLOORS:
        return theme.rival(HANDWRITTEN)
    return theme.rival(OURS) if rival.startswith(OURS) else theme.other
