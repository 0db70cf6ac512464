"""The OpenAPI document does not know that the list is made by SQL."""

import json
from typing import Any

import pytest
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework import serializers, viewsets
from rest_framework.generics import ListAPIView, ListCreateAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination
from rest_framework.routers import DefaultRouter

from drf_sqllist import (
    FastHyperlinkedIdentityField,
    FastHyperlinkedModelSerializer,
    FastHyperlinkedRelatedField,
    SQLListMixin,
    SQLListView,
)
from tests.cases.nested import AuthorSerializer, BookSerializer
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo

FAST = (FastHyperlinkedIdentityField, FastHyperlinkedRelatedField, FastHyperlinkedModelSerializer)
STOCK = (
    serializers.HyperlinkedIdentityField,
    serializers.HyperlinkedRelatedField,
    serializers.HyperlinkedModelSerializer,
)


class ByTitle(CursorPagination):
    ordering = "title"
    page_size = 5


class Windows(LimitOffsetPagination):
    default_limit = 5


def document(*, ours: bool) -> dict[str, Any]:
    """The same routes and the same names, once with and once without our base classes."""
    mixin = (SQLListMixin,) if ours else ()
    view = SQLListView if ours else ListAPIView
    made = {"queryset": Book.objects.all(), "serializer_class": BookSerializer, "__doc__": "Books."}
    router = DefaultRouter()
    authors = {"queryset": Author.objects.all(), "serializer_class": AuthorSerializer, "pagination_class": PagesOfTwo}
    router.register("authors", type("AuthorViewSet", (*mixin, viewsets.ModelViewSet), dict(authors)))
    router.register("readers", type("Readers", (*mixin, viewsets.ReadOnlyModelViewSet), dict(authors)), "reader")
    urlpatterns = [path("", include(router.urls))]
    for name, pagination in (("plain", None), ("pages", PagesOfTwo), ("windows", Windows), ("cursors", ByTitle)):
        attributes = {**made, "pagination_class": pagination}
        urlpatterns += [
            path(f"{name}/", type(f"{name.title()}List", (view,), dict(attributes)).as_view()),
            path(f"{name}/write/", type(f"{name.title()}Write", (*mixin, ListCreateAPIView), attributes).as_view()),
        ]
    return SchemaGenerator(patterns=urlpatterns).get_schema(request=None, public=True)


@pytest.mark.django_db
@override_settings(SPECTACULAR_SETTINGS={"TITLE": "t", "VERSION": "1"})
def test_the_same_document(capsys: pytest.CaptureFixture[str]):
    theirs, ours = document(ours=False), document(ours=True)
    assert json.dumps(ours, indent=1).splitlines() == json.dumps(theirs, indent=1).splitlines()
    assert len(ours["paths"]) == 12
    validate_schema(ours)
    assert "sqllist" not in capsys.readouterr().err.lower()


def linked(*, fast: bool) -> dict[str, Any]:
    """A list of links, stock or fast, and the same for those who write."""
    identity, related, serializer = FAST if fast else STOCK
    links = type(
        "LinkedSerializer",
        (serializer,),
        {
            "url": identity(view_name="book-detail"),
            "author": related(view_name="author-detail", queryset=Author.objects.all()),
            "editors": related(view_name="author-detail", many=True, read_only=True),
            "Meta": type("Meta", (), {"model": Book, "fields": ["url", "title", "author", "editors", "tags"]}),
        },
    )
    view = type("Linked", (ListCreateAPIView,), {"queryset": Book.objects.all(), "serializer_class": links})
    return SchemaGenerator(patterns=[path("books/", view.as_view())]).get_schema(request=None, public=True)


@pytest.mark.django_db
@override_settings(SPECTACULAR_SETTINGS={"TITLE": "t", "VERSION": "1"})
def test_fast_links_are_links():
    assert linked(fast=True) == linked(fast=False)
    book = linked(fast=True)["components"]["schemas"]["Linked"]["properties"]
    assert book["url"] == {"type": "string", "format": "uri", "readOnly": True}
    assert book["author"] == {"type": "string", "format": "uri"}
