"""The ladder: what its rungs do without, and what becomes of its figures."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from rest_framework.renderers import JSONRenderer

from benchmarks import report
from benchmarks.__main__ import draw
from benchmarks.findings import Findings
from benchmarks.ladder import climbing, rungs
from benchmarks.ladder.climbing import ORDERS_CASES, USERS_CASE
from benchmarks.ladder.data import moment, written
from benchmarks.ladder.orders import page
from benchmarks.ladder.parts import Profiled
from benchmarks.ladder.rungs import FLASK, ORM, OURS, REDIS, RUNGS, Rung, ours_at, rung
from benchmarks.ladder.stack import served
from benchmarks.ladder.users import COUNT, fill
from benchmarks.measurement import Measurement
from benchmarks.scenario import load
from benchmarks.timing import Timing
from demo.pizzas.models import Customer, Order
from drf_sqllist.profiling import profile
from drf_sqllist.profiling.parts import PARTS
from tests.small_shop import ROOT

CASES = [case.name for case in climbing.CASES]
TIMES = {ORM: 8.0, REDIS: 2.0, OURS: 4.0, FLASK: 6.0}


def measurement(case: str, one: Rung, **changed: Any) -> Measurement:
    time = TIMES[one.climb]
    shares = {name: time / len(PARTS) for name in PARTS}
    found = {
        "time": Timing(time, time - 1, time + 1, 9),
        "processor": time / 2,
        "statements": int(one.climb != REDIS),
        "body": 600,
        "parts": shares,
        "more": {"profiled ms": time * 1.1},
    }
    return Measurement(case, one.name, **{**found, **changed})


def findings(changed: Mapping[tuple[str, str], Mapping[str, Any]] = {}) -> Findings:
    """Each climb with one time for all its rungs.

    Arguments:
        changed: what is else of a rung, by the case and its name.
    """
    made = [
        measurement(case, one, **changed.get((case, one.name), {}))
        for case in CASES
        for one in RUNGS
        if not (case == USERS_CASE.name and one.step == rungs.JOINED)
    ]
    return Findings("ladder", "2026-01-02", False, {"Python": "3"}, made)


def timed(milliseconds: float) -> dict[str, Any]:
    return {
        "time": Timing(milliseconds, milliseconds, milliseconds, 9),
        "parts": {name: milliseconds / len(PARTS) for name in PARTS},
    }


def test_rungs_have_names_of_their_own() -> None:
    assert len({one.name for one in RUNGS}) == len(RUNGS)
    assert all(rung(one.name) is one for one in RUNGS)
    with pytest.raises(LookupError, match="'Perl: CGI'"):
        rung("Perl: CGI")


def test_each_rung_of_the_orm_has_one_of_ours_beside_it() -> None:
    ours = {one.name for one in RUNGS if one.climb == OURS}
    assert {ours_at(one.step) for one in RUNGS if one.climb == ORM} == ours


def missed(found: Findings) -> list[str]:
    return [f"{bar.promise}: {bar.measured}" for bar in load("ladder").bars(found) if not bar.met]


def test_bars_are_met() -> None:
    # One statement at each rung of ours; each rung of the ORM's, of which the users have one less.
    assert len(load("ladder").bars(findings())) == 4 + 3 * 8 - 1
    assert missed(findings()) == []


def test_a_rung_that_is_slower_is_missed() -> None:
    slim = Rung(OURS, rungs.SLIM).name
    assert missed(findings({("10 orders", slim): timed(8.4)})) == [
        f"10 orders: {slim} at most 1 times the time of ORM: slim view: 1.05"
    ]
    assert missed(findings({("10 orders", slim): timed(8.0)})) == []


def test_a_second_statement_is_missed() -> None:
    plain = Rung(OURS, rungs.DJANGO).name
    assert missed(findings({("100 orders", plain): {"statements": 2}})) == [
        f"{plain}: one statement in every case: 1 / 1 / 2"
    ]


def test_a_rung_that_a_full_run_left_out_is_missed() -> None:
    whole, last = findings(), Rung(ORM, rungs.DJANGO).name
    left = [one for one in whole.measurements if (one.case, one.rival) != ("100 orders", last)]
    ours = ours_at(rungs.DJANGO)
    assert missed(replace(whole, measurements=left)) == [
        f"100 orders: {ours} at most 1 times the time of {last}: not measured"
    ]
    assert missed(replace(whole, measurements=left, quick=True)) == []


def rows(table: Any, case: str) -> dict[str, list[str]]:
    return {name: list(cells) for shown, name, *cells in table.rows if shown == case}


def test_climbs_stand_side_by_side() -> None:
    beside, *_ = load("ladder").tables(findings({("10 users", Rung(OURS, rungs.VIEW).name): timed(0.5)}))
    assert rows(beside, "10 users") == {
        rungs.SERIALIZER: ["8.00 ms", "", "0.50 ms"],
        rungs.ONLY: ["8.00 ms", "", ""],
        rungs.VALUES: ["8.00 ms", "2.00 ms", ""],
        rungs.SLIM: ["8.00 ms", "2.00 ms", "4.00 ms"],
        rungs.BARE: ["8.00 ms", "2.00 ms", "4.00 ms"],
        rungs.WRITTEN: ["8.00 ms", "2.00 ms", ""],
        rungs.DJANGO: ["8.00 ms", "2.00 ms", "4.00 ms"],
        "Flask + SQLAlchemy": ["6.00 ms", "6.00 ms", ""],
    }
    assert [*rows(beside, "100 orders")][:2] == [rungs.SERIALIZER, rungs.JOINED]


def test_parts_that_a_rung_has_not_are_left_blank() -> None:
    name = Rung(REDIS, rungs.DJANGO).name
    parts = {"database": 0.0, "cache": 1.25, "serialization": 0.0, "view": 0.0, "rendering": 0.25, "request": 0.5}
    _, _, table, _ = load("ladder").tables(findings({("10 users", name): {"parts": parts}}))
    assert table.headings[2:] == [*PARTS]
    assert rows(table, "10 users")[name] == ["", "1.25", "", "", "0.25", "0.50"]


def test_who_is_ahead_is_said_either_way() -> None:
    _, against, *_ = load("ladder").tables(findings({("10 users", Rung(OURS, rungs.SLIM).name): timed(1.0)}))
    ahead = rows(against, "10 users")
    assert ahead[rungs.VIEW] == ["2.00 ms", "4.00 ms", "Redis, 2.00 times"]
    assert ahead[rungs.SLIM] == ["2.00 ms", "1.00 ms", "SQLListView, 2.00 times"]


def test_the_page_has_all_rungs() -> None:
    text = report.markdown(load("ladder"), findings())
    for one in RUNGS:
        lists = len(CASES) - (one.step == rungs.JOINED)
        # Once with the parts, once with the rest.
        assert text.count(f"| {one.name} |") == 2 * lists, one.name
    assert "those requests took 10 % longer" in text


def test_the_readme_has_a_line_for_each_list() -> None:
    (table,) = load("ladder").summary(findings())
    assert [line[0] for line in table.rows] == CASES
    assert table.rows[0][1:] == [
        "8.00 ms",
        "–",
        "8.00 ms",
        "2.00 ms",
        "4.00 ms",
        "8.00 ms",
        "4.00 ms",
        "1 / – / 1 / 0 / 1 / 1 / 1",
    ]


@pytest.fixture
def plot() -> Any:
    pytest.importorskip("matplotlib", reason="the plots are drawn with the extra “bench”")
    from benchmarks.ladder import plot

    return plot


def test_plots_are_drawn_for_both_pages(plot: Any, tmp_path: Path) -> None:
    findings().save(tmp_path)
    assert draw("ladder", tmp_path)
    for name in ("ladder-users", "ladder-orders"):
        light, dark = ((tmp_path / f"{name}{ending}.png").read_bytes() for ending in ("", "-dark"))
        assert light != dark
        assert light[:8] == dark[:8] == b"\x89PNG\r\n\x1a\n"
        assert "</svg>" in (tmp_path / f"{name}.svg").read_text()


def lengths(panel: Any) -> list[float]:
    """Of the stacked bars, from the highest to the lowest."""
    found: dict[float, float] = {}
    for patch in panel.patches:
        if patch.get_height() == pytest.approx(0.74):
            found[patch.get_y()] = found.get(patch.get_y(), 0.0) + patch.get_width()
    return [found[place] for place in sorted(found)]


def test_bars_are_as_long_as_their_times(plot: Any) -> None:
    from benchmarks.plots import LIGHT

    figure = plot.draw(findings(), LIGHT, "Orders", [case.name for case in ORDERS_CASES])
    assert [panel.get_title(loc="left") for panel in figure.axes] == ["10 orders", "100 orders"]
    for panel in figure.axes:
        assert lengths(panel) == pytest.approx([TIMES[one.climb] for one in RUNGS])


def test_a_bar_that_would_dwarf_the_others_is_cut(plot: Any) -> None:
    from benchmarks.plots import DARK

    naive = Rung(ORM, rungs.SERIALIZER).name
    (panel,) = plot.draw(findings({("10 orders", naive): timed(400.0)}), DARK, "Orders", ["10 orders"]).axes
    assert lengths(panel)[0] == pytest.approx(8.0 * 1.12)
    assert lengths(panel)[1:] == pytest.approx([TIMES[one.climb] for one in RUNGS[1:]])
    assert "400 ms" in {text.get_text() for text in panel.texts}
    assert len(panel.lines) == 2
    (panel,) = plot.draw(findings({("10 orders", naive): timed(19.9)}), DARK, "Orders", ["10 orders"]).axes
    assert lengths(panel)[0] == pytest.approx(19.9)
    assert len(panel.lines) == 0


def test_json_is_written_as_drf_writes_it() -> None:
    data = {
        "moments": [datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=shift))) for shift in (0, 2)],
        "texts": ['é 😀 \u2028 \u2029 "\\\n', "</script>"],
        "nothing": None,
        "numbers": [1, 1.5, True],
    }
    assert written(data) == JSONRenderer().render(data)


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="set is not JSON"):
        moment({1})


def test_parts_add_up_to_the_time_without_the_profiler() -> None:
    profiles = []
    for _ in range(3):
        with profile() as found:
            written([1, 2, 3])
        profiles.append(found)
    parts = Profiled.of(profiles).of_time(12.5)
    assert [*parts] == [*PARTS]
    assert sum(parts.values()) == pytest.approx(12.5)
    assert parts["rendering"] > 0
    assert parts["database"] == parts["cache"] == parts["view"] == 0


class Body(list[bytes]):
    closed = False

    def close(self) -> None:
        self.closed = True


def test_an_application_is_served_as_a_server_does_it() -> None:
    body = Body([b"[1,", b"2]"])

    def application(environ: dict[str, Any], start_response: Any) -> Body:
        environ["asked"] = True
        start_response("404 Not Found", [("Content-Type", "application/json")])
        return body

    environ = {"PATH_INFO": "/"}
    assert served(application, environ) == (b"[1,2]", 404)
    assert body.closed
    assert "asked" not in environ


@pytest.mark.django_db
def test_the_users_are_made_once() -> None:
    fill()
    made = [*User.objects.values_list("pk", flat=True)]
    fill()
    assert [*User.objects.values_list("pk", flat=True)] == made
    assert len(made) == COUNT


@pytest.mark.django_db
def test_the_users_of_others_are_left_alone() -> None:
    User.objects.create(username="somebody")
    with pytest.raises(SystemExit, match="a database with other ones"):
        fill()
    assert User.objects.get().username == "somebody"


@pytest.mark.django_db
def test_pages_by_hand_have_the_links_of_drf() -> None:
    customer = Customer.objects.create(name="Ada", email="ada@example.org")
    start = datetime(2024, 1, 1, tzinfo=timezone.utc)
    Order.objects.bulk_create(Order(customer=customer, placed_at=start + timedelta(n)) for n in range(5))
    links = {}
    for number in (1, 2, 3):
        found = page(RequestFactory().get("/api/orders/", {"page_size": 2, "page": number}))
        links[number] = found["previous"], found["next"]
    url = "http://testserver/api/orders/"
    assert links == {
        1: (None, f"{url}?page=2&page_size=2"),
        2: (f"{url}?page_size=2", f"{url}?page=3&page_size=2"),
        3: (f"{url}?page=2&page_size=2", None),
    }


def test_the_docs_have_places_for_tables_and_plots() -> None:
    page = (ROOT / "docs" / "explanation" / "ladder.md").read_text(encoding="utf-8")
    assert all(f"<!-- benchmark ladder{what} -->" in page for what in ("", ": plots", ": bars"))
