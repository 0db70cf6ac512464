"""``assert_parity``: what a project proves its own endpoints with."""

from typing import Any

import pytest
from rest_framework import serializers, viewsets
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView

from drf_sqllist import SQLListMixin, SQLListView
from drf_sqllist.testing import assert_parity, json_place
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo, factory

pytestmark = pytest.mark.django_db

ATTRIBUTES: dict[str, Any] = {
    "queryset": Book.objects.order_by("pk"),
    "serializer_class": model_serializer(Book, "id", "title", author=model_serializer(Author, "name")()),
    "pagination_class": PagesOfTwo,
}


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def books(*bases: type, **attributes: Any) -> type:
    return type("Books", bases, {**ATTRIBUTES, **attributes})


@pytest.mark.parametrize("base", [ListAPIView, SQLListView])
def test_facts(base: type):
    parity = assert_parity(books(base), factory.get("/books/?page=2"))
    assert (parity.mode, parity.problems) == ("sql", ())
    assert parity.ours.queries == 1
    assert parity.drf.queries > 2
    assert parity.ours.body == parity.drf.body
    assert b'"results":[' in parity.ours.body
    assert parity.ours.headers == parity.drf.headers
    assert min(parity.drf.seconds, parity.ours.seconds) > 0


def test_viewsets_and_their_actions():
    viewset = books(SQLListMixin, viewsets.GenericViewSet)
    request = factory.get("/books/")
    assert assert_parity(viewset, request).mode == "sql"
    assert assert_parity(viewset.as_view({"get": "list"}), request).mode == "sql"
    assert assert_parity(books(viewsets.ReadOnlyModelViewSet).as_view({"get": "list"}), request).mode == "sql"


def test_arguments_of_as_view_and_of_the_url():
    class ByTitle(SQLListView):
        serializer_class = ATTRIBUTES["serializer_class"]

        def get_queryset(self) -> Any:
            return Book.objects.filter(title=self.kwargs["title"]).order_by("pk")

    view = ByTitle.as_view(pagination_class=PagesOfTwo)
    parity = assert_parity(view, factory.get("/books/Zero/"), title="Zero")
    assert parity.ours.body.count(b'"title":"Zero"') == 1


def test_answers_that_are_no_list():
    parity = assert_parity(books(SQLListView, permission_classes=[IsAdminUser]), factory.get("/books/"))
    assert (parity.ours.status, parity.mode) in ((401, ""), (403, ""))
    assert assert_parity(books(SQLListView), factory.get("/books/?page=99")).ours.status == 404


def test_the_same_exception_is_parity():
    broken = model_serializer(Book, "id", missing=serializers.CharField())
    parity = assert_parity(books(SQLListView, serializer_class=broken), factory.get("/books/"))
    assert parity.ours.error.startswith("AttributeError: Got AttributeError")


def test_a_difference_is_shown_with_its_place():
    class Marked(SQLListView):
        def get_paginated_response(self, data: Any) -> Response:
            if self.sqllist_enabled:
                data[1]["title"] = "changed"
            return super().get_paginated_response(data)

    with pytest.raises(AssertionError, match=r"at \$\.results\[1\]\.title:\n  DRF:  .*\n  ours: .*changed"):
        assert_parity(books(Marked), factory.get("/books/"))


def test_views_that_cannot_be_compared():
    with pytest.raises(TypeError, match="takes a generic view class or its as_view"):
        assert_parity(APIView, factory.get("/"))

    class Own(GenericAPIView):
        def list(self, request: Any) -> Response:
            return Response([])

    with pytest.raises(TypeError, match=r"Own has no list\(\) of DRF's own\. Give it SQLListMixin"):
        assert_parity(Own, factory.get("/"))


@pytest.mark.parametrize(
    ("body", "offset", "place"),
    [
        (b"[]", 0, "$"),
        (b'[{"a":1}]', 6, "$[0].a"),
        (b'{"a":[1,{"b":"x,]}"}],"c":2}', 14, "$.a[1].b"),
        (b'{"a":[1,{"b":"x,]}"}],"c":2}', 26, "$.c"),
        ('{"é":["ü",{"k":"ö"}]}'.encode(), 20, "$.é[1].k"),
    ],
)
def test_places_in_json(body: bytes, offset: int, place: str):
    assert json_place(body, offset) == place


def test_a_switch_for_one_view():
    response = books(SQLListView, sqllist_enabled=False).as_view()(factory.get("/books/"))
    assert response.sqllist.mode == "serializer"
    assert [problem.code for problem in response.sqllist.problems] == ["disabled"]
