"""The benchmark of a list that grows: its proxy, its figures, and one run of it on a small shop."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from threading import Thread
from typing import Any

import pytest
from benchmarks.growth.bars import bars
from benchmarks.growth.report import HEADINGS, Report, duration
from benchmarks.growth.results import HANDWRITTEN, NAIVE, RIVALS, STITCHED, TUNED, Page, per_order
from pytest_django.plugin import DjangoDbBlocker
from rich.console import Console

from benchmarks import readme
from benchmarks.growth import proxy
from benchmarks.growth.latency import Distance
from benchmarks.growth.lists import RUNS, TooFewRoundTripsError, planned, went_round
from benchmarks.race import Result
from benchmarks.rivals import OURS
from benchmarks.timing import Timing
from tests.small_shop import DRIVER, ROOT, empty_shop, on_postgresql, python

LENGTHS = tuple(RUNS)


class Ends:
    """A driver and a server with a proxy between them, which notes what the server has seen when it waits."""

    def __init__(self) -> None:
        self.seen_while_waiting: list[bool] = []
        self.driver, near = socket.socketpair()
        self.server, far = socket.socketpair()
        self.relay = Thread(target=proxy.relay, args=(near, far, self.wait))
        self.relay.start()

    def wait(self) -> None:
        readable, _, _ = select([self.server], (), (), 0)
        self.seen_while_waiting.append(bool(readable))

    def asks(self, *packets: bytes) -> None:
        for packet in packets:
            self.driver.sendall(packet)
            assert read(self.server, len(packet)) == packet

    def answers(self, *packets: bytes) -> None:
        for packet in packets:
            self.server.sendall(packet)
            assert read(self.driver, len(packet)) == packet


def read(end: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        found += end.recv(length - len(found))
    return found


@contextmanager
def ends() -> Iterator[Ends]:
    made = Ends()
    with made.driver, made.server:
        yield made
    made.relay.join(timeout=30)
    assert not made.relay.is_alive()


def test_each_round_trip_waits_once_before_it_is_handed_on() -> None:
    with ends() as made:
        made.asks(b"Parse", b"Bind and Execute", b"Sync")
        made.answers(b"row", b"row", b"ready")
        assert made.seen_while_waiting == [False]
        made.asks(b"Query")
        made.answers(b"ready")
        assert made.seen_while_waiting == [False, False]


def test_what_the_server_says_by_itself_does_not_wait() -> None:
    with ends() as made:
        made.answers(b"notice", b"notice")
        assert made.seen_while_waiting == []


def test_whoever_leaves_is_followed() -> None:
    with ends() as made:
        made.server.close()
        assert made.driver.recv(1) == b""
    with ends() as made:
        made.driver.close()
        assert made.server.recv(1) == b""


def test_a_round_trip_is_counted_and_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    delay = proxy.Delay(1.5)
    delay()
    delay()
    assert (delay.round_trips, slept) == (2, [0.0015, 0.0015])


def test_lists_are_no_longer_than_the_shop() -> None:
    assert planned(20_000, None) == RUNS
    assert [*planned(60, 2)] == [1, 10]
    assert {*planned(60, 2)[10].values()} == {2}


def test_the_docs_have_a_place_for_the_tables() -> None:
    page = (ROOT / "docs" / "explanation" / "growth.md").read_text(encoding="utf-8")
    assert readme.start("growth") in page
    assert readme.end("growth") in page


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


OPTIONS = ("-m", "benchmarks.growth", "--driver", DRIVER, "--orders", "60", "--runs", "1")


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    shown = " ".join(python(shop, *OPTIONS, "--json", str(figures)).split())
    found = json.loads(figures.read_text())
    assert [(page["latency"], page["orders"]) for page in found["pages"]] == [(0, 1), (0, 10), (1, 1), (1, 10)]
    for page in found["pages"]:
        statements = {result["rival"]: result["statements"] for result in page["results"]}
        assert statements.pop(NAIVE) >= 1 + 4 * page["orders"]
        assert statements == {TUNED: 4, STITCHED: 4, OURS: 1, HANDWRITTEN: 1}
        assert len({result["body"] for result in page["results"]}) == 1
    assert found["distance"]["wanted"] == 1
    assert all(" ".join(f"{bar['promise']}: {bar['measured']}".split()) in shown for bar in found["bars"])


@on_postgresql
def test_a_strict_run_fails_where_a_length_was_not_measured(shop: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", *OPTIONS, "--strict"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": shop},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert "not measured" in done.stdout


ROUND_TRIPS = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from django.db import connection
from benchmarks.growth.latency import proxied
from benchmarks.growth.lists import path, rivals
from benchmarks.race import WARM_UP, answer, check, get
before = dict(connection.settings_dict)
found = {}
near = check(rivals(), path(10))
with proxied(0) as proxy:
    assert check(rivals(), path(10)) == near
    assert connection.connection.info.port == proxy.port
    for rival in rivals():
        for _ in range(WARM_UP):
            answer(rival, get(path(10)))
        begun = proxy.round_trips()
        answer(rival, get(path(10)))
        found[rival.name] = near[rival.name][0], proxy.round_trips() - begun
assert connection.settings_dict == before
with connection.cursor() as cursor:
    assert connection.connection.info.port != proxy.port
print(json.dumps(found))
"""


