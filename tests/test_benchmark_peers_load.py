"""The load of the benchmark of other frameworks: what wrk says, and the client that stands in for it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import perf_counter

import pytest

from benchmarks.peers import client, load, wrk
from benchmarks.peers.load import Load, LoadError

SAID = """\
Running 4s test @ http://127.0.0.1:8000/api/orders/?page_size=10
  1 threads and 4 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.32ms  812.05us  15.50ms   90.42%
    Req/Sec     1.21k    64.30     1.31k    72.50%
  Latency Distribution
     50%    3.12ms
     75%    3.55ms
     90%  950.00us
     99%    1.25s
  4812 requests in 4.01s, 32.10MB read
Requests/sec:   1200.10
Transfer/sec:      8.00MB
""".replace("1.25s\n", "1.25s \n")  # It makes room for two letters.


def test_what_wrk_says_is_read() -> None:
    found = wrk.parsed(SAID)
    assert found == Load(4812, 4.01, 3.12, 1250.0)
    assert found.rate == pytest.approx(1200)
    assert wrk.parsed(SAID.replace("in 4.01s", "in 1.00m")).seconds == 60


@pytest.mark.parametrize(
    "line",
    [
        "  Socket errors: connect 0, read 0, write 0, timeout 3",
        "  Non-2xx or 3xx responses: 7",
        "  0 requests in 4.00s, 0.00B read",
    ],
)
def test_an_error_that_wrk_tells_of_is_an_error(line: str) -> None:
    said = SAID.replace("  4812 requests in 4.01s, 32.10MB read", line)
    with pytest.raises(LoadError, match=line.strip() if "requests in" not in line else "no request"):
        wrk.parsed(said)


def test_what_wrk_does_not_say_is_an_error() -> None:
    with pytest.raises(LoadError, match="99th percentile"):
        wrk.parsed(SAID.replace("     99%    1.25s \n", ""))


def test_the_client_in_python_stands_in_for_wrk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert load.best().run is client.run
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    said = subprocess.CompletedProcess([], 1, stdout="wrk debian/4.1.0-3+b2 [epoll] Copyright (C) 2012 Will Glozer\n")
    monkeypatch.setattr("subprocess.run", lambda *command, **options: said)
    assert load.best().name == "wrk 4.1.0"


def test_wrk_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="unable to connect")
    monkeypatch.setattr("subprocess.run", lambda *command, **options: failed)
    with pytest.raises(LoadError, match="unable to connect"):
        wrk.run("http://127.0.0.1:9/", 4, 1)


def test_percentiles_of_a_load() -> None:
    found = Load.of([number / 1000 for number in range(1, 102)], 2.0)
    assert (found.requests, found.rate) == (101, 50.5)
    assert (found.p50, found.p99) == (pytest.approx(51), pytest.approx(100))
    once = Load.of([0.004], 1.0)
    assert (once.requests, once.p50, once.p99) == (1, pytest.approx(4), pytest.approx(4))
    with pytest.raises(LoadError, match="no request"):
        Load.of([], 1.0)


class Site(BaseHTTPRequestHandler):
    """Keeps its connections; tells what was asked for, and fails where it is told to."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[int, str]]

    def do_GET(self) -> None:
        self.seen.append((self.client_address[1], self.headers["Host"]))
        if self.path.startswith("/gone"):
            self.close_connection = True
            return
        body = self.path.encode()
        self.send_response(500 if self.path.startswith("/wrong") else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *about: object) -> None:
        """Not on the tests' screen."""


@contextmanager
def site() -> Iterator[tuple[str, list[tuple[int, str]]]]:
    seen: list[tuple[int, str]] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Site", (Site,), {"seen": seen})) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()
        thread.join()


def test_the_client_asks_on_so_many_connections_that_stay() -> None:
    with site() as (url, seen):
        found = client.run(f"{url}/list?n=1", 3, 60, at_most=5)
    assert found.requests == len(seen) == 15
    ports = [port for port, _ in seen]
    assert sorted(map(ports.count, {*ports})) == [5, 5, 5]
    assert 0 < found.p50 <= found.p99


def test_the_client_stops_when_its_time_is_over() -> None:
    with site() as (url, seen):
        begun = perf_counter()
        found = client.run(f"{url}/list?n=1", 2, 0.2)
        assert perf_counter() - begun >= found.seconds >= 0.2
    assert found.requests == len(seen) >= 2


def test_the_client_tells_the_server_its_host() -> None:
    with site() as (url, seen):
        assert client.get(f"{url}/list?n=1", "testserver") == b"/list?n=1"
    assert [host for _, host in seen] == ["testserver"]


@pytest.mark.parametrize(("place", "message"), [("/wrong?", "500 b'/wrong"), ("/gone?", "RemoteDisconnected")])
def test_no_answer_is_an_error(place: str, message: str) -> None:
    with site() as (url, _), pytest.raises(LoadError, match=message):
        client.run(url + place, 2, 5, at_most=2)
