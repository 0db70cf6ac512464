"""The benchmark of links: its own machinery, and one run of it on a small shop."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver, get_urlconf
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.hyperlinks.fields import ALONE, FAST_FIELD, IN_LIST, STOCK_FIELD
from benchmarks.hyperlinks.lists import RIVALS, SQL_LINKS
from benchmarks.hyperlinks.setups import SETUPS, Setup
from benchmarks.measurement import Measurement
from benchmarks.race import DifferentBytesError, compare
from benchmarks.scenario import load
from benchmarks.turns import in_turns
from tests import benchmarked
from tests.benchmarked import drawn, timed
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

LINKS = load("hyperlinks")


def test_turns_are_taken_round_by_round() -> None:
    calls: list[str] = []

    def enters(name: str) -> Any:
        def prepare() -> Any:
            calls.append(f"{name} prepares")
            return lambda: calls.append(name)

        return prepare

    spent = in_turns({name: enters(name) for name in "abc"}, {"a": 4, "b": 4, "c": 2})
    assert {name: len(taken.seconds) for name, taken in spent.items()} == {"a": 4, "b": 4, "c": 2}
    assert {name: len(taken.processor) for name, taken in spent.items()} == {"a": 4, "b": 4, "c": 2}
    assert [f"{name} prepares" for name in calls[1::2]] == calls[::2]
    turns = calls[1::2]
    assert sorted(turns[:2]) == ["a", "b"]
    assert sorted(turns[2:5]) == ["a", "b", "c"]


def test_a_planted_difference_is_found() -> None:
    compare("links", ("stock", b'"/api/1/"'), ("fast", b'"/api/1/"'))
    with pytest.raises(DifferentBytesError, match="links: stock and fast differ at byte 6"):
        compare("links", ("stock", b'"/api/1/"'), ("fast", b'"/api/2/"'))


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
def run(shop: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Findings, str]:
    """What one run of all found, and what it showed."""
    folder = tmp_path_factory.mktemp("results")
    options = ("--driver", DRIVER, "--orders", "60", "--runs", "1", "--results", str(folder))
    shown = python(shop, "-m", "benchmarks", "--only", "hyperlinks", *options)
    return Findings.load(folder / "hyperlinks.json"), shown


@on_postgresql
def test_all_links_are_measured(run: tuple[Findings, str]) -> None:
    results, _ = run
    promised = [setup for setup in SETUPS if setup.promised]
    assert [(setup.title, setup.routes, setup.links) for setup in promised] == [
        (kind, routes, count)
        for kind in ("DRF router", "path()", "namespaced")
        for routes in (5, 300)
        for count in (1, 5)
    ]
    others = [setup for setup in SETUPS if not setup.promised]
    assert [(setup.title, setup.objects) for setup in others] == [
        ("path(), to a relation", 1000),
        ("slug, nothing to quote", 1000),
        ("text, to be quoted", 1000),
        ("DRF router", 10),
        ("DRF router", 10),
    ]
    for setup in SETUPS:
        for rival in (STOCK_FIELD, FAST_FIELD):
            assert {*results.of(setup.case, rival).more} == {IN_LIST, ALONE}
            assert results.of(setup.case, rival).more[ALONE] > 0


@on_postgresql
def test_all_lists_are_measured(run: tuple[Findings, str]) -> None:
    results, _ = run
    assert [name for name in results.cases if "rows" in name] == [
        f"{name}, {size} rows" for name in ("flat", "orders") for size in ("10", "100", "1,000")
    ]
    for name in (name for name in results.cases if "rows" in name):
        drf = 2 if name.startswith("flat") else 4
        assert {rival: results.of(name, rival).statements for rival in RIVALS} == {
            "tuned DRF, no links": drf,
            "SQLListView, no links": 1,
            "tuned DRF, DRF's fields": drf,
            "tuned DRF, fast fields": drf,
            "SQLListView, DRF's fields": 1,
        }
        bodies = [results.of(name, rival).body or 0 for rival in ("tuned DRF, no links", "SQLListView, DRF's fields")]
        assert bodies[0] < bodies[1]


@on_postgresql
def test_the_bars_are_shown(run: tuple[Findings, str]) -> None:
    results, printed = run
    bars, shown = LINKS.bars(results), " ".join(printed.split())
    assert len(bars) == 12 + 6 + 2
    assert all(" ".join(f"{bar.promise}: {bar.measured}".split()) in shown for bar in bars)


AGAINST_STOCK = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.hyperlinks import fields
from benchmarks.hyperlinks.routes import served_by
from benchmarks.hyperlinks.setups import SETUPS
found = {}
for setup in SETUPS:
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


def links(setup: Setup, stock: float = 30.0) -> list[Measurement]:
    """DRF's field alone in so many microseconds, the fast one in two."""
    return [
        Measurement(setup.case, STOCK_FIELD, more={IN_LIST: 20.0, ALONE: stock}),
        Measurement(setup.case, FAST_FIELD, more={IN_LIST: 1.0, ALONE: 2.0}),
    ]


