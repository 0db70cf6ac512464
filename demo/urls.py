"""The three twins, their schema, the kitchen's many twins, and the page that explains them."""

from django.urls import include, path
from django.views.generic import TemplateView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from demo.kitchen.patterns import FAMILIES
from demo.pizzas.reports import DeclaredOrderReport, NaiveOrderReport, OrderReport
from demo.pizzas.views import KeptOrders, NaiveOrders, Orders, TunedOrders

home = TemplateView.as_view(template_name="pizzas/home.html", extra_context={"families": FAMILIES})

urlpatterns = [
    path("", home, name="home"),
    path("api/orders/", Orders.as_view(), name="orders"),
    path("api/orders/kept/", KeptOrders.as_view(), name="orders-kept"),
    path("api/orders/tuned/", TunedOrders.as_view(), name="orders-tuned"),
    path("api/orders/naive/", NaiveOrders.as_view(), name="orders-naive"),
    path("api/reports/orders/", OrderReport.as_view(), name="report"),
    path("api/reports/orders/declared/", DeclaredOrderReport.as_view(), name="report-declared"),
    path("api/reports/orders/naive/", NaiveOrderReport.as_view(), name="report-naive"),
    path("api/kitchen/", include("demo.kitchen.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
]
