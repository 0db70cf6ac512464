"""The middleware that measures each request, and tells those who may know."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast
from weakref import finalize

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path

from drf_sqllist.profiling.exposure import is_measured, is_shown_to, keep_private
from drf_sqllist.profiling.hooks import hold, release
from drf_sqllist.profiling.profile import Profile, profile

logger = logging.getLogger("drf_sqllist.profiling")


class ProfilingMiddleware:
    """Puts a ``Profile`` on each response, as ``response.profile``, and into the log.

    ``DRF_SQLLIST["PROFILE"]`` says who sees it in the header ``Server-Timing``. It measures the middleware that
    stands below it in ``MIDDLEWARE``; of a streamed response, all until the stream begins.

    Raises:
        MiddlewareNotUsed: nobody is to see anything, so that nothing is measured.
    """

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        if not is_measured():
            raise MiddlewareNotUsed
        self._get_response = get_response
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)
        # Once: to put them on and off takes longer than to measure a small request.
        hold()
        finalize(self, release)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self._is_async:
            return self._answer(request)
        with profile() as measured:
            response = self._get_response(request)
        return _told(request, response, measured)

    async def _answer(self, request: HttpRequest) -> HttpResponseBase:
        with profile() as measured:
            response = await self._get_response(request)
        return _told(request, response, measured)


def _told(request: HttpRequest, response: Any, measured: Profile) -> HttpResponseBase:
    response.profile = measured
    logger.info("%s %s %s %s", request.method, escape_uri_path(request.path), response.status_code, measured)
    if is_shown_to(request):
        timing = [response.headers["Server-Timing"]] if "Server-Timing" in response.headers else []
        timing.append(measured.server_timing())
        if (made := getattr(response, "sqllist", None)) is not None:
            kept = "" if made.cache is None else f", {made.cache.state}"
            timing.append(f'sqllist;desc="{made.mode}{kept}"')
        response.headers["Server-Timing"] = ", ".join(timing)
        keep_private(response)
    return cast(HttpResponseBase, response)
