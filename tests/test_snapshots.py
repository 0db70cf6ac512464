"""Golden files of the SQL that is sent: a change of the text shows in review, ``--update-snapshots`` accepts it."""

import re
from pathlib import Path

import django
import pytest
from django.db import connection

from drf_sqllist.compile.marks import visible
from tests.cases import APPLICABLE, Case, require
from tests.cases.case import RERUN
from tests.views import Ours, PagesOfTwo, call

SNAPSHOTS = Path(__file__).parent / "snapshots"

CASES = [case for case in APPLICABLE if case.expected_mode not in ("serializer", RERUN) and not case.raises]

# Drivers and servers share one text; a case that has a driver of its own would be written by one run only.
SHARED = [case for case in CASES if len(case.drivers) == 3]


def readable(sql: str) -> str:
    """The statement, with content type ids and the like left as they were bound."""
    return re.sub(r"[ \t]+\n", "\n", visible(sql).strip()) + "\n"


@pytest.mark.skipif(django.VERSION[:2] != (5, 2), reason="the files hold what Django 5.2 writes for its own part")
@pytest.mark.django_db
@pytest.mark.parametrize("case", SHARED, ids=str)
def test_sql(case: Case, request: pytest.FixtureRequest):
    require(case)
    path = SNAPSHOTS / connection.vendor / f"{case.name}.sql"
    with case.environment():
        case.rows()
        made = {
            "queryset": case.queryset(),
            "serializer_class": case.serializer_class,
            "pagination_class": PagesOfTwo,
        }
        answer = call(type("RowList", (Ours,), made))
    assert answer.error == ""
    if not case.loads:
        assert len(answer.statements) == 1
    sql = readable(answer.statements.sql[0])
    if request.config.getoption("--update-snapshots"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sql, encoding="utf-8")
    assert path.exists(), f"no snapshot {path.name}: run pytest --update-snapshots"
    assert sql == path.read_text(encoding="utf-8")


def test_no_snapshot_is_left_over():
    """A case that was renamed or taken away leaves no file behind."""
    from tests.cases import CASES as EVERY

    for folder in SNAPSHOTS.glob("*"):
        names = {case.name for case in EVERY if folder.name in case.vendors}
        if folder.name == connection.vendor:
            assert {path.stem for path in folder.glob("*.sql")} - names == set()
