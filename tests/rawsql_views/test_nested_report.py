"""A report with lists in it, three ways: JSON of hand-written SQL, SQLNested and SQLField, methods. The same bytes."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, OuterRef, Q
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from demo.pizzas.models import Order, Pizza
from drf_sqllist import JSONRows, RawJSONField, SQLField, SQLListView, SQLNested
from tests.outcomes import assert_same
from tests.rawsql_views.shop import CustomerSerializer, TenRows
from tests.views import call

pytestmark = pytest.mark.usefixtures("shop")

FIELDS = ("id", "customer", "pizza_count", "dearest", "sizes")

# What row_to_json and json_group_array write has the spaces of its database: text put together by hand has DRF's.
PIZZA, SIZE = {
    "postgresql": (
        """'{"id":'||id||',"price":"'||price||'"}'""",
        """'{"size":'||to_json(size)||',"pizzas":'||count(*)||'}'""",
    ),
    "sqlite": (
        """'{"id":'||id||',"price":"'||printf('%%.2f', price)||'"}'""",
        """'{"size":'||json_quote(size)||',"pizzas":'||count(*)||'}'""",
    ),
}[connection.vendor]
JOINED = "'['||coalesce({function}(j, ','), '')||']'".format(
    function="string_agg" if connection.vendor == "postgresql" else "group_concat"
)


class HandWritten(SQLListView):
    sql = f"""
        select o.id, o.customer_id, (select count(*) from pizzas_pizza where order_id = o.id) as pizza_count,
            (select {JOINED} from (
                select {PIZZA} as j from pizzas_pizza where order_id = o.id and price > %(least)s
                order by price desc, id limit 2) as dearest) as dearest,
            (select {JOINED} from (
                select {SIZE} as j from pizzas_pizza where order_id = o.id group by size order by size) as s) as sizes
        from pizzas_order o
    """
    key = "id"
    pagination_class = TenRows

    class RowSerializer(serializers.Serializer):
        id = serializers.IntegerField()
        customer = CustomerSerializer()
        pizza_count = serializers.IntegerField()
        dearest = RawJSONField()
        sizes = RawJSONField()

    serializer_class = RowSerializer

    def get_sql_params(self, request: Any) -> dict[str, Any]:
        return {"least": 8}


class PizzaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Pizza
        fields = ("id", "price")


class DeclaredSerializer(serializers.ModelSerializer):
    customer = CustomerSerializer()
    pizza_count = SQLField(Count("pizzas"))
    dearest = SQLNested(PizzaSerializer, source="pizzas", filter=Q(price__gt=8), order_by=["-price"], limit=2)
    sizes = SQLField(
        JSONRows(
            Pizza.objects.filter(order=OuterRef("pk"))
            .order_by()
            .values("size")
            .annotate(pizzas=Count("pk"))
            .order_by("size")
        )
    )

    class Meta:
        model = Order
        fields = FIELDS


class Declared(SQLListView):
    queryset = Order.objects.order_by("id")
    serializer_class = DeclaredSerializer
    pagination_class = TenRows


class PlainSerializer(serializers.ModelSerializer):
    customer = CustomerSerializer()
    pizza_count = serializers.SerializerMethodField()
    dearest = serializers.SerializerMethodField()
    sizes = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = FIELDS

    def get_pizza_count(self, order: Order) -> int:
        return order.pizzas.count()

    def get_dearest(self, order: Order) -> Any:
        pizzas = sorted(order.pizzas.filter(price__gt=8), key=lambda pizza: (-pizza.price, pizza.pk))
        return PizzaSerializer(pizzas[:2], many=True).data

    def get_sizes(self, order: Order) -> Any:
        counts = Counter(pizza.size for pizza in order.pizzas.all())
        return [{"size": size, "pizzas": count} for size, count in sorted(counts.items())]


class Plain(ListAPIView):
    queryset = Order.objects.order_by("id")
    serializer_class = PlainSerializer
    pagination_class = TenRows


@pytest.mark.parametrize("query", ["", "page=2", "page_size=60", "page=last"])
def test_three_ways(query: str):
    plain = call(Plain, f"/report/?{query}")
    if query == "page_size=60":
        assert {len(row["dearest"]) for row in plain.response.data["results"]} == {0, 1, 2}
    for view in (HandWritten, Declared):
        ours = call(view, f"/report/?{query}")
        assert_same(plain, ours)
        assert ours.response.sqllist.problems == ()
        assert len(ours.statements) == (2 if query == "page=last" else 1)
        assert_same(plain, call(type(view.__name__, (view,), {"sqllist_enabled": False}), f"/report/?{query}"))


def test_a_single_object_is_the_row_of_the_list():
    for row in call(Declared, "/report/?page_size=60").response.data["results"]:
        order = Order.objects.get(pk=row["id"])
        assert DeclaredSerializer(order).data == row
        assert PlainSerializer(order).data == row
