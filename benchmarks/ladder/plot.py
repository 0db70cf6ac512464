"""The article's chart, drawn anew: a bar for each rung, stacked of the parts of its time."""

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from benchmarks.findings import Findings
from benchmarks.ladder.rungs import FLASK, ORM, OURS, REDIS, Rung, measured
from benchmarks.measurement import Measurement
from benchmarks.plots import WIDTH, Theme, blank, quieten
from benchmarks.tables import duration
from drf_sqllist.profiling.parts import TITLES

# By their places in the theme's colours. The article has five parts; the cache comes in the database's stead.
COLORS = {"database": 0, "cache": 5, "serialization": 1, "view": 2, "rendering": 3, "request": 4}

HEADINGS = {
    ORM: "Django's ORM",
    REDIS: "data kept in Redis",
    OURS: "SQLListView, fresh from the database",
    FLASK: "Flask",
}

CUT = 2.5
"""Times the next longest bar from which on a bar is cut: the others would be too short to be read."""

ROW, HEADING, BAR = 0.27, 1.15, 0.74
"""Height of a bar's row in inches; a heading's in rows; the bar's own in rows."""


def draw(found: Findings, theme: Theme, title: str, cases: Sequence[str]) -> Figure:
    """A panel for each case, side by side, with the same rungs."""
    cases = [case for case in cases if case in found.cases]
    rungs = [rung for rung in measured(found) if any(found.has(case, rung.name) for case in cases)]
    places = dict(_places(rungs))
    height = max(places.values()) + 1
    figure = blank(theme, WIDTH, 1.25 + ROW * height, title)
    panels = figure.subplots(1, len(cases), sharey=True, squeeze=False)[0]
    for panel, case in zip(panels, cases, strict=True):
        quieten(panel, theme)
        _panel(panel, theme, {rung: found.of(case, rung.name) for rung in rungs if found.has(case, rung.name)}, places)
        if len(cases) > 1:
            panel.set_title(case, loc="left", color=theme.ink, fontsize=12, fontweight="bold", pad=8)
    panels[0].set_ylim(height - 0.4, -1.1)
    _name(panels[0], theme, places)
    figure.legend(
        handles=[Patch(color=theme.parts[place], label=TITLES[name]) for name, place in COLORS.items()],
        loc="outside lower left",
        ncols=len(COLORS),
        frameon=False,
        labelcolor=theme.ink,
        fontsize=9.5,
        handlelength=1,
        columnspacing=1.4,
    )
    return figure


def _places(rungs: Sequence[Rung]) -> Iterator[tuple[Rung, float]]:
    """How far down each bar is, with room for a heading above each climb."""
    place, before = 0.0, ""
    for rung in rungs:
        if rung.climb != before and before:
            place += HEADING
        yield rung, place
        place, before = place + 1, rung.climb


def _panel(panel: Axes, theme: Theme, bars: dict[Rung, Measurement], places: dict[Rung, float]) -> None:
    limit = _limit([one.median for one in bars.values()])
    for rung, one in bars.items():
        _bar(panel, theme, one, places[rung], limit)
        panel.annotate(
            duration(one.median),
            (min(one.median, limit), places[rung]),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
            color=theme.ink,
            fontweight="bold" if rung.climb == OURS else "normal",
        )
    panel.set_xlim(0, limit * 1.22)
    panel.xaxis.set_major_locator(NullLocator())
    ours = [place for rung, place in places.items() if rung.climb == OURS]
    if ours:
        panel.axhspan(ours[0] - HEADING - 0.3, ours[-1] + 0.55, color=theme.grid, zorder=0)


def _limit(medians: Sequence[float]) -> float:
    """How long the longest bar is drawn."""
    longest, *others = sorted(medians, reverse=True)
    return others[0] * 1.12 if others and longest > CUT * others[0] else longest


def _bar(panel: Axes, theme: Theme, one: Measurement, place: float, limit: float) -> None:
    start = 0.0
    for name, color in COLORS.items():
        width = max(0.0, min(one.parts.get(name, 0.0), limit - start))
        panel.barh(place, width, BAR, left=start, color=theme.parts[color])
        start += width
    if one.median > limit:
        # Two strokes through the bar: it goes on.
        for at in (0.955, 0.97):
            panel.plot(
                [limit * at, limit * (at + 0.012)], [place + 0.5, place - 0.5], color=theme.background, linewidth=2
            )


def _name(panel: Axes, theme: Theme, places: dict[Rung, float]) -> None:
    panel.set_yticks([*places.values()], [rung.step for rung in places])
    panel.tick_params(axis="y", colors=theme.ink)
    before = ""
    for rung, place in places.items():
        if rung.climb != before:
            panel.annotate(
                HEADINGS[rung.climb],
                (0, place - 0.98),
                xycoords=("axes fraction", "data"),
                xytext=(2, 0),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
                fontweight="bold",
                color=theme.ink if rung.climb == OURS else theme.quiet,
            )
        before = rung.climb
    for label, rung in zip(panel.get_yticklabels(), places, strict=True):
        label.set_fontweight("bold" if rung.climb == OURS else "normal")
