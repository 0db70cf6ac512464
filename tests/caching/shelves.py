"""A list of books with their author and their tags, kept and not."""

from typing import Any

from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.test import APIRequestFactory

from drf_sqllist import ListCache, SQLListView
from tests.testapp.models import Author, Book, Tag

factory = APIRequestFactory()


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name"]


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name", "weight"]


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer()
    tags = TagSerializer(many=True)

    class Meta:
        model = Book
        fields = ["id", "title", "price", "author", "tags"]


class Pages(PageNumberPagination):
    page_size = 20
    page_size_query_param = "size"


class Shelf:
    queryset = Book.objects.order_by("id")
    serializer_class = BookSerializer
    pagination_class = Pages
    renderer_classes = [JSONRenderer]


class Uncached(Shelf, ListAPIView):
    """DRF's own: what every answer is compared with."""


class Cached(Shelf, SQLListView):
    cache = ListCache()


def get(view: Any = Cached, url: str = "/books/", **extra: Any) -> Any:
    """A rendered response."""
    response = view.as_view()(factory.get(url, **extra))
    return response.render()


def states(count: int, view: Any = Cached, url: str = "/books/") -> list[str]:
    """What the cache said to so many requests, each of which had DRF's bytes."""
    found = []
    for _ in range(count):
        response = get(view, url)
        assert response.content == get(Uncached, url).content
        found.append(response.sqllist.cache.state)
    return found
