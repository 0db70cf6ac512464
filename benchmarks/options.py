"""What the benchmark can be told on its command line."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shop import DRIVERS


def parse(arguments: Sequence[str] | None, names: Sequence[str]) -> Namespace:
    """Arguments:
    names: of the scenarios that there are.
    """
    parser = ArgumentParser(prog="python -m benchmarks", description="The library against its rivals.")
    add = parser.add_argument
    add(
        "--only",
        action="append",
        metavar="NAME",
        help=f"this scenario; again for more: {', '.join(names)}",
    )
    add("--quick", action="store_true", help="few runs, without the slow scenarios: under two minutes")
    add("--driver", choices=DRIVERS, default=DRIVERS[0], help="PostgreSQL's driver")
    add("--orders", type=int, default=20_000, help="how many the shop has (default: %(default)s)")
    add("--runs", type=int, help="at most so many runs of anything")
    add("--results", type=Path, metavar="FOLDER", help="where result files, tables and plots go")
    add(
        "--redraw",
        action="store_true",
        help="tables and plots of the result files that are there; measure nothing",
    )
    add("--write", action="store_true", help="put the tables into README and docs")
    add("--strict", action="store_true", help="fail where a promise is missed")
    options = parser.parse_args(arguments)
    for name in options.only or ():
        if name not in names:
            parser.error(f"There is no scenario “{name}”: --only takes {', '.join(names)}.")
    if options.quick and options.write:
        parser.error("--write quotes what was found, and a quick run is not to be quoted: leave --quick out.")
    return options
