"""The benchmark of other frameworks: its promises, its pictures, and two of its peers on a small shop."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from django.test import RequestFactory
from pytest_django.plugin import DjangoDbBlocker
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from benchmarks import environments
from benchmarks.environments import Environment, Recipe
from benchmarks.findings import Findings
from benchmarks.left_out import LEFT_OUT, left_out
from benchmarks.measurement import Measurement
from benchmarks.peers import answers, client, load, measuring, processes, rounds
from benchmarks.peers.answers import Answers, DifferentDataError
from benchmarks.peers.bars import bars
from benchmarks.peers.envelope import asked_for, links
from benchmarks.peers.environment import RECIPE
from benchmarks.peers.load import Load, LoadError
from benchmarks.peers.measuring import Contest, case
from benchmarks.peers.roster import DJANGO_FLOOR, FLOOR, OURS_PSYCOPG2, PEERS, PSYCOPG_FLOOR, Peer
from benchmarks.peers.rounds import LEAST, MOST, RATE, Round
from benchmarks.peers.table import compared, details
from benchmarks.rivals import NAIVE, OURS, TUNED
from benchmarks.session import Session
from benchmarks.timing import Timing
from tests.small_shop import DRIVER, ROOT, empty_shop, on_postgresql, python


@pytest.mark.parametrize("query", ["", "?page_size=10", "?page=2&page_size=10", "?page=3", "?z=%C3%A9&page=2&a=1"])
def test_links_are_those_of_drf(query: str) -> None:
    request = Request(RequestFactory().get(f"/api/orders/{query}"))
    paginator = PageNumberPagination()
    paginator.page_size_query_param = "page_size"
    paginator.page_size = 100
    paginator.paginate_queryset(range(20_000), request)
    number, size = asked_for(request.query_params)
    url = request.build_absolute_uri()
    assert links(url, number, size, 20_000) == (paginator.get_next_link(), paginator.get_previous_link())


def test_the_last_page_has_no_next_one() -> None:
    assert links("http://x/?page=2", 2, 100, 200) == (None, "http://x/")
    assert asked_for({"page_size": "5000"}) == (1, 1000)


def test_a_load_lasts_as_long_as_its_requests() -> None:
    assert [rounds.lasting(rate, 4) for rate in (1000.0, 10.0, 2.5, 0.5)] == [4, 4, 16, 60]
    assert [rounds.lasting(rate, 1) for rate in (1000.0, 2.5, 0.8)] == [1, 5, 15]
    assert [rounds.lasting(0.1, seconds) for seconds in (1, 4)] == [120, 120]


def test_each_round_has_an_order_of_its_own_that_comes_back() -> None:
    names = [peer.name for peer in PEERS]
    first, second = rounds.in_turn(names, 0), rounds.in_turn(names, 1)
    assert sorted(first) == sorted(second) == sorted(names)
    assert first != second
    assert first == rounds.in_turn(names, 0)


BUSY = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(20_000_000))']); input()"


def test_processor_time_is_that_of_all_processes_also_of_those_that_ended() -> None:
    here = [sys.executable, "-c", f"print(flush=True); {BUSY.replace('; input()', '')}; print(flush=True); input()"]
    process = psutil.Popen(here, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        before = processes.processor(process)
        process.stdout.readline()
        own = process.cpu_times()
        after = processes.processor(process)
        assert after - before > own.user + own.system - before + 0.1
        assert processes.peak(process) > 1_000_000
    finally:
        processes.end(process)
        process.stdin.close()
        process.stdout.close()
    assert not process.is_running()
    processes.end(process)


def exact(is_exact: bool) -> Peer:
    return Peer("somebody", "somebody", exact=is_exact)


def test_the_same_data_will_do_for_those_who_do_not_say_more() -> None:
    drf = b'{"price":"1.50","note":"\\u2028"}'
    same = '{"note": "\u2028", "price": "1.50"}'.encode()
    answers._compare(exact(False), "/", drf, same)
    with pytest.raises(DifferentDataError, match="somebody differs from DRF"):
        answers._compare(exact(True), "/", drf, same)


@pytest.mark.parametrize("other", [b'{"price":1.5}', b'{"price":"1.5"}', b'{"price":"1.50","more":1}'])
def test_other_spellings_of_a_number_are_other_data(other: bytes) -> None:
    with pytest.raises(DifferentDataError):
        answers._compare(exact(False), "/", b'{"price":"1.50"}', other)
    with pytest.raises(DifferentDataError):
        answers._compare(exact(False), "/", b'{"n":1}', b'{"n":1.0}')


def test_every_peer_has_a_file_and_says_what_it_needs() -> None:
    names = [peer.name for peer in PEERS]
    assert len({*names}) == len(names)
    files = {file.stem for file in (ROOT / "benchmarks" / "peers" / "apps").glob("*.py")} - {"__init__"}
    assert {peer.app for peer in PEERS} == files
    needed = {need for peer in PEERS for need in peer.needs}
    assert needed == {*map(environments.name, RECIPE.lines())}


def test_the_docs_name_every_peer() -> None:
    page = (ROOT / "docs" / "explanation" / "peers.md").read_text(encoding="utf-8")
    assert [peer.name for peer in PEERS if f"\n| {peer.name} |" not in page] == []
    assert "<!-- benchmark peers -->" in page


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    return replace(RECIPE, folder=tmp_path / "peers")


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch, recipe: Recipe) -> list[str]:
    """What pip was asked for, in an environment that is not made."""
    asked: list[str] = []

    def run(python: Path, constraints: Path, *what: str) -> Any:
        assert "django==" in constraints.read_text()
        asked.append(what[-1])
        wrong = what[-1] == "serpy"
        return subprocess.CompletedProcess(what, int(wrong), stderr="ERROR: first\nERROR: No matching distribution\n")

    def make(command: Any, **options: Any) -> None:
        recipe.folder.mkdir()

    monkeypatch.setattr(environments, "_pip", run)
    monkeypatch.setattr(environments, "_versions", lambda python, names: dict.fromkeys(names, "1.0"))
    monkeypatch.setattr("subprocess.run", make)
    return asked


def test_what_cannot_be_installed_is_missing_with_pips_reason(pip: list[str], recipe: Recipe) -> None:
    steps: list[None] = []
    made = recipe.prepared(lambda: steps.append(None))
    assert made.missing == {"serpy": "No matching distribution"}
    assert {*made.versions} == {"gunicorn", *map(environments.name, recipe.lines())} - {"serpy"}
    assert len(steps) == len(recipe.lines())
    assert pip == ["gunicorn>=25", *recipe.lines()]


def test_an_environment_is_made_once(pip: list[str], recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    made = recipe.prepared()
    pip.clear()
    assert recipe.prepared() == made
    assert pip == []
    monkeypatch.setattr(environments, "SAME", ("django",))
    (recipe.folder / "ready.json").rename(recipe.folder.parent / "ready.json")
    recipe.folder.joinpath("constraints.txt").unlink()
    recipe.folder.rmdir()
    recipe.prepared()
    assert pip


def planted(rates: Mapping[str, float]) -> Findings:
    """Figures of 10, 100 and 1,000 orders: a tenth of the requests for ten times the orders."""
    measured = [
        rounds.measurement(
            case(size),
            name,
            [
                Round(Load(100, 100 / (rate * 10 / size * share), 4.0, 9.0), 0.002, 0.001, 90_000_000)
                for share in (1.0, 0.9, 1.2)
            ],
            Answers(700, name == OURS, 1),
        )
        for size in (10, 100, 1000)
        for name, rate in rates.items()
    ]
    return Findings("peers", "2026-11-29", False, {"Python": "3"}, measured)


RATES = {NAIVE: 20.0, TUNED: 49.0, "serpy": 300.0, OURS: 1110.0, OURS_PSYCOPG2: 1200.0, FLOOR: 1200.0}


def missed(found: Findings) -> list[str]:
    return [f"{bar.promise}: {bar.measured}" for bar in bars(found) if not bar.met]


def test_a_measurement_has_the_middle_of_its_rounds() -> None:
    one = planted({OURS: 100.0}).of("10 orders", OURS)
    assert (one.more[RATE], one.more[LEAST], one.more[MOST]) == (
        pytest.approx(100),
        pytest.approx(90),
        pytest.approx(120),
    )
    assert one.time == Timing(4.0, 4.0, 4.0, 3)
    assert one.processor == pytest.approx(2)
    assert one.more["PostgreSQL CPU ms"] == pytest.approx(1)
    far = [Round(Load(1, 1.0, 1.0, 1.0), 0.001, None, 1)]
    assert "PostgreSQL CPU ms" not in rounds.measurement("10 orders", OURS, far, Answers(1, True, 1)).more


def test_bars_are_met_and_missed() -> None:
    assert len(bars(planted(RATES))) == 9
    assert missed(planted(RATES)) == []
    assert missed(planted({**RATES, TUNED: 60.0})) == [
        "100 orders: SQLListView at least 20 times the requests/s of tuned DRF: 18.5",
        "1,000 orders: SQLListView at least 22 times the requests/s of tuned DRF: 18.5",
    ]
    assert missed(planted({**RATES, FLOOR: 1310.0})) == [
        f"{case(size)}: SQLListView at least 0.85 of the requests/s of {FLOOR}: 0.85" for size in (10, 100, 1000)
    ]


def test_a_peer_that_is_ahead_is_named_and_hand_written_ones_may_be() -> None:
    ahead = planted({**RATES, "serpy": 1111.0, DJANGO_FLOOR: 9000.0, PSYCOPG_FLOOR: 9000.0})
    assert missed(ahead)[0] == (
        "10 orders: SQLListView ahead of every peer that is not hand-written SQL: 1,110 requests/s, serpy 1,111"
    )
    assert len(missed(ahead)) == 3


@pytest.mark.parametrize("name", [OURS, TUNED, FLOOR])
def test_what_was_not_measured_is_not_met(name: str) -> None:
    found = planted({other: rate for other, rate in RATES.items() if other != name})
    assert any(line.endswith("not measured") for line in missed(found))


def with_one_left_out() -> Findings:
    found = planted(RATES)
    gone = Measurement(f"{LEFT_OUT}it failed: no\nanswer", "django-bolt")
    return replace(found, measurements=[*found.measurements, gone])


def test_tables_have_all_that_were_measured_and_name_the_others() -> None:
    found = with_one_left_out()
    table = compared("", found)
    assert table.headings == ["requests/s", "10 orders", "100 orders", "1,000 orders", "DRF's bytes"]
    assert [row[0] for row in table.rows] == [*RATES]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows[TUNED] == ["49.0", "4.90", "0.49", "no"]
    assert rows[OURS] == ["1,110 (22.7×)", "111 (22.7×)", "11.1 (22.7×)", "yes"]
    assert [row[:2] for row in details("", found).rows] == [[case(n), name] for n in (10, 100, 1000) for name in RATES]
    assert details("", found).rows[0][2:] == ["20.0", "15 %", "4.00", "9.00", "2.00", "1.00", "90.0", "1"]
    assert left_out(found) == ["Left out: django-bolt, as it failed: no answer"]


def test_without_tuned_drf_nothing_is_compared() -> None:
    assert compared("", planted({OURS: 100.0})).rows[0][1] == "100"


@pytest.fixture
def draw() -> Callable[..., Any]:
    pytest.importorskip("matplotlib", reason="the pictures are drawn with the extra “bench”")
    from benchmarks.peers.plot import draw

    return draw


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
def test_the_picture_has_a_panel_for_each_size_and_a_bar_for_each_peer(draw: Callable[..., Any], theme: str) -> None:
    from benchmarks import plots

    colors: plots.Theme = getattr(plots, theme)
    figure = draw(with_one_left_out(), colors, "Title")
    assert [panel.get_title(loc="left") for panel in figure.axes] == [case(n) for n in (10, 100, 1000)]
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert (names[0], names[-1]) == (NAIVE, FLOOR)
    for panel in figure.axes:
        assert len(panel.patches) == len(RATES)
        assert panel.get_xlim()[0] == 0
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert widths == sorted(widths)
    assert widths[names.index(OURS)] == pytest.approx(RATES[OURS])


class Quiet:
    """A meter that nobody looks at."""

    def begin(self, what: str) -> None:
        """Nothing to show."""

    def expect(self, steps: int) -> None:
        """Nothing to show."""

    def advance(self) -> None:
        """Nothing to show."""


def test_who_fails_under_load_is_left_out_and_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    @contextmanager
    def nothing(*arguments: object) -> Iterator[Any]:
        yield arguments[0]

    def under_load(peer: Any, size: int, *rest: object) -> Round:
        asked.append(peer.name)
        if peer.name == TUNED and len(asked) > 2:
            raise LoadError("503")
        return Round(Load(10, 1.0, 1.0, 2.0), 0.001, None, 1)

    monkeypatch.setattr(measuring, "serving", nothing)
    monkeypatch.setattr(measuring, "_url", str)
    monkeypatch.setattr(measuring, "expected", lambda sizes: {})
    monkeypatch.setattr(measuring, "checked", lambda *arguments: {answers.path(10): Answers(1, True, 1)})
    monkeypatch.setattr("benchmarks.peers.processes.database", lambda: None)
    monkeypatch.setattr(measuring, "under_load", under_load)
    peers = [peer for peer in PEERS if peer.name in (TUNED, OURS, "serpy")]
    session = Session("psycopg", 60, False, None, Quiet())
    contest = Contest(session, Environment("python", {}, {"serpy": "gone"}), load.Client("", client.run), (10,), "", 1)
    monkeypatch.setattr(measuring, "proxied", lambda milliseconds: nothing(SimpleNamespace(round_trips=int)))
    measured = contest.measure(peers, 4)
    assert [(one.case, one.rival) for one in measured] == [
        ("10 orders", OURS),
        (f"{LEFT_OUT}serpy is not installed: gone", "serpy"),
        (f"{LEFT_OUT}it failed: 503", TUNED),
    ]
    assert measured[0].time is not None
    assert measured[0].time.runs == asked.count(OURS) == 4
    assert asked.count(TUNED) == 2


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


CONTEST = """
import json, os, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks import environments
from benchmarks.environments import Environment, Recipe
from benchmarks.findings import Findings
from benchmarks.left_out import LEFT_OUT, left_out
from benchmarks.peers import client
from benchmarks.environments import Environment
from benchmarks.peers.load import Client
from benchmarks.peers.measuring import Contest
from benchmarks.peers.roster import PEERS, Peer
from benchmarks.session import Session

