"""Made-up results for the benchmarks' own tests, and what is made of them."""

from collections.abc import Iterable, Mapping
from io import BytesIO

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.plots import DARK, LIGHT, Plot
from benchmarks.scenario import Scenario
from benchmarks.timing import Timing

MACHINE = {"Python": "3"}


def timed(case: str, rival: str, median: float, statements: int = 1, runs: int = 9, body: int = 5000) -> Measurement:
    """One whose 10-90 % are a tenth around its median, in milliseconds."""
    return Measurement(case, rival, Timing(median, median * 0.9, median * 1.1, runs), median / 2, statements, body)


def found(scenario: str, measured: Iterable[Measurement], quick: bool = False) -> Findings:
    return Findings(scenario, "2030-01-31", quick, MACHINE, [*measured])


def missed(scenario: Scenario, found: Findings) -> list[str]:
    """Promises that are missed, with what was measured."""
    return [f"{bar.promise}: {bar.measured}" for bar in scenario.bars(found) if not bar.met]


def drawn(plots: Mapping[str, Plot], found: Findings) -> dict[str, tuple[bytes, bytes]]:
    """Each plot as a PNG for a light page and for a dark one."""
    made = {}
    for name, plot in plots.items():
        pictures = []
        for theme in (LIGHT, DARK):
            file = BytesIO()
            plot(found, theme).savefig(file, format="png", dpi=40)
            pictures.append(file.getvalue())
        made[name] = (pictures[0], pictures[1])
    return made
