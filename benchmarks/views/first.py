"""The first rows of a list and nothing around them: `?rows=100`. No pages, no total, no filters.

What is the same in every way to write a list would only blur how the ways differ.
"""

from typing import Any

from django.db.models import QuerySet
from rest_framework.generics import GenericAPIView


class FirstRows(GenericAPIView):  # type: ignore[type-arg]
    """A list view of which nothing but the rows is measured."""

    pagination_class = None
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset()[: int(self.request.query_params["rows"])]


def path(rows: int) -> str:
    return f"/first/?rows={rows}"