class Quiet:
    begin = expect = advance = lambda self, *about: None

names = ("tuned DRF", "SQLListView", "psycopg alone", "serpy")
peers = [*(peer for peer in PEERS if peer.name in names), Peer("nobody", "nobody")]
environment = Environment(sys.executable, {}, {"serpy": "it is gone"})
session = Session(sys.argv[1], 60, True, 1, Quiet())
generator = Client("Python", lambda url, connections, seconds: client.run(url, connections, 5, 3))
contest = Contest(session, environment, generator, (10,), os.environ["DATABASE_URL"], 1)
measured = contest.measure(peers, 1)
print(json.dumps([one.as_record() for one in measured]))
"""


@on_postgresql
def test_a_contest_on_a_small_shop(shop: str) -> None:
    pytest.importorskip("gunicorn", reason="the peers are served with the extra “bench”")
    measured = [
        Measurement.from_record(one) for one in json.loads(python(shop, "-c", CONTEST, DRIVER).splitlines()[-1])
    ]
    found = {one.rival: one for one in measured}
    assert {name: one.more["round trips"] for name, one in found.items() if one.case == "10 orders"} == {
        TUNED: 4,
        OURS: 1,
        PSYCOPG_FLOOR: 1,
    }
    assert len({found[name].body for name in (TUNED, OURS, PSYCOPG_FLOOR)}) == 1
    for name in (TUNED, OURS, PSYCOPG_FLOOR):
        one = found[name]
        assert one.more["same bytes"] == 1
        assert one.more[LEAST] == one.more[RATE] == one.more[MOST] > 0
        assert 0 < one.median <= one.more["p99 ms"]
        assert one.more["server MB"] > 5
        assert "PostgreSQL CPU ms" in one.more
    assert found["serpy"].case == f"{LEFT_OUT}serpy is not installed: it is gone"
    assert found["nobody"].case.startswith(f"{LEFT_OUT}it failed: nobody does not answer")
    assert "benchmarks.peers.apps.nobody" in found["nobody"].case
