"""The values of a statement's parameters: from a request, through a serializer, into the database as bound values."""

import datetime
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.test import APIRequestFactory, force_authenticate

from drf_sqllist import SQLListView
from drf_sqllist.rawsql.problems import SQLError
from tests.rawsql_views.shop import TenRows
from tests.views import call

pytestmark = pytest.mark.django_db

factory = APIRequestFactory()


def echo(kind: Any, field: Any, sql: str = "select 1 as id, %(value)s as value", **options: Any) -> Any:
    """A view that tells what it was given."""
    params = type("Params", (serializers.Serializer,), {"value": field})
    options = {"sql": sql, "params_serializer": params, "columns": {"id": int, "value": kind}, "key": "id", **options}
    return type("Echo", (SQLListView,), options)


def value_of(view: Any, query: str) -> Any:
    found = call(view, f"/?{query}")
    assert found.status == 200, (found.body, found.error)
    assert len(found.statements) == 1
    return json.loads(found.body)[0]["value"]


@pytest.mark.parametrize(
    ("kind", "field", "query", "expected"),
    [
        (str, serializers.CharField(), "value=%27%22%5C%25s", "'\"\\%s"),
        (str, serializers.CharField(), "value=a&value=b", "b"),
        (int, serializers.IntegerField(), "value=-7", -7),
        (int, serializers.IntegerField(), f"value={2**63 - 1}", 2**63 - 1),
        (bool, serializers.BooleanField(), "value=yes", True),
        (bool, serializers.BooleanField(), "", False),  # as DRF has it in forms
        (bool, serializers.BooleanField(allow_null=True, default=None), "", None),
        (datetime.date, serializers.DateField(), "value=2024-02-29", "2024-02-29"),
        (datetime.datetime, serializers.DateTimeField(), "value=2024-02-29T12:00:00%2B02:00", "2024-02-29T10:00:00Z"),
        (uuid.UUID, serializers.UUIDField(), f"value={uuid.UUID(int=7)}", str(uuid.UUID(int=7))),
        (str, serializers.ChoiceField(["a", "b"]), "value=b", "b"),
        (str, serializers.CharField(required=False), "", None),
        (str, serializers.CharField(required=False, allow_null=True), "value=", None),
        (str, serializers.CharField(required=False, allow_blank=True), "value=", ""),
        (str, serializers.CharField(default="a"), "", "a"),
        (int, serializers.IntegerField(default=lambda: 7), "", 7),
        (int, serializers.IntegerField(required=False), "value=", None),
    ],
)
def test_values(kind: Any, field: Any, query: str, expected: Any):
    assert value_of(echo(kind, field), query) == expected


@pytest.mark.parametrize(
    ("field", "query"),
    [
        (serializers.IntegerField(), "value=x"),
        (serializers.IntegerField(), "value="),
        (serializers.IntegerField(), ""),
        (serializers.IntegerField(), f"value={2**63}"),
        (serializers.IntegerField(), f"value=-{10**300}"),
        (serializers.CharField(), "value=%00"),
        (serializers.CharField(), "value="),
        (serializers.UUIDField(), "value=1"),
        (serializers.DateField(), "value=2024-02-30"),
        (serializers.DateTimeField(), "value=0001-01-01T00:00:00%2B14:00x"),
        (serializers.ChoiceField(["a"]), "value=b"),
        (serializers.DecimalField(5, 2), "value=NaN"),
    ],
)
def test_what_is_no_value(field: Any, query: str):
    found = call(echo(str, field), f"/?{query}")
    assert (found.status, len(found.statements)) == (400, 0)
    assert set(json.loads(found.body)) == {"value"}


def test_an_integer_too_large_in_a_list():
    field = serializers.ListField(child=serializers.IntegerField())
    assert call(echo(int, field), f"/?value=1&value={2**64}").status == 400


@pytest.mark.skipif(django_settings.VENDOR != "postgresql", reason="SQLite has no arrays")
def test_lists():
    """Repeated, as DRF reads forms."""
    numbers = serializers.ListField(child=serializers.IntegerField(), required=False)
    sql = "select n as id, n as value from generate_series(1, 9) n where n = any(%(value)s)"
    view = echo(int, numbers, sql)
    assert [row["id"] for row in json.loads(call(view, "/?value=7&value=3&value=12").body)] == [3, 7]
    assert json.loads(call(view, "/").body) == []
    assert call(view, "/?value=7&value=x").status == 400


