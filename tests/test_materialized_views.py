"""Views whose rows are materialised: what they send, what the command and the checks say of them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.state import ProjectState
from django.test import override_settings
from django.urls import path
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.test import APIClient

from drf_sqllist import SQLListView
from drf_sqllist.materialized_checks import check_materialized_rows, check_materialized_views
from drf_sqllist.rawsql.materialized import MaterializedError
from drf_sqllist.rawsql.reports import source_for
from tests.statements import record
from tests.testapp.models import Author

only_on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")

NAME = "letters_report"


class RowSerializer(serializers.Serializer):
    letter = serializers.CharField()
    authors = serializers.IntegerField()
    born = serializers.DateField(allow_null=True)


class Report(SQLListView):
    """Authors by their first letter."""

    sql = "SELECT substr(name, 1, 1) AS letter, count(*) AS authors, max(born) AS born FROM testapp_author GROUP BY 1"
    serializer_class = RowSerializer
    key = "letter"
    materialized = NAME
    materialized_age_header = "X-Rows-Age"
    pagination_class = LimitOffsetPagination


class WithoutAge(Report):
    materialized_age_header = None


class ByParameter(Report):
    sql = "SELECT name AS letter, 1 AS authors, born FROM testapp_author WHERE name = %(name)s"
    params_serializer = type("Params", (serializers.Serializer,), {"name": serializers.CharField()})


class NoKey(Report):
    key = None
    ordering = ("letter",)
    materialized = "keyless_report"


class NotKept(Report):
    materialized = None


class Other(Report):
    sql = "SELECT name AS letter, 1 AS authors, born FROM testapp_author"


urlpatterns = [path("report/", Report.as_view()), path("plain/", WithoutAge.as_view())]


class ByParameterOnly:
    urlpatterns = [path("report/", ByParameter.as_view())]


class NoKeyOnly:
    urlpatterns = [path("report/", NoKey.as_view())]


class NotKeptOnly:
    urlpatterns = [path("report/", NotKept.as_view())]


class TwoOfOneName:
    urlpatterns = [path("report/", Report.as_view()), path("other/", Other.as_view())]


@pytest.fixture(autouse=True)
def _urls() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def made(db: None) -> None:
    for name, born in (("Ann", "1900-01-02"), ("Abe", "1950-03-04"), ("Bob", None)):
        Author.objects.create(name=name, born=born)
    command("create", NAME)


def command(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("sqllist", "materialize", *arguments, stdout=out, **options)
    return out.getvalue()


def get(url: str = "/report/?limit=10") -> Any:
    return APIClient().get(url)


ROWS = [
    {"letter": "A", "authors": 2, "born": "1950-03-04"},
    {"letter": "B", "authors": 1, "born": None},
]


@only_on_postgresql
@pytest.mark.usefixtures("made")
def test_rows_come_from_the_materialised_view() -> None:
    Author.objects.all().delete()
    assert get().json()["results"] == ROWS
    assert get("/report/?limit=1&offset=1").json()["results"] == ROWS[1:]
    with record() as statements:
        response = get("/plain/?limit=10")
    assert response.sqllist.mode == "sql"
    assert len(statements) == 1
    assert NAME in statements.sql[0]
    assert "testapp_author" not in statements.sql[0]
    assert "X-Rows-Age" not in response
    assert command("refresh", NAME, "--concurrently").startswith(f"{NAME}: refreshed in ")
    assert get().json() == {"count": 0, "next": None, "previous": None, "results": []}


@only_on_postgresql
@pytest.mark.usefixtures("made")
def test_age() -> None:
    with record() as statements:
        response = get()
    assert len(statements) == 2
    assert response["X-Rows-Age"] in ("0", "1")
    moment = timezone.now() - timedelta(hours=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass, 'pg_class')", [NAME])
        before, _, _ = cursor.fetchone()[0].rpartition(" ")
        cursor.execute(f"COMMENT ON MATERIALIZED VIEW {NAME} IS '{before} {moment.isoformat()}'")
    assert 7200 <= int(get()["X-Rows-Age"]) < 7300
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON MATERIALIZED VIEW {NAME} IS 'ours'")
    assert "X-Rows-Age" not in get()


@only_on_postgresql
@pytest.mark.usefixtures("made")
def test_the_first_column_is_not_taken_for_more() -> None:
    """Options, and documents of the API, need no rows."""
    with record() as statements:
        assert APIClient().options("/report/").status_code == 200
        schema = SchemaGenerator().get_schema(request=None, public=True)
    assert len(statements) == 0
    assert "/report/" in schema["paths"]


@only_on_postgresql
@pytest.mark.django_db
def test_status() -> None:
    assert json.loads(command("status", "--json")) == [{"name": NAME, "database": "default", "exists": False}]
    assert "create" in command("status")
    command("create")
    [status] = json.loads(command("status", NAME, "--json"))
    assert status["exists"]
    assert status["is_current"]
    assert status["can_refresh_concurrently"]
    assert status["bytes"] > 0
    assert status["rows"] == 0
    assert datetime.fromisoformat(status["refreshed"]) <= timezone.now()
    told = command("status")
    assert NAME in told
    assert "seconds ago" in told
    with override_settings(ROOT_URLCONF=type("Urls", (), {"urlpatterns": [path("other/", Other.as_view())]})):
        assert "drop and create" in command("status")
        with pytest.raises(CommandError, match="has changed since it was created"):
            command("refresh")
        [warning] = check_materialized_rows(["default"])
    assert (warning.id, warning.obj) == ("sqllist.W012", Other)
    assert "has the rows of other SQL" in warning.msg
    assert command("drop", NAME).startswith(f"{NAME}: dropped in ")
    assert json.loads(command("status", "--json"))[0]["exists"] is False


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["refresh", "other"], "No view of the URLconf says `materialized = 'other'`; there is letters_report."),
        (["drop"], "drop: name the views that are to go."),
        (["create", "--concurrently"], "--concurrently goes with refresh."),
    ],
)
def test_wrong_arguments(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError) as caught:
        command(*arguments)
    assert str(caught.value) == message


def test_one_name_for_two() -> None:
    with override_settings(ROOT_URLCONF=TwoOfOneName), pytest.raises(CommandError, match="Two views say"):
        command("status")


@only_on_postgresql
@pytest.mark.django_db
def test_checks_of_the_rows() -> None:
    assert check_materialized_rows([]) == []
    messages = check_materialized_rows(["default"])
    assert {(message.id, message.obj) for message in messages} == {
        ("sqllist.W012", Report),
        ("sqllist.W012", WithoutAge),
    }
    assert messages[0].msg == "Report.materialized: letters_report is not there."
    assert messages[0].hint == "Run manage.py sqllist materialize create letters_report."
    command("create")
    assert check_materialized_rows(["default"]) == []


def test_checks_without_a_database() -> None:
    assert check_materialized_views() == []
    for urls, id, text in (
        (
            ByParameterOnly,
            "sqllist.E009",
            "ByParameter.materialized: letters_report cannot be materialised: its SQL has",
        ),
        (NoKeyOnly, "sqllist.W011", "NoKey.materialized: without a key its rows cannot be refreshed concurrently"),
        (NotKeptOnly, "sqllist.W011", "NotKept.materialized_age_header has no effect"),
    ):
        with override_settings(ROOT_URLCONF=urls):
            [message] = check_materialized_views()
        assert message.id == id
        assert message.msg.startswith(text)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="of a database that has no such views")
@pytest.mark.django_db
def test_on_sqlite() -> None:
    sentence = "letters_report cannot be materialised: SQLite has no materialised views. Leave `materialized` out"
    with pytest.raises(MaterializedError, match=sentence):
        get()
    for action in ("create", "refresh", "status"):
        with pytest.raises(CommandError, match=sentence):
            command(action)
    messages = check_materialized_rows(["default"])
    assert {message.id for message in messages} == {"sqllist.E009"}
    assert sentence in messages[0].msg


def test_migrations_know_nothing_of_it() -> None:
    model = source_for(Report()).model
    assert model._meta.db_table == "Report"
    assert model not in apps.get_models(include_auto_created=True)
    assert (model._meta.app_label, model._meta.model_name) not in ProjectState.from_apps(apps).models
