"""What the views of all lists have in common, rung by rung."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.generics import GenericAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from benchmarks.ladder.data import remembered, written
from drf_sqllist import list_response

JSON = "application/json"
RENDERER = JSONRenderer()


class Guarded:
    """A view as projects have them: it finds out who asks, and whether they may."""

    authentication_classes = (SessionAuthentication, BasicAuthentication)
    permission_classes = (IsAuthenticatedOrReadOnly,)


class OnlyJSON(BaseContentNegotiation):
    """Nothing to negotiate."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


SLIM: dict[str, Any] = {
    "authentication_classes": (),
    "permission_classes": (),
    "throttle_classes": (),
    "filter_backends": (),
    "parser_classes": (),
    "renderer_classes": (JSONRenderer,),
    "content_negotiation_class": OnlyJSON,
}
"""For ``as_view()``: all that a view can do without, and still be one of DRF's."""


class DataView(GenericAPIView):  # type: ignore[type-arg]
    """A view that makes its data without a serializer."""

    def data(self) -> Any:
        raise NotImplementedError

    def get(self, request: Request) -> Any:
        return Response(self.data())


class Cached(DataView):
    """One that keeps its data. What was filtered for one URL is not shown under another."""

    def data(self) -> Any:
        return remembered(self.request.build_absolute_uri(), super().data)


class Written(DataView):
    """One that writes its data itself: DRF's ``Response`` is left out, and with it all renderers."""

    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(written(self.data()), content_type=JSON)


def plain(page: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], HttpResponse]:
    """A view without DRF."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(written(page(request)), content_type=JSON)

    return view


def plain_cached(page: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], HttpResponse]:
    """The same, keeping its data."""

    def kept(request: HttpRequest) -> Any:
        return remembered(request.build_absolute_uri(), lambda: page(request))

    return plain(kept)


def plain_ours(list_view: type[GenericAPIView]) -> Callable[[HttpRequest], Response]:  # type: ignore[type-arg]
    """A view with as little of DRF as our list can do with: a view's attributes, nothing that it does."""

    def view(request: HttpRequest) -> Response:
        asked = Request(request)
        asked.accepted_renderer, asked.accepted_media_type = RENDERER, JSON  # type: ignore[attr-defined]
        made = list_view(**SLIM)
        made.request, made.args, made.kwargs, made.format_kwarg = asked, (), {}, None
        response: Any = list_response(made, asked)
        response.accepted_renderer, response.accepted_media_type, response.renderer_context = RENDERER, JSON, {}
        return response  # type: ignore[no-any-return]

    return view
