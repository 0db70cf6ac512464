"""What ``manage.py check`` says of hand-written SQL: each check can fail, and passes once its view is mended."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection, connections, transaction
from django.test import override_settings
from django.urls import clear_url_caches, path
from django_filters import CharFilter, FilterSet
from rest_framework import serializers, viewsets
from rest_framework.filters import OrderingFilter
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination

from demo.pizzas.models import Order
from demo.pizzas.reports import OrderReport
from drf_sqllist import SQLListMixin, SQLListView
from drf_sqllist.sql_checks import check_sql_views
from drf_sqllist.sql_database_checks import check_sql_statements
from tests.rawsql_views.shop import TenRows
from tests.statements import record

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")


class Report(SQLListView):
    sql = """
        select id, status
        from pizzas_order
    """
    columns = {"id": int, "status": str}
    key = "id"
    pagination_class = TenRows


class Wrong(FilterSet):
    about = CharFilter(field_name="number__name")
    mine = CharFilter(method="of_mine")
    status = CharFilter()


class OfOrders(FilterSet):
    class Meta:
        model = Order
        fields = ("status",)


class Params(serializers.Serializer):
    since = serializers.DateTimeField()
    least = serializers.IntegerField(required=False)


WITH_PARAMS = """
    select id, status
    from pizzas_order
    where placed_at >= %(since)s
      and (cast(%(least)s as integer) is null or id >= %(least)s)
"""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts ``Report`` with other options, or another view, under a URL."""

    def serve(cls: Any = Report, **options: Any) -> None:
        view = type("Report", (cls,), options) if options else cls
        route = path("r/", view.as_view({"get": "list"}) if issubclass(view, viewsets.ViewSetMixin) else view.as_view())
        monkeypatch.setattr("tests.urls.urlpatterns", [route])
        clear_url_caches()

    yield serve
    clear_url_caches()


def told() -> list[tuple[str, str, str]]:
    return [(message.id, message.msg, message.hint) for message in check_sql_views()]


def ids() -> list[str]:
    return [id for id, _, _ in told()]


