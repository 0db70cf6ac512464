"""Lets views that are not ours be answered on either path."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import update_wrapper, wraps
from threading import Lock
from types import CellType, FunctionType
from typing import Any

from rest_framework.mixins import ListModelMixin

from drf_sqllist.paths import asked_for
from drf_sqllist.views import SQLListMixin, list_response

List = Callable[..., Any]

STOCK: List = ListModelMixin.list


@contextmanager
def both_paths(*classes: type) -> Iterator[None]:
    """While this lasts, ``answering()`` holds for every view that uses DRF's ``ListModelMixin.list``.

    Also for those that call it from a ``list`` of their own. All other requests are answered as ever.

    Arguments:
        classes: of views whose ``list`` may be DRF's under decorators, which hold the very function.
    """
    with ExitStack() as stack:
        stack.enter_context(_routed(ListModelMixin, choosing(STOCK)))
        for cls in classes:
            method = getattr(cls, "list", None)
            if method is not None and hasattr(method, "__wrapped__") and (routed := in_place(method, choosing(STOCK))):
                stack.enter_context(_routed(cls, routed))
        yield


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


def decides_itself(cls: type) -> bool:
    """Whether a view has a ``list`` that calls none of those whose path can be chosen."""
    method: Any = getattr(cls, "list", None)
    if method is None or in_place(method, STOCK) is not None:
        return False
    own = inspect.unwrap(method)
    if own is SQLListMixin.list:
        return False
    names = getattr(getattr(own, "__code__", None), "co_names", ())
    return "list_response" not in names and not ("list" in names and {"super", "SQLListMixin"} & {*names})


def in_place(method: Any, listing: List) -> Any:
    """Another ``list`` in the place of DRF's, under the same decorators; None where DRF's is not below them."""
    if method in (STOCK, ListModelMixin.list):
        return listing
    inner = getattr(method, "__wrapped__", None)
    replaced = None if inner is None else in_place(inner, listing)
    wrapped, cells = CellType(inner), getattr(method, "__closure__", None) or ()
    if replaced is None or wrapped not in cells or not isinstance(method, FunctionType):
        return None
    closure = tuple(CellType(replaced) if cell == wrapped else cell for cell in cells)
    copied = FunctionType(method.__code__, method.__globals__, method.__name__, method.__defaults__, closure)
    copied.__kwdefaults__ = method.__kwdefaults__
    return update_wrapper(copied, method)


_MISSING: Any = object()
_lock = Lock()
_held: Counter[type] = Counter()
_before: dict[type, Any] = {}


@contextmanager
def _routed(cls: type, method: List) -> Iterator[None]:
    """Give a class another ``list``; the last of those who asked for it takes it away."""
    with _lock:
        _held[cls] += 1
        if _held[cls] == 1:
            _before[cls] = vars(cls).get("list", _MISSING)
            cls.list = method  # type: ignore[attr-defined]
    try:
        yield
    finally:
        with _lock:
            _held[cls] -= 1
            if not _held[cls]:
                _restore(cls, _before.pop(cls))


def _restore(cls: Any, method: Any) -> None:
    if method is _MISSING:
        del cls.list
    else:
        cls.list = method
