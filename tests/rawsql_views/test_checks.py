"""What ``manage.py check`` says of hand-written SQL: each check can fail, and passes once its view is mended."""

from typing import Any

import pytest
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
from tests.rawsql_views.checked import WITH_PARAMS, Params, Report
from tests.rawsql_views.shop import TenRows


class Wrong(FilterSet):
    about = CharFilter(field_name="number__name")
    mine = CharFilter(method="of_mine")
    status = CharFilter()


class OfOrders(FilterSet):
    class Meta:
        model = Order
        fields = ("status",)


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
