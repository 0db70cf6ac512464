"""`python -m benchmarks.hyperlinks`: links by DRF's fields, by ours, and by SQL, in two minutes."""

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.options import parser
from benchmarks.shop import open_shop

if TYPE_CHECKING:
    from benchmarks.hyperlinks.report import Report

MARKER = "hyperlinks"


def main() -> None:
    options = parser("benchmarks.hyperlinks", "Fast links against DRF's own.").parse_args()
    console = Console(highlight=False)
    open_shop(options.driver, options.orders)
    # Only now: what follows imports models.
    from benchmarks import readme

    report = measure(options, console)
    report.show(console)
    if options.json:
        options.json.write_text(json.dumps(report.as_dict(), indent=2) + "\n")
    if options.write:
        guide = readme.ROOT / "docs" / "guides" / "hyperlinks.md"
        pages = {readme.README: report.summary(), guide: report.markdown()}
        written = [readme.write(tables, page, MARKER) for page, tables in pages.items()]
        if not any(written):
            console.print(f"No page has a {readme.start(MARKER)} … {readme.end(MARKER)}.")
    if options.strict and not all(bar.met for bar in report.bars):
        sys.exit(1)


def measure(options: Namespace, console: Console) -> "Report":
    from benchmarks import machine
    from benchmarks.hyperlinks import fields, lists
    from benchmarks.hyperlinks.report import Report

    of_fields, of_lists = fields.planned(options.runs), lists.planned(options.runs)
    total = fields.ENTERED * sum(of_fields.values())
    total += len(lists.LISTS) * sum(sum(counts.values()) for counts in of_lists.values())
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    facts = machine.facts()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Measuring", total=total)
        links = fields.measure(of_fields, lambda: progress.advance(task))
        pages = lists.measure(of_lists, lambda: progress.advance(task))
    return Report(facts, links, pages)


if __name__ == "__main__":
    main()
