"""Values of every type as parameters: they find what Django's own filters find."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test import override_settings

from drf_sqllist import sql_rows
from tests.rawsql.support import sealed
from tests.testapp.models import BinaryRow, DecimalRow, FlagRow, MomentRow, NumberRow, TextRow, UuidRow
from tests.testapp.models.scalars import Status

pytestmark = pytest.mark.django_db

POSTGRESQL = connection.vendor == "postgresql"
SUMMER = datetime(2024, 7, 1, 12, 30, 0, 5, timezone.utc)

VALUES: dict[str, tuple[Any, str, Any, Any]] = {
    "text": (TextRow, "char", "it's 50% \\ \" %s", "no"),
    "choice": (TextRow, "char", Status.NEW, Status.DONE),
    "integer": (NumberRow, "integer", -7, 7),
    "float": (NumberRow, "floating", 0.1, 0.2),
    "decimal": (DecimalRow, "price", Decimal("12345678.9012"), Decimal("1.5")),
    "true": (FlagRow, "flag", True, False),
    "moment": (MomentRow, "moment", SUMMER, SUMMER + timedelta(days=1)),
    "moment_of_a_zone": (
        MomentRow,
        "moment",
        SUMMER.astimezone(timezone(timedelta(hours=5, minutes=30))),
        SUMMER + timedelta(days=1),
    ),
    "date": (MomentRow, "date", date(2024, 2, 29), date(2024, 3, 1)),
    "time": (MomentRow, "time", time(23, 59, 59, 1), time(0)),
    "duration": (MomentRow, "duration", timedelta(days=-1, microseconds=1), timedelta(0)),
    "uuid": (UuidRow, "other", UUID(int=2**127 + 1), UUID(int=1)),
    "bytes": (BinaryRow, "data", b"\x00\xff'", b""),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_of_each_type(name: str) -> None:
    model, column, value, other = VALUES[name]
    found = model.objects.create(**{column: value})
    model.objects.create(**{column: other})
    rows = sealed(model, f"WHERE {column} = %(value)s", {"value": value})
    assert [row.pk for row in rows] == [found.pk]
    assert rows.filter(**{column: value}).count() == 1
    assert rows.exclude(**{column: other}).count() == 1


def test_none() -> None:
    rows = sql_rows("SELECT 1 AS id WHERE %(x)s IS NULL", {"x": None}, {"id": int})
    assert rows.count() == 1


@pytest.mark.parametrize(
    "values", [["a", "b"], [1, 2], [date(2024, 2, 29)], [UUID(int=1)], [Decimal("1.5")], []], ids=str
)
def test_lists(values: list[Any]) -> None:
    if not POSTGRESQL:
        rows = sql_rows("SELECT 1 AS id WHERE 1 IN (%(x)s)", {"x": values}, {"id": int})
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.count()
        return
    first = values[0] if values else "a"
    kind = {str: "text", int: "int", date: "date", UUID: "uuid", Decimal: "numeric"}[type(first)]
    sql = f"SELECT 1 AS id WHERE %(first)s::{kind} = ANY(%(values)s::{kind}[])"
    assert sql_rows(sql, {"first": first, "values": values}, {"id": int}).count() == len(values[:1])


@override_settings(USE_TZ=False)
def test_naive_moments() -> None:
    moment = datetime(2024, 7, 1, 12, 30)
    MomentRow.objects.create(moment=moment)
    rows = sql_rows(
        "SELECT id, moment FROM testapp_momentrow WHERE moment = %(x)s",
        {"x": moment},
        {"id": int, "moment": models.DateTimeField()},
    )
    assert [row.moment for row in rows] == [moment]


def test_a_limit() -> None:
    """Where a number must stand, too."""
    for number in range(5):
        NumberRow.objects.create(integer=number)
    sql = "SELECT id, integer FROM testapp_numberrow ORDER BY integer LIMIT %(limit)s OFFSET %(offset)s"
    rows = sql_rows(sql, {"limit": 2, "offset": 1}, {"id": int, "integer": int})
    assert sorted(row.integer for row in rows) == [1, 2]
    assert rows.filter(integer__gt=1).count() == 1
