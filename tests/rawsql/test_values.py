"""Values of all types, and of other types than declared: cast, or the same error on both paths."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, models
from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import sql_rows
from tests.cases.nested import AuthorSerializer
from tests.testapp.models import Author
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db

POSTGRESQL = connection.vendor == "postgresql"


NULLS = "SELECT NULL AS id, NULL AS number, NULL AS text, NULL AS price, NULL AS moment, NULL AS author_id, NULL AS doc"
WIDE = {
    "id": int,
    "number": int,
    "text": str,
    "price": models.DecimalField(max_digits=6, decimal_places=2),
    "moment": models.DateTimeField(),
    "author": Author,
    "doc": dict,
    "real": float,
    "day": models.DateField(),
}


class WideSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    number = serializers.IntegerField()
    text = serializers.CharField()
    price = serializers.DecimalField(6, 2)
    moment = serializers.DateTimeField()
    author = AuthorSerializer()
    doc = serializers.JSONField()


class NullMethods(WideSerializer):
    made = serializers.SerializerMethodField()

    def get_made(self, row: Any) -> str:
        return repr([row.pk, row.text, row.author])


@pytest.mark.parametrize("serializer", [WideSerializer, NullMethods])
def test_null_in_every_column(serializer: type) -> None:
    """Also in the key, which two rows have in common."""
    columns = {name: kind for name, kind in WIDE.items() if name not in ("real", "day")}
    rows = sql_rows(f"{NULLS} UNION ALL {NULLS}", {}, columns).order_by("number")
    response, statements = compare(queryset=rows, serializer_class=serializer, filter_backends=[])
    assert json.loads(response.content)[1]["id"] is None
    assert len(statements) == 1
    assert rows.filter(pk=None).count() == 2
    assert rows.filter(pk__isnull=False).count() == 0


def one(expression: str, kind: Any) -> Any:
    return sql_rows(f"SELECT 1 AS id, {expression} AS x", {}, {"id": int, "x": kind}).order_by("id")


def of(field: Any) -> type:
    return type("XSerializer", (serializers.Serializer,), {"x": field})


DECIMAL = models.DecimalField(max_digits=5, decimal_places=2)
VALUES: dict[str, tuple[str, Any, Any]] = {
    "text_as_int": ("'a'", int, serializers.IntegerField()),
    "digits_as_int": ("'12'", int, serializers.IntegerField()),
    "fraction_as_int": ("2.5", int, serializers.IntegerField()),
    "int_as_text": ("12", str, serializers.CharField()),
    "overflow": ("9223372036854775808", int, serializers.IntegerField()),
    "text_as_decimal": ("'1.005'", DECIMAL, serializers.DecimalField(5, 2)),
    "rounded": ("2.675", DECIMAL, serializers.DecimalField(5, 2)),
    "negative_zero": ("-0.001", DECIMAL, serializers.DecimalField(5, 2)),
    "too_large_decimal": ("12345.67", DECIMAL, serializers.DecimalField(5, 2)),
    "more_places": ("1.5", DECIMAL, serializers.DecimalField(9, 4)),
    "uncoerced": ("1.5", DECIMAL, serializers.DecimalField(5, 2, coerce_to_string=False)),
    "text_as_moment": ("'soon'", models.DateTimeField(), serializers.DateTimeField()),
    "moment": ("'2024-07-01 12:30:00'", models.DateTimeField(), serializers.DateTimeField()),
    "day_as_moment": ("'2024-07-01'", models.DateTimeField(), serializers.DateTimeField()),
    "moment_as_day": ("'2024-07-01 12:30:00'", models.DateField(), serializers.DateField()),
    "moment_of_another_shape": ("'01.07.2024 12:30:00'", models.DateTimeField(), serializers.DateTimeField()),
    "moment_that_is_none": ("'2024-02-30 12:00:00'", models.DateTimeField(), serializers.DateTimeField()),
    "moment_with_an_end": ("'2024-07-01 12:30:00.12345Z'", models.DateTimeField(), serializers.DateTimeField()),
    "moment_of_iso": ("'2024-07-01T12:30:00+02:00'", models.DateTimeField(), serializers.DateTimeField()),
    "moment_of_no_year": ("'0000-07-01 12:30:00'", models.DateTimeField(), serializers.DateTimeField()),
    "day_of_february": ("'2023-02-29'", models.DateField(), serializers.DateField()),
    "day_that_is_none": ("'2024-13-45'", models.DateField(), serializers.DateField()),
    "time_that_is_none": ("'12-30-00'", models.TimeField(), serializers.TimeField()),
    "time_of_microseconds": ("'12:30:00.120000'", models.TimeField(), serializers.TimeField()),
    "uuid_in_capitals": (
        "'ABCDEF00000000000000000000000001'",
        models.UUIDField(),
        serializers.UUIDField(format="hex"),
    ),
    "uuid_of_no_digits": ("'xbcdef00000000000000000000000001'", models.UUIDField(), serializers.UUIDField()),
    "text_as_day": ("'x'", models.DateField(), serializers.DateField()),
    "text_as_time": ("'25:00'", models.TimeField(), serializers.TimeField()),
    "real": ("1e300", float, serializers.FloatField()),
    "int_as_real": ("1", float, serializers.FloatField()),
    "uuid": ("'00000000000000000000000000000001'", models.UUIDField(), serializers.UUIDField()),
    "uuid_with_dashes": ("'00000000-0000-0000-0000-000000000001'", models.UUIDField(), serializers.UUIDField()),
    "text_as_uuid": ("'x'", models.UUIDField(), serializers.UUIDField()),
    "text_as_bool": ("'true'", bool, serializers.BooleanField()),
    "choice": ("'NEW'", str, serializers.ChoiceField([("NEW", "New")])),
    "long_text": ("'abcdef'", models.CharField(max_length=3), serializers.CharField()),
    "address": ("'10.0.0.1'", models.GenericIPAddressField(), serializers.IPAddressField()),
    "text_as_address": ("'x'", models.GenericIPAddressField(), serializers.IPAddressField()),
    "slug_link": ("'a b'", str, serializers.SlugField()),
    "integer_by_char": ("12", int, serializers.CharField()),
    "read_only": ("1.50", DECIMAL, serializers.ReadOnlyField()),
    "list": ("'[1, 2.50]'", list, serializers.ListField(child=serializers.DecimalField(5, 2))),
    "dict": ("""'{"a": 1}'""", dict, serializers.DictField(child=serializers.CharField())),
    "object_in_list": ("'{}'", list, serializers.ListField()),
    "duration": ("'01:00:00'" if POSTGRESQL else "3600000000", models.DurationField(), serializers.DurationField()),
}
if POSTGRESQL:
    VALUES |= {
        "infinite_moment": ("'infinity'::timestamptz", models.DateTimeField(), serializers.DateTimeField()),
        "infinite_day": ("'-infinity'::date", models.DateField(), serializers.DateField()),
        "nan_decimal": ("'NaN'::numeric", DECIMAL, serializers.DecimalField(5, 2)),
        "nan_real": ("'NaN'::float8", float, serializers.FloatField()),
        "moment_of_another_zone": (
            "'2024-07-01 12:30+05:30'::timestamptz",
            models.DateTimeField(),
            serializers.DateTimeField(),
        ),
        "naive_moment": ("'2024-07-01 12:30'::timestamp", models.DateTimeField(), serializers.DateTimeField()),
        "jsonb": ("""'{"b": 1.50, "a": 1}'::jsonb""", dict, serializers.JSONField()),
        "row": ("(SELECT row_to_json(r) FROM (SELECT 1.50 AS a, NULL AS b) r)", dict, serializers.JSONField()),
        "money": ("'12.50'::money", DECIMAL, serializers.DecimalField(5, 2)),
        "network": ("'10.0.0.0/8'::cidr", models.GenericIPAddressField(), serializers.IPAddressField()),
        "padded": ("'a'::char(5)", str, serializers.CharField()),
    }


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
@pytest.mark.parametrize("name", VALUES)
def test_values_of_other_types(name: str, zone: str) -> None:
    """They are cast; where that fails, or DRF raises, both paths do."""
    expression, kind, field = VALUES[name]
    with override_settings(TIME_ZONE=zone):
        compare(queryset=one(expression, kind), serializer_class=of(field), filter_backends=[])


def test_the_cast_rounds_half_away_from_zero() -> None:
    """In filters as well as in what is shown, on both databases; DRF alone would round to the even digit."""
    rounded = Decimal("2.67")
    rows = one("2.665", DECIMAL)
    assert rows.get().x == rounded
    assert rows.filter(x=rounded).count() == 1
    assert rows.filter(x=Decimal("2.665")).count() == 0


def test_a_value_that_the_driver_does_not_know() -> None:
    rows = sql_rows("SELECT %(x)s AS id", {"x": object()}, {"id": int}).order_by("id")
    plain, ours = twins(queryset=rows, serializer_class=of(serializers.IntegerField(source="id")), filter_backends=[])
    assert call(plain).error.startswith("django.db.utils.")
    assert call(ours).error == call(plain).error


def test_arrays() -> None:
    if not POSTGRESQL:
        pytest.skip("SQLite has no arrays")
    from django.contrib.postgres.fields import ArrayField

    columns = {"id": int, "x": ArrayField(models.IntegerField()), "y": ArrayField(models.CharField(max_length=3))}
    rows = sql_rows("SELECT 1 AS id, ARRAY[1, NULL] AS x, ARRAY['abcd'] AS y", {}, columns).order_by("id")
    assert rows.filter(x__contains=[1]).get().y == ["abcd"]

    class Arrays(serializers.Serializer):
        x = serializers.ListField(child=serializers.IntegerField())
        y = serializers.ListField(child=serializers.CharField())

    response, _ = compare(queryset=rows, serializer_class=Arrays, filter_backends=[])
    assert response.content == b'[{"x":[1,null],"y":["abcd"]}]'
