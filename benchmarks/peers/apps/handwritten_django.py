"""Hand-written SQL in a Django view: what DRF's views cost is left out."""

from django.urls import path

from benchmarks.views.handwritten import DjangoOrders

urlpatterns = [path("api/orders/", DjangoOrders.as_view())]
