"""The answer of a view whose list is kept: its rows by way of the cache, and what clients are told of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from rest_framework import VERSION
from rest_framework.renderers import BrowsableAPIRenderer
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_304_NOT_MODIFIED

from drf_sqllist import __version__
from drf_sqllist.caching.control import Readers, is_for_everyone, patch_control
from drf_sqllist.caching.declared import ListCache
from drf_sqllist.caching.serving import Lookup, Serving
from drf_sqllist.caching.validators import Validator
from drf_sqllist.conf import get_settings
from drf_sqllist.paths import asked_for
from drf_sqllist.plan.targets import Links

_EVERY_LISTS = ListCache()
_MISSING: Any = object()


class CachedAnswer:
    """One answer.

    ``serving`` is the cache of its rows.

    Arguments:
        cache: what the view says.
    """

    def __init__(self, cache: ListCache, view: Any, request: Any) -> None:
        self._cache, self._view, self._request = cache, view, request
        self._readers = Readers(request)
        self._validator = None
        if cache.etag or cache.last_modified:
            asked = request._request
            self._validator = Validator(asked, cache.etag, cache.last_modified, self._is_for_everyone)
        self.serving = Serving(cache, request, self._validator)

    @contextmanager
    def making(self) -> Iterator[None]:
        """The list is made in this block."""
        if not self._cache.is_http:
            yield
            return
        with self._readers.watching():
            yield

    def is_made_of_rows(self, renderer: Any, links: Links) -> None:
        """Its bytes are a function of its rows, of the request's URL and of the options of DRF's own classes.

        Arguments:
            links: what the links in the rows are made of.
        """
        if self._validator is not None:
            url = self._request.build_absolute_uri(), [found.texts for found in links.values()]
            makers = *_options(renderer), *_options(self._view.paginator)
            self._validator.said = url, makers, VERSION, __version__

    @property
    def lookup(self) -> Lookup:
        """What the cache had to say."""
        return self.serving.lookup or Lookup("bypass", "the list is not made by SQL")

    def not_modified(self) -> Response:
        """For a client that has the answer."""
        return Response(status=HTTP_304_NOT_MODIFIED)

    def tell(self, response: Any, by_sql_alone: bool) -> None:
        """Tell clients, and caches between them and us, what they may do with a response.

        Arguments:
            by_sql_alone: nothing of it was made by Python.
        """
        if not self._cache.is_http or response.status_code not in (HTTP_200_OK, HTTP_304_NOT_MODIFIED):
            return
        is_page = isinstance(getattr(self._request, "accepted_renderer", None), BrowsableAPIRenderer)
        is_public = self._is_for_everyone() and (by_sql_alone or self._cache.public is True)
        # The browsable API shows who has logged in.
        patch_control(response, self._cache, is_public and not is_page)
        if self._validator is not None and not is_page:
            if not by_sql_alone:
                self._validator.rows_are_not_all()
            if not is_public:
                self._validator.rows_are_somebodys()
            self._validator.put_on(response)

    def _is_for_everyone(self) -> bool:
        """Whether it is the same whoever asks, as far as is known by now."""
        if self._cache.public is not None:
            return self._cache.public
        return is_for_everyone(self._view, self._request, self._readers)


def cache_of(view: Any) -> ListCache | None:
    """What a view, or the project, says of the cache of its list; None where it has none."""
    cache = getattr(view, "cache", _MISSING)
    if cache is _MISSING and get_settings().CACHE_LISTS == "all":
        return _EVERY_LISTS
    return cache if isinstance(cache, ListCache) else None


def answer_of(view: Any, request: Any) -> CachedAnswer | None:
    """The answer of a view whose list is kept; None where none is.

    Raises:
        ImproperlyConfigured: it is to be kept, and the project has no cache for lists.
    """
    cache = cache_of(view)
    if cache is None or asked_for() is not None:
        return None  # who asks for a path wants to see it run
    if get_settings().CACHE is None:
        raise ImproperlyConfigured(
            f"{type(view).__name__}.cache: DRF_SQLLIST['CACHE'] names no cache, so that no write would be seen. "
            "Name one of CACHES there, in every process that writes."
        )
    return CachedAnswer(cache, view, request)


def _options(thing: Any) -> tuple[str, ...]:
    """What a renderer or a paginator has been told."""
    own = {name: value for name, value in vars(thing).items() if _is_option(value)} if thing is not None else {}
    cls: Any = type(thing)
    return _options_of(cls), repr(sorted(own.items()))


@lru_cache(256)
def _options_of(cls: Any) -> str:
    told = {name: value for base in reversed(cls.__mro__) for name, value in vars(base).items() if _is_option(value)}
    return repr((cls.__module__, cls.__qualname__, sorted(told.items())))


def _is_option(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)
