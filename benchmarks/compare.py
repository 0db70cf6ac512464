"""`python -m benchmarks.compare A B`: two result files, or two folders of them, side by side."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.findings import Findings, NoFindingsError
from benchmarks.measurement import Measurement
from benchmarks.tables import MEGABYTE, Table, duration, figure
from benchmarks.timing import Timing

WIDTH = 100

HEADINGS = ("case", "who", "what", "before", "after", "times", "")


@dataclass(frozen=True)
class Change:
    """One figure of one rival in one case, before and after.

    Arguments:
        what: the figure's name.
        ratio: after / before.
        verdict: what is to be said of it; empty where the difference may be noise.
        worse: it is a regression: slower beyond both spreads, or more statements.
    """

    case: str
    rival: str
    what: str
    before: str
    after: str
    ratio: float
    verdict: str = ""
    worse: bool = False

    def cells(self) -> list[str]:
        return [self.case, self.rival, self.what, self.before, self.after, f"{self.ratio:.2f}", self.verdict]


def changes(before: Findings, after: Findings) -> list[Change]:
    """What both have measured."""
    return [
        change
        for one in before.measurements
        if after.has(one.case, one.rival)
        for change in _changes(one, after.of(one.case, one.rival))
    ]


def only_in(one: Findings, other: Findings) -> list[str]:
    """What the other has not measured."""
    return [f"{each.case}: {each.rival}" for each in one.measurements if not other.has(each.case, each.rival)]


def _changes(one: Measurement, other: Measurement) -> Iterator[Change]:
    who = one.case, one.rival
    if one.time and other.time:
        yield _of_times(who, one.time, other.time)
    for what, before, after in (
        ("statements", one.statements, other.statements),
        ("bytes", one.body, other.body),
    ):
        if before is not None and after is not None and before != after:
            worse = what == "statements" and after > before
            yield Change(*who, what, f"{before:,}", f"{after:,}", after / before if before else 0.0, "differ", worse)
    figures, others = _figures(one), _figures(other)
    for name in figures:
        if name in others and figures[name]:
            yield Change(*who, name, figure(figures[name]), figure(others[name]), others[name] / figures[name])


def _figures(one: Measurement) -> dict[str, float]:
    """Those whose spread nobody knows."""
    memory = {} if one.memory is None else {"memory MB": one.memory / MEGABYTE}
    return {**memory, **one.more}


def _of_times(who: tuple[str, str], before: Timing, after: Timing) -> Change:
    """Slower or faster only where all but the fastest and slowest tenths of the runs lie apart."""
    verdict = "slower" if after.low > before.high else "faster" if after.high < before.low else ""
    times = duration(before.median), duration(after.median)
    return Change(*who, "median", *times, after.median / before.median, verdict, verdict == "slower")


def facts(before: Findings, after: Findings) -> Table:
    """What is not the same of the two machines, of their versions and of the runs."""
    one, other = ({"date": each.date, "quick": str(each.quick), **each.machine} for each in (before, after))
    rows = [
        [name, one.get(name, ""), other.get(name, "")] for name in {**one, **other} if one.get(name) != other.get(name)
    ]
    return Table(f"{before.scenario}: what differs around it", ["", "before", "after"], rows, left=3)


def is_failure(change: Change, most: float) -> bool:
    """Whether it is a regression by more than so many times; a statement more always is."""
    return change.worse and (change.what == "statements" or change.ratio > most)


def show(before: Findings, after: Findings, console: Console) -> list[Change]:
    if (around := facts(before, after)).rows:
        console.print(around.drawn())
    found = changes(before, after)
    rows = [change.cells() for change in found]
    console.print(Table(before.scenario, HEADINGS, rows, left=3, breaks=True).drawn())
    for missing, where in ((only_in(before, after), "before"), (only_in(after, before), "after")):
        if missing:
            console.print(f"Only {where}: {'; '.join(missing)}.")
    return found


def pairs(before: Path, after: Path) -> list[tuple[Findings, Findings]]:
    """The results of the same scenarios.

    Raises:
        NoFindingsError: there are none to be laid beside each other, with the reason.
    """
    for path in (before, after):
        if not path.exists():
            raise NoFindingsError(f"There is no {path}: name two result files, or two folders of them.")
    if before.is_dir() != after.is_dir():
        raise NoFindingsError(f"{before} and {after} are a folder and a file: name two files, or two folders.")
    if not before.is_dir():
        one, other = Findings.load(before), Findings.load(after)
        if one.scenario != other.scenario:
            raise NoFindingsError(
                f"{before} is of the scenario “{one.scenario}”, {after} of “{other.scenario}”: name two of the same."
            )
        return [(one, other)]
    shared = sorted({file.name for file in before.glob("*.json")} & {file.name for file in after.glob("*.json")})
    if not shared:
        raise NoFindingsError(f"{before} and {after} have no result file of the same name.")
    return [(Findings.load(before / name), Findings.load(after / name)) for name in shared]


def parse(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.compare", description="Two runs of the benchmark side by side.")
    parser.add_argument("before", type=Path, metavar="A", help="a result file, or a folder of them")
    parser.add_argument("after", type=Path, metavar="B", help="the one to compare with it")
    parser.add_argument(
        "--fail-over",
        type=float,
        metavar="TIMES",
        help="fail where B takes more than so many times A's time, and their 10-90 %% do not overlap; or sends more "
        "statements",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None, console: Console | None = None) -> int:
    """Returns the exit code."""
    options = parse(arguments)
    console = console or Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    try:
        found = pairs(options.before, options.after)
    except NoFindingsError as error:
        console.print(str(error))
        return 2
    changed = [(before.scenario, change) for before, after in found for change in show(before, after, console)]
    if options.fail_over is None:
        return 0
    failed = [(name, one) for name, one in changed if is_failure(one, options.fail_over)]
    for name, one in failed:
        console.print(f"[red]worse[/]  {name}: {one.case}: {one.rival}: {one.what} {one.before} -> {one.after}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
