"""Real caches for lists: the test's own process', and a Redis from a wheel by both of its Django backends."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections
from django.db.backends.signals import connection_created

from demo.redis_server import redis_url
from drf_sqllist.caching import changes, writers

BACKENDS: dict[str, dict[str, Any]] = {
    "locmem": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "lists"},
    "redis": {"BACKEND": "django.core.cache.backends.redis.RedisCache"},
    "django-redis": {"BACKEND": "django_redis.cache.RedisCache"},
}


def backend(name: str) -> dict[str, Any]:
    """An entry of ``CACHES``."""
    return BACKENDS[name] if name == "locmem" else {**BACKENDS[name], "LOCATION": redis_url()}


@pytest.fixture(params=["django-redis"])
def lists(request: pytest.FixtureRequest, settings: Any) -> Iterator[Any]:
    """The cache of the project's lists, empty; this process' writes are watched."""
    settings.CACHES = {"default": settings.CACHES["default"], "lists": backend(request.param)}
    settings.DRF_SQLLIST = {"CACHE": "lists"}
    changes.outages.forget()
    cache = caches["lists"]
    cache.clear()
    writers.watch()
    yield cache
    connection_created.disconnect(dispatch_uid="drf_sqllist")
    for connection in connections.all(initialized_only=True):
        connection.execute_wrappers = [one for one in connection.execute_wrappers if one is not writers._execute]
    cache.clear()
    cache.close()


every_backend = pytest.mark.parametrize("lists", list(BACKENDS), indirect=True)
