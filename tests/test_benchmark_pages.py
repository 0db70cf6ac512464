"""The benchmark's scenarios of pages, of method fields and of memory."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.memory import Memory
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.scenario import load
from benchmarks.scenarios.memory import TIMES, TIMES_OF_BODY
from benchmarks.scenarios.methods import HINTS
from benchmarks.scenarios.methods import case as case_of_method
from benchmarks.scenarios.pages import ALL, FILTERED, RIVALS, RUNS, case
from tests.benchmarked import drawn, found, missed, timed
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

PAGES, METHODS, MEMORY = load("pages"), load("methods"), load("memory")
WITH_FILTERS = (NAIVE, TUNED, OURS, HANDWRITTEN)


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


def run(shop: str, folder: Path, scenario: str, *options: str) -> Findings:
    shared = ("--driver", DRIVER, "--orders", "60", "--runs", "1", "--results", str(folder))
    shown = python(shop, "-m", "benchmarks", "--only", scenario, *shared, *options)
    results = Findings.load(folder / f"{scenario}.json")
    assert all(one.rival in shown for one in results.measurements)
    return results


@on_postgresql
def test_pages_of_a_small_shop(shop: str, tmp_path: Path) -> None:
    results = run(shop, tmp_path, "pages", "--quick")
    assert results.cases == [case(size, filters) for size in RUNS for filters in (False, True)]
    for name in results.cases:
        asked = WITH_FILTERS if name.endswith("filters") else RIVALS
        statements = {one.rival: one.statements for one in results.measurements if one.case == name}
        # A quick run is without naive DRF's longest page.
        assert {*asked} - {*statements} == ({NAIVE} if name.startswith("1,000") else set())
        assert statements[OURS] == statements[HANDWRITTEN] == 1
        assert statements.get(NAIVE, 99) > statements[TUNED] == 4  # type: ignore[operator]
        assert len({one.body for one in results.measurements if one.case == name}) == 1


@on_postgresql
def test_memory_of_all_orders_of_a_small_shop(shop: str, tmp_path: Path) -> None:
    results = run(shop, tmp_path, "memory")
    assert results.rivals == [TUNED, STITCHED, OURS, HANDWRITTEN]
    assert len({one.body for one in results.measurements}) == 1
    for one in results.measurements:
        assert one.memory is not None
        assert one.body is not None
        assert one.more[TIMES] == one.memory / one.body


FILTERING = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.race import check
from benchmarks.scenarios.pages import PATH, agree, without_pages
print(json.dumps([agree(), check(without_pages(), PATH), check(without_pages(), PATH + "?page_size=10")]))
"""


@on_postgresql
def test_filtered_requests_are_answered_alike_and_so_are_all_orders(shop: str) -> None:
    facts, everything, ten = json.loads(python(shop, "-c", FILTERING, DRIVER).splitlines()[-1])
    filtered = {query: facts[query] for query in FILTERED}
    for answers in filtered.values():
        assert {*answers} == {*WITH_FILTERS}
        assert answers[OURS] == answers[HANDWRITTEN]
        assert answers[OURS][0] == 1
    # Each of the filters changed the page.
    assert len({answers[OURS][1] for answers in filtered.values()}) == len(FILTERED)
    assert {rival: statements for rival, (statements, _) in everything.items()} == {
        TUNED: 3,
        STITCHED: 3,
        OURS: 1,
        HANDWRITTEN: 1,
    }
    assert everything[OURS][1] > 5 * ten[OURS][1]


def pages(times: float, quick: bool = False) -> Findings:
    """One where each rival takes that many times what the next one does."""
    measured = [
        timed(case(size, filters), rival, times**place)
        for size in RUNS
        for filters, rivals in ((False, RIVALS), (True, WITH_FILTERS))
        for place, rival in enumerate(reversed(rivals))
    ]
    return found("pages", measured, quick)


def test_bars_of_pages_are_met_and_missed() -> None:
    # As fast as each other: near enough to hand-written SQL, and no gain at all over DRF.
    assert len(PAGES.bars(pages(1.0))) == 1 + 8 + 3 + 6
    assert all("as fast as" in promise for promise in missed(PAGES, pages(1.0)))
    assert len(missed(PAGES, pages(1.0))) == 8 + 3
    # Each much faster than the one before: just the other way round.
    assert all("the time of hand-written SQL" in promise for promise in missed(PAGES, pages(20.0)))
    assert len(missed(PAGES, pages(20.0))) == 6


