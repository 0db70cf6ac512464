"""What a run found: tables for people, for the docs, JSON for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console

from benchmarks import machine
from benchmarks.bars import Bar
from benchmarks.hyperlinks.bars import bars
from benchmarks.hyperlinks.results import DRF_BARE, DRF_FAST, DRF_STOCK, SQL_BARE, SQL_LINKS, Links, Page
from benchmarks.tables import markdown, table

LINK_HEADINGS = (
    "links",
    "routes",
    "objects × links",
    "stock µs",
    "fast µs",
    "times",
    "stock field alone µs",
    "fast field alone µs",
    "times",
)
LIST_HEADINGS = ("list", "rows", "endpoint", "median ms", "10-90 %", "statements", "kB", "× without links")
DOCS_COLUMNS = (DRF_BARE, DRF_STOCK, DRF_FAST, SQL_BARE, SQL_LINKS)
BARE_OF = {DRF_STOCK: DRF_BARE, DRF_FAST: DRF_BARE, SQL_LINKS: SQL_BARE}
ABOUT_LINKS = (
    "Microseconds for a link: what it adds to the time of `serializer.data`, DRF's own loop and the making of the "
    "fields included; “alone” is its field's `get_attribute()` and `to_representation()`."
)
ABOUT_LISTS = (
    "“flat” has an order's own columns, “orders” is the demo's list, with customer, delivery, pizzas and toppings; "
    "neither has filters. Each row has four links to itself and one to its customer."
)


@dataclass(frozen=True)
class Report:
    """Everything that was measured."""

    machine: Mapping[str, str]
    links: Sequence[Links]
    pages: Sequence[Page]

    @property
    def bars(self) -> list[Bar]:
        return bars(self.links, self.pages)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "bars": [asdict(bar) for bar in self.bars]}

    def show(self, console: Console) -> None:
        console.print(table("Links in Python", LINK_HEADINGS, map(_link_cells, self.links), left=1))
        console.print(ABOUT_LINKS)
        rows = (_list_cells(page, rival) for page in self.pages for rival in DOCS_COLUMNS)
        console.print(table("Whole requests, in the process", LIST_HEADINGS, rows, left=3))
        console.print(ABOUT_LISTS)
        console.print(machine.line(self.machine), style="dim")
        for bar in self.bars:
            console.print(bar.line())

    def markdown(self) -> str:
        """The docs' tables: a line for each kind of link, and one for each list and page size."""
        return self._tables(self.links, self.pages)

    def summary(self) -> str:
        """The README's: those of five links on each of many objects, in a project of many routes."""
        most, longest = max(one.links for one in self.links), max(page.size for page in self.pages)
        routes = max(one.routes for one in self.links)
        links = [one for one in self.links if one.promised and (one.links, one.routes) == (most, routes)]
        return self._tables(links, [page for page in self.pages if page.size == longest])

    def _tables(self, links: Sequence[Links], pages: Sequence[Page]) -> str:
        of_links = markdown(LINK_HEADINGS, map(_link_cells, links))
        of_pages = markdown(("list", *DOCS_COLUMNS, "statements"), map(_page_cells, pages))
        return "\n".join([*of_links, "", ABOUT_LINKS, "", *of_pages, "", ABOUT_LISTS, machine.line(self.machine)])


def _link_cells(links: Links) -> tuple[str, ...]:
    return (
        links.title,
        str(links.routes),
        f"{links.objects:,} × {links.links}",
        f"{links.in_list['stock']:.1f}",
        f"{links.in_list['fast']:.2f}",
        f"{links.ratio:.1f}",
        f"{links.alone['stock']:.1f}",
        f"{links.alone['fast']:.2f}",
        f"{links.ratio_alone:.1f}",
    )


def _list_cells(page: Page, rival: str) -> tuple[str, ...]:
    result, bare = page.result(rival), BARE_OF.get(rival)
    timing = result.timing
    return (
        page.name,
        f"{page.size:,}",
        rival,
        f"{timing.median:.2f}",
        f"{timing.low:.2f}-{timing.high:.2f}",
        str(result.statements),
        f"{result.body / 1000:,.0f}",
        "" if bare is None else f"{page.ratio(rival, bare):.2f}",
    )


def _page_cells(page: Page) -> tuple[str, ...]:
    results = [page.result(rival) for rival in DOCS_COLUMNS]
    statements = " / ".join(str(result.statements) for result in results)
    times = [f"{result.timing.median:.2f} ms" for result in results]
    return (f"{page.name}, {page.size:,} rows", *times, statements)
