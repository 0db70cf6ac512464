"""The ladder, climbed on a small shop."""

import json
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.findings import Findings
from benchmarks.ladder import climbing, rungs
from benchmarks.ladder.climbing import USERS_CASE
from benchmarks.ladder.rungs import FLASK, ORM, OURS, REDIS, RUNGS, WITHOUT_MIDDLEWARE, Rung, rung
from tests.small_shop import DRIVER, empty_shop, on_postgresql, python

CASES = [case.name for case in climbing.CASES]


@pytest.fixture(scope="module")
def shop(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with empty_shop(django_db_blocker) as url:
        yield url


@pytest.fixture(scope="module")
def run(shop: str, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    folder = tmp_path_factory.mktemp("results")
    options = ("--only", "ladder", "--driver", DRIVER, "--orders", "60", "--runs", "2", "--results", str(folder))
    python(shop, "-m", "benchmarks", *options)
    assert {one.name for one in folder.iterdir()} > {"ladder.md", "ladder-users.svg", "ladder-orders-dark.png"}
    return Findings.load(folder / "ladder.json")


@on_postgresql
def test_each_rung_is_measured(run: Findings) -> None:
    assert run.cases == CASES
    assert {one.name for one in RUNGS} == {*run.rivals}
    assert not run.has(USERS_CASE.name, Rung(ORM, rungs.JOINED).name)
    for case in CASES:
        assert len({one.body for one in run.measurements if one.case == case}) == 1
    assert {one.time.runs for one in run.measurements if one.time} == {2}


@on_postgresql
def test_statements_are_counted(run: Findings) -> None:
    for one in run.measurements:
        found = rung(one.rival)
        if found.climb == REDIS or found.step == rungs.SQLALCHEMY_REDIS:
            assert one.statements == 0, one
        elif found.climb == OURS or one.case == USERS_CASE.name:
            assert one.statements == 1, one
        elif found.step == rungs.SERIALIZER:
            assert one.statements is not None
            assert one.statements > 10, one
        else:
            assert one.statements == 4, one


@on_postgresql
def test_each_part_is_where_its_work_is(run: Findings) -> None:
    for one in run.measurements:
        found = rung(one.rival)
        assert sum(one.parts.values()) == pytest.approx(one.median)
        assert (one.parts["database"] > 0) == bool(one.statements), one
        assert (one.parts["cache"] > 0) == (not one.statements), one
        assert (one.parts["view"] > 0) == (found.step != rungs.DJANGO and found.climb != FLASK), one
        assert one.parts["rendering"] > 0, one
        assert one.parts["request"] > 0, one
        by_hand = one.case != USERS_CASE.name or found.step in (rungs.SERIALIZER, rungs.ONLY, rungs.SQLALCHEMY)
        assert (one.parts["serialization"] > 0) == (found.climb == OURS or (bool(one.statements) and by_hand)), one


RESPONSES = """
import json, sys
from benchmarks.shop import open_shop
open_shop(sys.argv[1], 60)
from benchmarks.ladder import flask_app
from benchmarks.ladder.climbing import ORDERS_CASES
from benchmarks.ladder.mapped import engine
from benchmarks.ladder.stack import set_up
from benchmarks.ladder.users import fill
from benchmarks.race import check, get
case = ORDERS_CASES[0]
headers = {}
with set_up() as kept:
    fill()
    pool = engine()
    rivals = case.rivals(pool, kept)
    for path in ("/api/orders/", *(f"/api/orders/?page_size=25&page={number}" for number in (1, 2, 3))):
        check(rivals, path)
    found = {**case.endpoint.applications(), **flask_app.applications(case.endpoint.route, case.flask, pool, kept)}
    for rung, application in found.items():
        def start(status, sent, error=None):
            headers[rung.name] = [name for name, value in sent]
        list(application(get("/api/orders/").META, start))
    pool.dispose()
print(json.dumps(headers))
"""


@on_postgresql
def test_rungs_agree_on_every_page_and_leave_out_what_they_say(shop: str) -> None:
    headers = json.loads(python(shop, "-c", RESPONSES, DRIVER).splitlines()[-1])
    assert {*headers} == {one.name for one in RUNGS}
    for name, sent in headers.items():
        one = rung(name)
        is_django = one.climb != FLASK
        assert ("X-Frame-Options" in sent) == (is_django and one.step not in WITHOUT_MIDDLEWARE), name
        assert ("Allow" in sent) == (is_django and one.step != rungs.DJANGO), name
        # Where a session is looked at, or an answer negotiated, it differs by that.
        whole = one.step in (rungs.SERIALIZER, rungs.JOINED, rungs.ONLY, rungs.VALUES, rungs.VIEW)
        assert ("Vary" in sent) == whole, name
