"""A panel for each size of a page and each way to make it, a bar for each driver."""

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from benchmarks.drivers.drivers import DRIVERS
from benchmarks.findings import Findings
from benchmarks.plots import Theme, blank, quieten
from benchmarks.rivals import OURS, TUNED
from benchmarks.tables import duration


def draw(found: Findings, theme: Theme, title: str) -> Figure:
    """Bars begin at nothing, and those of one panel can be compared: the two sides cannot."""
    cases = found.cases
    figure = blank(theme, 9.6, 0.9 + 2.1 * len(cases), title)
    figure.set_layout_engine("constrained", hspace=0.06)
    panels = figure.subplots(len(cases), 2, squeeze=False)
    for line, case in zip(panels, cases, strict=True):
        for panel, rival in zip(line, (TUNED, OURS), strict=True):
            quieten(panel, theme)
            drivers = [driver.name for driver in DRIVERS]
            medians = [found.of(case, f"{rival}, {driver}").median for driver in drivers]
            bars = panel.barh(drivers, medians, color=theme.rival(rival), height=0.66)
            panel.bar_label(bars, [duration(one) for one in medians], padding=4, color=theme.ink, fontsize=9.5)
            panel.invert_yaxis()
            panel.set_title(f"{rival}, {case}", loc="left", color=theme.ink, fontsize=11, fontweight="bold")
            panel.set_title(f"bars up to {duration(max(medians))}", loc="right", color=theme.quiet, fontsize=9.5)
            panel.tick_params(axis="y", colors=theme.ink, labelleft=rival == TUNED)
            panel.xaxis.set_major_locator(NullLocator())
            panel.set_xlim(0, max(medians) * 1.16)
    return figure
