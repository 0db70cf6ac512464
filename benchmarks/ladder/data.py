"""What becomes of a list's data on the way up: kept in Redis, written as JSON."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.cache import cache

from drf_sqllist.profiling.around import booked
from drf_sqllist.profiling.parts import RENDERING, SERIALIZATION

SECONDS = 3600
"""How long data are kept: longer than any run, so that what is timed are hits."""


def remembered(key: str, make: Callable[[], Any]) -> Any:
    """The data of a key, from the cache or made: the article's few lines, and those of many a project."""
    data = cache.get(key)
    if data is None:
        data = make()
        cache.set(key, data, SECONDS)
    return data


by_hand = booked(SERIALIZATION)
"""Marks a function that does a serializer's work, for the profiler: it cannot know it by itself."""


@booked(RENDERING)
def written(data: Any) -> bytes:
    """Data as DRF's ``JSONRenderer`` writes them, by the standard library alone."""
    text = json.dumps(data, default=moment, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def moment(value: Any) -> str:
    """A moment as DRF's encoder writes it; the only thing in our data that JSON does not know.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(value, datetime):
        raise TypeError(f"{type(value).__name__} is not JSON.")
    return value.isoformat().replace("+00:00", "Z")
