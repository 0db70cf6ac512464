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


class Finder:
    """Finds the addresses of views for one request; what they share is asked for once.

    Arguments:
        request: DRF's or Django's, or None.
        urlconf: the one that is asked; that of the current request by default.
    """

    def __init__(self, request: Any = None, urlconf: Any = None) -> None:
        self.request = request
        self._urlconf = urlconf

    def address(self, view_name: str, names: frozenset[str], format: str | None = None) -> Address | None:
        """The address of a view; None where only ``reverse()`` can tell.

        Arguments:
            names: the keyword arguments that an object brings.
            format: the suffix that DRF asks for.

        Raises:
            DisallowedHost: as ``request.get_host()``.
        """
        if not isinstance(view_name, str):
            return None
        try:
            for name, fixed in asked(view_name, self.request, format):
                if names & fixed.keys() or any(type(value) is not str for value in fixed.values()):
                    return None  # 1, True and 1.0 are one key, and three texts
                pattern = self._pattern(name, names, fixed)
                if pattern is not None:
                    return Address(pattern, *self.around)
        except Unreadable:
            pass
        return None

    @cached_property
    def around(self) -> tuple[str, str]:
        """What stands before and behind each path."""
        return around(self.request)

    def _pattern(self, view_name: str, names: frozenset[str], fixed: Mapping[str, Any]) -> Pattern | None:
        resolver, prefix, language = get_resolver(self._urlconf or get_urlconf()), get_script_prefix(), get_language()
        kept = _patterns.get(resolver)
        if kept is None:
            kept = _patterns.setdefault(resolver, BoundedCache(1024))
        key = view_name, names, tuple(fixed.items()), prefix, language
        return kept.get(key, lambda: first_pattern(resolver, view_name, prefix, names, fixed))


def _has_dots(path: str) -> bool:
    """Segments that an absolute URL is made without (Django ``HttpRequest.build_absolute_uri``)."""
    return "/./" in path or "/../" in path
