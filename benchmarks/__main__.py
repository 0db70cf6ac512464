"""`python -m benchmarks`: every scenario, or some of them."""

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from rich.console import Console

from benchmarks.options import parse
from benchmarks.shop import open_shop, set_up_django

QUICK = "quick"
"""The folder beside the results that quick runs write to: what they found is not to be quoted."""

WIDTH = 100
"""Of what is printed where no terminal says how wide it is: the tables need as much."""


def main() -> None:
    from benchmarks.scenario import names

    options = parse(None, names())
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    if options.redraw:
        set_up_django()
    else:
        open_shop(options.driver, options.orders)
    # Only now: what follows imports models.
    from benchmarks import embedded, report

    folder = options.results or (report.RESULTS / QUICK if options.quick else report.RESULTS)
    met = [redraw(name, folder) if options.redraw else run(name, options, folder, console) for name in chosen(options)]
    console.print(f"Result files, tables and plots are in {folder}.")
    if options.write:
        embedded.write_pages(folder)
    if options.strict and not all(met):
        sys.exit(1)


def chosen(options: Namespace) -> list[str]:
    """The names of the scenarios to run."""
    from benchmarks.scenario import load, names

    if options.only:
        return list(options.only)
    return [name for name in names() if load(name).in_quick or not options.quick]


def run(name: str, options: Namespace, folder: Path, console: Console) -> bool:
    """Measure, show and save; whether all promises are met."""
    from benchmarks import machine, report
    from benchmarks.findings import Findings
    from benchmarks.meter import metered
    from benchmarks.scenario import load
    from benchmarks.session import Session

    scenario = load(name)
    facts = machine.facts(scenario.packages)
    with metered(scenario.title, console) as meter:
        session = Session(options.driver, options.orders, options.quick, options.runs, meter)
        measured = scenario.measure(session)
    found = Findings(name, date.today().isoformat(), options.quick, {**facts, **scenario.facts()}, measured)
    report.show(scenario, found, console)
    found.save(folder)
    return draw(name, folder)


def redraw(name: str, folder: Path) -> bool:
    """Tables and plots of a result file, if it is there."""
    return draw(name, folder) if (folder / f"{name}.json").exists() else True


def draw(name: str, folder: Path) -> bool:
    """Tables and plots of a result file; whether all promises are met."""
    from benchmarks import embedded, plots
    from benchmarks.findings import Findings
    from benchmarks.scenario import load

    scenario, found = load(name), Findings.load(folder / f"{name}.json")
    for plot, drawn in scenario.plots().items():
        plots.save(drawn, found, folder, plot)
    embedded.write_sheet(scenario, found, folder)
    return all(bar.met for bar in scenario.bars(found))


if __name__ == "__main__":
    main()
