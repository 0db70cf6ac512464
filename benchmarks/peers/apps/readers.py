"""django-readers: a spec says what is shown, and so what is loaded: deferred columns, a query for each relation.

Its reader knows no serializer fields: decimals become texts by a pair of our own, as DRF's encoder would make floats.
The to-one relations are loaded by ``prefetch_related``, as the library does it.
"""

from django.urls import path
from django_readers import qs
from django_readers.rest_framework import SpecMixin
from rest_framework.generics import ListAPIView

from demo.pizzas.views import OrderList

PRICE = {"price": (qs.include_fields("price"), lambda instance: str(instance.price))}


class ReadOrders(OrderList, SpecMixin, ListAPIView):  # type: ignore[type-arg]
    serializer_class = None
    filter_backends = ()
    spec = (
        "id",
        "placed_at",
        "status",
        "note",
        {"customer": ["id", "name", "email"]},
        {"delivery": ["address", "delivered_at"]},
        {"pizzas": ["id", "size", PRICE, {"toppings": ["id", "name", PRICE]}]},
    )


urlpatterns = [path("api/orders/", ReadOrders.as_view())]
