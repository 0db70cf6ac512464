"""``assert_parity``: what a project proves its own endpoints with."""

from functools import wraps
from typing import Any

import pytest
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView

from drf_sqllist import SQLListMixin, SQLListView
from drf_sqllist.answers import json_place
from drf_sqllist.paths import asked_for
from drf_sqllist.testing import assert_parity
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


@pytest.mark.parametrize("bases", [(viewsets.ModelViewSet,), (SQLListMixin, viewsets.ModelViewSet)])
def test_a_list_that_a_schema_decorates(bases: tuple[type, ...]):
    """drf-spectacular puts a function on the class, which calls the ``list`` that was there."""
    described = extend_schema_view(list=extend_schema(summary="All books"), create=[extend_schema(exclude=True)])
    viewset = described(extend_schema_view(list=extend_schema(tags=["books"]))(books(*bases)))
    assert viewset.list is not bases[0].list
    request = factory.get("/books/?page=2")
    for view in (viewset, viewset.as_view({"get": "list"})):
        parity = assert_parity(view, request)
        assert (parity.mode, parity.ours.queries) == ("sql", 1)
        assert parity.drf.queries > 2
    below = type("Below", (viewset,), {})
    assert assert_parity(below, request).mode == "sql"
    plain = viewset.as_view({"get": "list"})(request)
    assert getattr(plain, "sqllist", None) is None or plain.sqllist.mode == "sql"


def test_a_list_under_other_decorators():
    """What they do is done to both answers."""

    def counted(method: Any, *, by: int = 1) -> Any:
        @wraps(method)
        def count(self: Any, request: Any, *args: Any, step: int = 2, **kwargs: Any) -> Any:
            response = method(self, request, *args, **kwargs)
            response["X-Step"] = str(step * by)
            return response

        return count

    viewset = books(viewsets.ModelViewSet, list=method_decorator(never_cache)(counted(ListModelMixin.list)))
    parity = assert_parity(viewset, factory.get("/books/"))
    assert parity.mode == "sql"
    assert parity.ours.headers["X-Step"] == "2"
    assert "no-cache" in parity.ours.headers["Cache-Control"]


def test_a_list_that_only_looks_decorated():
    @wraps(ListModelMixin.list)
    def own(self: Any, request: Any) -> Response:
        return Response([])

    class Callable:
        __wrapped__ = ListModelMixin.list

        def __call__(self, request: Any) -> Response:
            return Response([])

    for method in (own, Callable(), wraps(own)(lambda self, request: own(self, request))):
        with pytest.raises(TypeError, match=r"has a list\(\) of its own"):
            assert_parity(books(viewsets.GenericViewSet, list=method), factory.get("/"))


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
            if asked_for().path == "sql":
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

    with pytest.raises(TypeError, match=r"Own has a list\(\) of its own.* Let it call super\(\)\.list\(\)"):
        assert_parity(Own, factory.get("/"))


def test_a_list_that_calls_drfs():
    class Counting(books(ListAPIView)):  # type: ignore[misc]
        def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
            rows = super().list(request, *args, **kwargs).data["results"]
            return Response({"rows": rows, "shown": len(rows)}, headers={"X-Shown": str(len(rows))})

    parity = assert_parity(Counting, factory.get("/books/"))
    assert (parity.mode, parity.ours.queries) == ("sql", 1)
    assert parity.ours.headers["X-Shown"] == "2"
    assert parity.drf.queries > 2


def test_views_are_left_as_they_were():
    before = dict(vars(ListModelMixin))
    view = books(ListAPIView)
    assert_parity(view, factory.get("/books/"))
    assert dict(vars(ListModelMixin)) == before
    assert "list" not in vars(view)


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
