"""The demo as its user meets it: a process, an address, Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    os.environ.get("SQLLIST_TEST_DB") != "sqlite",
    reason="brings its own database: once is enough, in the SQLite run",
)

ROOT = Path(__file__).resolve().parent.parent
TWINS = ("/api/orders/", "/api/orders/tuned/", "/api/orders/naive/")
QUERIES = (
    "",
    "page_size=7",
    "page_size=1000",
    "page=2",
    "page=last",
    "page=3&page_size=99",
    "page=0",
    "page=x",
    "status=done",
    "status=eaten",
    "search=zo%C3%AB",
    "search=O'Brien&status=done&ordering=id",
    "ordering=placed_at",
    "ordering=-placed_at",
    "ordering=id&page_size=5&page=4",
    "ordering=note",
    "format=json",
)


class Demo:
    """A running demo. What it says goes to a file: a full pipe would stop it."""

    def __init__(self, database: Path, port: int) -> None:
        self.log = database.with_suffix(".log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "demo"],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DEMO_ORDERS": "200", "PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def output(self) -> str:
        return self.log.read_text()

    def stop(self, number: signal.Signals) -> str:
        self.process.send_signal(number)
        assert self.process.wait(10) == 0, self.output
        assert "Traceback" not in self.output
        return self.output


@contextmanager
def served(database: Path, port: int) -> Iterator[Demo]:
    demo = Demo(database, port)
    try:
        # The port is open from the start, and answers once the data is there.
        deadline = time.monotonic() + 30
        while (home := fetch(port, "/")) is None:
            assert demo.process.poll() is None, demo.output
            assert time.monotonic() < deadline, "the demo does not answer"
            time.sleep(0.1)
        assert home[0] == 200, demo.output
        yield demo
    finally:
        demo.process.kill()
        demo.process.wait()


def fetch(port: int, path: str) -> tuple[int, dict[str, str], bytes] | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    except ConnectionError:
        return None
    finally:
        connection.close()


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo.sqlite3"


@pytest.fixture(scope="module")
def site(database: Path, port: int) -> Iterator[int]:
    with served(database, port):
        yield port


@pytest.mark.parametrize("query", QUERIES)
def test_the_twins_answer_alike(site: int, query: str) -> None:
    answers = []
    for twin in TWINS:
        answer = fetch(site, f"{twin}?{query}")
        assert answer is not None
        status, headers, body = answer
        own_url = f"http://127.0.0.1:{site}{twin}".encode()
        answers.append((status, headers["Content-Type"], headers["Vary"], body.replace(own_url, b"URL")))
    assert answers[0] == answers[1] == answers[2]


def test_the_kitchen_is_served_too(site: int) -> None:
    answers = []
    for twin in ("/api/kitchen/small-methods/", "/api/kitchen/small-methods/tuned/"):
        answer = fetch(site, f"{twin}?page=last")
        assert answer is not None
        own_url = f"http://127.0.0.1:{site}{twin}".encode()
        answers.append((answer[0], answer[2].replace(own_url, b"URL")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 200


@pytest.mark.parametrize(
    "query", ["", "min_total=60&ordering=-total,id", "since=2024-01-02&until=2024-01-03&page_size=5", "since=x"]
)
def test_the_report_and_its_twins(site: int, query: str) -> None:
    answers = []
    for twin in ("/api/reports/orders/", "/api/reports/orders/declared/", "/api/reports/orders/naive/"):
        answer = fetch(site, f"{twin}?{query}")
        assert answer is not None
        own_url = f"http://127.0.0.1:{site}{twin}".encode()
        answers.append((answer[0], answer[2].replace(own_url, b"URL")))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == (400 if query == "since=x" else 200)


@pytest.mark.parametrize(("twin", "statements"), [(TWINS[0], 1), (TWINS[1], 4), ("/api/reports/orders/", 1)])
def test_the_number_of_statements_does_not_grow_with_the_page(site: int, twin: str, statements: int) -> None:
    for page_size in (1, 100):
        answer = fetch(site, f"{twin}?page_size={page_size}")
        assert answer is not None
        assert answer[1]["X-Queries"] == str(statements)


@pytest.mark.parametrize(("twin", "statements"), [(TWINS[0], "1 statement"), (TWINS[1], "4 statements")])
def test_browsers_are_told_where_the_time_went(site: int, twin: str, statements: str) -> None:
    answer = fetch(site, f"{twin}?page_size=10")
    assert answer is not None
    timing = answer[1]["Server-Timing"]
    assert timing.startswith("total;dur=")
    assert f'desc="database lookup, {statements}"' in timing
    assert timing.endswith('sqllist;desc="sql"') is (twin == TWINS[0])


@pytest.mark.parametrize("twin", [*TWINS, "/api/reports/orders/"])
def test_the_browsable_api_works(site: int, twin: str) -> None:
    answer = fetch(site, f"{twin}?format=api&page_size=3")
    assert answer is not None
    status, headers, body = answer
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"&quot;placed_at&quot;" in body


@pytest.mark.parametrize("path", ["/", "/api/schema/", "/api/docs/", "/static/rest_framework/css/default.css"])
def test_the_other_pages_are_there(site: int, path: str) -> None:
    answer = fetch(site, path)
    assert answer is not None
    assert answer[0] == 200


def test_a_second_start_reuses_the_data_and_both_signals_stop_it(site: int, tmp_path: Path) -> None:
    whole = f"{TWINS[1]}?page_size=1000"
    database = tmp_path / "demo.sqlite3"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with served(database, port) as demo:
        first = fetch(port, whole)
        assert "are there already" not in demo.stop(signal.SIGINT)
    with served(database, port) as demo:
        second = fetch(port, whole)
        output = demo.stop(signal.SIGTERM)
        assert "The 200 orders are there already." in output
        assert "The kitchen is there already." in output
    elsewhere = fetch(site, whole)
    assert first is not None
    assert second is not None
    assert elsewhere is not None
    assert first[2] == second[2] == elsewhere[2]


def test_a_busy_port_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        demo = Demo(tmp_path / "demo.sqlite3", port)
        assert demo.process.wait(10) == 1
    assert demo.output == (f"Port {port} is in use: stop what listens there, or choose another one, as in PORT=8001.\n")
    assert list(tmp_path.iterdir()) == [demo.log]


@pytest.mark.parametrize("endpoint", [TWINS[0], "/api/reports/orders/"])
def test_commands_run_on_the_demos_database(endpoint: str, tmp_path: Path) -> None:
    """What a program reads is the command's output alone."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "demo.manage", "sqllist", "explain", f"{endpoint}?page_size=3", "--json"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DEMO_ORDERS": "50"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["mode"], found["difference"], found["statements"]["ours"]) == ("sql", "", 1)


def test_a_commands_mistake_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "demo.manage", "sqllist", "explain", "/api/order/"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}", "DEMO_ORDERS": "50"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "CommandError: /api/order/ leads to no view of demo.urls. Did you mean /api/orders/" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_database_can_be_migrated(tmp_path: Path) -> None:
    """``migrate`` runs the checks of databases first, when the tables of the report are not there yet."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}"}

    def django(*arguments: str) -> str:
        command = [sys.executable, "-W", "error", "-m", "django", *arguments, "--settings", "demo.settings"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    assert "(sqllist.I001)" in django("check", "--database", "default")
    django("migrate")
    assert "System check identified no issues" in django("check", "--database", "default")
