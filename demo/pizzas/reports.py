"""One report, three times: as the SQL of its author, with computed fields, with methods that ask for each order."""

from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django_filters.rest_framework import CharFilter, DjangoFilterBackend, FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.filters import BaseFilterBackend, OrderingFilter, SearchFilter
from rest_framework.generics import ListAPIView
from rest_framework.request import Request

from demo.pizzas.models import Order
from demo.pizzas.views import OrderPages
from drf_sqllist import SQLField, SQLListView


class ReportParams(serializers.Serializer):
    since = serializers.DateTimeField(required=False, help_text="Orders from this moment on.")
    until = serializers.DateTimeField(required=False, help_text="Orders before this moment.")
    min_total = serializers.DecimalField(
        max_digits=8, decimal_places=2, required=False, help_text="Orders that came to this much at least."
    )


class ReportList:
    """What all have."""

    pagination_class = OrderPages
    ordering_fields = ("id", "placed_at", "pizza_count", "topping_count", "total")
    ordering = ("-placed_at", "-id")


class OrderReportSerializer(serializers.Serializer):
    """The columns of ``reports/orders.sql``."""

    id = serializers.IntegerField()
    placed_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=Order.Status.choices)
    customer = serializers.CharField()
    address = serializers.CharField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    pizza_count = serializers.IntegerField()
    topping_count = serializers.IntegerField()
    total = serializers.DecimalField(max_digits=8, decimal_places=2)


class OrderReport(ReportList, SQLListView):
    """The report by hand-written SQL, which is one statement with its filters, its order and its page."""

    sql_file = "reports/orders.sql"
    params_serializer = ReportParams
    serializer_class = OrderReportSerializer
    columns = {"status": Order._meta.get_field("status")}
    key = "id"
    filter_backends = (DjangoFilterBackend, SearchFilter, OrderingFilter)
    filterset_fields = ("status", "customer")
    search_fields = ("customer", "address")


class ReportFilter(FilterSet):
    customer = CharFilter(field_name="customer__name")

    class Meta:
        model = Order
        fields = ("status", "customer")


class OfOrders(ReportList):
    """What those have that list orders, and know the parameters by themselves."""

    queryset = Order.objects.all()
    filterset_class = ReportFilter
    search_fields = ("customer__name", "delivery__address")

    def get_params(self) -> dict[str, Any]:
        params = ReportParams(data=self.request.query_params)
        params.is_valid(raise_exception=True)
        return {**dict.fromkeys(params.fields), **params.validated_data}

    def get_queryset(self) -> QuerySet[Order]:
        params = self.get_params()
        orders = super().get_queryset()
        if params["since"] is not None:
            orders = orders.filter(placed_at__gte=params["since"])
        if params["until"] is not None:
            orders = orders.filter(placed_at__lt=params["until"])
        return orders


def summed(prices: str) -> Any:
    """A sum of its own: two sums in one expression would multiply each other's rows."""
    orders = Order.objects.filter(pk=OuterRef("pk")).order_by()
    return Coalesce(Subquery(orders.values("pk").values_list(Sum(prices))), Decimal(0))


class DeclaredReportSerializer(serializers.ModelSerializer):
    """The same members, the database's part of them as expressions."""

    customer = serializers.CharField(source="customer.name")
    address = SQLField("delivery__address")
    delivered_at = SQLField("delivery__delivered_at")
    pizza_count = SQLField(Count("pizzas"))
    topping_count = SQLField(Count("pizzas__toppings"))
    total = SQLField(
        summed("pizzas__price") + summed("pizzas__toppings__price"),
        output=serializers.DecimalField(max_digits=8, decimal_places=2),
    )

    class Meta:
        model = Order
        fields = tuple(OrderReportSerializer().fields)


class AtLeast(BaseFilterBackend):
    """Filters by a computed field, as by a column."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Order], view: Any) -> QuerySet[Order]:
        least = view.get_params()["min_total"]
        return queryset if least is None else queryset.filter(total__gte=least)


@extend_schema(parameters=[ReportParams])
class DeclaredOrderReport(OfOrders, SQLListView):
    """The report by fields that declare what the database computes, which is one statement as well."""

    serializer_class = DeclaredReportSerializer
    filter_backends = (AtLeast, DjangoFilterBackend, SearchFilter, OrderingFilter)


class NaiveReportSerializer(serializers.ModelSerializer):
    """The same members, some of them by methods."""

    customer = serializers.CharField(source="customer.name")
    address = serializers.SerializerMethodField()
    delivered_at = serializers.SerializerMethodField()
    pizza_count = serializers.SerializerMethodField()
    topping_count = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = tuple(OrderReportSerializer().fields)

    def get_address(self, order: Order) -> str | None:
        delivery = getattr(order, "delivery", None)
        return delivery.address if delivery else None

    def get_delivered_at(self, order: Order) -> Any:
        delivery = getattr(order, "delivery", None)
        return delivery.delivered_at if delivery else None

    def get_pizza_count(self, order: Order) -> int:
        return pizzas_of(order)

    def get_topping_count(self, order: Order) -> int:
        return toppings_of(order)

    def get_total(self, order: Order) -> str:
        return f"{total_of(order):.2f}"


def pizzas_of(order: Order) -> int:
    return order.pizzas.count()


def toppings_of(order: Order) -> int:
    return sum(pizza.toppings.count() for pizza in order.pizzas.all())


def total_of(order: Order) -> Decimal:
    prices = [pizza.price + sum(topping.price for topping in pizza.toppings.all()) for pizza in order.pizzas.all()]
    return sum(prices, Decimal())


class InPython(OrderingFilter):
    """Orders by what the database does not know: all orders are loaded, and asked one by one."""

    computed = {"pizza_count": pizzas_of, "topping_count": toppings_of, "total": total_of}

    def filter_queryset(self, request: Request, queryset: QuerySet[Order], view: Any) -> Any:
        ordering = self.get_ordering(request, queryset, view)
        least = view.get_params()["min_total"]
        if least is None and not any(term.lstrip("-") in self.computed for term in ordering):
            return queryset.order_by(*ordering)
        orders = [order for order in queryset if least is None or total_of(order) >= least]
        for term in reversed(ordering):
            name = term.lstrip("-")
            orders.sort(key=self.computed.get(name, attrgetter(name)), reverse=term.startswith("-"))
        return orders


@extend_schema(parameters=[ReportParams])
class NaiveOrderReport(OfOrders, ListAPIView):
    """The report as everyone writes it first."""

    serializer_class = NaiveReportSerializer
    filter_backends = (DjangoFilterBackend, SearchFilter, InPython)
