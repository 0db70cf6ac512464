"""The list endpoints of a project's URLconf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.regex_helper import normalize
from rest_framework.generics import GenericAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.settings import api_settings


@dataclass(frozen=True)
class Endpoint:
    """A URL that answers GET with a list.

    Arguments:
        route: the URL's pattern as people read it: ``/api/customers/<customer_pk>/orders/``.
        view: what ``as_view()`` made.
        cls: the view's class.
        parameters: names of the URL's arguments.
        defaults: arguments that the URLconf gives.
        patterns: regular expressions, each matched behind the one before it.
    """

    route: str
    view: Any = field(repr=False)
    cls: type[GenericAPIView[Any]]
    parameters: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    patterns: tuple[str, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The view's dotted path."""
        return f"{self.cls.__module__}.{self.cls.__qualname__}"

    def path(self, arguments: Mapping[str, Any]) -> str | None:
        """The URL for these arguments; None where its pattern does not take them.

        Arguments:
            arguments: a value for each of ``parameters``.
        """
        for text, names in normalize("".join(self.patterns)):
            if set(names) == set(self.parameters):
                return "/" + (text % {name: arguments[name] for name in names})
        return None


def list_endpoints(prefix: str = "", urlconf: str | None = None) -> list[Endpoint]:
    """Every endpoint that answers GET with DRF's ``ListModelMixin.list``, or with one that stands in its place.

    Arguments:
        prefix: only those whose route begins like this.
        urlconf: dotted path; the project's ``ROOT_URLCONF`` if None.
    """
    found: dict[str, Endpoint] = {}
    for endpoint in _walk(get_resolver(urlconf).url_patterns, (), {}):
        if endpoint.route.startswith(prefix) and api_settings.FORMAT_SUFFIX_KWARG not in endpoint.parameters:
            found.setdefault(endpoint.route, endpoint)  # the first that matches answers
    return list(found.values())


def _walk(patterns: Any, before: tuple[Any, ...], defaults: Mapping[str, Any]) -> Iterator[Endpoint]:
    for pattern in patterns:
        way = (*before, pattern.pattern)
        given = {**defaults, **getattr(pattern, "default_args", getattr(pattern, "default_kwargs", {}))}
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, way, given)
        elif isinstance(pattern, URLPattern) and lists(pattern.callback):
            yield _endpoint(pattern.callback, way, given)


def _endpoint(view: Any, way: tuple[Any, ...], defaults: Mapping[str, Any]) -> Endpoint:
    regexes = tuple(_regex(part).removeprefix("^") for part in way)
    names = tuple(name for part in way for name in part.regex.groupindex)
    return Endpoint(_route(way), view, view.cls, names, defaults, regexes)


def _regex(part: Any) -> str:
    return str(part.regex.pattern)


def _route(way: tuple[Any, ...]) -> str:
    """A pattern as people read it."""
    text = ""
    for part in way:
        written = str(part)
        is_route = hasattr(part, "_route") or isinstance(part, LocalePrefixPattern)
        text += written if is_route else str(simplify_regex(written)).removeprefix("/")
    return "/" + text


def lists(view: Any) -> bool:
    """Whether a view answers GET with a list."""
    cls = getattr(view, "cls", None)
    if not (isinstance(cls, type) and issubclass(cls, GenericAPIView) and issubclass(cls, ListModelMixin)):
        return False
    actions = getattr(view, "actions", None)
    return hasattr(cls, "get") if actions is None else actions.get("get") == "list"
