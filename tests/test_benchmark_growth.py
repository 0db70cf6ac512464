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

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.growth import proxy
from benchmarks.growth.latency import ROUND_TRIP, WITHOUT_PROXY, by_proxy
from benchmarks.growth.lists import (
    FAR,
    LATENCIES,
    LENGTHS,
    NEAR,
    RIVALS,
    TooFewRoundTripsError,
    case,
    lengths,
    measured,
    per_order,
    went_round,
)
from benchmarks.growth.plot import LEAST_GAP, _apart
from benchmarks.measurement import Measurement
from benchmarks.rivals import HANDWRITTEN, NAIVE, OURS, STITCHED, TUNED
from benchmarks.scenario import load
from benchmarks.timing import Timing
from tests import benchmarked
from tests.benchmarked import drawn, found, timed
from tests.small_shop import DRIVER, ROOT, empty_shop, on_postgresql, python


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
    assert lengths(20_000, quick=False) == [*LENGTHS]
    assert lengths(60, quick=False) == [1, 10]
    assert lengths(20_000, quick=True) == [1, 10, 100]


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


OPTIONS = ("-m", "benchmarks", "--only", "growth", "--driver", DRIVER, "--orders", "60", "--runs", "1")


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    shown = " ".join(python(shop, *OPTIONS, "--results", str(tmp_path)).split())
    results = Findings.load(tmp_path / "growth.json")
    assert [results.cases, results.rivals[:5]] == [
        ["1 order", "10 orders", "1 order, 1 ms", "10 orders, 1 ms", ROUND_TRIP],
        [*RIVALS],
    ]
    for name in results.cases[:-1]:
        statements = {rival: results.of(name, rival).statements for rival in RIVALS}
        assert (statements.pop(NAIVE) or 0) >= (6 if name.startswith("1 ") else 41)
        assert statements == {TUNED: 4, STITCHED: 4, OURS: 1, HANDWRITTEN: 1}
        assert len({results.of(name, rival).body for rival in RIVALS}) == 1
    for bar in GROWTH.bars(results):
        assert " ".join(f"{bar.promise}: {bar.measured}".split()) in shown


