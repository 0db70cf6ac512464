"""``python -m tests.caching.consistency --reads 50000``: a long load on a database of its own, and tables of it."""

from __future__ import annotations

import argparse
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # all tables; this process writes none that are kept

# isort: split
from tests.caching.consistency import ready  # noqa: F401  (Django, before all that needs it)

# isort: split
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from tests.caching.consistency.cores import CORES
from tests.caching.consistency.load import Load
from tests.caching.consistency.report import show
from tests.caching.consistency.server import Server


def main() -> None:
    said = _arguments()
    console = Console()
    if connection.vendor != "postgresql":
        sys.exit("Many processes write to one PostgreSQL: leave SQLLIST_TEST_DB out, or name one.")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with Server() as server:
            load = Load(server, said.reads, said.readers, said.writers, said.cores, said.idle)
            with Progress("Reads", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
                task = bar.add_task("reads", total=load.reads)

                def follow(load: Load) -> None:
                    for percent in range(1, 101):
                        load.wait_for(percent / 100)
                        bar.update(task, completed=load.board.reads)

                account = load.run(follow)
            account.add(load.at_rest())
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)
    show(account, console)
    sys.exit(bool(account.wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.caching.consistency", description=__doc__)
    parser.add_argument("--reads", type=int, default=50_000, help="of all readers (50000)")
    parser.add_argument("--readers", type=int, default=4, help="processes that read (4)")
    parser.add_argument("--writers", type=int, default=4, help="processes that write (4)")
    parser.add_argument("--idle", type=float, default=6.0, help="times as long as its transactions a writer waits (6)")
    parser.add_argument("--cores", nargs="+", choices=[*CORES], default=["as it is", "slow"], help="of the readers")
    return parser.parse_args()


if __name__ == "__main__":
    main()