@on_postgresql
def test_each_statement_goes_by_the_proxy(shop: str) -> None:
    found = json.loads(python(shop, "-c", ROUND_TRIPS, DRIVER).splitlines()[-1])
    assert {*found} == {*RIVALS}
    assert all(round_trips == statements for statements, round_trips in found.values()), found
    assert found[NAIVE][1] > 40
    assert found[OURS][1] == found[HANDWRITTEN][1] == 1


def results(times: dict[str, float], orders: int, runs: int = 9) -> list[Result]:
    statements = {NAIVE: 1 + 5 * orders, TUNED: 4, STITCHED: 4, OURS: 1, HANDWRITTEN: 1}
    return [
        Result(rival, Timing(times[rival], times[rival], times[rival], runs), statements[rival], 600 * orders)
        for rival in RIVALS
    ]


def report(naive: float = 1000.0, tuned: float = 150.0, added: float = 1.0) -> Report:
    """Planted figures, in milliseconds of a list of 1,000 orders that the last two make in ten."""
    times = {NAIVE: naive, TUNED: tuned, STITCHED: 40.0, OURS: 10.0, HANDWRITTEN: 10.0}
    pages = [
        Page(length, latency, results({rival: time * length / 1000 for rival, time in times.items()}, length))
        for latency in (0.0, 1.0)
        for length in LENGTHS
    ]
    return Report({"Python": "3"}, Distance(1.0, 0.05, 0.05 + added), pages)


def test_statements_that_went_another_way_are_noticed() -> None:
    raced = results(dict.fromkeys(RIVALS, 1.0), orders=10)
    went_round(raced, 9 * 61)
    with pytest.raises(TooFewRoundTripsError, match="549 statements took 548 round trips"):
        went_round(raced, 9 * 61 - 1)


def missed(made: Report) -> list[str]:
    return [bar.promise for bar in made.bars if not bar.met]


def test_bars_are_met_and_missed() -> None:
    assert len(report().bars) == 1 + 2 + 4
    assert missed(report()) == []
    assert missed(report(naive=999.0)) == [
        f"1,000 orders, 1 ms: {rival}: at least 100 times as fast as naive ORM" for rival in (OURS, HANDWRITTEN)
    ]
    assert missed(report(tuned=149.0)) == [
        f"1,000 orders, 1 ms: {rival}: at least 15 times as fast as tuned ORM" for rival in (OURS, HANDWRITTEN)
    ]
    distance = "a round trip by the proxy takes 1 ms more, within 10%"
    assert missed(report(added=1.15)) == missed(report(added=0.85)) == [distance]