def test_what_a_full_run_leaves_out_is_missed() -> None:
    without = [one for one in pages(1.1).measurements if (one.case, one.rival) != ("1,000 orders", NAIVE)]
    name = "1,000 orders: SQLListView at least 80 times as fast as naive DRF"
    assert f"{name}: not measured" in missed(PAGES, found("pages", without))
    assert not any(promise.startswith(name) for promise in missed(PAGES, found("pages", without, quick=True)))


def test_the_readme_has_a_line_for_each_page() -> None:
    (table,) = PAGES.summary(pages(2.0))
    assert table.headings == ["page", *RIVALS, "statements"]
    assert table.rows[:2] == [
        ["10 orders", "16.0 ms", "8.00 ms", "4.00 ms", "2.00 ms", "1.00 ms", "1 / 1 / 1 / 1 / 1"],
        ["10 orders, filters", "8.00 ms", "4.00 ms", "–", "2.00 ms", "1.00 ms", "1 / 1 / – / 1 / 1"],
    ]
    assert len(table.rows) == 2 * len(RUNS)


def test_pages_are_drawn() -> None:
    light, dark = drawn(PAGES.plots(), found("pages", [*pages(2.0).measurements, timed(ALL, OURS, 99.0)]))["pages"]
    assert light != dark


def methods(times: float) -> Findings:
    """One where each rival takes that many times what the next one does."""
    return found(
        "methods",
        [
            timed(case_of_method(name), rival, times**place)
            for name in ("label", "total")
            for place, rival in enumerate(reversed((TUNED, *HINTS)))
        ],
    )


def test_bars_of_method_fields_are_met_and_missed() -> None:
    assert len(METHODS.bars(methods(1.0))) == len(missed(METHODS, methods(1.0))) == 2 * len(HINTS)
    assert missed(METHODS, methods(3.0)) == []
    # Twice as fast as the one before each: 2, 4, 8 times.
    assert [promise.partition(", 100 orders: ")[2] for promise in missed(METHODS, methods(2.0))] == [
        "SQLListView, no hint at least 3 times as fast as tuned DRF: 2.0",
        "SQLListView, no hint at least 3 times as fast as tuned DRF: 2.0",
        "SQLListView, declared reads at least 5 times as fast as tuned DRF: 4.0",
        "SQLListView, declared reads at least 5 times as fast as tuned DRF: 4.0",
    ]


def test_the_readme_has_a_line_for_each_method() -> None:
    (table,) = METHODS.summary(methods(2.0))
    assert table.headings == ["method field", TUNED, *HINTS, "statements"]
    times = ["8.00 ms", "4.00 ms", "2.00 ms", "1.00 ms"]
    assert table.rows == [[f"“{name}”, 100 orders", *times, "1 / 1 / 1 / 1"] for name in ("label", "total")]


def test_method_fields_are_drawn() -> None:
    light, dark = drawn(METHODS.plots(), methods(2.0))["methods"]
    assert light != dark


def memory(times: float) -> Findings:
    taken = Memory(idle=50_000_000, peak=50_000_000 + int(times * 1_000_000), body=1_000_000)
    return found(
        "memory", [Measurement(ALL, OURS, body=taken.body, memory=taken.above_idle, more={TIMES: taken.ratio})]
    )


def test_the_bar_of_memory_is_met_and_missed() -> None:
    assert missed(MEMORY, memory(3.99)) == []
    promise = f"all orders: SQLListView takes less than {TIMES_OF_BODY:g} times the body's size of memory"
    assert missed(MEMORY, memory(4.0)) == [f"{promise}: 4.00"]


def test_memory_is_told_and_drawn() -> None:
    (table,) = MEMORY.tables(memory(3.5))
    assert table.headings == ["case", "who", "kB", "memory MB", TIMES]
    assert table.rows == [[ALL, OURS, "1,000.0", "3.5", "3.50"]]
    light, dark = drawn(MEMORY.plots(), memory(3.5))["memory"]
    assert light != dark
