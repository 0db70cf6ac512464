"""The OpenAPI document does not know that the list is made by SQL."""

import json
from typing import Any

import pytest
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework import viewsets
from rest_framework.generics import ListAPIView, ListCreateAPIView
from rest_framework.pagination import CursorPagination, LimitOffsetPagination
from rest_framework.routers import DefaultRouter

from drf_sqllist import SQLListMixin, SQLListView
from tests.cases.nested import AuthorSerializer, BookSerializer
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo


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
