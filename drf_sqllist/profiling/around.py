"""Functions, generators and views, with the time that they take booked to a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import update_wrapper, wraps
from typing import Any

from asgiref.sync import iscoroutinefunction
from rest_framework.views import APIView

from drf_sqllist.profiling.clock import current
from drf_sqllist.profiling.parts import STATEMENT, VIEW

Function = Callable[..., Any]

FETCHING = frozenset({"fetchone", "fetchmany", "fetchall", "nextset"})
"""What Django's ``CursorWrapper`` passes on to the driver's cursor."""


def booked(part: str) -> Callable[[Function], Function]:
    """A function's time to a part; where that part runs already, the function as it is."""

    def around(original: Function) -> Function:
        return wraps(original)(_hooked(part, original))

    return around


def _hooked(part: str, original: Function) -> Function:
    if iscoroutinefunction(original):
        return _hooked_async(part, original)

    def hooked(*args: Any, **kwargs: Any) -> Any:
        frame = current.get()
        if frame is None or frame.part == part:
            return original(*args, **kwargs)
        inner = frame.enter(part)
        try:
            return original(*args, **kwargs)
        finally:
            inner.leave()

    return hooked


def _hooked_async(part: str, original: Function) -> Function:
    async def hooked(*args: Any, **kwargs: Any) -> Any:
        frame = current.get()
        if frame is None or frame.part == part:
            return await original(*args, **kwargs)
        inner = frame.enter(part)
        try:
            return await original(*args, **kwargs)
        finally:
            inner.leave()

    return hooked


def stepped(part: str) -> Callable[[Function], Function]:
    """A generator's steps to a part; what its caller does between two of them is the caller's."""

    def around(original: Function) -> Function:
        @wraps(original)
        def hooked(*args: Any, **kwargs: Any) -> Any:
            found = original(*args, **kwargs)
            return found if current.get() is None else _steps(part, found)

        return hooked

    return around


def _steps(part: str, rows: Any) -> Iterator[Any]:
    end = object()
    with closing(rows):
        while True:
            frame = current.get()
            inner = frame.enter(part) if frame is not None and frame.part != part else None
            try:
                row = next(rows, end)
            finally:
                if inner is not None:
                    inner.leave()
            if row is end:
                return
            yield row


def unread(part: str) -> Callable[[Function], Function]:
    """``QuerySet._fetch_all``, which is called at each look at rows that are there: only the first time counts."""

    def around(original: Function) -> Function:
        @wraps(original)
        def hooked(queryset: Any) -> None:
            is_read = queryset._result_cache is not None
            frame = None if is_read and _is_prefetched(queryset) else current.get()
            if frame is None or frame.part == part:
                original(queryset)
                return
            inner = frame.enter(part)
            try:
                original(queryset)
            finally:
                inner.leave()

        return hooked

    return around


def _is_prefetched(queryset: Any) -> bool:
    return queryset._prefetch_done or not queryset._prefetch_related_lookups


def sent(original: Function) -> Function:
    """``CursorWrapper._execute_with_wrappers``: one more execute wrapper, whichever thread's connection it is."""

    @wraps(original)
    def hooked(cursor: Any, sql: Any, params: Any, many: bool, executor: Function) -> Any:
        frame = current.get()
        if frame is None:
            return original(cursor, sql, params, many, executor)

        def execute(sql: Any, params: Any, many: bool, context: Any) -> Any:
            frame.count()
            if frame.part == STATEMENT:
                return executor(sql, params, many, context)
            inner = frame.enter(STATEMENT)
            try:
                return executor(sql, params, many, context)
            finally:
                inner.leave()

        return original(cursor, sql, params, many, execute)

    return hooked


def fetched(original: Function) -> Function:
    """``CursorWrapper.__getattr__``: rows that are fetched."""

    @wraps(original)
    def hooked(cursor: Any, name: str) -> Any:
        found = original(cursor, name)
        if name not in FETCHING:
            return found
        frame = current.get()
        if frame is None or frame.part == STATEMENT:
            return found

        def fetch(*args: Any, **kwargs: Any) -> Any:
            inner = frame.enter(STATEMENT)
            try:
                return found(*args, **kwargs)
            finally:
                inner.leave()

        return fetch

    return hooked


def rows(original: Function) -> Function:
    """``CursorWrapper.__iter__``."""
    return stepped(STATEMENT)(original)


def called(original: Function) -> Function:
    """``BaseHandler.make_view_atomic``, which gives what is called for a request: all of a view of DRF's is view.

    With what decorators, and a ``dispatch`` of its own, put around it.
    """

    @wraps(original)
    def hooked(handler: Any, view: Any) -> Any:
        made = original(handler, view)
        cls = getattr(view, "cls", None)
        is_api = isinstance(cls, type) and issubclass(cls, APIView)
        # Made anew for each request, and called at once: nobody looks at its name.
        return _hooked(VIEW, made) if is_api and current.get() is not None else made

    return hooked


class Method:
    """Stands in for a method, and is equal to it: plans are kept by the functions that a serializer class has."""

    def __init__(self, part: str, original: Function) -> None:
        update_wrapper(self, original)
        self._original = original
        self._hooked = booked(part)(original)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else self._hooked.__get__(instance, owner)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._hooked(*args, **kwargs)

    def __eq__(self, other: object) -> bool:
        return other is self._original or (isinstance(other, Method) and other._original is self._original)

    def __hash__(self) -> int:
        return hash(self._original)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)


def method(part: str) -> Callable[[Function], Any]:
    """A method's time to a part."""
    return lambda original: Method(part, original)


def value(part: str) -> Callable[[Any], Any]:
    """A property's time to a part."""
    return lambda original: property(booked(part)(original.fget), original.fset, original.fdel, original.__doc__)
