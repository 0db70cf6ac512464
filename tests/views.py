"""Twins: the same view once as DRF's ListAPIView, once answered by ``list_response``."""

from typing import Any

from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from tests.outcomes import Outcome, assert_same, outcome
from tests.statements import Recorder

factory = APIRequestFactory()


class PagesOfTwo(PageNumberPagination):
    page_size = 2


class Plain(ListAPIView):
    """DRF's own path: what every answer is compared with."""

    renderer_classes = [JSONRenderer]
    pagination_class = None


class Ours(GenericAPIView):
    """Not one of our classes: ``list_response`` must work on any GenericAPIView."""

    renderer_classes = [JSONRenderer]
    pagination_class = None

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        from drf_sqllist import list_response

        return list_response(self, request, *args, **kwargs)


def twins(**attributes: Any) -> tuple[type, type]:
    """Two view classes that differ in nothing but who makes the list. They share a name: it is in error messages."""
    return type("RowList", (Plain,), dict(attributes)), type("RowList", (Ours,), dict(attributes))


def call(view: type, url: str = "/rows/", **extra: Any) -> Outcome:
    """A GET through ``as_view()``, rendered."""
    method = extra.pop("method", "get")
    arguments = extra.pop("arguments", {})
    request = getattr(factory, method)(url, **extra)
    return outcome(lambda: view.as_view()(request, **arguments))


def compare(url: str = "/rows/", *, request: dict[str, Any] | None = None, **attributes: Any) -> tuple[Any, Recorder]:
    """Both twins on one request: same answer asserted, our response and its statements given back."""
    plain, ours = twins(**attributes)
    expected = call(plain, url, **(request or {}))
    actual = call(ours, url, **(request or {}))
    assert_same(expected, actual)
    return actual.response, actual.statements
