"""Ours: the naive view with another base class."""

from django.urls import path

from demo.pizzas.views import Orders

urlpatterns = [path("api/orders/", Orders.as_view(filter_backends=()))]
