"""Filters and orders of columns of each type: the model's own are the oracle."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db.models import (
    F,
    Q,
)
from django.utils import timezone as zones

from tests.rawsql.support import sealed
from tests.testapp.models import (
    DecimalRow,
    FlagRow,
    MomentRow,
    NumberRow,
    TextRow,
    UuidRow,
)

pytestmark = pytest.mark.django_db

WHEN = datetime(2024, 3, 31, 0, 59, 59, 999999, timezone.utc)
ONE, TWO = UUID(int=1), UUID(int=2**127)


def fill() -> None:
    """Rows of every type, each with a NULL where the column has one."""
    for char, maybe in (("a", None), ("A%", "50%"), ("b_c", "x_y"), ("É\\", "'"), ("", "%s")):
        TextRow.objects.create(char=char, text=char.upper(), maybe=maybe)
    for integer, maybe in ((0, None), (-1, 5), (7, 5), (2**31 - 1, -3)):
        NumberRow.objects.create(integer=integer, big=integer + 1, maybe=maybe, floating=integer / 3)
    for price in ("0", "1.5000", "-2.2500", "99999999.9999"):
        DecimalRow.objects.create(price=Decimal(price), maybe=None if price == "0" else Decimal(price))
    for flag, maybe in ((True, None), (False, True), (True, False)):
        FlagRow.objects.create(flag=flag, maybe=maybe)
    MomentRow.objects.create()
    for days in (0, 1, 400):
        moment = WHEN + timedelta(days=days)
        MomentRow.objects.create(
            moment=moment, date=moment.date(), time=time(days % 24, 30), duration=timedelta(days=days, microseconds=1)
        )
    for key in (ONE, TWO):
        UuidRow.objects.create(id=key, other=None if key == ONE else ONE)


LOOKUPS: dict[Any, list[Q]] = {
    TextRow: [
        Q(char="a"),
        Q(char__iexact="A"),
        Q(char__contains="%"),
        Q(char__icontains="_"),
        Q(char__contains="\\"),
        Q(char__startswith="b_"),
        Q(char__istartswith="a%"),
        Q(maybe__endswith="%"),
        Q(char__in=["a", "", "none"]),
        Q(char__in=[]),
        Q(char__gt="A"),
        Q(char__range=("A", "b")),
        Q(char__regex="^[a-z]"),
        Q(char__iregex="^b"),
        Q(maybe__isnull=True),
        Q(maybe="%s"),
        ~Q(maybe="50%"),
        Q(char=F("text")),
        Q(text__icontains=F("char")),
        Q(char__gte=""),
    ],
    NumberRow: [
        Q(integer=7),
        Q(integer__in=[0, 7]),
        Q(integer__gt=-1, big__lte=8),
        Q(integer__range=(-1, 7)),
        Q(maybe__isnull=False),
        Q(maybe=None),
        ~Q(maybe=5),
        Q(floating__lt=1.5),
        Q(big__gt=F("integer")),
        Q(integer__contains="7"),
    ],
    DecimalRow: [
        Q(price=Decimal("1.5")),
        Q(price__in=[Decimal("0"), Decimal("-2.25")]),
        Q(price__gte=Decimal("1.5")),
        Q(price__range=(Decimal("-3"), 0)),
        Q(maybe__isnull=True),
        Q(price=F("maybe")),
    ],
    FlagRow: [Q(flag=True), Q(flag=False), Q(maybe=None), Q(maybe=False), ~Q(maybe=True), Q(flag__in=[True])],
    MomentRow: [
        Q(moment=WHEN),
        Q(moment__gt=WHEN),
        Q(moment__date=date(2024, 3, 31)),
        Q(moment__year=2024),
        Q(moment__month__lte=4, moment__hour=0),
        Q(moment__time__gte=time(0, 59)),
        Q(moment__range=(WHEN, WHEN + timedelta(days=1))),
        Q(moment__in=[WHEN]),
        Q(moment__isnull=True),
        Q(date=date(2024, 3, 31)),
        Q(date__year__gte=2025),
        Q(date__week_day=1),
        Q(time__hour=1),
        Q(time__lt=time(12)),
        Q(duration__gt=timedelta(days=1)),
        Q(duration__in=[timedelta(microseconds=1)]),
    ],
    UuidRow: [Q(pk=ONE), Q(id__in=[ONE, TWO]), Q(other=ONE), Q(other=str(ONE)), Q(other__isnull=True), Q(id__gt=ONE)],
}


@pytest.mark.parametrize("model", LOOKUPS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("zone", ["UTC", "America/St_Johns"])
def test_lookups(model: Any, zone: str) -> None:
    fill()
    found = []
    with zones.override(zone):
        for condition in LOOKUPS[model]:
            keys = [*model.objects.filter(condition).order_by("pk").values_list("pk", flat=True)]
            assert [*sealed(model).filter(condition).order_by("pk").values_list("pk", flat=True)] == keys, condition
            others = model.objects.exclude(condition).order_by("pk").values_list("pk", flat=True)
            assert [*sealed(model).exclude(condition).order_by("pk").values_list("pk", flat=True)] == [*others], (
                condition
            )
            found.append(len(keys))
    assert sum(map(bool, found)) > len(found) / 2


@pytest.mark.parametrize("model", LOOKUPS, ids=lambda model: model.__name__)
def test_values_and_orders(model: Any) -> None:
    fill()
    for field in model._meta.concrete_fields:
        for order in (F(field.name).asc(nulls_first=True), F(field.name).desc(nulls_last=True), field.name):
            expected = [*model.objects.order_by(order, "pk").values_list()]
            assert [*sealed(model).order_by(order, "pk").values_list()] == expected
        for row, theirs in zip(sealed(model).order_by("pk"), model.objects.order_by("pk"), strict=True):
            ours = getattr(row, field.attname)
            assert (type(ours), ours) == (type(getattr(theirs, field.attname)), getattr(theirs, field.attname))
