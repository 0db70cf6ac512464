"""Requests and contexts of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import MagicMock

from django.http import HttpRequest, QueryDict
from rest_framework import versioning
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from .pairs import get


class OwnVersioning(versioning.URLPathVersioning):
    """A project's: adds to each link."""

    def reverse(self, *args: Any, **kwargs: Any) -> str:
        return super().reverse(*args, **kwargs) + "#own"


class OwnParameter(versioning.URLPathVersioning):
    version_param = "b"


class OwnNames(versioning.NamespaceVersioning):
    def get_versioned_viewname(self, viewname: str, request: Any) -> str:
        return f"v1:{viewname}"


class Slotted:
    """No class of DRF's at all, and one without a ``__dict__``."""

    __slots__ = ()

    def reverse(self, viewname: str, *args: Any) -> str:
        return f"/slotted/{viewname}/"


class OwnAddresses(Request):
    def build_absolute_uri(self, location: str | None = None) -> str:
        return f"own:{location}"


class OwnHttpAddresses(HttpRequest):
    def build_absolute_uri(self, location: str | None = None) -> str:
        return f"own:{location}"


class OwnVersion(Request):
    """Tells its version when it is asked."""

    versioning_scheme = versioning.URLPathVersioning()
    version = property(lambda self: "v1")


class Falsy(Request):
    def __bool__(self) -> bool:
        return False


class NoRequest:
    """Has some of a request."""

    GET = QueryDict("format=x")


def http(url: str = "/", **environ: Any) -> HttpRequest:
    return APIRequestFactory().get(url, **environ)


def bare_http() -> HttpRequest:
    request = HttpRequest()
    request.META = {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    request.GET = {"format": "json"}  # type: ignore[assignment]
    return request


def mutable() -> Request:
    request = get()
    request._request.GET = QueryDict("format=json", mutable=True)
    return request


def inner_version(version: str = "v1") -> Request:
    """DRF's request, whose version somebody has set at Django's."""
    inner = http()
    inner.versioning_scheme = versioning.URLPathVersioning()  # type: ignore[attr-defined]
    inner.version = version  # type: ignore[attr-defined]
    return Request(inner)


def own_attribute(request: Any, **attributes: Any) -> Any:
    vars(request).update(attributes)
    return request


def unversioned() -> Any:
    request = http()
    request.versioning_scheme = versioning.URLPathVersioning()  # type: ignore[attr-defined]
    return request


def mocked_reverse() -> Request:
    request = get(scheme=versioning.URLPathVersioning, version="v1")
    request.versioning_scheme.reverse = lambda *args, **kwargs: "/mocked/"
    return request


REQUESTS: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "plain": get,
    "host": lambda: get(HTTP_HOST="Example.ORG"),
    "port": lambda: get(HTTP_HOST="example.org:8080"),
    "port-80": lambda: get(HTTP_HOST="example.org:80"),
    "no-port": lambda: get(HTTP_HOST="example.org:"),
    "ipv6": lambda: get(HTTP_HOST="[::1]:81"),
    "disallowed": lambda: get(HTTP_HOST="evil.example"),
    "malformed": lambda: get(HTTP_HOST="b@d/x"),
    "server-port": lambda: get(SERVER_PORT="8443"),
    "https": lambda: get(secure=True),
    "proxy": lambda: get(HTTP_X_FORWARDED_PROTO="https"),
    "other-proxy": lambda: get(HTTP_X_FORWARDED_PROTO="http", secure=True),
    "django": lambda: http("/x/y/"),
    "django-bare": bare_http,
    "urlconf": lambda: own_attribute(http(), urlconf="tests.urls"),
    "django-format": lambda: http("/?format=xml"),
    "django-unversioned": unversioned,
    "never-set": lambda: Request(http()),
    "inner-version": inner_version,
    "object": object,
    "some": NoRequest,
    "mock": MagicMock,
    "text": lambda: "request",
    "zero": lambda: 0,
    "falsy": lambda: Falsy(http()),
    "own-addresses": lambda: OwnAddresses(http()),
    "own-http-addresses": OwnHttpAddresses,
    "own-inside": lambda: Request(OwnHttpAddresses()),
    "own-attribute": lambda: own_attribute(get(), build_absolute_uri=lambda location: f"attribute:{location}"),
    "own-inner-attribute": lambda: Request(own_attribute(http(), build_absolute_uri=lambda url: f"inner:{url}")),
    "own-version": lambda: OwnVersion(http()),
    "own-get": lambda: own_attribute(get(), GET={"format": "own"}),
    "format": lambda: get("/?format=json"),
    "format-odd": lambda: get("/?format=a%20b%26%C3%A9%2F&x=1"),
    "format-twice": lambda: get("/?format=json&format=xml"),
    "format-empty": lambda: get("/?format="),
    "format-mutable": mutable,
    "path": lambda: get(scheme=versioning.URLPathVersioning, version="v1"),
    "path-digits": lambda: get(scheme=versioning.URLPathVersioning, version="1"),
    "path-odd": lambda: get(scheme=versioning.URLPathVersioning, version="a/../é"),
    "path-slash": lambda: get(scheme=versioning.URLPathVersioning, version="/a"),
    "path-empty": lambda: get(scheme=versioning.URLPathVersioning, version=""),
    "path-none": lambda: get(scheme=versioning.URLPathVersioning),
    "path-int": lambda: get(scheme=versioning.URLPathVersioning, version=1),
    "path-true": lambda: get(scheme=versioning.URLPathVersioning, version=True),
    "path-float": lambda: get(scheme=versioning.URLPathVersioning, version=1.0),
    "path-list": lambda: get(scheme=versioning.URLPathVersioning, version=["v1"]),
    "namespace": lambda: get(scheme=versioning.NamespaceVersioning, version="v1"),
    "namespace-else": lambda: get(scheme=versioning.NamespaceVersioning, version="v2"),
    "namespace-missing": lambda: get(scheme=versioning.NamespaceVersioning, version="v9"),
    "namespace-nested": lambda: get(scheme=versioning.NamespaceVersioning, version="v1:inner"),
    "namespace-none": lambda: get(scheme=versioning.NamespaceVersioning),
    "namespace-int": lambda: get(scheme=versioning.NamespaceVersioning, version=1),
    "accept": lambda: get(scheme=versioning.AcceptHeaderVersioning, version="v1"),
    "host-name": lambda: get(scheme=versioning.HostNameVersioning, version="v1"),
    "query": lambda: get("/?format=json", scheme=versioning.QueryParameterVersioning, version="1&é"),
    "query-int": lambda: get(scheme=versioning.QueryParameterVersioning, version=1),
    "query-none": lambda: get(scheme=versioning.QueryParameterVersioning),
    "own-scheme": lambda: get(scheme=OwnVersioning, version="v1"),
    "own-parameter": lambda: get(scheme=OwnParameter, version="v1"),
    "own-names": lambda: get(scheme=OwnNames, version="v2"),
    "slotted": lambda: get(scheme=Slotted, version="v1"),
    "mock-scheme": lambda: get(scheme=MagicMock, version="v1"),
    "mocked-reverse": mocked_reverse,
}
FORMATS: list[tuple[Any, Any]] = [
    ("json", None),
    ("json", "html"),
    ("json", "json"),
    ("html", "xml"),
    ("J!", None),
    ("", "html"),
    (None, "html"),
    (5, None),
    ("json", 5),
]
"""The format suffix of the context, and that of the field."""

PREFIXES = ["/", "/app/", "/%41é/", "//x/", "rel", "/a/../b/", "/a/./", "/(x)+%s/", "", "/a?b#c/"]
