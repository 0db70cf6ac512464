"""What a result file shows in a page: tables, pictures, promises."""

from collections.abc import Iterable
from os.path import relpath
from pathlib import Path

from benchmarks import readme
from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.readme import DOCS, Mark
from benchmarks.report import RESULTS, markdown, summary
from benchmarks.scenario import Scenario, load, names

ASSETS = DOCS / "assets" / "benchmarks"
"""Where the docs' site has the plots of the results; `benchmarks/site.py` puts them there."""


def text_for(mark: Mark, page: Path, folder: Path = RESULTS) -> str:
    """What belongs between the comments of a page; nothing where nothing was measured.

    Arguments:
        folder: of the result files.

    Raises:
        LookupError: the mark asks for something that there is not.
    """
    file = folder / f"{mark.scenario}.json"
    if mark.scenario not in names() or not file.exists():
        return ""
    scenario, found = load(mark.scenario), Findings.load(file)
    match mark.what:
        case "":
            return markdown(scenario, found)
        case "summary":
            return summary(scenario, found)
        case "plots":
            return pictures(scenario.title, scenario.plots(), page, folder)
        case "bars":
            return promises(scenario.bars(found))
    raise LookupError(f"{page}: <!-- benchmark {mark.scenario}: {mark.what} --> asks for no tables, plots or bars.")


def pictures(title: str, names: Iterable[str], page: Path, folder: Path = RESULTS) -> str:
    """Plots, for readers in the light and in the dark: by Material's marks in the docs, by HTML elsewhere.

    Arguments:
        names: of the plots.
        folder: which has them, for pages that are not in the docs.
    """
    alt = f"{title}: the figures are in the tables."
    if page.is_relative_to(DOCS):
        return "\n".join(
            f"![{alt}]({relpath(ASSETS / f'{name}{ending}.png', page.parent)}#only-{light})"
            for name in names
            for ending, light in (("", "light"), ("-dark", "dark"))
        )

    def beside(file: str) -> str:
        return relpath(folder / file, page.parent)

    return "\n".join(
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{beside(f"{name}-dark.png")}">'
        f'<img alt="{alt}" src="{beside(f"{name}.png")}"></picture>'
        for name in names
    )


def promises(bars: Iterable[Bar]) -> str:
    """One line each."""
    return "\n".join(f"* {'met' if bar.met else '**missed**'}: {bar.promise}: {bar.measured}" for bar in bars)


def write_sheet(scenario: Scenario, found: Findings, folder: Path) -> None:
    """A page of its own beside the result file: plots, all tables, promises."""
    page = folder / f"{scenario.name}.md"
    plots = pictures(scenario.title, scenario.plots(), page, folder)
    parts = [f"# {scenario.title}", plots, markdown(scenario, found), promises(scenario.bars(found))]
    page.write_text("\n\n".join(filter(None, parts)) + "\n", encoding="utf-8")


def write_pages(folder: Path = RESULTS) -> None:
    """Put what the result files show into README and docs."""
    for page in readme.pages():
        before = page.read_text(encoding="utf-8")
        after = readme.filled(page, lambda mark, page=page: text_for(mark, page, folder))  # type: ignore[misc]
        if after != before:
            page.write_text(after, encoding="utf-8")
