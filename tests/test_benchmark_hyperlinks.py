"""The benchmark of links: its own machinery, and one run of it on a small shop."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.hyperlinks.report import DOCS_COLUMNS, LIST_HEADINGS, Report
from benchmarks.hyperlinks.results import SQL_LINKS, Links, Page
from django.urls import get_resolver, get_urlconf
from pytest_django.plugin import DjangoDbBlocker
from rich.console import Console

from benchmarks import readme
from benchmarks.race import DifferentBytesError, Result, compare
from benchmarks.timing import Timing
from benchmarks.turns import in_turns
from tests.small_shop import DRIVER, ROOT, empty_shop, on_postgresql, python


def test_turns_are_taken_round_by_round() -> None:
    calls: list[str] = []

    def enters(name: str) -> Any:
        def prepare() -> Any:
            calls.append(f"{name} prepares")
            return lambda: calls.append(name)

        return prepare

    seconds = in_turns({name: enters(name) for name in "abc"}, {"a": 4, "b": 4, "c": 2})
    assert {name: len(taken) for name, taken in seconds.items()} == {"a": 4, "b": 4, "c": 2}
    assert [f"{name} prepares" for name in calls[1::2]] == calls[::2]
    turns = calls[1::2]
    assert sorted(turns[:2]) == ["a", "b"]
    assert sorted(turns[2:5]) == ["a", "b", "c"]


def test_a_planted_difference_is_found() -> None:
    compare("links", ("stock", b'"/api/1/"'), ("fast", b'"/api/1/"'))
    with pytest.raises(DifferentBytesError, match="links: stock and fast differ at byte 6"):
        compare("links", ("stock", b'"/api/1/"'), ("fast", b'"/api/2/"'))


def test_tables_are_written_between_their_own_comments(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{readme.start()}\nold\n{readme.end()}\n{readme.start('links')}\nold\n{readme.end('links')}\n")
    assert readme.write("| a |", page, "links")
    assert page.read_text() == (
        f"{readme.start()}\nold\n{readme.end()}\n{readme.start('links')}\n| a |\n{readme.end('links')}\n"
    )


def test_the_docs_have_a_place_for_the_tables() -> None:
    page = (ROOT / "docs" / "guides" / "hyperlinks.md").read_text(encoding="utf-8")
    assert readme.start("hyperlinks") in page
    assert readme.end("hyperlinks") in page


def test_urlconfs_have_as_many_routes_as_they_say() -> None:
    from benchmarks.hyperlinks.routes import FEW, KINDS, LINKED, MANY, served_by, view_name

    before = get_urlconf()
    for kind in KINDS:
        for count in (FEW, MANY):
            with served_by(kind, count):
                resolver = get_resolver(get_urlconf())
                if kind == "namespaced":
                    resolver = resolver.namespace_dict["shop"][1]
                names = [name for name in resolver.reverse_dict if isinstance(name, str)]
                assert len([name for name in names if name.endswith("-detail")]) == count
                assert {view_name(kind, name).removeprefix("shop:") for name in LINKED} <= {*names}
    assert get_urlconf() == before


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@pytest.fixture(scope="module")
def figures(shop: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one run of all found, and what it showed."""
    path = tmp_path_factory.mktemp("figures") / "figures.json"
    options = ("--driver", DRIVER, "--orders", "60", "--runs", "1", "--json", str(path))
    shown = python(shop, "-m", "benchmarks.hyperlinks", *options)
    found: dict[str, Any] = {**json.loads(path.read_text()), "shown": shown}
    return found


@on_postgresql
def test_all_links_are_measured(figures: dict[str, Any]) -> None:
    promised = [links for links in figures["links"] if links["promised"]]
    assert [(links["title"], links["routes"], links["links"]) for links in promised] == [
        (kind, routes, count)
        for kind in ("DRF router", "path()", "namespaced")
        for routes in (5, 300)
        for count in (1, 5)
    ]
    others = [links for links in figures["links"] if not links["promised"]]
    assert [(links["title"], links["objects"]) for links in others] == [
        ("path(), to a relation", 1000),
        ("slug, nothing to quote", 1000),
        ("text, to be quoted", 1000),
        ("DRF router", 10),
        ("DRF router", 10),
    ]
    assert all(links["alone"][rival] > 0 for links in figures["links"] for rival in ("stock", "fast"))