def test_a_second_statement_is_noticed_at_any_length() -> None:
    pages = report().pages
    more = [Result(each.rival, each.timing, each.statements + 1, each.body) for each in pages[-1].results]
    found = bars([*pages[:-1], Page(10_000, 1.0, more)], Distance(1.0, 0.05, 1.05))
    assert [bar.measured for bar in found if not bar.met] == ["1 / 1 / 1 / 1 / 2"] * 2


def test_what_was_not_measured_is_not_met() -> None:
    found = bars([page for page in report().pages if page.orders < 1000], Distance(1.0, 0.05, 1.05))
    assert [bar.measured for bar in found if not bar.met] == ["not measured"] * 4


def test_each_further_order_has_its_price() -> None:
    assert per_order([page for page in report().pages if page.latency == 0], OURS) == pytest.approx(0.01)


def test_durations_have_three_digits() -> None:
    shown = [duration(value) for value in (0.972, 9.994, 9.996, 99.96, 999.4, 999.5, 9_994, 39_480, 105_000)]
    assert shown == ["0.97 ms", "9.99 ms", "10.0 ms", "100 ms", "999 ms", "1.00 s", "9.99 s", "39.5 s", "105 s"]


def test_the_report_has_all_rows() -> None:
    console = Console(record=True, width=80)
    report().show(console)
    shown = console.export_text()
    assert [shown.count(f"│ {rival} ") for rival in RIVALS] == [2 * len(LENGTHS)] * len(RIVALS)
    assert all(heading in shown for heading in HEADINGS)
    assert shown.count("met     ") == 7


def test_the_docs_have_a_line_for_each_length_and_latency() -> None:
    statements, times, notes = report().markdown().split("\n\n")
    assert statements.splitlines()[-1] == "| 10,000 orders | 50,001 | 4 | 4 | 1 | 1 |"
    assert len(statements.splitlines()) == 2 + len(LENGTHS)
    assert times.splitlines()[-1] == "| 10,000 orders | 1 ms | 10.0 s | 1.50 s | 400 ms | 100 ms | 100 ms |"
    assert len(times.splitlines()) == 2 + 2 * len(LENGTHS)
    assert "SQLListView 0.010" in notes
    assert "Run once" not in notes


def test_what_ran_once_is_named() -> None:
    made = report()
    once = Page(10_000, 1.0, results(dict.fromkeys(RIVALS, 1.0), 10_000, runs=1)[:1])
    found = Report(made.machine, made.distance, [once])._run_once()
    assert found == ["Run once: naive ORM with 10,000 orders and 1 ms."]


@pytest.fixture
def docs() -> Any:
    pytest.importorskip("matplotlib", reason="the pictures are drawn with the extra “bench”")
    from benchmarks.growth import docs

    return docs


def test_tables_and_pictures_are_written(docs: Any, tmp_path: Path) -> None:
    page = docs.page(tmp_path)
    page.parent.mkdir()
    assert not docs.write(report(), tmp_path)
    page.write_text(f"{readme.start('growth')}\nold\n{readme.end('growth')}\n")
    assert docs.write(report(), tmp_path)
    assert "| 10,000 orders | 50,001 | 4 | 4 | 1 | 1 |" in page.read_text()
    light, dark = ((tmp_path / "assets" / name).read_bytes() for name in docs.PICTURES)
    assert light != dark
    assert light[:8] == dark[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_pictures_are_there_and_small() -> None:
    for name in ("growth.png", "growth-dark.png"):
        assert (ROOT / "docs" / "assets" / name).stat().st_size < 150_000


def test_a_list_of_one_length_can_be_drawn(docs: Any, tmp_path: Path) -> None:
    from benchmarks.growth.plot import LIGHT, draw

    draw([page for page in report().pages if page.orders == 1], tmp_path / "one.png", LIGHT)
    assert (tmp_path / "one.png").exists()


def test_labels_are_moved_apart(docs: Any) -> None:
    from benchmarks.growth.plot import LEAST_GAP, _apart

    assert _apart({"high": 0.9, "second": 0.5, "first": 0.49}) == {
        "first": 0.49,
        "second": 0.49 + LEAST_GAP,
        "high": 0.9,
    }
