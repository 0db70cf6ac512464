"""What DRF's ``reverse()`` puts around a path for a request: its version, its host, its ``?format=``.

Follows DRF ``reverse.reverse`` and the versioning classes; whatever a project has put in their place
is left to ``reverse()`` itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.reverse import preserve_builtin_query_params
from rest_framework.utils.urls import replace_query_param
from rest_framework.versioning import (
    BaseVersioning,
    NamespaceVersioning,
    QueryParameterVersioning,
    URLPathVersioning,
)

from drf_sqllist.links.regexes import Unreadable


class Asked(NamedTuple):
    """What Django's ``reverse`` is asked for.

    Arguments:
        fixed: keyword arguments besides the object's own.
    """

    view_name: str
    fixed: Mapping[str, Any]


def asked(view_name: str, request: Any, format: str | None) -> list[Asked]:
    """What is asked for, in this order, while no such route is found.

    Raises:
        Unreadable: the versioning class is a project's own, or its version is.
    """
    fixed = {} if format is None else {"format": format}
    plain = Asked(view_name, fixed)
    scheme = getattr(request, "versioning_scheme", None)
    if scheme is None:
        return [plain]
    reverse = _method(scheme, "reverse")
    if reverse is URLPathVersioning.reverse and request.version is not None:
        return [Asked(view_name, {scheme.version_param: request.version, **fixed}), plain]
    if reverse is NamespaceVersioning.reverse and request.version is not None:
        own = _method(scheme, "get_versioned_viewname") is not NamespaceVersioning.get_versioned_viewname
        if own or type(request.version) is not str:
            raise Unreadable
        return [Asked(f"{request.version}:{view_name}", fixed), plain]
    if reverse not in _STOCK:
        raise Unreadable
    return [plain]


def asked_format(own: str | None, context: Mapping[str, Any]) -> str | None:
    """The format suffix of a field's links (DRF ``HyperlinkedRelatedField.to_representation``).

    Arguments:
        own: the field's.
        context: its serializer's.
    """
    format: str | None = context.get("format")
    return own if format and own and own != format else format


_STOCK = (
    BaseVersioning.reverse,
    URLPathVersioning.reverse,
    NamespaceVersioning.reverse,
    QueryParameterVersioning.reverse,
)


_SAMPLE = "/-/"


def _method(scheme: Any, name: str) -> Any:
    return None if name in getattr(scheme, "__dict__", ()) else getattr(type(scheme), name, None)


def dressed(path: str, request: Any) -> str:
    """A path as ``reverse()`` returns it: absolute where there is a request, with DRF's query parameters."""
    return _with_parameters(request.build_absolute_uri(path) if request else path, request)


def _with_parameters(url: str, request: Any) -> str:
    scheme: Any = getattr(request, "versioning_scheme", None)
    if _method(scheme, "reverse") is QueryParameterVersioning.reverse and request.version is not None:
        url = replace_query_param(url, scheme.version_param, request.version)
    return preserve_builtin_query_params(url, request)


def around(request: Any) -> tuple[str, str]:
    """What stands before and behind a path that begins with one slash and has no segments of dots.

    Raises:
        Unreadable: the request makes its absolute addresses by itself.
        DisallowedHost: as ``request.get_host()``.
    """
    if request is None:
        return "", ""
    absolute = http_request(request).build_absolute_uri(_SAMPLE)
    url = _with_parameters(absolute, request)
    if not absolute.endswith(_SAMPLE) or not url.startswith(absolute):
        raise Unreadable
    return absolute.removesuffix(_SAMPLE), url.removeprefix(absolute)


def http_request(request: Any) -> HttpRequest:
    """Django's own request, whose addresses are made as Django makes them."""
    inner = request
    if isinstance(request, Request):
        if hasattr(type(request), "build_absolute_uri") or "build_absolute_uri" in vars(request):
            raise Unreadable
        inner = request._request
    names = ("build_absolute_uri", "_current_scheme_host")
    own = any(getattr(type(inner), name, None) is not getattr(HttpRequest, name) for name in names)
    if own or "build_absolute_uri" in vars(inner) or not request:
        raise Unreadable
    return inner  # type: ignore[no-any-return]
