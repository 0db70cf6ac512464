"""Where stamps and bodies are kept: bytes under keys, by any of Django's caches, never pickled by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, cast

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache

_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"
_GET = "redis.call('del', KEYS[1]) return redis.call('mget', unpack(KEYS, 2))"
"""A server that takes no writes (a demoted primary, a full disk) would not take a new stamp either: it refuses this.

The key is never there. A server that is full deletes, and so it does this.
"""

_COUNT = """
for _, key in ipairs(KEYS) do
    local count = redis.call('incrby', key, ARGV[1])
    if count < 0 then redis.call('del', key)
    elseif count == tonumber(ARGV[1]) then redis.call('pexpire', key, ARGV[2]) end
end
"""
"""Below zero, one was forgotten who leaves now: nobody knows who else was."""


class Store(Protocol):
    """Bytes under keys. Every method raises what the cache's client does, if it cannot be reached."""

    def get(self, keys: Sequence[str]) -> list[bytes | None]:
        """The values of several keys, read at once."""

    def set(self, values: Mapping[str, bytes], seconds: float | None) -> None:
        """Write values that are forgotten after so many seconds; None: never."""

    def renew(self, values: Mapping[str, bytes]) -> None:
        """Write values that stay. Where there is no room for them, what was there before is forgotten at least."""

    def add(self, key: str, value: bytes, seconds: float | None) -> bool:
        """Write a value unless there is one; whether it was written."""

    def count(self, keys: Sequence[str], step: int, seconds: float) -> None:
        """Add to counters. One that was missing or zero is forgotten after so many seconds, one below zero at once."""

    def release(self, key: str, value: bytes) -> None:
        """Delete a key, if it has this value."""

    def delete(self, keys: Sequence[str]) -> None:
        """Delete keys."""

    def lives(self, keys: Sequence[str]) -> list[float | None]:
        """Seconds after which each is forgotten; None where it is not there, is kept for good, or nobody can say."""


class DjangoStore:
    """By the methods that every one of Django's caches has.

    What they do is not atomic in all of them: two processes that count at once may be one too few. A cache of one
    process (``locmem``) is for that process alone.

    Arguments:
        cache: one of ``django.core.cache.caches``.
    """

    def __init__(self, cache: BaseCache) -> None:
        self._cache = cache

    def get(self, keys: Sequence[str]) -> list[bytes | None]:
        found = self._cache.get_many(keys)
        return [_bytes(found.get(key)) for key in keys]

    def set(self, values: Mapping[str, bytes], seconds: float | None) -> None:
        if failed := self._cache.set_many(dict(values), seconds):
            raise ConnectionError(f"{failed[0]!r} was not stored.")

    def renew(self, values: Mapping[str, bytes]) -> None:
        try:
            self.set(values, None)
        except Exception:
            self.delete([*values])
            raise

    def add(self, key: str, value: bytes, seconds: float | None) -> bool:
        return bool(self._cache.add(key, value, seconds))

    def count(self, keys: Sequence[str], step: int, seconds: float) -> None:
        for key in keys:
            # A counter is a number here, for that is what incr() takes.
            self._cache.add(key, 0, seconds)
            try:
                count = self._cache.incr(key, step)
                if count < 0:
                    self._cache.delete(key)
                elif count == step:
                    self._cache.touch(key, seconds)
            except ValueError:  # forgotten just now
                self._cache.set(key, max(step, 0), seconds)

    def release(self, key: str, value: bytes) -> None:
        if _bytes(self._cache.get(key)) == value:
            self._cache.delete(key)

    def delete(self, keys: Sequence[str]) -> None:
        self._cache.delete_many(keys)

    def lives(self, keys: Sequence[str]) -> list[float | None]:
        return [None] * len(keys)


def _bytes(value: Any) -> bytes | None:
    if type(value) is int:
        return str(value).encode()
    return value if isinstance(value, bytes) else None


class RedisStore:
    """By Redis' own commands, on its first server: replicas are behind, and what is asked for at once is one moment.

    Arguments:
        cache: Django's own, or that of django-redis; its keys are made as it makes them.
        client: redis-py's.
    """

    def __init__(self, cache: Any, client: Any) -> None:
        self._cache, self._client = cache, client

    def get(self, keys: Sequence[str]) -> list[bytes | None]:
        if not keys:
            return []
        own = self._own(["sqllist:nothing", *keys])
        return cast("list[bytes | None]", self._client.eval(_GET, len(own), *own))

    def set(self, values: Mapping[str, bytes], seconds: float | None) -> None:
        pipe = self._client.pipeline()
        for key, value in zip(self._own(values), values.values(), strict=True):
            pipe.set(key, value, px=_milliseconds(seconds))
        pipe.execute()

    def renew(self, values: Mapping[str, bytes]) -> None:
        if not values:
            return
        # Each by itself: a full Redis writes nothing, and yet deletes.
        pipe = self._client.pipeline(transaction=False)
        own = self._own(values)
        pipe.delete(*own)
        for key, value in zip(own, values.values(), strict=True):
            pipe.set(key, value)
        pipe.execute()

    def add(self, key: str, value: bytes, seconds: float | None) -> bool:
        return bool(self._client.set(*self._own([key]), value, px=_milliseconds(seconds), nx=True))

    def count(self, keys: Sequence[str], step: int, seconds: float) -> None:
        own = self._own(keys)
        if own:
            self._client.eval(_COUNT, len(own), *own, step, _milliseconds(seconds))

    def release(self, key: str, value: bytes) -> None:
        self._client.eval(_RELEASE, 1, *self._own([key]), value)

    def delete(self, keys: Sequence[str]) -> None:
        if keys:
            self._client.delete(*self._own(keys))

    def lives(self, keys: Sequence[str]) -> list[float | None]:
        pipe = self._client.pipeline()
        for key in self._own(keys):
            pipe.pttl(key)
        return [None if left < 0 else left / 1000 for left in pipe.execute()]

    def _own(self, keys: Any) -> list[str]:
        return [str(self._cache.make_key(key)) for key in keys]


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else max(1, int(seconds * 1000))


def store_of(alias: str) -> Store:
    """The store that a cache of the project's is.

    Arguments:
        alias: in ``CACHES``.

    Raises:
        InvalidCacheBackendError: there is no such cache.
    """
    cache: Any = caches[alias]  # each thread has its own
    return _store_of(cache)


@lru_cache(64)
def _store_of(cache: Any) -> Store:
    if isinstance(cache, RedisCache):
        return RedisStore(cache, cache._cache.get_client(write=True))
    client = getattr(getattr(cache, "client", None), "get_client", None)
    if type(cache).__module__.startswith("django_redis.") and client is not None:
        return RedisStore(cache, client(write=True))
    return DjangoStore(cache)
