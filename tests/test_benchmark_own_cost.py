"""The benchmark of what the library itself costs: its clock, whose time is whose, and one run on a small shop."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.own_cost import clock
from benchmarks.own_cost.clock import Clock, find
from benchmarks.own_cost.parts import LIBRARY, OTHERS, WATCHED
from benchmarks.own_cost.requests import OWN, WHOLE
from benchmarks.scenario import load
from benchmarks.scenarios.own_cost import CASES
from tests.benchmarked import drawn, found, missed, timed
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

OWN_COST = load("own_cost")


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock reads next."""
    times: list[float] = []
    monkeypatch.setattr(clock, "perf_counter", lambda: times.pop(0))
    return times


def test_each_part_is_without_those_inside_it(ticks: list[float]) -> None:
    watch = Clock()
    inner = watch.timed("inner", lambda: None)
    outer = watch.timed("outer", lambda: (inner(), inner()))
    ticks += [0.0, 1.0, 3.0, 10.0, 14.0, 20.0]
    outer()
    assert watch.seconds == {"inner": 6.0, "outer": 14.0}


def test_what_raises_has_taken_its_time(ticks: list[float]) -> None:
    def fails() -> None:
        raise ValueError

    watch = Clock()
    inner = watch.timed("inner", fails)

    def survives() -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            inner()

    ticks += [0.0, 1.0, 3.0, 10.0]
    watch.timed("outer", survives)()
    assert watch.seconds == {"inner": 2.0, "outer": 8.0}


class Watched:
    def method(self) -> int:
        return 1

    @property
    def value(self) -> int:
        return 2


def test_functions_and_properties_are_watched_and_left_as_they_were() -> None:
    before = dict(vars(Watched))
    watch = Clock()
    with watch.watching({"a": [f"{__name__}.Watched.method"], "b": [f"{__name__}.Watched.value"]}):
        assert (Watched().method(), Watched().value) == (1, 2)
        assert {*watch.seconds} == {"a", "b"}
    assert dict(vars(Watched)) == before


def test_a_function_that_is_gone_is_told() -> None:
    with pytest.raises(LookupError, match=r"drf_sqllist\.views\.gone is not there"):
        find("drf_sqllist.views.gone")
    # What a class inherits is not its own, and is not to be watched in all its relatives.
    with pytest.raises(LookupError):
        find("drf_sqllist.respond.ListResponse.render")


def test_all_that_is_watched_is_there() -> None:
    for names in WATCHED.values():
        for name in names:
            assert find(name)[2] is not None


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@on_postgresql
def test_a_run_on_a_small_shop(shop: str, tmp_path: Path) -> None:
    options = ("--driver", DRIVER, "--orders", "60", "--runs", "9", "--results", str(tmp_path))
    shown = python(shop, "-m", "benchmarks", "--only", "own_cost", *options)
    results = Findings.load(tmp_path / "own_cost.json")
    assert [(one.case, one.rival) for one in results.measurements] == [
        (name, who) for name in CASES for who in (OWN, *OTHERS, WHOLE)
    ]
    for name in CASES:
        assert {*results.of(name, OWN).parts} == {*LIBRARY}
        assert all(milliseconds > 0 for milliseconds in results.of(name, OWN).parts.values())
        assert all(results.of(name, who).median > 0 for who in OTHERS)
        # What somebody takes is a part of the whole: the fastest runs' of each, at least, less than the slowest whole.
        lows = [one.low for who in (OWN, *OTHERS) if (one := results.of(name, who).time)]
        whole = results.of(name, WHOLE).time
        assert whole is not None
        assert sum(lows) <= whole.high
    assert all(part in shown for part in (*LIBRARY, *OTHERS))


SUMS = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.own_cost.clock import Clock
from benchmarks.own_cost.parts import AROUND, WATCHED
from benchmarks.race import answer, get
from benchmarks.scenarios.own_cost import asked
from time import perf_counter
clock, found = Clock(), {}
with clock.watching(WATCHED):
    for case, (rival, path) in asked().items():
        answer(rival, get(path))
        clock.seconds = {}
        start = perf_counter()
        clock.timed(AROUND, answer)(rival, get(path))
        found[case] = sum(clock.seconds.values()), perf_counter() - start, sorted(clock.seconds)
print(json.dumps(found))
"""


@on_postgresql
def test_the_parts_of_a_request_are_all_of_it(shop: str) -> None:
    found = json.loads(python(shop, "-c", SUMS, DRIVER).splitlines()[-1])
    for parts, whole, names in found.values():
        assert 0 < parts <= whole
        assert {*names} == {*WATCHED, "DRF and Django around it"}


def results(own: float) -> Findings:
    """One where the library takes so many milliseconds of each request."""
    parts = dict.fromkeys(LIBRARY, own / len(LIBRARY))
    measured = []
    for name in CASES:
        library = timed(name, OWN, own)
        measured += [Measurement(name, OWN, library.time, parts=parts)]
        measured += [timed(name, who, 1.0) for who in (*OTHERS, WHOLE)]
    return found("own_cost", measured)


def test_bars_are_met_and_missed() -> None:
    assert len(OWN_COST.bars(results(0.149))) == len(CASES) + 1
    assert missed(OWN_COST, results(0.149)) == []
    assert missed(OWN_COST, results(0.15)) == [
        "10 orders: the library's own cost under 0.15 ms, which is aimed at: 0.150 ms"
    ]
    assert len(missed(OWN_COST, results(0.25))) == len(CASES) + 1


def test_the_tables_have_a_row_for_each_part_and_for_each_other() -> None:
    parts, whose = OWN_COST.tables(results(0.6))
    assert [row[:2] for row in parts.rows] == [*([part, "0.100"] for part in LIBRARY), [OWN, "0.600"]]
    assert [row[:2] for row in whose.rows] == [[OWN, "0.600"], *([who, "1.000"] for who in (*OTHERS, WHOLE))]


def test_parts_are_drawn_one_after_the_other() -> None:
    light, dark = drawn(OWN_COST.plots(), results(0.6))["own_cost"]
    assert light != dark
