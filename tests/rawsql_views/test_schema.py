"""The OpenAPI document of views over hand-written SQL."""

from typing import Any

import pytest
from django.test import override_settings
from django.urls import include, path
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.validation import validate_schema
from rest_framework import viewsets
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.routers import SimpleRouter

from demo.pizzas.models import Order
from demo.pizzas.reports import NaiveOrderReport, OrderReport, ReportParams
from drf_sqllist import SQLListMixin
from tests.rawsql_views.shop import COLUMNS, SQL, OrderSerializer, TenRows, over_model, over_sql

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _settings() -> Any:
    with override_settings(SPECTACULAR_SETTINGS={"TITLE": "t", "VERSION": "1"}):
        yield


def document(**views: Any) -> dict[str, Any]:
    routes = [path(f"{name}/", view.as_view()) for name, view in views.items()]
    return generated(routes)


def generated(routes: Any) -> dict[str, Any]:
    found = SchemaGenerator(patterns=routes).get_schema(request=None, public=True)
    validate_schema(found)
    return found


def parameters(found: dict[str, Any], route: str, method: str = "get") -> dict[str, Any]:
    return {one["name"]: one for one in found["paths"][route][method].get("parameters", ())}


FILTERS = {
    "filter_backends": [DjangoFilterBackend, SearchFilter, OrderingFilter],
    "filterset_fields": {"status": ["exact"], "customer": ["exact"], "placed_at": ["gte"]},
    "search_fields": ["name"],
}


def test_as_of_a_model(capsys: pytest.CaptureFixture[str]):
    """All but the parameters, which a model list has not."""
    ours = document(orders=over_sql(**FILTERS))
    theirs = document(orders=over_model(**{**FILTERS, "search_fields": ["customer__name"]}))
    ours["paths"]["/orders/"]["get"]["parameters"].remove(status := parameters(ours, "/orders/")["status"])
    theirs["paths"]["/orders/"]["get"]["parameters"].remove(their_status := parameters(theirs, "/orders/")["status"])
    assert ours == theirs
    # What may be NULL in SQL is nullable.
    status["schema"].pop("nullable")
    assert status == their_status
    assert "Warning" not in capsys.readouterr().err


def test_parameters(capsys: pytest.CaptureFixture[str]):
    found = parameters(document(report=OrderReport), "/report/")
    naive = parameters(document(naive=NaiveOrderReport), "/naive/")
    assert {name: one for name, one in found.items() if name != "status"} == {
        name: one for name, one in naive.items() if name != "status"
    }
    assert {"since", "until", "min_total"} < set(found)
    assert found["since"] == {
        "in": "query",
        "name": "since",
        "schema": {"type": "string", "format": "date-time"},
        "description": "Orders from this moment on.",
    }
    assert "Warning" not in capsys.readouterr().err


def test_required_parameters_stand_in_nobodys_way(capsys: pytest.CaptureFixture[str]):
    params = type("Required", (ReportParams,), {"since": type(ReportParams().fields["since"])()})
    found = parameters(document(report=type("R", (OrderReport,), {"params_serializer": params})), "/report/")
    assert found["since"]["required"] is True
    assert "Warning" not in capsys.readouterr().err


class Reports(SQLListMixin, viewsets.ModelViewSet):
    """Orders."""

    sql = SQL + "where o.placed_at >= %(since)s and o.placed_at < %(until)s and %(min_total)s is null"
    columns, key = COLUMNS, "id"
    serializer_class = OrderSerializer
    params_serializer = ReportParams
    pagination_class = TenRows


def test_a_viewset(capsys: pytest.CaptureFixture[str]):
    router = SimpleRouter()
    router.register("reports", Reports, "report")
    found = generated([path("", include(router.urls))])
    assert {"since", "until", "min_total", "page", "page_size"} == set(parameters(found, "/reports/"))
    assert {"id", "since", "until", "min_total"} == set(parameters(found, "/reports/{id}/"))
    assert parameters(found, "/reports/{id}/")["id"]["schema"]["type"] == "integer"
    assert parameters(found, "/reports/", "post") == {}
    assert found["paths"]["/reports/"]["get"]["description"] == "Orders."
    assert "Warning" not in capsys.readouterr().err


def test_columns_alone(capsys: pytest.CaptureFixture[str]):
    columns = {"id": int, "placed_at": Order._meta.get_field("placed_at"), "list": list}
    view = over_sql("Alone", serializer_class=None, columns=columns)
    schemas = document(one=view, two=view)["components"]["schemas"]
    assert schemas["Alone"]["properties"] == {
        "id": {"type": "integer", "readOnly": True},
        "placed_at": {"type": "string", "format": "date-time", "readOnly": True, "nullable": True},
        "list": {"readOnly": True, "nullable": True},
    }
    assert "Warning" not in capsys.readouterr().err


def test_a_projects_own_word_counts():
    described = extend_schema(parameters=[], operation_id="mine")(type("R", (OrderReport,), {}).get)
    view = type("R", (OrderReport,), {"get": described})
    found = document(report=view)
    assert found["paths"]["/report/"]["get"]["operationId"] == "mine"
    assert "since" in parameters(found, "/report/")


def test_a_projects_own_extension_goes_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(OpenApiViewExtension, "_registry", [*OpenApiViewExtension._registry])
    view = type("R", (OrderReport,), {})

    class Own(OpenApiViewExtension):
        target_class = view

        def view_replacement(self) -> Any:
            return type("R", (self.target,), {"params_serializer": None, "pagination_class": None})

    assert not {"since", "page"} & set(parameters(document(report=view), "/report/"))
