"""What DRF and others do with a view, they do with a view over hand-written SQL."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django_filters import rest_framework as django_filters
from rest_framework import permissions, serializers, throttling, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.test import APIRequestFactory, force_authenticate

from demo.pizzas.models import Customer, Order
from drf_sqllist import SQLListMixin, SQLListView
from drf_sqllist.rawsql.problems import SQLError
from tests.outcomes import assert_same
from tests.rawsql_views.shop import COLUMNS, SQL, CustomerSerializer, OrderSerializer, TenRows, over_model, over_sql
from tests.views import call

pytestmark = pytest.mark.usefixtures("shop")

factory = APIRequestFactory()


def same(url: str, sql: dict[str, Any] | None = None, model: dict[str, Any] | None = None, **options: Any) -> Any:
    """The view over SQL answers as that over the model does, by one statement, and as DRF's own path over the SQL."""
    ours = call(over_sql(**{**options, **(sql or {})}), url)
    assert_same(call(over_model(**{**options, **(model or {})}), url), ours)
    assert_same(call(over_sql(**{**options, **(sql or {}), "sqllist_enabled": False}), url), ours)
    if ours.status == 200:
        assert ours.response.sqllist.mode == "sql", ours.response.sqllist
        asked = [sql for sql in ours.statements.sql if "pizzas_order o" in sql]
        assert len(asked) == (2 if "page=last" in url else 1)
    return ours


@pytest.mark.parametrize("url", ["/", "/?page=2", "/?page=last&page_size=7", "/?page=nope", "/?page=7"])
def test_pages(url: str):
    same(url)


def test_without_pages():
    assert len(same("/", pagination_class=None).response.data) == 60


@pytest.mark.parametrize("url", ["/", "/?limit=7", "/?limit=7&offset=50", "/?limit=7&offset=59&limit=3", "/?offset=99"])
def test_windows(url: str):
    windows = type("Windows", (LimitOffsetPagination,), {"default_limit": 13})
    same(url, pagination_class=windows)


def test_cursors():
    cursors = type("Cursors", (CursorPagination,), {"ordering": ("-placed_at", "-id"), "page_size": 17})
    url: Any = "/"
    pages = 0
    while url:
        pages += 1
        url = json.loads(same(url, pagination_class=cursors).body)["next"]
    assert pages == 4


@pytest.mark.parametrize(
    "query",
    ["", "status=done", "status=nope", "customer=3", "customer=", "customer=999", "customer=x", "status=&customer=2"],
)
def test_filterset_fields(query: str):
    backends = {"filter_backends": [django_filters.DjangoFilterBackend], "filterset_fields": ["status", "customer"]}
    found = same(f"/?{query}", **backends)
    assert (found.status == 400) == ("nope" in query or "999" in query or "customer=x" in query)


@pytest.mark.parametrize(
    "query", ["placed_at__gte=2024-01-02T00:00:00Z", "customer__name__icontains=o", "id__in=3,5,8"]
)
def test_filterset_fields_with_lookups(query: str):
    fields = {"placed_at": ["gte"], "customer__name": ["icontains"], "id": ["in"]}
    found = same(f"/?{query}", filter_backends=[django_filters.DjangoFilterBackend], filterset_fields=fields)
    assert 0 < json.loads(found.body)["count"] < 60


