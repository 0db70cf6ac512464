"""The benchmark's frame: races, records, tables, plots, its command line, and one scenario of it on a small shop."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from pytest_django.plugin import DjangoDbBlocker

from benchmarks import machine
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.options import parse
from benchmarks.race import DifferentBytesError, check, race
from benchmarks.rivals import OURS, Rival
from benchmarks.scenario import load, names
from benchmarks.session import Session
from benchmarks.timing import Timing
from demo.redis_server import redis_url
from tests.benchmarked import MACHINE, found
from tests.small_shop import DRIVER, ROOT, empty_shop, on_postgresql, python


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
        session(quick=False).race("a case", rivals, "/", {rival.name: 1 for rival in rivals})


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
    rivals = [sender("slow", b"1"), sender("fast", b"1")]
    results = race("a case", rivals, "/", {"slow": 3, "fast": 20}, check(rivals, "/"), lambda: steps.append(None))
    assert {one.rival: one.time.runs for one in results if one.time} == {"slow": 3, "fast": 20}
    assert {(one.case, one.statements, one.body) for one in results} == {("a case", 0, 1)}
    assert len(steps) == 23


class Steps:
    """A meter that notes what it is told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.expected = self.done = 0

    def begin(self, what: str) -> None:
        self.begun.append(what)

    def expect(self, steps: int) -> None:
        self.expected += steps

    def advance(self) -> None:
        self.done += 1


def session(quick: bool, most: int | None = None, meter: Steps | None = None) -> Session:
    return Session(DRIVER, 60, quick, most, meter or Steps())


def test_the_meter_is_told_of_each_run() -> None:
    meter = Steps()
    session(False, most=2, meter=meter).race(
        "a case", [sender("one", b"1"), sender("two", b"1")], "/", {"one": 9, "two": 1}
    )
    assert (meter.begun, meter.expected, meter.done) == (["a case"], 3, 3)


def test_runs_are_limited() -> None:
    assert [session(False).runs(wanted) for wanted in (1, 5, 600)] == [1, 5, 600]
    assert [session(True).runs(wanted) for wanted in (1, 5, 600)] == [1, 3, 100]
    assert [session(quick, most=2).runs(600) for quick in (False, True)] == [2, 2]


def test_timing() -> None:
    assert Timing.of([number / 1000 for number in range(101)]) == Timing(median=50, low=10, high=90, runs=101)
    assert Timing.of([0.001]) == Timing(median=1, low=1, high=1, runs=1)


def test_each_file_is_one_scenario() -> None:
    for name in names():
        scenario = load(name)
        assert scenario.name == name
        assert scenario.title
        assert scenario.about.endswith(".")


def test_a_file_with_two_scenarios_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks.scenarios import memory

    class Another(memory.Memory):
        pass

    monkeypatch.setattr(Another, "__module__", memory.__name__)
    monkeypatch.setattr(memory, "Another", Another, raising=False)
    with pytest.raises(TypeError, match="memory has 2 subclasses of Scenario"):
        load("memory")


def test_a_name_that_no_scenario_has(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--only", "pages", "--only", "page"], names())
    said = capsys.readouterr().err
    assert "There is no scenario “page”: --only takes " in said
    assert ", ".join(names()) in said
    assert parse(["--only", "pages"], names()).only == ["pages"]


def test_quick_runs_are_not_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--quick", "--write"], names())
    assert "leave --quick out" in capsys.readouterr().err


@on_postgresql
@pytest.mark.django_db
def test_facts_of_the_machine() -> None:
    facts = machine.facts(["rich", "no-such-package"])
    assert {*facts} >= {"processor", "load", "Python", "Django", "Django REST framework", "PostgreSQL", "driver"}
    assert facts["driver"].split()[0] == DRIVER
    assert facts["no-such-package"] == "not installed"
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert not head or head.startswith(facts["drf_sqllist"].removesuffix("-dirty"))
    assert machine.line(MACHINE) == "Python 3."


REDIS = """
import redis
from demo.redis_server import redis_url
other = redis.Redis.from_url(redis_url())
other.set("a", 1)
print(redis_url(), other.info()["process_id"])
"""


def test_redis_stops_with_its_process_though_others_are_connected() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
    command = [sys.executable, "-W", "error", "-c", REDIS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    url, process = done.stdout.split()
    assert not Path(url.removeprefix("unix://")).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)


def test_another_redis_is_taken_as_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:1")
    assert redis_url() == "redis://elsewhere:1"


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    options = ("--driver", DRIVER, "--orders", "60", "--runs", "1", "--quick", "--results", str(tmp_path))
    shown = python(shop, "-m", "benchmarks", *options, "--only", "methods")
    assert "A page with a method field" in shown
    assert {file.name for file in tmp_path.iterdir()} == {
        f"methods{ending}" for ending in (".json", ".md", ".png", "-dark.png", ".svg")
    }
    results = Findings.load(tmp_path / "methods.json")
    assert (results.scenario, results.quick) == ("methods", True)
    for file in tmp_path.glob("*.png"):
        file.unlink()
    redrawn = python(shop, "-m", "benchmarks", "--redraw", "--results", str(tmp_path))
    assert "Result files" in redrawn
    assert len([*tmp_path.glob("*.png")]) == 2


@on_postgresql
def test_a_strict_run_fails_where_a_promise_is_missed(shop: str, tmp_path: Path) -> None:
    found("memory", [Measurement("all orders", OURS, memory=8, body=2, more={"times the body": 4.0})]).save(tmp_path)
    command = [sys.executable, "-m", "benchmarks", "--redraw", "--only", "memory", "--results", str(tmp_path)]
    for options, code in (((), 0), (("--strict",), 1)):
        done = subprocess.run([*command, *options], cwd=ROOT, env={**os.environ, "DATABASE_URL": shop}, check=False)
        assert done.returncode == code


def test_another_database_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "shop.sqlite3"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "benchmarks"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "DATABASE_URL names another database" in done.stderr
    assert not database.exists()
