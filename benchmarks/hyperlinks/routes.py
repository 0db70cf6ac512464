"""URLconfs of a few routes and of many, as `path()`, as a DRF router's, and in a namespace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_urlconf, include, path, set_urlconf
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ViewSet

FEW, MANY = 5, 300

LINKED = ("order", "invoice", "tracking", "history", "customer")
"""What there are links to. All other routes lead elsewhere."""


def _resources(count: int) -> list[str]:
    """As many names, with those that are linked among the others."""
    others = [f"resource{number}" for number in range(count - len(LINKED))]
    half = len(others) // 2
    return [*others[:half], *LINKED, *others[half:]]


def _view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse()


def _by(route: str) -> Callable[[int], list[Any]]:
    def made(count: int) -> list[Any]:
        return [path(f"api/{name}s/{route}/", _view, name=f"{name}-detail") for name in _resources(count)]

    return made


def _router(count: int) -> list[Any]:
    class Objects(ViewSet):
        def list(self, request: HttpRequest) -> HttpResponse:
            return HttpResponse()

        def retrieve(self, request: HttpRequest, pk: str) -> HttpResponse:
            return HttpResponse()

    router = SimpleRouter()
    for name in _resources(count):
        router.register(f"{name}s", Objects, basename=name)
    return [path("api/", include(router.urls))]


def _namespaced(count: int) -> list[Any]:
    return [path("shop/", include((PATHS(count), "shop"), namespace="shop"))]


PATHS = _by("<int:pk>")

KINDS: dict[str, Callable[[int], list[Any]]] = {
    "DRF router": _router,
    "path()": PATHS,
    "namespaced": _namespaced,
    "slug": _by("<slug:note>"),
    "text": _by("<str:note>"),
}
"""The URL patterns of each kind, for a number of routes."""


def view_name(kind: str, name: str) -> str:
    return f"shop:{name}-detail" if kind == "namespaced" else f"{name}-detail"


@cache
def urlconf(kind: str, count: int) -> ModuleType:
    """A module as ``ROOT_URLCONF`` names one."""
    module = ModuleType(f"benchmarks.hyperlinks.routes.{kind}.{count}")
    module.urlpatterns = KINDS[kind](count)  # type: ignore[attr-defined]
    return module


@contextmanager
def served_by(kind: str, count: int) -> Iterator[None]:
    """These routes are the current ones, as Django's handler sets them for each request."""
    before = get_urlconf()
    set_urlconf(urlconf(kind, count))
    try:
        yield
    finally:
        set_urlconf(before)
