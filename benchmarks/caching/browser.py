"""A client that keeps what it was sent, and asks whether it is still so."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest


class Shown(NamedTuple):
    """What a browser has after a request."""

    content: bytes
    status_code: int


class Browser:
    """A browser before a view: itself a view, so that it races like one.

    Arguments:
        view: that sends ETags.
    """

    def __init__(self, view: Callable[[HttpRequest], Any]) -> None:
        self._view = view
        self._kept: dict[str, tuple[str, bytes]] = {}
        self.not_modified = 0

    def __call__(self, request: HttpRequest) -> Any:
        """What it shows: the body that came, or the kept one if the answer was 304.

        Raises:
            LookupError: an answer has no ETag.
        """
        url = request.get_full_path()
        if url in self._kept:
            request.META["HTTP_IF_NONE_MATCH"] = self._kept[url][0]
        response = self._view(request)
        if hasattr(response, "render"):
            response.render()
        if response.status_code == 304:
            self.not_modified += 1
            return Shown(self._kept[url][1], 200)
        if "ETag" not in response.headers:
            raise LookupError(f"{url}: the answer has no ETag, so nobody can ask whether it is still so.")
        self._kept[url] = response.headers["ETag"], response.content
        return response
