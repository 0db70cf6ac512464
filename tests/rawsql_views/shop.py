"""The demo's shop, small, and views over SQL on it."""

from typing import Any

from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from demo.pizzas import sample
from demo.pizzas.models import Customer, Order, Topping
from drf_sqllist import SQLListView

ORDERS = 60


def fill() -> None:
    """Customers, toppings, orders and all below them."""
    Customer.objects.bulk_create(sample.customers(ORDERS))
    Topping.objects.bulk_create(sample.toppings())
    for batch in sample.batches(ORDERS):
        for rows in batch.rows():
            type(rows[0]).objects.bulk_create(rows)


SQL = """
select o.id, o.status, o.placed_at, o.customer_id, o.note, c.name
from pizzas_order o
join pizzas_customer c on c.id = o.customer_id
"""

COLUMNS = {
    "id": int,
    "status": Order._meta.get_field("status"),
    "placed_at": Order._meta.get_field("placed_at"),
    "customer": Customer,
    "note": str,
    "name": str,
}


class TenRows(PageNumberPagination):
    page_size = 10
    page_size_query_param = "page_size"


class CustomerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Customer
        fields = ("id", "name", "email")


class OrderSerializer(serializers.ModelSerializer):
    """Of the model, or of the SQL: both have what it reads."""

    name = serializers.CharField(source="customer.name")
    customer = CustomerSerializer()

    class Meta:
        model = Order
        fields = ("id", "status", "placed_at", "note", "name", "customer")


def over_sql(name: str = "Orders", *bases: type, **options: Any) -> Any:
    """A view over ``SQL``."""
    given = {"sql": SQL, "columns": COLUMNS, "key": "id", "serializer_class": OrderSerializer}
    return type(name, (*bases, SQLListView), {"pagination_class": TenRows, "filter_backends": [], **given, **options})


def over_model(name: str = "Orders", *bases: type, **options: Any) -> Any:
    """What DRF makes of the same list, by the ORM."""
    given = {"queryset": Order.objects.order_by("id"), "serializer_class": OrderSerializer}
    return type(name, (*bases, ListAPIView), {"pagination_class": TenRows, "filter_backends": [], **given, **options})
