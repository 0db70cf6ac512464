"""The project's views: DRF's own, and one of ours."""

import logging
import random
import warnings
from itertools import count

from django.contrib import messages
from django.db import transaction
from django.db.models import Value
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import PageNumberPagination
from rest_framework.viewsets import GenericViewSet

from drf_sqllist import SQLListView, sql_twin
from drf_sqllist.paths import asked_for
from tests.plugin_shop.models import Book, Shelf


def is_sql() -> bool:
    """Whether the second answer is being made: a defect of ours, planted."""
    lists = asked_for()
    return lists is not None and lists.path == "sql"


class BookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["title"]


class ShelfSerializer(serializers.ModelSerializer):
    books = BookSerializer(many=True)

    class Meta:
        model = Shelf
        fields = ["name", "books"]


class OneAPage(PageNumberPagination):
    page_size = 1


class Shelves(ListAPIView):
    queryset = Shelf.objects.order_by("id")
    serializer_class = ShelfSerializer
    pagination_class = OneAPage


class Ours(SQLListView):
    queryset = Shelf.objects.order_by("id")
    serializer_class = ShelfSerializer


class Counting(Shelves):
    """Has a list of its own, which calls DRF's."""

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        response.data["pages"] = self.paginator.page.paginator.num_pages
        return response


@extend_schema_view(list=extend_schema(summary="Books"))
class Described(ListModelMixin, GenericViewSet):
    queryset = Book.objects.order_by("id")
    serializer_class = BookSerializer


class NoQuerySet(Described):
    """A list that only DRF can make."""

    def get_queryset(self):
        return list(super().get_queryset())


class LoudSerializer(BookSerializer):
    class Meta(BookSerializer.Meta):
        fields = ["title", "loud"]

    loud = serializers.SerializerMethodField()

    def get_loud(self, book):
        logging.getLogger("shop").error("made")
        warnings.warn("made", UserWarning, stacklevel=1)
        print("made")
        transaction.on_commit(lambda: None)
        return len(book.title)


class Loud(Described):
    """What it does beside its list can be noticed."""

    serializer_class = LoudSerializer

    def get_queryset(self):
        request = self.request._request
        if hasattr(request, "_messages"):
            messages.info(request, "listed")
        random.random()
        return super().get_queryset()


class Searched(Described):
    """Is asked by POST."""

    def get_queryset(self):
        return super().get_queryset().filter(title=self.request.data["title"])


class Wrong(Described):
    """Says in SQL what is not so."""

    class WrongSerializer(BookSerializer):
        class Meta(BookSerializer.Meta):
            fields = ["title", "size"]

        size = serializers.SerializerMethodField()

        @sql_twin(Value(1))
        def get_size(self, book):
            return 2

    serializer_class = WrongSerializer


class Broken(Described):
    """Raises on our path."""

    def get_queryset(self):
        if is_sql():
            raise RuntimeError("not here")
        return super().get_queryset()


class Elsewhere(Described):
    """Asks another database on our path."""

    def get_queryset(self):
        return super().get_queryset().using("other" if is_sql() else "default")


class Unstable(Described):
    class UnstableSerializer(BookSerializer):
        class Meta(BookSerializer.Meta):
            fields = ["title", "number"]

        number = serializers.SerializerMethodField()
        numbers = count()

        def get_number(self, book):
            return next(self.numbers)

    serializer_class = UnstableSerializer


class Visited(Described):
    """Writes when it is asked."""

    def get_queryset(self):
        Shelf.objects.create(name="visit")
        return super().get_queryset()
