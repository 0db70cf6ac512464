"""A view's URL, found once for all that its text depends on, and filled in for each object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.urls import URLResolver, get_resolver, get_script_prefix, get_urlconf
from django.utils.translation import get_language

from drf_sqllist.kept import BoundedCache
from drf_sqllist.links.dressing import around, asked
from drf_sqllist.links.patterns import Pattern, first_pattern
from drf_sqllist.links.regexes import Unreadable
from drf_sqllist.links.slots import Slot

_patterns: WeakKeyDictionary[URLResolver, BoundedCache[Pattern | None]] = WeakKeyDictionary()
"""By Django's own resolvers: it makes new ones where the URLs change (``clear_url_caches``)."""


@dataclass(frozen=True)
class Address:
    """What ``rest_framework.reverse.reverse`` makes of a view's name, for one request.

    Arguments:
        pattern: the route that is tried first.
        head: scheme and host, where there is a request.
        tail: ``?format=`` and ``?version=``, where DRF adds them.
    """

    pattern: Pattern
    head: str = ""
    tail: str = ""

    def url(self, values: Mapping[str, Any]) -> str | None:
        """The URL for an object's keyword arguments; None where only ``reverse()`` can tell."""
        path = self.pattern.path(values)
        if path is None or not path.startswith("/") or _has_dots(path):
            return None
        return f"{self.head}{path}{self.tail}"

    @cached_property
    def pieces(self) -> tuple[tuple[str, ...], tuple[Slot, ...]] | None:
        """The URL's texts, and the slots between them; None where it is not known which values fit."""
        read = self.pattern.pieces
        if read is None or any(map(_has_dots, read[0])):
            return None
        texts = [*read[0]]
        texts[0] = self.head + texts[0]
        texts[-1] += self.tail
        return tuple(texts), read[1]


def find_address(
    view_name: str, names: frozenset[str], request: Any = None, format: str | None = None, urlconf: Any = None
) -> Address | None:
    """The address of a view; None where only ``reverse()`` can tell.

    Arguments:
        names: the keyword arguments that an object brings.
        request: DRF's or Django's.
        format: the suffix that DRF asks for.
        urlconf: the one that is asked; that of the current request by default.

    Raises:
        DisallowedHost: as ``request.get_host()``.
    """
    if not isinstance(view_name, str):
        return None
    try:
        for name, fixed in asked(view_name, request, format):
            if names & fixed.keys():
                return None
            pattern = _pattern(name, names, fixed, urlconf)
            if pattern is not None:
                return Address(pattern, *around(request))
    except Unreadable:
        pass
    return None


def _pattern(view_name: str, names: frozenset[str], fixed: Mapping[str, Any], urlconf: Any) -> Pattern | None:
    resolver = get_resolver(urlconf or get_urlconf())
    prefix = get_script_prefix()
    kept = _patterns.get(resolver)
    if kept is None:
        kept = _patterns.setdefault(resolver, BoundedCache(1024))
    key = view_name, names, tuple(fixed.items()), prefix, get_language()
    return kept.get(key, lambda: first_pattern(resolver, view_name, prefix, names, fixed))


def _has_dots(path: str) -> bool:
    """Segments that an absolute URL is made without (Django ``HttpRequest.build_absolute_uri``)."""
    return "/./" in path or "/../" in path
