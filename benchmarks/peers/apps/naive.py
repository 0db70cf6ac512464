"""Naive DRF, as everyone writes it first: some queries for every row."""

from django.urls import path

from demo.pizzas.views import NaiveOrders

urlpatterns = [path("api/orders/", NaiveOrders.as_view(filter_backends=()))]
