"""django-virtual-models: what DRF's serializers prefetch is declared in a class beside each of them."""

from types import SimpleNamespace
from typing import Any

import django_virtual_models as v
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from demo.pizzas import serializers
from demo.pizzas.models import Customer, Delivery, Order, Pizza, Topping
from demo.pizzas.views import OrderList


class VirtualCustomer(v.VirtualModel):
    class Meta:
        model = Customer


class VirtualDelivery(v.VirtualModel):
    class Meta:
        model = Delivery


class VirtualTopping(v.VirtualModel):
    class Meta:
        model = Topping


class VirtualPizza(v.VirtualModel):
    toppings = VirtualTopping(manager=Topping.objects)

    class Meta:
        model = Pizza


class VirtualOrder(v.VirtualModel):
    customer = VirtualCustomer(manager=Customer.objects)
    delivery = VirtualDelivery(manager=Delivery.objects)
    pizzas = VirtualPizza(manager=Pizza.objects)

    class Meta:
        model = Order


class OrderSerializer(serializers.OrderSerializer, v.VirtualModelSerializer):
    class Meta(serializers.OrderSerializer.Meta):
        virtual_model = VirtualOrder


class Nobody(BaseAuthentication):
    """Its serializers look at the user; the demo has none."""

    def authenticate(self, request: Request) -> tuple[Any, None]:
        return SimpleNamespace(is_anonymous=True), None


class VirtualOrders(OrderList, v.VirtualModelListAPIView):  # type: ignore[type-arg]
    serializer_class = OrderSerializer
    authentication_classes = (Nobody,)
    filter_backends = ()


urlpatterns = [path("api/orders/", VirtualOrders.as_view())]