@on_postgresql
def test_all_lists_are_measured(figures: dict[str, Any]) -> None:
    assert [(page["name"], page["size"]) for page in figures["pages"]] == [
        (name, size) for name in ("flat", "orders") for size in (10, 100, 1000)
    ]
    for page in figures["pages"]:
        results = {result["rival"]: result for result in page["results"]}
        drf = 2 if page["name"] == "flat" else 4
        assert {rival: result["statements"] for rival, result in results.items()} == {
            "tuned DRF, no links": drf,
            "SQLListView, no links": 1,
            "tuned DRF, stock fields": drf,
            "tuned DRF, fast fields": drf,
            "SQLListView, stock fields": 1,
        }
        assert results["tuned DRF, no links"]["body"] < results["SQLListView, stock fields"]["body"]


@on_postgresql
def test_the_bars_are_shown(figures: dict[str, Any]) -> None:
    assert len(figures["bars"]) == 12 + 6 + 2
    shown = " ".join(figures["shown"].split())
    assert all(" ".join(f"{bar['promise']}: {bar['measured']}".split()) in shown for bar in figures["bars"])


AGAINST_STOCK = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.hyperlinks import fields
from benchmarks.hyperlinks.routes import served_by
found = {}
for setup in fields.SETUPS:
    with served_by(setup.kind, setup.routes):
        serializers = {rival: setup.serializer(classes) for rival, classes in fields.RIVALS.items()}
        found[setup.title] = json.loads(fields.check(setup, serializers))[0]
print(json.dumps(found))
"""


@on_postgresql
def test_links_are_those_of_their_routes(shop: str) -> None:
    found = json.loads(python(shop, "-c", AGAINST_STOCK, DRIVER).splitlines()[-1])
    assert found["DRF router"]["order_url"] == "http://testserver/api/orders/1/"
    assert found["namespaced"]["order_url"] == "http://testserver/shop/api/orders/1/"
    assert found["path(), to a relation"]["customer_url"] == "http://testserver/api/customers/1/"
    assert found["slug, nothing to quote"]["invoice_url"] == "http://testserver/api/invoices/half-and-half/"
    quoted = "http://testserver/api/invoices/cr%C3%A8me%20br%C3%BBl%C3%A9e%2050%25/"
    assert found["text, to be quoted"]["invoice_url"] == quoted


def report() -> Report:
    """Planted figures: some meet their bar to the dot, some just miss it."""
    links = [
        Links("path()", 5, 1, 1000, promised, {"stock": 20.0, "fast": 1.0}, {"stock": stock, "fast": 2.0})
        for promised, stock in ((True, 30.0), (True, 29.0), (False, 1.0))
    ]
    pages = []
    for size, times in ((10, 9.0), (1000, 1.25), (1000, 1.26)):
        medians = {**dict.fromkeys(DOCS_COLUMNS, 1.0), SQL_LINKS: times}
        results = [Result(rival, Timing(middle, 1, 2, 9), 1, 5000) for rival, middle in medians.items()]
        pages.append(Page("flat", size, results))
    return Report({"Python": "3"}, links, pages)


def test_bars_are_met_and_missed() -> None:
    assert [bar.met for bar in report().bars] == [True, False, True, True, True, True, False]


def test_the_report_has_all_rows() -> None:
    console = Console(record=True, width=200)
    report().show(console)
    shown = console.export_text()
    assert [shown.count(f" {rival} ") for rival in DOCS_COLUMNS] == [3] * len(DOCS_COLUMNS)
    assert shown.count(" path() ") == 3
    assert all(heading in shown for heading in LIST_HEADINGS)


def test_the_docs_have_a_line_for_each_kind_and_for_each_list() -> None:
    links, _, pages, *_ = report().markdown().split("\n\n")
    assert links.splitlines()[2:4] == [
        "| path() | 5 | 1,000 × 1 | 20.0 | 1.00 | 20.0 | 30.0 | 2.00 | 15.0 |",
        "| path() | 5 | 1,000 × 1 | 20.0 | 1.00 | 20.0 | 29.0 | 2.00 | 14.5 |",
    ]
    assert len(links.splitlines()) == len(pages.splitlines()) == 2 + 3
    fours = "1.00 ms | 1.00 ms | 1.00 ms | 1.00 ms"
    assert pages.splitlines()[3] == f"| flat, 1,000 rows | {fours} | 1.25 ms | 1 / 1 / 1 / 1 / 1 |"


def test_the_readme_has_those_with_the_most() -> None:
    links, _, pages, *_ = report().summary().split("\n\n")
    assert len(links.splitlines()) == 2 + 2
    assert len(pages.splitlines()) == 2 + 2
    assert all("1,000 rows" in line for line in pages.splitlines()[2:])
