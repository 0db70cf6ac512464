"""What the links promise, as figures that a run meets or misses."""

from collections.abc import Sequence

from benchmarks.bars import Bar
from benchmarks.hyperlinks.results import SQL_BARE, SQL_LINKS, Links, Page

TIMES_FASTER_THAN_STOCK = 15.0
TIMES_OF_BARE = {1000: 1.25}


def bars(links: Sequence[Links], pages: Sequence[Page]) -> list[Bar]:
    of_links = [_of_links(one) for one in links if one.promised]
    return [*of_links, *(bar for page in pages for bar in _of_page(page))]


def _of_links(links: Links) -> Bar:
    least = TIMES_FASTER_THAN_STOCK
    what = f"{links.title}, {links.routes} routes, {links.objects:,} objects x {links.links}"
    promise = f"{what}: a fast field in at most 1/{least:g} of the time"
    return Bar(promise, f"1/{links.ratio_alone:.1f}", links.ratio_alone >= least)


def _of_page(page: Page) -> list[Bar]:
    statements, what = page.result(SQL_LINKS).statements, f"{page.name}, {page.size:,} rows"
    found = [Bar(f"{what}, five links: one statement", str(statements), statements == 1)]
    most = TIMES_OF_BARE.get(page.size)
    if most is not None:
        times = page.ratio(SQL_LINKS, SQL_BARE)
        promise = f"{what}: with five links at most {most:g} times the time without, in SQL"
        found.append(Bar(promise, f"{times:.2f}", times <= most))
    return found
