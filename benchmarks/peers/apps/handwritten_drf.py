"""Hand-written SQL in a DRF view: the floor of our own stack."""

from django.urls import path

from benchmarks.views.handwritten import NewestOrders

urlpatterns = [path("api/orders/", NewestOrders.as_view())]
