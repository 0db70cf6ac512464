"""What every benchmark can be told on its command line."""

from argparse import ArgumentParser
from pathlib import Path

from benchmarks.shop import DRIVERS


def parser(name: str, description: str) -> ArgumentParser:
    """The options that all have; ``name`` is the module's."""
    made = ArgumentParser(prog=f"python -m {name}", description=description)
    made.add_argument("--driver", choices=DRIVERS, default=DRIVERS[0], help="PostgreSQL's driver")
    made.add_argument("--orders", type=int, default=20_000, help="how many the shop has (default: %(default)s)")
    made.add_argument("--runs", type=int, help="at most so many runs of each endpoint and page size")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    made.add_argument("--write", action="store_true", help="put the tables into README and docs")
    made.add_argument("--strict", action="store_true", help="fail where a promise is missed")
    return made
