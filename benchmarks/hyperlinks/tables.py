"""The figures of links, as tables."""

from collections.abc import Sequence

from benchmarks.findings import Findings
from benchmarks.hyperlinks.fields import ALONE, FAST_FIELD, IN_LIST, STOCK_FIELD
from benchmarks.hyperlinks.lists import DRF_BARE, DRF_FAST, DRF_STOCK, SQL_BARE, SQL_LINKS
from benchmarks.hyperlinks.setups import SETUPS, Setup
from benchmarks.tables import Table, duration, figure

LINK_HEADINGS = ("links", "routes", "objects", "DRF µs", "fast µs", "times", "DRF alone", "fast alone", "times")
BARE_OF = {DRF_STOCK: DRF_BARE, DRF_FAST: DRF_BARE, SQL_LINKS: SQL_BARE}


def times(found: Findings, setup: Setup, what: str) -> float:
    """Times as fast as DRF's own."""
    stock, fast = (found.of(setup.case, rival).more[what] for rival in (STOCK_FIELD, FAST_FIELD))
    return stock / fast


def measured(found: Findings) -> list[Setup]:
    return [setup for setup in SETUPS if found.has(setup.case, FAST_FIELD)]


def of_links(found: Findings, setups: Sequence[Setup]) -> Table:
    """A row for each kind of link."""
    return Table("Links in Python", LINK_HEADINGS, [_link_cells(found, setup) for setup in setups])


def _link_cells(found: Findings, setup: Setup) -> list[str]:
    cells = [setup.title, str(setup.routes), f"{setup.objects:,} × {setup.links}"]
    for what in (IN_LIST, ALONE):
        cells += [figure(found.of(setup.case, rival).more[what]) for rival in (STOCK_FIELD, FAST_FIELD)]
        cells.append(figure(times(found, setup, what)))
    return cells


def of_lists(found: Findings, cases: Sequence[str]) -> Table:
    """A row for each rival in each list, with what its links cost."""
    rows = []
    for one in found.measurements:
        if one.case not in cases or one.time is None:
            continue
        bare = BARE_OF.get(one.rival)
        cells = [
            duration(one.median),
            f"{duration(one.time.low)} - {duration(one.time.high)}",
            f"{one.statements}",
            f"{(one.body or 0) / 1000:,.1f}",
            "" if bare is None else f"{found.ratio(one.case, one.rival, bare):.2f}",
        ]
        rows.append([one.case, one.rival, *cells])
    headings = ["list", "who", "median", "10-90 %", "statements", "kB", "× without links"]
    return Table("Links in whole requests", headings, rows, left=2, breaks=True)