class Declared(django_filters.FilterSet):
    """Needs no model."""

    after = django_filters.IsoDateTimeFilter(field_name="placed_at", lookup_expr="gt")
    of = django_filters.ModelChoiceFilter(field_name="customer", queryset=Customer.objects.all())
    mine = django_filters.CharFilter(method="of_name")

    def of_name(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(customer__name__startswith=value).exclude(status="new")


@pytest.mark.parametrize("query", ["", "after=2024-01-02T00:00:00Z", "after=x", "of=2", "of=0", "mine=A", "mine=%25"])
def test_a_declared_filterset(query: str):
    same(f"/?{query}", filter_backends=[django_filters.DjangoFilterBackend], filterset_class=Declared)


@pytest.mark.parametrize("query", ["search=zo", "search=brown", "search=o+a", "search=%25", "search=%00", "search=\\"])
def test_search(query: str):
    found = same(f"/?{query}", filter_backends=[SearchFilter], search_fields=["customer__name", "^status", "=note"])
    assert found.status == (400 if "%00" in query else 200)


@pytest.mark.parametrize(
    "query", ["", "ordering=-id", "ordering=status,-id", "ordering=note", "ordering=id;", "ordering=-pk"]
)
def test_ordering(query: str):
    options = {"filter_backends": [OrderingFilter], "ordering_fields": ["id", "status"], "ordering": ("-placed_at",)}
    same(f"/?{query}", **options)


@pytest.mark.parametrize("query", ["", "ordering=-name,id", "ordering=customer__email", "ordering=nope,-status,id"])
def test_ordering_by_whatever_the_serializer_has(query: str):
    same(f"/?{query}", filter_backends=[OrderingFilter])


def ids(outcome: Any) -> list[int]:
    return [row["id"] for row in json.loads(outcome.body)["results"]]


def test_the_order_if_nobody_asks():
    assert ids(call(over_sql(), "/")) == [*range(1, 11)]
    assert ids(call(over_sql(ordering="-id"), "/")) == [*range(60, 50, -1)]
    assert ids(call(over_sql(ordering=("-placed_at", "id")), "/")) == [*range(60, 50, -1)]
    assert over_sql(key=None)().get_queryset().query.order_by == ()


def test_a_file():
    options = {"sql": None, "sql_file": "reports/orders.sql", "get_sql_params": lambda self, request: PARAMS}
    columns = {"id": int, "total": Order._meta.pk, "address": str}
    view = over_sql(**options, columns=columns, serializer_class=None)
    assert json.loads(call(view, "/?page_size=1").body)["results"][0]["id"] == 1


PARAMS = {"since": None, "until": None, "min_total": None}


class ColumnsAlone(SQLListView):
    sql = "select id, status, customer_id, placed_at from pizzas_order"
    columns = {"id": int, "status": str, "customer": Customer, "placed_at": Order._meta.get_field("placed_at")}
    key = "id"
    pagination_class = TenRows


def test_columns_alone():
    """The library makes the serializer: a model serializer over the columns."""
    plain = type(
        "Plain",
        (serializers.ModelSerializer,),
        {"Meta": type("Meta", (), {"model": Order, "fields": ("id", "status", "customer", "placed_at")})},
    )
    ours = call(ColumnsAlone, "/?page=2")
    assert_same(call(over_model(serializer_class=plain), "/?page=2"), ours)
    assert len(ours.statements) == 1
    assert ColumnsAlone().get_serializer_class() is ColumnsAlone().get_serializer_class()


def test_json_columns():
    aggregate = {"postgresql": "json_agg(p.id order by p.id)", "sqlite": "json_group_array(p.id)"}
    sql = f"select order_id, {aggregate[django_settings.VENDOR]} as ids from pizzas_pizza p group by order_id"
    view = over_sql(sql=sql, columns={"order_id": int, "ids": list}, serializer_class=None, key="order_id")
    assert call(view, "/?page_size=1").response.data["results"] is not None
    (row,) = json.loads(call(view, "/?page_size=1").body)["results"]
    assert row == {"order_id": 1, "ids": [*Order.objects.get(pk=1).pizzas.values_list("id", flat=True)]}


def test_the_columns_of_a_serializer_need_not_be_said():
    flat = type(
        "Flat",
        (serializers.Serializer,),
        {"id": serializers.IntegerField(), "name": serializers.CharField(), "placed_at": serializers.DateTimeField()},
    )
    view = over_sql(columns=None, serializer_class=flat)
    plain = type("Flat", (flat,), {"name": serializers.CharField(source="customer.name")})
    assert_same(call(over_model(serializer_class=plain), "/"), call(view, "/"))


class Order_(SQLListMixin, viewsets.ReadOnlyModelViewSet):  # noqa: N801
    sql = SQL
    columns = COLUMNS
    key = "id"
    serializer_class = OrderSerializer
    pagination_class = TenRows


class PlainReports(viewsets.ReadOnlyModelViewSet):
    queryset = Order.objects.order_by("id")
    serializer_class = OrderSerializer
    pagination_class = TenRows


class Method:
    """``as_view`` with a viewset's actions, and its arguments."""

    def __init__(self, cls: Any, action: str) -> None:
        self.cls, self.action = cls, action

    def as_view(self) -> Any:
        return self.cls.as_view({"get": self.action})


@pytest.mark.parametrize("key", ["1", "60", "61", "x", "", "1 or 1=1", "9" * 30])
def test_a_viewsets_rows(key: str):
    plain, ours = (
        call(Method(cls, "retrieve"), arguments={"pk": key})  # type: ignore[arg-type]
        for cls in (PlainReports, Order_)
    )
    assert_same(plain, replace(ours, body=ours.body.replace(b"No Order_ ", b"No Order ")))
    assert ours.status == (200 if key in ("1", "60") else 404)


def test_a_viewsets_list():
    plain, ours = (call(Method(cls, "list"), "/?page=3") for cls in (PlainReports, Order_))  # type: ignore[arg-type]
    assert_same(plain, ours)
    assert len(ours.statements) == 1


def test_rows_without_a_key_are_not_found_one_by_one():
    keyless = type("Keyless", (Order_,), {"key": None})
    with pytest.raises(SQLError, match=r"Keyless.sql: no column is declared as the key.*Declare Keyless.key"):
        keyless.as_view({"get": "retrieve"})(factory.get("/"), pk=1)
    by_name = type("ByName", (keyless,), {"lookup_field": "placed_at"})
    moment = Order.objects.get(pk=7).placed_at
    assert by_name.as_view({"get": "retrieve"})(factory.get("/"), placed_at=moment).data["id"] == 7


def test_a_view_goes_on_filtering():
    class Done(SQLListView):
        sql, columns, key = SQL, COLUMNS, "id"
        serializer_class = OrderSerializer
        pagination_class = TenRows

        def get_queryset(self) -> Any:
            return super().get_queryset().filter(status="done").exclude(customer__name__startswith="A")

    plain = over_model(
        queryset=Order.objects.filter(status="done").exclude(customer__name__startswith="A").order_by("id")
    )
    ours = call(Done, "/")
    assert_same(call(plain, "/"), ours)
    assert len(ours.statements) == 1


class OfDone:
    """A base class that DRF's views know: it narrows whatever the next one gives."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(status="done")  # type: ignore[misc]


class OfDoneByItsAttribute:
    def get_queryset(self) -> Any:
        return self.queryset.filter(status="done")  # type: ignore[attr-defined]


@pytest.mark.parametrize("bases", [(OfDone, SQLListView), (SQLListMixin, OfDone, ListAPIView)])
def test_no_base_class_is_passed_over(bases: Any):
    """Whichever comes first: a filter may be a permission."""
    options = {"sql": SQL, "columns": COLUMNS, "key": "id", "serializer_class": OrderSerializer}
    ours = call(type("Orders", bases, {**options, "pagination_class": TenRows}), "/")
    assert_same(call(over_model(queryset=Order.objects.filter(status="done").order_by("id")), "/"), ours)


def test_a_base_class_that_takes_the_attribute():
    options = {"sql": SQL, "columns": COLUMNS, "key": "id", "serializer_class": OrderSerializer}
    bases = (SQLListMixin, OfDoneByItsAttribute, ListAPIView)
    ours = call(type("Orders", bases, {**options, "pagination_class": TenRows}), "/")
    assert_same(call(over_model(queryset=Order.objects.filter(status="done").order_by("id")), "/"), ours)


def test_without_sql_nothing_changes():
    plain = type("Orders", (SQLListView,), {"queryset": Order.objects.order_by("id"), "pagination_class": TenRows})
    view = type("Orders", (plain,), {"serializer_class": OrderSerializer, "sql": None})
    assert_same(call(over_model(), "/"), call(view, "/"))
    with pytest.raises(AssertionError, match="queryset"):
        type("Nothing", (SQLListView,), {"serializer_class": OrderSerializer}).as_view()(factory.get("/"))


def test_attributes_of_other_classes_are_not_hidden():
    """Other packages' mixins may use these names for something else."""
    exports = type("Exports", (), {"columns": ["a", "b"], "key": "k", "sql_file": None, "params_serializer": "p"})
    view = type("View", (SQLListMixin, exports, ListAPIView), {"queryset": Order.objects.all()})()
    assert (view.columns, view.key, view.params_serializer) == (["a", "b"], "k", "p")
    assert view.get_queryset().model is Order


def test_options():
    ours, plain = (call(view, "/", method="options") for view in (over_sql(), over_model()))
    assert_same(plain, ours)
    assert (ours.status, len(ours.statements)) == (200, 0)


class Nobody(permissions.BasePermission):
    def has_permission(self, request: Any, view: Any) -> bool:
        return False


class AsksForTheQueryset(permissions.BasePermission):
    def has_permission(self, request: Any, view: Any) -> bool:
        assert view.get_queryset().model is not None
        return request.query_params.get("ask") == "nicely"


class Since(serializers.Serializer):
    since = serializers.DateTimeField()


SINCE = {"sql": SQL + "where o.placed_at >= %(since)s", "params_serializer": Since}


@pytest.mark.parametrize("permission", [Nobody, AsksForTheQueryset])
@pytest.mark.parametrize("query", ["", "since=x", "since=2024-01-01"])
def test_permissions_before_parameters_before_statements(permission: Any, query: str):
    refused = call(over_sql(**SINCE, permission_classes=[permission]), f"/?{query}")
    assert (refused.status, len(refused.statements)) == (403, 0)


def test_who_may_is_told_what_is_wrong():
    view = over_sql(**SINCE, permission_classes=[AsksForTheQueryset])
    assert call(view, "/?ask=nicely").status == 400
    assert call(view, "/?ask=nicely&since=2024-01-02").status == 200


class Once(throttling.AnonRateThrottle):
    rate = "1/day"


def test_throttles_before_parameters():
    cache.clear()
    view = over_sql(**SINCE, throttle_classes=[Once])
    assert [call(view, "/?since=x").status for _ in range(2)] == [400, 429]


def test_model_permissions():
    """They look at the model, which is the rows' own."""
    view = over_sql(**SINCE, permission_classes=[permissions.DjangoModelPermissions])
    request = factory.get("/?since=2024-01-02")
    force_authenticate(request, User.objects.create(username="u"))
    assert view.as_view()(request).status_code == 200
    assert not Permission.objects.filter(codename="view_orders", content_type__app_label="sqllist").exists()


def test_the_browsable_api():
    options = {
        "renderer_classes": [BrowsableAPIRenderer, JSONRenderer],
        "filter_backends": [django_filters.DjangoFilterBackend, SearchFilter, OrderingFilter],
        "filterset_fields": ["status", "customer"],
        "search_fields": ["name"],
    }
    page = call(over_sql(**options, **SINCE), "/?since=2024-01-01&search=o")
    assert (page.status, page.error) == (200, "")
    text = page.body.decode()
    assert all(name in text for name in ('name="status"', 'name="customer"', 'name="search"', "ordering=-id"))
    wrong = call(over_sql(**options, **SINCE), "/")
    assert (wrong.status, b"This field is required." in wrong.body) == (400, True)
    lost = call(over_sql(**options, **SINCE), "/?since=2024-01-01&page=99")
    assert (lost.status, lost.error) == (404, "")
    refused = call(over_sql(**options, **SINCE, permission_classes=[Nobody]), "/")
    assert (refused.status, refused.error) == (403, "")


class OfItsUser(SQLListView):
    sql = SQL + "where o.customer_id = %(customer)s"
    columns, key = COLUMNS, "id"
    serializer_class = CustomerSerializer

    def get_sql_params(self, request: Any) -> Any:
        if "nobody" in request.query_params:
            raise PermissionDenied
        return {"customer": request.user.pk}


def test_values_of_the_request():
    columns = {"id": int, "name": str, "email": str}
    view = type("Mine", (OfItsUser,), {"columns": columns, "sql": OfItsUser.sql.replace("c.name", "c.name, c.email")})
    request = factory.get("/")
    force_authenticate(request, User.objects.create(pk=2, username="u"))
    response = view.as_view()(request).render()
    assert len(json.loads(response.content)) == Order.objects.filter(customer=2).count() > 0
    assert call(view, "/?nobody").status == 403
