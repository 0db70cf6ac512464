"""Whether all that a link's text depends on is as it was: asked at each link, so it must cost next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import Context, copy_context
from typing import Any, NamedTuple

from asgiref.local import Local
from django.core.signals import setting_changed
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language
from rest_framework.request import Request


class Epoch:
    """Passes when a setting changes, as tests have it."""

    current = object()


def _passes(**kwargs: object) -> None:
    Epoch.current = object()


setting_changed.connect(_passes)


def _context_tells() -> bool:
    """Whether copies of a context differ once a ``Local`` has changed: before asgiref 3.9 they shared its values."""
    local: Any = Local()
    local.value = 1
    before = copy_context()
    local.value = 2
    return copy_context() != before


def _ask() -> tuple[Any, ...]:
    return get_language(), get_script_prefix(), get_urlconf()


surroundings: Callable[[], Any] = copy_context if Context().run(_context_tells) else _ask
"""The language, the script prefix, the URLconf: two that are equal mean the same ones.

They are context variables to Django. Copies of a context that nobody has changed are equal at once,
while to ask for each of the three takes a third of the time of a ``reverse()``.
"""


_BY_NAME = ("GET", "version", "versioning_scheme")
"""Attributes that DRF's own request keeps by itself, or leaves to Django's."""


class Watched(NamedTuple):
    """Attributes of a request by name: DRF's own, and those of Django's inside it."""

    own: Mapping[str, Any]
    inner: Mapping[str, Any]


def watched(request: Any) -> Watched | None:
    """Where a request keeps what a link depends on; None where that is not known."""
    if request is None:
        return Watched({}, {"GET": {}})
    if isinstance(request, Request):
        if "GET" in vars(request) or any(hasattr(type(request), name) for name in _BY_NAME):
            return None
        own, inner = vars(request), request._request
    else:
        own, inner = vars(request) if isinstance(request, HttpRequest) else {}, request
    if not isinstance(inner, HttpRequest):
        return None
    found = Watched(own, vars(inner))
    scheme = own.get("versioning_scheme")
    # What DRF's request has not, it takes from Django's: watched no further than that there is no such scheme.
    is_own = getattr(request, "versioning_scheme", None) is scheme and (scheme is None or "version" in own)
    return found if is_own and inner.GET is found.inner.get("GET") else None