@on_postgresql
def test_a_strict_run_fails_where_a_length_was_not_measured(shop: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", *OPTIONS, "--strict", "--results", str(tmp_path)],
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


GROWTH = load("growth")


def statements(rival: str, length: int) -> int:
    return {NAIVE: 1 + 5 * length, TUNED: 4, STITCHED: 4}.get(rival, 1)


def results(
    naive: float = 1000.0, tuned: float = 150.0, added: float = 1.0, longest: int = 10_000, quick: bool = False
) -> Findings:
    """Planted figures, in milliseconds of a list of 1,000 orders that the last two make in ten."""
    times = {NAIVE: naive, TUNED: tuned, STITCHED: 40.0, OURS: 10.0, HANDWRITTEN: 10.0}
    lists = [
        timed(case(length, latency), rival, time * length / 1000, statements(rival, length), body=600 * length)
        for latency in LATENCIES
        for length in LENGTHS
        for rival, time in times.items()
        if length <= longest
    ]
    near, far = (Timing(time, time, time, 9) for time in (0.05, 0.05 + added))
    round_trips = [Measurement(ROUND_TRIP, WITHOUT_PROXY, near), Measurement(ROUND_TRIP, by_proxy(FAR), far)]
    return found("growth", [*lists, *round_trips], quick)


def test_statements_that_went_another_way_are_noticed() -> None:
    raced = [timed("10 orders", rival, 1.0, statements(rival, 10)) for rival in RIVALS]
    went_round(raced, 9 * 61)
    with pytest.raises(TooFewRoundTripsError, match="549 statements took 548 round trips"):
        went_round(raced, 9 * 61 - 1)


def missed(made: Findings) -> list[str]:
    return [bar.promise for bar in GROWTH.bars(made) if not bar.met]


def test_bars_are_met_and_missed() -> None:
    assert len(GROWTH.bars(results())) == 1 + 2 + 4
    assert missed(results()) == []
    assert missed(results(naive=999.0)) == [
        f"1,000 orders, 1 ms: {rival} at least 100 times as fast as naive DRF" for rival in (OURS, HANDWRITTEN)
    ]
    assert missed(results(tuned=149.0)) == [
        f"1,000 orders, 1 ms: {rival} at least 15 times as fast as tuned DRF" for rival in (OURS, HANDWRITTEN)
    ]
    distance = "a round trip by the proxy takes 1 ms more, within 10%"
    assert missed(results(added=1.15)) == missed(results(added=0.85)) == [distance]


def test_a_second_statement_is_noticed_at_any_length() -> None:
    made = results()
    more = [timed("1,000,000 orders", rival, 1.0, statements=2) for rival in (OURS, HANDWRITTEN)]
    bars = GROWTH.bars(found("growth", [*made.measurements, *more]))
    assert [bar.measured for bar in bars if not bar.met] == [" / ".join("1" * 10) + " / 2"] * 2


def test_what_was_not_measured_is_not_met() -> None:
    assert benchmarked.missed(GROWTH, results(longest=100))[0].endswith("naive DRF: not measured")
    assert len(missed(results(longest=100))) == 4
    assert missed(results(longest=100, quick=True)) == []


def test_each_further_order_has_its_price() -> None:
    assert per_order(results(), NEAR, OURS) == pytest.approx(0.01)


def test_lists_that_some_did_not_write_are_left_out() -> None:
    made = results()
    most = [one for one in made.measurements if (one.case, one.rival) != ("10 orders", NAIVE)]
    assert measured(found("growth", most), NEAR) == [1, 100, 1000, 10000]
    assert measured(found("growth", most), FAR) == [*LENGTHS]


def test_the_tables_have_all_rows() -> None:
    by_length, all_of_it = GROWTH.tables(results())
    assert [row[0] for row in by_length.rows] == ["1 order", "10 orders", "100 orders", "1,000 orders", "10,000 orders"]
    assert len(all_of_it.rows) == 2 * len(LENGTHS) * len(RIVALS) + 2
    assert "10-90 %" in all_of_it.headings


def test_the_docs_have_a_line_for_each_length_and_latency() -> None:
    statements, times = (table.markdown().splitlines() for table in GROWTH.summary(results()))
    assert statements[-1] == "| 10,000 orders | 50,001 | 4 | 4 | 1 | 1 |"
    assert len(statements) == 2 + len(LENGTHS)
    assert times[-1] == "| 10,000 orders | 1 ms | 10.0 s | 1.50 s | 400 ms | 100 ms | 100 ms |"
    assert len(times) == 2 + 2 * len(LENGTHS)


def test_the_notes_have_sizes_growth_and_distance() -> None:
    about, near, far, distance = GROWTH.notes(results())
    assert about.endswith("Each list has 0.6, 6.0, 60.0, 600.0, 6,000.0 kB.")
    assert near.startswith("Milliseconds for each further order, from 1,000 to 10,000, with 0 ms: naive DRF 1.000,")
    assert "SQLListView 0.010" in far
    assert distance.startswith("A round trip took 0.050 ms without a proxy")
    assert "1.050 ms by way of the proxy" in distance
    assert len(GROWTH.notes(results(longest=1))) == 2


def test_what_ran_once_is_named() -> None:
    made = results()
    once = timed("20,000 orders", NAIVE, 1.0, runs=1)
    assert GROWTH.notes(found("growth", [*made.measurements, once]))[-1] == "Run once: naive DRF with 20,000 orders."


@pytest.mark.parametrize("longest", [1, 10_000])
def test_lists_of_one_length_and_of_many_are_drawn(longest: int) -> None:
    light, dark = drawn(GROWTH.plots(), results(longest=longest))["growth"]
    assert light[:8] == dark[:8] == b"\x89PNG\r\n\x1a\n"
    assert light != dark


def test_labels_are_moved_apart() -> None:
    assert _apart({"high": 0.9, "second": 0.5, "first": 0.49}) == {
        "first": 0.49,
        "second": 0.49 + LEAST_GAP,
        "high": 0.9,
    }
