"""What the library promises, as a figure that a run meets or misses."""

from collections.abc import Mapping
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


def faster(found: Findings, rival: str, slower: str, least: Mapping[str, float]) -> list[Bar]:
    """A rival is at least so many times as fast as another.

    Arguments:
        least: the times, by case; cases that were not measured promise nothing.
    """
    return [
        Bar(
            f"{case}: {rival} at least {times:g} times as fast as {slower}",
            f"{found.ratio(case, slower, rival):.1f}",
            found.ratio(case, slower, rival) >= times,
        )
        for case, times in least.items()
        if found.has(case, rival) and found.has(case, slower)
    ]


def near(found: Findings, rival: str, floor: str, most: Mapping[str, float]) -> list[Bar]:
    """A rival takes at most so many times the time of another.

    Arguments:
        most: the times, by case; cases that were not measured promise nothing.
    """
    return [
        Bar(
            f"{case}: {rival} at most {times:g} times the time of {floor}",
            f"{found.ratio(case, rival, floor):.2f}",
            found.ratio(case, rival, floor) <= times,
        )
        for case, times in most.items()
        if found.has(case, rival) and found.has(case, floor)
    ]


def one_statement(found: Findings, rival: str) -> list[Bar]:
    """A rival sends one statement, whatever is asked for."""
    counts = {one.statements for one in found.measurements if one.rival == rival}
    measured = " / ".join(str(one.statements) for one in found.measurements if one.rival == rival)
    return [Bar(f"{rival}: one statement in every case", measured, counts == {1})]
