"""The benchmark of caches: its parts on planted figures, and one run of it on a small shop."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.caching import consistency
from benchmarks.caching.browser import Browser
from benchmarks.caching.changes import CHANGES
from benchmarks.caching.environment import RECIPE
from benchmarks.caching.processes import reasons
from benchmarks.caching.readers import Elsewhere
from benchmarks.caching.roster import BY_HAND, CACHE_PAGE, FAMILIES, HIT, NOT_MODIFIED, RIVALS
from benchmarks.caching.tables import by_change, compared, stale
from benchmarks.environments import Environment, name
from benchmarks.findings import Findings
from benchmarks.left_out import absent, left_out
from benchmarks.measurement import Measurement
from benchmarks.race import DifferentBytesError
from benchmarks.rivals import OURS, TUNED, Rival
from benchmarks.scenario import load
from benchmarks.scenarios.caching import RUNS, case
from tests import benchmarked
from tests.benchmarked import drawn, timed
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

CACHING = load("caching")
TIMES = {TUNED: 50.0, OURS: 3.0, HIT: 1.0, NOT_MODIFIED: 0.6, BY_HAND: 1.0 / 1.3}


def measured(times: dict[str, float], wrong: dict[str, int] | None = None) -> Findings:
    """Planted medians of all sizes, and after how many of the changes each is stale."""
    counts = {BY_HAND: len(CHANGES), **(wrong or {})}
    of_time = [timed(case(size), rival, median, statements=0) for size in RUNS for rival, median in times.items()]
    of_changes = [
        Measurement(
            consistency.CASE,
            rival,
            more={change: float(number < counts.get(rival, 0)) for number, change in enumerate(CHANGES)},
        )
        for rival in times
    ]
    return benchmarked.found("caching", [*of_time, *of_changes])


def test_bars_are_met_and_missed() -> None:
    assert benchmarked.missed(CACHING, measured(TIMES)) == []
    assert benchmarked.missed(CACHING, measured({**TIMES, OURS: 2.9})) == [
        "100 orders: SQLListView, hit at least 3 times as fast as SQLListView: 2.9",
        "100 orders: SQLListView, 304 at least 5 times as fast as SQLListView: 4.8",
    ]
    assert benchmarked.missed(CACHING, measured({**TIMES, BY_HAND: 0.7})) == [
        "100 orders: SQLListView, hit at most 1.3 times the time of tuned DRF, cache.get: 1.43"
    ]


def test_one_stale_answer_is_one_too_many() -> None:
    assert benchmarked.missed(CACHING, measured(TIMES, {HIT: 1})) == [
        f"SQLListView, hit: never from before a change that was committed: 1 of {len(CHANGES)}"
    ]


def test_what_was_not_measured_is_not_met() -> None:
    without = {rival: time for rival, time in TIMES.items() if rival != NOT_MODIFIED}
    assert benchmarked.missed(CACHING, measured(without)) == [
        "100 orders: SQLListView, 304 at least 5 times as fast as SQLListView: not measured",
        "SQLListView, 304: never from before a change that was committed: not measured",
    ]


def test_the_tables() -> None:
    found = measured(TIMES, {HIT: 2})
    assert compared("", found).rows == [
        [TUNED, "50.0 ms", "50.0 ms", "50.0 ms", "0", "never"],
        [OURS, "3.00 ms", "3.00 ms", "3.00 ms", "0", "never"],
        [HIT, "1.00 ms", "1.00 ms", "1.00 ms", "0", f"2 of {len(CHANGES)}"],
        [NOT_MODIFIED, "0.60 ms", "0.60 ms", "0.60 ms", "0", "never"],
        [BY_HAND, "0.77 ms", "0.77 ms", "0.77 ms", "0", f"{len(CHANGES)} of {len(CHANGES)}"],
    ]
    table = by_change("", found)
    assert table.headings == ["change", "hit", "304", "cache.get"]
    assert [row[0] for row in table.rows] == [*CHANGES]
    assert [row[1:] for row in table.rows][:3] == [
        ["stale", "fresh", "stale"],
        ["stale", "fresh", "stale"],
        ["fresh", "fresh", "stale"],
    ]
    assert len(CACHING.tables(found)[2].rows) == len(RUNS) * len(TIMES)
    assert stale(found, CACHE_PAGE) == "–"


def test_who_is_left_out_is_named() -> None:
    found = measured(TIMES)
    found = replace(found, measurements=[*found.measurements, absent(CACHE_PAGE, "it is gone")])
    assert left_out(found) == [f"Left out: {CACHE_PAGE}, as it is gone"]
    assert CACHING.notes(found)[-1] == left_out(found)[0]
    assert CACHE_PAGE not in [row[0] for row in compared("", found).rows]


def test_the_picture() -> None:
    light, dark = drawn(CACHING.plots(), measured(TIMES))["caching"]
    assert light != dark


def test_each_rival_has_a_family_and_each_package_a_rival() -> None:
    assert sorted(rival for family in FAMILIES for rival in family.rivals) == sorted(RIVALS)
    assert {family.needs for family in FAMILIES} - {""} == {*map(name, RECIPE.lines())}


def test_a_package_that_is_not_there_leaves_out_its_family() -> None:
    there = Environment("python", {}, {"django-cachalot": "No matching distribution"})
    assert reasons(there) == {"cachalot": "django-cachalot is not installed: No matching distribution"}


def tagged(request: HttpRequest) -> HttpResponse:
    if request.headers.get("If-None-Match") == '"1"':
        return HttpResponse(status=304)
    return HttpResponse(b"[]", headers={"ETag": '"1"'})


def test_a_browser_shows_what_it_has_kept() -> None:
    browser = Browser(tagged)
    for url, again in (("/a/", 0), ("/a/", 1), ("/b/", 1), ("/a/?page=2", 1), ("/a/", 2)):
        shown = browser(RequestFactory().get(url))
        assert (shown.content, shown.status_code, browser.not_modified) == (b"[]", 200, again)
    with pytest.raises(LookupError, match="/a/: the answer has no ETag"):
        Browser(lambda request: HttpResponse(b"[]"))(RequestFactory().get("/a/"))


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_is_made_between_a_readers_rows_and_its_answer() -> None:
    happened: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute('SELECT 1 AS "note"')
        happened.append("answer")
        return HttpResponse(b"[]")

    readers = Elsewhere([Rival("one", view), Rival("two", view)], "/")
    readers.ask_around(lambda: happened.append("change"))
    assert happened == ["change", "answer", "answer"]
    readers.ask()
    assert happened[3:] == ["answer", "answer"]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_reader_that_fails_says_so() -> None:
    readers = Elsewhere([Rival("one", lambda request: HttpResponse(status=500))], "/")
    with pytest.raises(AssertionError, match="one answers 500"):
        readers.ask_around(lambda: None)


def test_a_body_that_never_was_is_noticed() -> None:
    consistency._compare({HIT: "a", OURS: "b"}, {"a", "b"}, "save()")
    with pytest.raises(DifferentBytesError, match=r"save\(\): SQLListView, hit sends what the database has never had"):
        consistency._compare({HIT: "c"}, {"a", "b"}, "save()")


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


RUN = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.environments import Environment, Recipe
from benchmarks.scenario import load
from benchmarks.session import Session
from demo.pizzas.models import Order

class Quiet:
    begin = expect = advance = lambda self, *about: None

needs = ("django-cachalot", "django-cacheops", "drf-extensions")
Recipe.prepared = lambda self, advance=None: Environment("nowhere", {}, dict.fromkeys(needs, "it is gone"))
notes = [*Order.objects.values_list("pk", "note", "customer__name")]
measured = load("caching").measure(Session(sys.argv[1], 60, True, 2, Quiet()))
assert [*Order.objects.values_list("pk", "note", "customer__name")] == notes
print(json.dumps([one.as_record() for one in measured]))
"""


@on_postgresql
def test_a_run_on_a_small_shop(shop: str) -> None:
    records: Any = json.loads(python(shop, "-c", RUN, DRIVER).splitlines()[-1])
    found = benchmarked.found("caching", map(Measurement.from_record, records))
    there = FAMILIES[0].rivals
    for size in RUNS:
        assert {rival: found.of(case(size), rival).statements for rival in there} == {
            rival: {TUNED: 4, OURS: 1}.get(rival, 0) for rival in there
        }
        assert len({found.of(case(size), rival).body for rival in there}) == 1
    never, always = dict.fromkeys(CHANGES, 0.0), dict.fromkeys(CHANGES, 1.0)
    assert {rival: found.of(consistency.CASE, rival).more for rival in there} == {
        rival: always if rival in (BY_HAND, CACHE_PAGE) else never for rival in there
    }
    assert "cachalot, as django-cachalot is not installed: it is gone" in left_out(found)[-2]
