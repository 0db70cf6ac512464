"""Tuned DRF with the renderer of drf-orjson-renderer: the serializers stay, only the JSON is written by Rust."""

from django.urls import path
from drf_orjson_renderer.renderers import ORJSONRenderer

from demo.pizzas.views import TunedOrders

urlpatterns = [path("api/orders/", TunedOrders.as_view(filter_backends=(), renderer_classes=(ORJSONRenderer,)))]
