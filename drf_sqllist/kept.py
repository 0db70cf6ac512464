"""Keeps what was made once: plans, compiled templates."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.signals import setting_changed

V = TypeVar("V")

_MISSING: Any = object()


class BoundedCache(Generic[V]):
    """The values made last, by key; safe under threads, forgotten when settings change (in tests).

    Arguments:
        size: how many values are kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[Hashable, V] = {}
        self._lock = Lock()
        setting_changed.connect(self._forget)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made at the first time."""
        # Without the lock: every request asks several times, and a dictionary is read safely while it is written.
        value: V = self._values.get(key, _MISSING)
        if value is not _MISSING:
            return value
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                del self._values[next(iter(self._values))]
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def _forget(self, **kwargs: Any) -> None:
        self.clear()
