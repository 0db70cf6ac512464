"""`.values()` by hand in a DRF view: no instances and no serializer, four queries put together in Python."""

from django.urls import path

from benchmarks.views.stitched import StitchedOrders

urlpatterns = [path("api/orders/", StitchedOrders.as_view(filter_backends=()))]