def results(
    stock: float = 30.0, times: float = 1.25, quick: bool = False, sizes: tuple[int, ...] = (10, 1000)
) -> Findings:
    """Planted figures, which meet their bars to the dot."""
    of_links = [one for setup in SETUPS for one in links(setup, stock)]
    lists = [
        timed(f"{name}, {size:,} rows", rival, times if rival == SQL_LINKS else 1.0)
        for name in ("flat", "orders")
        for size in sizes
        for rival in RIVALS
    ]
    return benchmarked.found("hyperlinks", [*of_links, *lists], quick)


def test_bars_are_met_and_missed() -> None:
    assert benchmarked.missed(LINKS, results()) == []
    slower = benchmarked.missed(LINKS, results(stock=29.0))
    assert len(slower) == 12
    assert slower[0] == "DRF router, 5 routes, 1,000 × 1: a fast field in at most 1/15 of the time: 1/14.5"
    assert benchmarked.missed(LINKS, results(times=1.26)) == [
        f"{name}, 1,000 rows: SQLListView, DRF's fields at most 1.25 times the time of SQLListView, no links: 1.26"
        for name in ("flat", "orders")
    ]


def test_links_that_were_not_measured() -> None:
    lists = [one for one in results().measurements if one.time]
    promised = [bar for bar in LINKS.bars(benchmarked.found("hyperlinks", lists)) if bar.measured == "not measured"]
    assert (len(promised), any(bar.met for bar in promised)) == (12, False)
    assert benchmarked.missed(LINKS, benchmarked.found("hyperlinks", lists, quick=True)) == []


def test_a_second_statement_is_noticed() -> None:
    twice = timed("flat, 100 rows", SQL_LINKS, 1.0, statements=2)
    made = benchmarked.found("hyperlinks", [*results().measurements, twice])
    assert benchmarked.missed(LINKS, made) == ["flat, 100 rows, five links: one statement: 2"]


def test_the_tables_have_all_rows() -> None:
    of_links, of_lists = LINKS.tables(results())
    assert len(of_links.rows) == len(SETUPS)
    assert of_links.rows[0] == ["DRF router", "5", "1,000 × 1", "20.0", "1.00", "20.0", "30.0", "2.00", "15.0"]
    assert [[row[1] for row in of_lists.rows].count(rival) for rival in RIVALS] == [4] * len(RIVALS)
    assert of_lists.rows[4][:4] == ["flat, 10 rows", "SQLListView, DRF's fields", "1.25 ms", "1.12 ms - 1.38 ms"]
    assert [row[-1] for row in of_lists.rows[:5]] == ["", "1.00", "1.00", "", "1.25"]


def test_the_readme_has_those_with_the_most() -> None:
    of_links, lists = LINKS.summary(results())
    assert [row[:3] for row in of_links.rows] == [
        [kind, "300", "1,000 × 5"] for kind in ("DRF router", "path()", "namespaced")
    ]
    fours = ["1.00 ms"] * 4
    assert lists.rows == [
        [f"{name}, 1,000 rows", *fours, "1.25 ms", "1 / 1 / 1 / 1 / 1"] for name in ("flat", "orders")
    ]


@pytest.mark.parametrize("sizes", [(10,), (10, 1000)])
def test_the_longest_lists_are_drawn(sizes: tuple[int, ...]) -> None:
    light, dark = drawn(LINKS.plots(), results(sizes=sizes))["hyperlinks"]
    assert light != dark
