"""Lets views that are not ours be answered on either path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from rest_framework.mixins import ListModelMixin

from drf_sqllist.paths import asked_for
from drf_sqllist.views import list_response

List = Callable[..., Any]


@contextmanager
def both_paths() -> Iterator[None]:
    """While this lasts, ``answering()`` holds for every view that uses DRF's ``ListModelMixin.list``.

    Also for those that call it from a ``list`` of their own. All other requests are answered as ever.
    """
    original = ListModelMixin.list
    ListModelMixin.list = choosing(original)  # type: ignore[method-assign]
    try:
        yield
    finally:
        ListModelMixin.list = original  # type: ignore[method-assign]


def choosing(original: List) -> List:
    """A ``list`` that asks which path is to answer."""

    @wraps(original)
    def list(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        lists = asked_for()
        if lists is not None and lists.path == "sql":
            return list_response(self, request, *args, **kwargs)
        response = original(self, request, *args, **kwargs)
        if lists is not None:
            lists.note(response)
        return response

    return list
