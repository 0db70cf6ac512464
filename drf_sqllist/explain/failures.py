"""Why a URL cannot be explained, each in a sentence with what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from rest_framework.views import APIView

from drf_sqllist.answers import Answer
from drf_sqllist.audit.endpoints import list_endpoints


class NotExplained(Exception):
    """A URL that leads to no list; says why, and what to do."""


def path_of(url: str) -> str:
    """The path and the query string of a URL, with or without its host."""
    parts = urlsplit(url)
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return f"{path}?{parts.query}" if parts.query else path


def view_of(path: str) -> type[APIView]:
    """The class of the view that a path leads to.

    Raises:
        NotExplained: there is none, or none of DRF's.
    """
    route = path.partition("?")[0]
    try:
        view = resolve(route).func
    except Resolver404:
        raise NotExplained(f"{route} leads to no view of {settings.ROOT_URLCONF}. {instead(route)}") from None
    cls: Any = getattr(view, "cls", None)
    if isinstance(cls, type) and issubclass(cls, APIView):
        return cls
    name = getattr(view, "view_class", view)
    raise NotExplained(
        f"{route} leads to {_name(name)}, which is no view of Django REST framework: only those make lists "
        f"that can be explained. {instead(route)}"
    )


def instead(route: str) -> str:
    """Where somebody may have wanted to go."""
    near = get_close_matches(route, [endpoint.route for endpoint in list_endpoints()], cutoff=0.75)
    others = "`manage.py sqllist audit` shows every list endpoint."
    return f"Did you mean {' or '.join(near)}? {others}" if near else others


def no_list(path: str, cls: type[APIView], got: Answer, drf: Answer) -> NotExplained:
    """Why an answer has no list in it.

    Arguments:
        drf: the answer of DRF's own path.
    """
    name = _name(cls)
    if got.error and got.error == drf.error:
        return NotExplained(
            f"{name} raised {got.error} for {path}, on DRF's own path as well. Mend the view, or the URL."
        )
    if got.error:
        instead = f"raised {drf.error}" if drf.error else f"answered {drf.status}"
        return NotExplained(f"{name} raised {got.error} for {path}; DRF's own path {instead}. Please report it.")
    if got.status in (401, 403):
        return NotExplained(f"{name} answered {got.status} to {path}: ask as a user who may, with --as USERNAME.")
    if 300 <= got.status < 400:
        return NotExplained(f"{name} sent {path} to {got.headers.get('Location', 'another URL')}: explain that one.")
    if got.status != 200:
        return NotExplained(
            f"{name} answered {got.status} to {path}, {start_of(got.body)}: give a URL that answers with a list."
        )
    return NotExplained(
        f"{name} answered {path} without DRF's ListModelMixin.list() and without list_response(). If a cache "
        "answered, empty it; if it lists by code of its own, let it return list_response(self, request), or call "
        "super().list()."
    )


def _name(view: Any) -> str:
    return f"{view.__module__}.{getattr(view, '__qualname__', view)}"


def start_of(body: bytes) -> str:
    """As much of an answer as fits a sentence."""
    text = body.decode(errors="replace")
    return text if len(text) <= 120 else text[:119] + "…"
