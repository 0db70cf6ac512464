"""A view's URL, found once for all that its text depends on, and filled in for each object."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.urls import URLResolver, get_resolver, get_script_prefix, get_urlconf
from django.utils.translation import get_language

from drf_sqllist.kept import BoundedCache
from drf_sqllist.links.blanks import Blank, has_dots
from drf_sqllist.links.dressing import around, asked
from drf_sqllist.links.patterns import Pattern, first_pattern
from drf_sqllist.links.regexes import Unreadable

V = TypeVar("V")

_patterns: WeakKeyDictionary[URLResolver, BoundedCache[Any]] = WeakKeyDictionary()
"""By Django's own resolvers: it makes new ones where the URLs change (``clear_url_caches``)."""

_made: WeakKeyDictionary[URLResolver, BoundedCache[Any]] = WeakKeyDictionary()
"""What was made of addresses. Apart from the patterns, for it also depends on the host, which anybody may invent."""


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
        if path is None or not path.startswith("/") or has_dots(path):
            return None
        return f"{self.head}{path}{self.tail}"

    @cached_property
    def pieces(self) -> tuple[tuple[str, ...], tuple[Blank, ...]] | None:
        """The URL's texts, and the blanks between them; None where it is not known which values fit."""
        read = self.pattern.pieces
        if read is None or any(map(has_dots, read[0])):
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

    def made(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is made of addresses: made once, and again for a request that has others.

        Arguments:
            key: which addresses, and what is made of them.

        Raises:
            DisallowedHost: as ``request.get_host()``.
        """
        resolver, *surroundings = self._surroundings
        try:
            routes = [(name, tuple(fixed.items())) for name, fixed in asked("", self.request, None)]
            around = self.around
        except Unreadable:
            return make()
        found: V = _of(_made, resolver).get((key, *surroundings, *around, *routes), make)
        return found

    @cached_property
    def around(self) -> tuple[str, str]:
        """What stands before and behind each path."""
        return around(self.request)

    @property
    def _surroundings(self) -> tuple[URLResolver, str, str]:
        # Asked anew each time: a pattern must never be kept under another language than it was read in.
        return get_resolver(self._urlconf or get_urlconf()), get_script_prefix(), get_language()

    def _pattern(self, view_name: str, names: frozenset[str], fixed: Mapping[str, Any]) -> Pattern | None:
        resolver, prefix, language = self._surroundings
        key = view_name, names, tuple(fixed.items()), prefix, language
        found: Pattern | None = _of(_patterns, resolver).get(
            key, lambda: first_pattern(resolver, view_name, prefix, names, fixed)
        )
        return found


def _of(kept: WeakKeyDictionary[URLResolver, BoundedCache[Any]], resolver: URLResolver) -> BoundedCache[Any]:
    found = kept.get(resolver)
    return kept.setdefault(resolver, BoundedCache(1024)) if found is None else found
