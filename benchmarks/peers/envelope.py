"""The envelope of DRF's ``PageNumberPagination``, for those who do not have DRF."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

PAGE_SIZE, LARGEST_PAGE_SIZE = 100, 1000


def envelope(url: str, number: int, size: int, count: int, results: Any) -> dict[str, Any]:
    """Arguments:
    url: of the request, with host and query.
    number: of the page, from one on.
    """
    following, previous = links(url, number, size, count)
    return {"count": count, "next": following, "previous": previous, "results": results}


def links(url: str, number: int, size: int, count: int) -> tuple[str | None, str | None]:
    """To the next page and to the one before."""
    following = _link(url, number + 1) if number * size < count else None
    return following, _link(url, number - 1) if number > 1 else None


def asked_for(query: Mapping[str, str]) -> tuple[int, int]:
    """The number and the size of the page, by the parameters of the request."""
    return int(query.get("page", 1)), min(int(query.get("page_size", PAGE_SIZE)), LARGEST_PAGE_SIZE)


def _link(url: str, number: int) -> str:
    """As DRF does, with the parameters sorted; that of the first page has no number."""
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), "page": str(number)}
    if number == 1:
        del query["page"]
    return parts._replace(query=urlencode(sorted(query.items()))).geturl()
