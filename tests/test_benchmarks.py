"""The benchmark's own machinery, and one run of it on a small shop."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from pytest_django.plugin import DjangoDbBlocker
from rich.console import Console

from benchmarks import readme
from benchmarks.bars import TIMES_OF_HANDWRITTEN
from benchmarks.race import DifferentBytesError, Result, check, race
from benchmarks.report import HEADINGS, Report
from benchmarks.rivals import BARE, HANDWRITTEN, HANDWRITTEN_BARE, NAIVE, OURS, PAIRS, TUNED, Rival
from benchmarks.scenarios.memory import Memory
from benchmarks.scenarios.methods import HINTS, ROWS, Method
from benchmarks.scenarios.pages import FILTERED, RUNS, Page, planned
from benchmarks.timing import Timing
from tests.small_shop import DRIVER, ROOT, empty_shop, on_postgresql, python

RIVALS = (NAIVE, TUNED, OURS, HANDWRITTEN, BARE, HANDWRITTEN_BARE)


def sender(name: str, body: bytes, status: int = 200) -> Rival:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(body, status=status)

    return Rival(name, view)


def test_a_planted_difference_is_found() -> None:
    rivals = [
        sender("one", b'{"price":"1.50"}'),
        sender("two", b'{"price":"1.50"}'),
        sender("three", b'{"price":1.50}'),
    ]
    with pytest.raises(DifferentBytesError, match="one and three differ at byte 9"):
        check(rivals, "/")
    with pytest.raises(DifferentBytesError):
        race(rivals, "/", {rival.name: 1 for rival in rivals})


def test_a_body_that_only_goes_on_differs() -> None:
    with pytest.raises(DifferentBytesError, match="at byte 2"):
        check([sender("one", b"[]"), sender("two", b"[]\n")], "/")


def test_an_error_is_no_answer() -> None:
    with pytest.raises(AssertionError, match="one answers 404"):
        check([sender("one", b"{}", status=404)], "/")


@pytest.mark.django_db
def test_statements_are_counted() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")
        return HttpResponse(b"[]")

    assert check([Rival("one", view), sender("two", b"[]")], "/") == {"one": (2, 2), "two": (0, 2)}


def test_slow_rivals_run_less_often() -> None:
    steps: list[None] = []
    results = race(
        [sender("slow", b"1"), sender("fast", b"1")], "/", {"slow": 3, "fast": 20}, lambda: steps.append(None)
    )
    assert {result.rival: result.timing.runs for result in results} == {"slow": 3, "fast": 20}
    assert len(steps) == 23


def test_timing() -> None:
    assert Timing.of([number / 1000 for number in range(101)]) == Timing(median=50, low=10, high=90, runs=101)
    assert Timing.of([0.001]) == Timing(median=1, low=1, high=1, runs=1)


def test_runs_are_limited() -> None:
    assert planned(None) == RUNS
    assert set(planned(2)[1000].values()) == {2}


def report(times: float) -> Report:
    """One where each rival takes that many times what the next one does."""
    results = [
        Result(rival, Timing(times**place, 1, 1000, 9), statements=1, body=99)
        for place, rival in enumerate(reversed(RIVALS))
    ]
    pages = [Page(size, list(reversed(results))) for size in RUNS]
    hinted = [
        Result(rival, Timing(times**place, 1, 1000, 9), statements=1, body=99)
        for place, rival in enumerate(reversed((TUNED, *HINTS)))
    ]
    methods = [Method(name, list(reversed(hinted))) for name in ("label", "total")]
    return Report({"Python": "3"}, pages, methods, Memory(idle=50, peak=350, body=100))


def test_the_report_has_all_rows() -> None:
    console = Console(record=True, width=120)
    report(1.0).show(console)
    shown = console.export_text()
    for rival in RIVALS:
        assert shown.count(f" {rival} ") == len(RUNS) + (2 if rival == TUNED else 0)
    assert all(heading in shown for heading in HEADINGS)
    assert "3.00 times the body" in shown


def test_the_readme_has_a_line_for_each_page_size() -> None:
    heading, _, *lines = report(2.0).markdown().partition("\n\n")[0].splitlines()
    assert heading == f"| page | {' | '.join(RIVALS)} | statements |"
    times = "32.00 ms | 16.00 ms | 8.00 ms | 4.00 ms | 2.00 ms | 1.00 ms"
    assert lines == [f"| {size:,} orders | {times} | 1 / 1 / 1 / 1 / 1 / 1 |" for size in RUNS]


def test_bars_are_met_and_missed() -> None:
    # As fast as each other: near enough to hand-written SQL, and no gain at all over DRF.
    met = {bar.promise: bar.met for bar in report(1.0).bars}
    assert len(met) == (2 + len(PAIRS)) * len(RUNS) + 2 * len(HINTS) + 1
    assert [promise for promise in met if not met[promise]] == [p for p in met if "as fast as tuned" in p]
    # Each much faster than the one before: just the other way round.
    met = {bar.promise: bar.met for bar in report(20.0).bars}
    assert [promise for promise in met if not met[promise]] == [p for p in met if "hand-written" in p]
    assert set(TIMES_OF_HANDWRITTEN) == set(RUNS)


def test_the_readme_has_a_line_for_each_method() -> None:
    heading, _, *lines = report(2.0).markdown().split("\n\n")[1].splitlines()[:4]
    assert heading == f"| method field, {ROWS} orders | {TUNED} | {' | '.join(HINTS)} | statements |"
    times = "8.00 ms | 4.00 ms | 2.00 ms | 1.00 ms"
    assert lines == [f"| {name} | {times} | 1 / 1 / 1 / 1 |" for name in ("label", "total")]


def test_the_readme_is_written_between_its_comments(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    assert not readme.write("| a |", page)
    page.write_text(f"# Title\n{readme.start()}\nold\n{readme.end()}\nEnd\n")
    assert readme.write("| a |", page)
    assert page.read_text() == f"# Title\n{readme.start()}\n| a |\n{readme.end()}\nEnd\n"


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


def run(shop: str, *options: str) -> str:
    return python(shop, "-m", "benchmarks", "--driver", DRIVER, "--orders", "60", *options)


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    shown = run(shop, "--runs", "2", "--json", str(figures))
    found = json.loads(figures.read_text())
    assert [(page["size"], result["rival"]) for page in found["pages"] for result in page["results"]] == [
        (size, rival) for size in RUNS for rival in RIVALS
    ]
    for page in found["pages"]:
        statements = {result["rival"]: result["statements"] for result in page["results"]}
        assert all(statements[rival] == 1 for pair in PAIRS for rival in pair)
        assert statements[NAIVE] > statements[TUNED] == 4
    for method in found["methods"]:
        statements = {result["rival"]: result["statements"] for result in method["results"]}
        assert statements["declared reads"] == statements["SQL twin"] == 1
        assert statements["no hint"] < statements[TUNED] == 4
    assert found["memory"]["peak"] >= found["memory"]["idle"] > found["memory"]["body"] > 0
    assert shown.count("one statement: 1") == len(RUNS)


FILTERING = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.rivals import rivals
from benchmarks.scenarios.pages import agree
print(json.dumps(agree(rivals())))
"""


@on_postgresql
def test_filtered_requests_are_answered_alike(shop: str) -> None:
    facts = json.loads(python(shop, "-c", FILTERING, DRIVER).splitlines()[-1])
    filtered = {query: facts[query] for query in FILTERED}
    for answers in filtered.values():
        assert set(answers) == set(RIVALS) - {BARE, HANDWRITTEN_BARE}
        assert answers[OURS] == answers[HANDWRITTEN]
        assert answers[OURS][0] == 1
    # Each of the filters changed the page.
    assert len({answers[OURS][1] for answers in filtered.values()}) == len(FILTERED)


def test_another_database_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "shop.sqlite3"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "benchmarks.quick"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "DATABASE_URL names another database" in done.stderr
    assert not database.exists()


@on_postgresql
def test_the_parts_of_a_request(shop: str) -> None:
    shown = run(shop, "--profile", "--runs", "9")
    assert "round trip" in shown
    assert "together" in shown
