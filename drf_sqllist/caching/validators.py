"""Whether a client has the response already: told by the stamps, before anything is fetched."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import Any

from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags


class NotModified(Exception):
    """The client has it. Never leaves the package."""


class Validator:
    """The validators of one response.

    ``tag`` is the entity tag, quoted; ``modified`` the time of the last change that may be told, in seconds since the
    epoch. Both are empty as long as they are not known.

    Arguments:
        request: Django's.
        is_for_everyone: whether the response is, as far as is known by now.

    ``said`` is all that the bytes depend on besides the rows; None where nobody can know that before they are made.
    """

    said: Hashable | None = None

    def __init__(self, request: Any, etag: bool, last_modified: bool, is_for_everyone: Callable[[], bool]) -> None:
        self._request, self._is_for_everyone = request, is_for_everyone
        self._etag, self._last_modified = etag, last_modified
        self.tag = ""
        self.modified: int | None = None

    @property
    def is_asked_by_tag(self) -> bool:
        """Whether the client may have a tag that the stamps tell."""
        return self._etag and self.said is not None and "HTTP_IF_NONE_MATCH" in self._request.META

    def rows_are(self, key: str, stamps: bytes) -> None:
        """The response is made of these rows.

        Raises:
            NotModified: the client has it.
        """
        if self._etag and self.said is not None:
            self.tag = quoted(repr((self.said, key, stamps)).encode())
            self._compare()

    def rows_are_others(self) -> None:
        """Nobody knows yet what the response is made of, or it is made of older rows."""
        self.tag, self.modified = "", None

    def rows_are_not_all(self) -> None:
        """Python wrote some of the response, in the language or the time zone of this request: its bytes tell it.

        So nobody has a tag that the stamps tell of such rows: where one matches, nothing in them is left to Python.
        """
        self.tag = ""

    def rows_are_somebodys(self) -> None:
        """Another user's response has the same URL, and may have the same date."""
        self.modified = None

    def rows_are_of(self, modified: int, now: float) -> None:
        """The rows were read at this time.

        Raises:
            NotModified: the client has them.
        """
        # A second that is not over yet may see another change; and a date, unlike a tag, may be of another user's rows.
        if self._last_modified and now >= modified and self._is_for_everyone():
            self.modified = modified
            if self.said is not None:
                self._compare()

    def _compare(self) -> None:
        response = get_conditional_response(self._request, self.tag or None, self.modified)
        if response is not None and response.status_code == 304:
            raise NotModified

    def put_on(self, response: Any) -> None:
        """Tell the client, as soon as the response is rendered."""
        if self.modified is not None:
            response["Last-Modified"] = http_date(self.modified)
        if self.tag:
            response["ETag"] = self._as_asked(self.tag)
        elif self._etag or self.modified is not None:
            response.add_post_render_callback(self._of_bytes)

    def _of_bytes(self, response: Any) -> Any:
        """A tag over the bytes, and 304 in their place for whoever has them."""
        if self._etag and "ETag" not in response:
            response["ETag"] = quoted(response.content)
        return get_conditional_response(self._request, response.headers.get("ETag"), self.modified, response)

    def _as_asked(self, tag: str) -> str:
        """The tag, weak where the client has it so: somebody has compressed what it got (RFC 9110, 8.8.3.3)."""
        weak = f"W/{tag}"
        return weak if weak in parse_etags(self._request.META.get("HTTP_IF_NONE_MATCH", "")) else tag


def quoted(text: bytes) -> str:
    """An entity tag of a text."""
    return f'"{blake2b(text, digest_size=15).hexdigest()}"'
