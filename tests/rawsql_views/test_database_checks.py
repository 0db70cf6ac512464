"""What ``manage.py check --database default`` says of hand-written SQL: the statement is prepared, and not run."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection, connections, transaction
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from demo.pizzas.models import Order
from demo.pizzas.reports import OrderReport
from drf_sqllist.sql_database_checks import check_sql_statements
from tests.rawsql_views.checked import WITH_PARAMS, Params, Report
from tests.statements import record

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")


@pytest.mark.django_db(databases="__all__")  # Django 6.1 has checks that ask all of them
class TestOnADatabase:
    def messages(self) -> list[Any]:
        return check_sql_statements(["default"])

    def one(self, id: str) -> Any:
        (message,) = self.messages()
        assert message.id == id
        return message

    def test_nothing_to_say(self, serve: Any):
        for view in (Report, OrderReport, ListAPIView):
            serve(view)
            assert self.messages() == []

    def test_other_databases_are_left_alone(self, serve: Any):
        serve(sql="select nothing")
        assert check_sql_statements([]) == []
        assert check_sql_statements(["other"]) == []
        assert len(self.messages()) == 1

    def test_it_is_one_of_djangos_database_checks(self, serve: Any):
        serve(sql="select nothing as id, 1 as status")
        assert not [one for one in run_checks() if one.id == "sqllist.E008"]
        assert len([one for one in run_checks(databases=["default"]) if one.id == "sqllist.E008"]) == 1

    @pytest.mark.parametrize(
        ("sql", "line", "said"),
        [
            ("select id, statu\nfrom pizzas_order", 1, "statu"),
            ("\n\nselect id, status\nfrm pizzas_order", 4, "syntax error"),
            ("select id,\nstatus from pizzas_orders", 2, "pizzas_orders"),
            ("-- é\nselect id, status\nfrom pizzas_order\nwhere frobnicate(id) > 1", 4, "frobnicate"),
        ],
    )
    def test_what_the_database_does_not_understand(self, serve: Any, sql: str, line: int, said: str):
        serve(sql=sql)
        message = self.one("sqllist.E008")
        assert message.msg.startswith(f"Report.sql, line {line}: 'default' says: ")
        assert said in message.msg

    @on_postgresql
    @pytest.mark.parametrize("params", [None, Params])
    def test_what_fails_for_whatever_value(self, serve: Any, params: Any):
        """Not to be taken for the fault of a value that stands in for a request's."""
        sql = "select 1 / 0 as id, 'a' as status" + (" where %(since)s is null and %(least)s = 1" if params else "")
        serve(sql=sql, params_serializer=params)
        assert "division by zero" in self.one("sqllist.E008").msg

    @on_postgresql
    def test_a_value_that_stands_in(self, serve: Any):
        params = type("Coded", (serializers.Serializer,), {"code": serializers.CharField()})
        sql = "select id, status from pizzas_order where placed_at > cast(%(code)s as date)"
        serve(sql=sql, params_serializer=params)
        assert self.messages() == []

    def test_a_statement_that_ends_too_early(self, serve: Any):
        serve(sql="select id, status\nfrom pizzas_order\nwhere")
        assert "syntax error" in self.one("sqllist.E008").msg

    @on_postgresql
    def test_the_databases_own_hint(self, serve: Any):
        serve(sql="select id, o.statu as status from pizzas_order o")
        assert self.one("sqllist.E008").hint == 'Perhaps you meant to reference the column "o.status".'

    def test_a_column_that_is_not_returned(self, serve: Any):
        serve(sql="select id from pizzas_order")
        message = self.one("sqllist.E008")
        assert "the column 'status' is declared, and the SQL does not return it" in message.msg
        assert "It returns id." in message.hint

    def test_a_column_that_is_not_declared(self, serve: Any):
        """A warning: the list is answered without it."""
        serve(sql="select id, status, note from pizzas_order")
        message = self.one("sqllist.W010")
        assert "returns the column 'note', which is not declared" in message.msg
        serve(sql="select id, status, note from pizzas_order", columns={**Report.columns, "note": str})
        assert self.messages() == []

    def test_a_name_that_is_there_twice(self, serve: Any):
        serve(sql="select id, 1 as id, status from pizzas_order")
        assert "the SQL returns 2 columns of the name 'id'" in self.one("sqllist.E008").msg

    @on_postgresql
    def test_capital_letters(self, serve: Any):
        columns = {"id": int, "placedAt": Order._meta.get_field("placed_at")}
        serve(sql="select id, placed_at as placedAt from pizzas_order", columns=columns)
        error, warning = self.messages()
        assert (error.id, warning.id) == ("sqllist.E008", "sqllist.W010")
        assert error.hint == 'PostgreSQL makes unquoted names small: write AS "placedAt".'
        serve(sql='select id, placed_at as "placedAt" from pizzas_order', columns=columns)
        assert self.messages() == []

    @on_sqlite
    def test_capital_letters_on_sqlite(self, serve: Any):
        serve(sql="select id as ID, status as Status from pizzas_order")
        assert self.messages() == []

    @on_postgresql
    @pytest.mark.parametrize("column", ["placed_at", "'a'", "array[1]"])
    def test_a_type_that_a_column_cannot_have(self, serve: Any, column: str):
        serve(sql=f"select id, {column} as status from pizzas_order", columns={"id": int, "status": int})
        message = self.one("sqllist.E008")
        assert "the column 'status' cannot be read as its declared BigIntegerField: " in message.msg

    def test_parameters(self, serve: Any):
        serve(sql=WITH_PARAMS, params_serializer=Params)
        assert self.messages() == []
        serve(sql=WITH_PARAMS, get_sql_params=lambda self, request: {})
        assert self.messages() == []

    @on_postgresql
    def test_a_parameter_without_a_type(self, serve: Any):
        sql = "select id, status from pizzas_order where placed_at > date_trunc('day', {})"
        serve(sql=sql.format("%(since)s"), get_sql_params=lambda self, request: {})
        assert "CAST(%(name)s AS ...)" in self.one("sqllist.W010").hint
        optional = type("Optional", (serializers.Serializer,), {"since": serializers.DateTimeField(required=False)})
        serve(sql=sql.format("%(since)s"), params_serializer=optional)
        assert "CAST(%(name)s AS ...)" in self.one("sqllist.E008").hint
        serve(sql=sql.format("cast(%(since)s as timestamptz)"), params_serializer=optional)
        assert self.messages() == []
        required = type("Required", (serializers.Serializer,), {"since": serializers.DateTimeField()})
        serve(sql=sql.format("%(since)s"), params_serializer=required)
        assert self.messages() == []

    def test_nothing_is_run(self, serve: Any):
        """No row is asked for, though a statement may be made so that the database must fetch some to give one."""
        sql = """
            with recursive n(i) as {} (select 1 union all select i + 1 from n where i < 1000000000)
            select max(a.i) as id, count(*) as status from n a join n b on a.i = b.i
        """
        serve(sql=sql.format("materialized"), columns={"id": int, "status": int})
        assert self.messages() == []

    @on_postgresql
    def test_nothing_is_left(self, serve: Any):
        serve(sql=WITH_PARAMS, params_serializer=Params)
        self.messages()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_prepared_statements")
            assert cursor.fetchone() == (0,)

    @on_sqlite
    def test_nothing_is_left_on_sqlite(self, serve: Any):
        serve(sql=WITH_PARAMS, params_serializer=Params)
        self.messages()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from sqlite_temp_master")
            assert cursor.fetchone() == (0,)

    def test_an_open_transaction_goes_on(self, serve: Any):
        serve(sql="select nothing")
        with transaction.atomic():
            Order.objects.count()
            assert len(self.messages()) == 1
            assert Order.objects.count() == 0

    def test_what_is_wrong_already_is_not_asked_about(self, serve: Any):
        serve(sql="select 5 % 2")
        with record() as statements:
            assert self.messages() == []
        assert len(statements) == 0

    def test_before_the_migrations(self, serve: Any, monkeypatch: pytest.MonkeyPatch):
        """``migrate`` runs these checks first: it must not be stopped by a table that it is to make."""
        serve(sql="select id, status from pizzas_order_not_yet")
        monkeypatch.setattr("drf_sqllist.sql_database_checks.MigrationExecutor", _Unmigrated)
        assert self.one("sqllist.I001").level < 30
        serve(ListAPIView)
        assert self.messages() == []


class _Unmigrated:
    """An executor that has something to do."""

    def __init__(self, connection: Any) -> None:
        self.loader = type("Loader", (), {"graph": type("Graph", (), {"leaf_nodes": lambda self: []})()})()

    def migration_plan(self, targets: Any) -> list[str]:
        return ["0001_initial"]


@pytest.mark.django_db(transaction=True, databases=["default"])
def test_the_connection_is_not_broken(serve: Any):
    """Outside of any transaction."""
    serve(sql="select nothing")
    assert len(check_sql_statements(["default"])) == 1
    assert connections["default"].get_autocommit()
    assert Order.objects.count() == 0
