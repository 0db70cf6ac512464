"""`python -m benchmarks.growth`: a list that grows, by five ways to write it, near the database and 1 ms away."""

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.options import parser
from benchmarks.shop import open_shop

if TYPE_CHECKING:
    from benchmarks.growth.report import Report


def main() -> None:
    options = parser("benchmarks.growth", "Statements and time of a list that grows.").parse_args()
    console = Console(highlight=False)
    open_shop(options.driver, options.orders)
    report = measure(options, console)
    report.show(console)
    if options.json:
        options.json.write_text(json.dumps(report.as_dict(), indent=2) + "\n")
    if options.write:
        # Only now: no other option needs matplotlib.
        from benchmarks import readme
        from benchmarks.growth import docs

        if not docs.write(report):
            console.print(f"{docs.page()} has no {readme.start(docs.MARKER)} … {readme.end(docs.MARKER)}.")
    if options.strict and not all(bar.met for bar in report.bars):
        sys.exit(1)


def measure(options: Namespace, console: Console) -> "Report":
    from benchmarks import machine
    from benchmarks.growth import lists
    from benchmarks.growth.report import Report

    runs = lists.planned(options.orders, options.runs)
    total = 2 * sum(sum(counts.values()) for counts in runs.values())
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    facts = machine.facts()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Measuring", total=total)
        pages, distance = lists.measure(
            runs, lambda what: progress.update(task, description=what), lambda: progress.advance(task)
        )
    return Report(facts, distance, pages)


if __name__ == "__main__":
    main()
