"""One endpoint, three times: they differ in their base class and in the queries they make, not in a byte."""

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from demo.pizzas.filters import OrderFilter
from demo.pizzas.models import Order
from demo.pizzas.serializers import OrderSerializer
from drf_sqllist import ListCache, SQLListView
from drf_sqllist.conf import get_settings


class OrderPages(PageNumberPagination):
    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000


class OrderList:
    """All that the twins share."""

    queryset = Order.objects.all()
    serializer_class = OrderSerializer
    pagination_class = OrderPages
    filter_backends = (DjangoFilterBackend, SearchFilter, OrderingFilter)
    filterset_class = OrderFilter
    search_fields = ("customer__name",)
    ordering_fields = ("placed_at", "id")
    ordering = ("-placed_at", "-id")


class Orders(OrderList, SQLListView):
    """One SQL statement, whatever the page size."""


class KeptOrders(Orders):
    """The same, kept in Redis until a transaction that has changed an order, or what is shown of it, is committed."""

    @property
    def cache(self) -> ListCache | None:
        # A project with a Redis says `cache = ListCache(etag=True)`; this one may be run without.
        return ListCache(etag=True) if get_settings().CACHE else None


class TunedOrders(OrderList, ListAPIView):
    """What an expert does today: joins for the to-one relations, a query for each of the others."""

    queryset = Order.objects.select_related("customer", "delivery").prefetch_related("pizzas__toppings")


class NaiveOrders(OrderList, ListAPIView):
    """What everyone writes first: some queries for every row."""