class TestWithoutADatabase:
    """No test here may use one: pytest-django forbids it."""

    def test_nothing_to_say(self, serve: Any):
        for view in (Report, OrderReport, ListAPIView):
            serve(view)
            assert told() == []

    @pytest.mark.parametrize(
        ("sql", "line", "said", "hint"),
        [
            ("select id,\n 5 % 2 as status from t", 2, "a % is no parameter", "Write %%"),
            ("select id from t where a like '50%'", 1, "a % is no parameter", "Write %%"),
            ("select id\nfrom t\nwhere a = '%(since)s'", 3, "stands in quotes", "by itself"),
            ("select id from t where a = %(since)d", 1, "is no parameter", "%(name)s"),
            ("select 1 as id;\nselect 2", 2, "more than one statement", "semicolon"),
            ("\n\ndelete from t", 3, "begins with delete", "SELECT"),
            ("with t as (\ndelete from u returning id)\nselect id from t", 2, "delete", ""),
            ("select id\nfrom t where (", 2, "parenthes", ""),
            ("-- nothing", None, "is empty", "SELECT"),
            ("select 'a", 1, "a quote is not closed", "Close it"),
            ("select 1 /* a", 1, "a comment is not closed", "Close it"),
        ],
    )
    def test_the_statement(self, serve: Any, sql: str, line: int | None, said: str, hint: str):
        serve(sql=sql)
        (message,) = check_sql_views()
        assert message.id == "sqllist.E004"
        place = "Report.sql: " if line is None else f"Report.sql, line {line}: "
        assert message.msg.startswith(place)
        assert said in message.msg
        assert hint in message.hint
        assert message.obj.__name__ == "Report"

    def test_mended(self, serve: Any):
        serve(sql="select id, 5 %% 2 as status, '50%%' as x from t -- 100%%\n;")
        assert told() == []

    def test_two_lists(self, serve: Any):
        serve(sql_file="reports/orders.sql")
        ((id, said, _),) = told()
        assert id == "sqllist.E003"
        assert "Report has sql and sql_file: only one of them can be its list." in said
        serve(queryset=Order.objects.all())
        assert ids() == ["sqllist.E003"]
        base = type("Base", (SQLListView,), {"queryset": Order.objects.all(), "pagination_class": TenRows})
        mended = {"sql": Report.sql, "columns": Report.columns, "key": "id"}
        serve(base, **mended)
        assert ids() == ["sqllist.E003"]
        serve(base, **mended, queryset=None)
        assert told() == []

    def test_a_file_that_is_not_there(self, serve: Any):
        serve(sql=None, sql_file="reports/order.sql")
        ((id, said, _),) = told()
        assert id == "sqllist.E003"
        assert said.startswith("Report.sql_file, reports/order.sql: the file 'reports/order.sql' is not found in /")
        assert "/demo/pizzas/templates/reports/order.sql" in said

    def test_a_file_with_a_mistake(self, serve: Any, tmp_path: Any, settings: Any):
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
        (tmp_path / "bad.sql").write_text("select 1 as id,\n%d as status")
        serve(sql=None, sql_file="bad.sql")
        assert told()[0][:2] == ("sqllist.E004", "Report.sql_file, bad.sql, line 2: a % is no parameter.")
        (tmp_path / "bad.sql").write_bytes(b"select '\xff' as id")
        settings.DEBUG = True
        assert "is not in UTF-8" in told()[0][1]

    def test_parameters(self, serve: Any):
        serve(sql=WITH_PARAMS)
        assert [said for _, said, _ in told()] == [
            f"Report.sql, line {line}: the parameter %({name})s has no value: Report.params_serializer has no field of "
            "this name."
            for name, line in (("since", 4), ("least", 5))
        ]
        serve(params_serializer=Params)
        assert [said for _, said, _ in told()] == [
            f"Report.sql: Params has the field '{name}', and the SQL has no parameter %({name})s."
            for name in ("since", "least")
        ]
        assert ids() == ["sqllist.E005"] * 2
        serve(sql=WITH_PARAMS, params_serializer=Params)
        assert told() == []

    def test_parameters_of_the_views_own_are_not_judged(self, serve: Any):
        serve(sql=WITH_PARAMS, get_sql_params=lambda self, request: {})
        assert told() == []
        made = type("Made", (Params,), {"__init__": lambda self, request: None})
        serve(params_serializer=made)
        assert told() == []
        validates = type("Validates", (Params,), {"validate": lambda self, attrs: {}})
        serve(params_serializer=validates)
        assert told() == []

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"columns": None}, "its columns are not declared"),
            ({"columns": {"id": object()}}, "the column 'id' is declared as <object"),
            ({"columns": {"id": int, "a__b": str}}, "the column 'a__b' cannot be an attribute"),
            ({"columns": {"id": int, "save": str}}, "the column 'save' cannot be an attribute"),
            ({"key": "number"}, "the key 'number' is no declared column"),
            ({"ordering": "-number"}, "ordering has 'number', which is no column"),
            ({"ordering": ("id", "number")}, "ordering has 'number', which is no column"),
            ({"ordering_fields": ["status", "number"]}, "ordering_fields has 'number'"),
            ({"ordering_fields": [("number", "No.")]}, "ordering_fields has 'number'"),
            ({"search_fields": ["^number"]}, "search_fields has 'number'"),
            ({"filterset_fields": {"number": ["exact"]}}, "filterset_fields has 'number'"),
            ({"filterset_fields": ["status", "customer__name"]}, "filterset_fields has 'customer__name'"),
            ({"filterset_class": Wrong}, "Wrong.about filters by 'number__name', which is no column"),
            ({"filterset_class": OfOrders}, "OfOrders is a filterset of pizzas.Order"),
            ({"pagination_class": CursorPagination}, "the ordering of its paginator has 'created'"),
        ],
    )
    def test_columns(self, serve: Any, options: Any, said: str):
        serve(**options)
        assert ids() == ["sqllist.E006"]
        assert said in told()[0][1]
        assert told()[0][1].startswith("Report.sql: ")

    def test_columns_that_are_right(self, serve: Any):
        serve(
            filter_backends=[OrderingFilter],
            ordering=("-pk", "status"),
            ordering_fields="__all__",
            search_fields=["=status", "id__startswith"],
            filterset_fields={"status": ["exact", "in"]},
            pagination_class=type("ById", (CursorPagination,), {"ordering": "-id"}),
        )
        assert told() == []

    def test_a_serializer_that_says_too_little(self, serve: Any):
        method = type(
            "Says", (serializers.Serializer,), {"id": serializers.IntegerField(), "total": serializers.ReadOnlyField()}
        )
        serve(columns=None, serializer_class=method)
        ((id, said, _),) = told()
        assert id == "sqllist.E006"
        assert "Says.total (ReadOnlyField) does not say which type its column has" in said
        serve(columns={"total": int}, serializer_class=method)
        assert told() == []

    def test_single_rows(self, serve: Any):
        rows = type("Report", (SQLListMixin, viewsets.ReadOnlyModelViewSet), dict(vars(Report)))
        serve(rows, key=None, pagination_class=None)
        assert ids() == ["sqllist.E007"]
        serve(rows, key=None, pagination_class=None, lookup_field="status")
        assert told() == []
        serve(rows)
        assert told() == []

    def test_a_get_queryset_that_passes_the_sql_over(self, serve: Any):
        serve(get_queryset=lambda self: Order.objects.all())
        ((id, said, _),) = told()
        assert (id, said) == ("sqllist.W008", "Report.sql: get_queryset() of Report never asks for its rows.")

        class Asks(Report):
            def get_queryset(self) -> Any:
                return super().get_queryset().filter(status="done")

        serve(Asks)
        assert told() == []

    def test_base_classes_in_the_wrong_order(self, serve: Any):
        first = type("First", (ListAPIView,), {"get_queryset": lambda self: self.queryset})
        behind = type("Report", (first, SQLListMixin), {"sql": Report.sql, "columns": Report.columns, "key": "id"})
        serve(behind)
        assert ids() == ["sqllist.W008"]

    def test_pages_without_an_order(self, serve: Any):
        serve(key=None)
        assert ids() == ["sqllist.W009"]
        for mended in ({"key": "id"}, {"ordering": "id", "key": None}, {"pagination_class": None, "key": None}):
            serve(**mended)
            assert told() == []

    def test_options_of_the_route(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("tests.urls.urlpatterns", [path("r/", Report.as_view(key="nope"))])
        clear_url_caches()
        assert ids() == ["sqllist.E006"]
        clear_url_caches()

    @override_settings(ROOT_URLCONF=None)
    def test_a_project_without_urls(self):
        assert told() == []


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
