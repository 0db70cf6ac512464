"""What the library promises, as a figure that a run meets or misses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.findings import Findings


@dataclass(frozen=True)
class Bar:
    """A promise and what was measured of it."""

    promise: str
    measured: str
    met: bool

    def line(self) -> str:
        """What a console shows of it."""
        return f"{'[green]met   [/]' if self.met else '[red]missed[/]'}  {self.promise}: {self.measured}"


NOT_MEASURED = "not measured"


def faster(found: Findings, rival: str, slower: str, least: Mapping[str, float]) -> list[Bar]:
    """A rival is at least so many times as fast as another.

    Arguments:
        least: the times, by case; what was not measured is missed, but of what a quick run leaves out nothing is said.
    """
    return [
        Bar(
            f"{case}: {rival} at least {times:g} times as fast as {slower}",
            NOT_MEASURED if ratio is None else f"{ratio:.1f}",
            ratio is not None and ratio >= times,
        )
        for case, times, ratio in _ratios(found, slower, rival, least)
    ]


def near(found: Findings, rival: str, floor: str, most: Mapping[str, float]) -> list[Bar]:
    """A rival takes at most so many times the time of another.

    Arguments:
        most: the times, by case; what was not measured is missed, but of what a quick run leaves out nothing is said.
    """
    return [
        Bar(
            f"{case}: {rival} at most {times:g} times the time of {floor}",
            NOT_MEASURED if ratio is None else f"{ratio:.2f}",
            ratio is not None and ratio <= times,
        )
        for case, times, ratio in _ratios(found, rival, floor, most)
    ]


def _ratios(
    found: Findings, rival: str, to: str, promised: Mapping[str, float]
) -> Iterator[tuple[str, float, float | None]]:
    """What is promised of each case, and what was measured."""
    for case, times in promised.items():
        if found.has(case, rival) and found.has(case, to):
            yield case, times, found.ratio(case, rival, to)
        elif not found.quick:
            yield case, times, None


def one_statement(found: Findings, rival: str) -> list[Bar]:
    """A rival sends one statement, whatever is asked for."""
    counts = {one.statements for one in found.measurements if one.rival == rival}
    measured = " / ".join(str(one.statements) for one in found.measurements if one.rival == rival)
    return [Bar(f"{rival}: one statement in every case", measured, counts == {1})]
