"""Tuned DRF, as an expert has it today: joins for the to-one relations, a query for each of the others."""

from django.urls import path

from demo.pizzas.views import TunedOrders

urlpatterns = [path("api/orders/", TunedOrders.as_view(filter_backends=()))]
