"""What a client may choose among orders."""

from django_filters.rest_framework import FilterSet

from demo.pizzas.models import Order


class OrderFilter(FilterSet):
    class Meta:
        model = Order
        fields = ("status",)