def test_a_parameter_that_stands_twice_and_one_by_another_name():
    params = type("Params", (serializers.Serializer,), {"from": serializers.IntegerField(source="least")})
    sql = "select %(least)s as id, %(least)s + 1 as value"
    view = echo(int, None, sql, params_serializer=params)
    assert value_of(view, "from=4") == 5


class OfTheUser(serializers.Serializer):
    user = serializers.HiddenField(default=serializers.CurrentUserDefault())
    value = serializers.IntegerField()

    def validate(self, attrs: Any) -> Any:
        if attrs["value"] == 13:
            raise ValidationError("Not this one.")
        return {"value": attrs["value"], "user": attrs["user"].pk}


def test_a_serializer_that_knows_the_request():
    view = echo(int, None, "select %(user)s as id, %(value)s as value", params_serializer=OfTheUser)
    request = factory.get("/?value=12")
    force_authenticate(request, User.objects.create(pk=5, username="u"))
    assert json.loads(view.as_view()(request).render().content) == [{"id": 5, "value": 12}]
    found = call(view, "/?value=13")
    assert (found.status, json.loads(found.body)) == (400, {"non_field_errors": ["Not this one."]})


def test_values_that_the_view_gives():
    class Own(echo(int, serializers.IntegerField())):  # type: ignore[misc]
        def get_sql_params(self, request: Any) -> Any:
            return {"value": super().get_sql_params(request)["value"] * 2}

    assert value_of(Own, "value=21") == 42


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, r"Own.sql: the parameter %\(value\)s has no value"),
        ({"value": 1, "other": 2}, r"Own.sql: the value 'other' has no parameter"),
    ],
)
def test_a_mistake_of_the_views_own(given: Any, message: str):
    view = type("Own", (echo(int, None),), {"get_sql_params": lambda self, request: given})
    with pytest.raises(SQLError, match=message):
        view.as_view()(factory.get("/"))


def test_without_a_request_all_is_null():
    """Whoever describes views, such as schema generators, asks them for their queryset."""
    view = echo(int, serializers.IntegerField())()
    assert view.get_queryset().query.params == (None,)
    view.request, view.swagger_fake_view = factory.get("/"), True
    assert view.get_queryset().query.params == (None,)


def test_a_file_is_read_once_and_in_debug_each_time(tmp_path: Path, settings: Any):
    (tmp_path / "r.sql").write_text("select 1 as id -- é", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    view = type("Filed", (SQLListView,), {"sql_file": "r.sql", "columns": {"id": int}, "key": "id"})
    assert json.loads(call(view, "/").body) == [{"id": 1}]
    (tmp_path / "r.sql").write_text("select 2 as id")
    assert json.loads(call(view, "/").body) == [{"id": 1}]
    settings.DEBUG = True
    assert json.loads(call(view, "/").body) == [{"id": 2}]
    (tmp_path / "r.sql").write_text("select 3 as id")
    assert json.loads(call(view, "/").body) == [{"id": 3}]


@pytest.mark.parametrize("name", ["../secret.sql", "/etc/passwd", "nothing.sql"])
def test_a_file_that_is_not_among_the_templates(name: str, tmp_path: Path, settings: Any):
    (tmp_path / "secret.sql").write_text("select 1 as id")
    (tmp_path / "templates").mkdir()
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "templates"]}]
    view = type("Filed", (SQLListView,), {"sql_file": name, "columns": {"id": int}, "key": "id"})
    with pytest.raises(SQLError, match=r"Filed.sql_file, .*: the file .* is not found"):
        view.as_view()(factory.get("/"))


def test_a_project_without_templates(settings: Any):
    """The folders of the apps are looked at all the same."""
    settings.TEMPLATES = []
    params = dict.fromkeys(("since", "until", "min_total"))
    options = {"sql_file": "reports/orders.sql", "get_sql_params": lambda self, request: params, "key": "id"}
    view = type("Filed", (SQLListView,), {**options, "columns": {"id": int}, "pagination_class": TenRows})
    assert json.loads(call(view, "/").body)["count"] == 0


def test_decimals():
    field = serializers.DecimalField(max_digits=8, decimal_places=2)
    sql = "select 1 as id, cast(%(value)s as numeric) + 1 as value"
    kind = models.DecimalField(max_digits=8, decimal_places=2)
    assert value_of(echo(kind, field, sql), "value=1.25") == "2.25"
