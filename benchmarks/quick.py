"""`python -m benchmarks.quick`: the library against DRF and against hand-written SQL, in two minutes."""

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.options import parser
from benchmarks.shop import open_shop

if TYPE_CHECKING:
    from benchmarks.report import Report


def main() -> None:
    options = arguments()
    console = Console(highlight=False)
    open_shop(options.driver, options.orders)
    # Only now: what follows imports models.
    from benchmarks import parts, readme

    if options.profile:
        parts.show(parts.profile(options.runs or 300), console)
        return
    report = measure(options, console)
    report.show(console)
    if options.json:
        options.json.write_text(json.dumps(report.as_dict(), indent=2) + "\n")
    if options.write and not readme.write(report.markdown()):
        console.print(f"{readme.README.name} has no {readme.start()} … {readme.end()}.")
    if options.strict and not all(bar.met for bar in report.bars):
        sys.exit(1)


def arguments() -> Namespace:
    options = parser("benchmarks.quick", "SQLListView against its rivals.")
    options.add_argument("--profile", action="store_true", help="show where a small page's time goes, and no more")
    return options.parse_args()


def measure(options: Namespace, console: Console) -> "Report":
    from benchmarks import machine
    from benchmarks.report import Report
    from benchmarks.scenarios import memory, methods, pages

    runs = pages.planned(options.runs)
    with_method = methods.planned(options.runs)
    total = sum(sum(counts.values()) for counts in runs.values()) + 2 * sum(with_method.values())
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    facts = machine.facts()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Measuring", total=total)
        measured = pages.measure(runs, lambda: progress.advance(task))
        methodical = methods.measure(with_method, lambda: progress.advance(task))
    return Report(facts, measured, methodical, memory.measure(options.driver))


if __name__ == "__main__":
    main()
