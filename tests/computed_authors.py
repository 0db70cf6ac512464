"""Authors with computed fields: in a view of ours, and in DRF's own on the same names by ``annotate()``."""

import json
from typing import Any

from django.db.models import Count, F, Max, Q, Sum, Value, Window
from django.db.models.functions import Concat, DenseRank, Lag
from django_filters import rest_framework as django_filters
from rest_framework import filters, serializers
from rest_framework.generics import ListAPIView, RetrieveUpdateAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.renderers import JSONRenderer

from drf_sqllist import SQLField, SQLListMixin
from tests.testapp.models import Author
from tests.views import call


class AuthorLine(serializers.ModelSerializer):
    n = SQLField(Count("books"))
    income = SQLField(Sum("books__price"))
    last = SQLField(Max("books__published"))
    known = SQLField(Q(country__isnull=False))
    place = SQLField(Window(DenseRank(), order_by=F("name").desc()))
    before = SQLField(Window(Lag("name"), order_by="pk"))
    hello = SQLField(lambda request: Concat(Value(request.query_params.get("word", "%s '")), "name"))

    class Meta:
        model = Author
        fields = ["id", "name", "n", "income", "last", "known", "place", "before", "hello"]


class AuthorFilter(django_filters.FilterSet):
    more = django_filters.NumberFilter(field_name="n", lookup_expr="gt")
    sells = django_filters.NumberFilter(field_name="income", lookup_expr="gte")
    known = django_filters.BooleanFilter()
    top = django_filters.NumberFilter(field_name="place", lookup_expr="lte")
    hello = django_filters.CharFilter(lookup_expr="startswith")

    class Meta:
        model = Author
        fields = ["name"]


class Listed(ListAPIView):
    """The oracle: DRF's list on a queryset that has every name as an annotation of Django's own."""

    queryset = Author.objects.order_by("pk")
    serializer_class = AuthorLine
    renderer_classes = [JSONRenderer]
    pagination_class = None
    filter_backends = [filters.OrderingFilter, filters.SearchFilter, django_filters.DjangoFilterBackend]
    ordering_fields: Any = ["n", "income", "last", "known", "place", "before", "hello", "id"]
    search_fields = ["=n", "hello"]
    filterset_class = AuthorFilter


class Ours(SQLListMixin, Listed):
    pass


class OnDRFsPath(Ours):
    sqllist_enabled = False


VALUES = {
    "n": [2, 1, 1, 0],
    "place": [4, 3, 2, 1],
    "known": [True, True, False, True],
    "income": ["9.95", "-1.10", None, None],
    "before": [None, "Ann", "Bob é\u2028", "Cat"],
}


def names(view: type, query: str, statements: int | None = 1) -> list[str]:
    """The rows, in the same order on both paths, by one statement."""
    ours = call(type("Authors", (view,), {}), f"/rows/?{query}")
    plain = call(type("Authors", (view,), {"sqllist_enabled": False}), f"/rows/?{query}")
    assert (ours.status, ours.error, ours.body) == (plain.status, plain.error, plain.body)
    assert ours.error == ""
    assert ours.response.sqllist.mode != "serializer", ours.response.sqllist.problems
    assert len(ours.statements) <= 1 if statements is None else len(ours.statements) == statements
    rows = json.loads(ours.body)
    return [row["name"][0] for row in (rows if isinstance(rows, list) else rows["results"])]


class ByBooks(CursorPagination):
    ordering = ("-n", "id")
    page_size = 1


class Retrieving(SQLListMixin, RetrieveUpdateAPIView):
    queryset = Author.objects.all()
    serializer_class = AuthorLine
    renderer_classes = [JSONRenderer]


class NoRequest(serializers.ModelSerializer):
    n = SQLField(Count("books"))
    place = SQLField(Window(DenseRank(), order_by=F("name").desc()))
    shown = SQLField("name")

    class Meta:
        model = Author
        fields = ["name", "n", "place", "shown"]
