"""serpy's serializers over tuned DRF's queryset, in a DRF view with its paginator.

serpy has no fields for moments and decimals: each gets one of two lines, as its documentation shows. The JSON is DRF's.
"""

from datetime import datetime

import serpy
from django.urls import path
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from demo.pizzas.views import OrderList, TunedOrders


class MomentField(serpy.Field):
    def to_value(self, value: datetime | None) -> str | None:
        return value.isoformat().replace("+00:00", "Z") if value else None


class CustomerSerializer(serpy.Serializer):
    id = serpy.Field()
    name = serpy.Field()
    email = serpy.Field()


class DeliverySerializer(serpy.Serializer):
    address = serpy.Field()
    delivered_at = MomentField()


class ToppingSerializer(serpy.Serializer):
    id = serpy.Field()
    name = serpy.Field()
    price = serpy.StrField()


class PizzaSerializer(serpy.Serializer):
    id = serpy.Field()
    size = serpy.Field()
    price = serpy.StrField()
    toppings = ToppingSerializer(many=True, attr="toppings.all", call=True)


class OrderSerializer(serpy.Serializer):
    id = serpy.Field()
    placed_at = MomentField()
    status = serpy.Field()
    note = serpy.Field()
    customer = CustomerSerializer()
    delivery = serpy.MethodField()
    pizzas = PizzaSerializer(many=True, attr="pizzas.all", call=True)

    def get_delivery(self, order):  # type: ignore[no-untyped-def]
        # A row that is missing raises an error; serpy knows nothing of that.
        return DeliverySerializer(order.delivery).data if hasattr(order, "delivery") else None


class SerpyOrders(OrderList, GenericAPIView):  # type: ignore[type-arg]
    queryset = TunedOrders.queryset
    filter_backends = ()

    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(OrderSerializer(page, many=True).data)


urlpatterns = [path("api/orders/", SerpyOrders.as_view())]
