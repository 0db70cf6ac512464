"""All orders in one answer: how much memory it takes."""

from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import WIDTH, Plot, Theme, blank, quieten
from benchmarks.rivals import OURS, Rival
from benchmarks.scenario import Scenario
from benchmarks.scenarios.pages import ALL, PATH, without_pages
from benchmarks.session import Session
from benchmarks.tables import MEGABYTE

TIMES_OF_BODY = 4.0
TIMES = "times the body"


class Memory(Scenario):
    title = "Memory for all orders in one answer"
    about = (
        "The list of all orders, without pages and without filters. Each answers it once, in a process of its own that "
        "has answered with a page of ten before; what the process then takes at its largest, above what it took before."
    )
    in_quick = False

    def measure(self, session: Session) -> list[Measurement]:
        session.meter.begin(ALL)
        session.meter.expect(len(self.rivals()))
        return [self._measured(session, rival.name) for rival in self.rivals()]

    def _measured(self, session: Session, rival: str) -> Measurement:
        taken = session.memory(self.name, rival, PATH)
        return Measurement(ALL, rival, body=taken.body, memory=taken.above_idle, more={TIMES: taken.ratio})

    def rivals(self) -> list[Rival]:
        return without_pages()

    def bars(self, found: Findings) -> list[Bar]:
        times = found.of(ALL, OURS).more[TIMES]
        promise = f"{ALL}: {OURS} takes less than {TIMES_OF_BODY:g} times the body's size of memory"
        return [Bar(promise, f"{times:.2f}", times < TIMES_OF_BODY)]

    def plots(self) -> Mapping[str, Plot]:
        return {self.name: draw}


def draw(found: Findings, theme: Theme) -> Figure:
    """A bar for each rival, whose length is its memory."""
    figure = blank(theme, WIDTH, 1.0 + 0.42 * len(found.measurements), Memory.title)
    panel = figure.subplots()
    quieten(panel, theme)
    names = [one.rival for one in found.measurements]
    megabytes = [(one.memory or 0) / MEGABYTE for one in found.measurements]
    bars = panel.barh(names, megabytes, height=0.62, color=[theme.rival(name) for name in names])
    pairs = zip(megabytes, found.measurements, strict=True)
    labels = [f"{size:,.0f} MB, {one.more[TIMES]:.1f} {TIMES}" for size, one in pairs]
    panel.bar_label(bars, labels, padding=6, color=theme.ink, fontsize=10)
    panel.invert_yaxis()
    panel.set_xlim(0, max(megabytes) * 1.4)
    panel.xaxis.set_major_locator(NullLocator())
    panel.tick_params(axis="y", colors=theme.ink)
    return figure
