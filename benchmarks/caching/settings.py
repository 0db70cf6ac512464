"""The benchmark's settings, for a process that has the rivals of one family, and a Redis that they share.

``CACHING_FAMILY`` names it, ``REDIS_URL`` the Redis; ``CACHING_PREFIX`` begins this run's keys: what another run has
kept is nothing to it.
"""

import os
from typing import Any

from benchmarks.shop import use_driver

use_driver(os.environ["CACHING_DRIVER"])
# Only now: the demo's settings look which driver is there.
from benchmarks.settings import *  # noqa: E402, F403
from benchmarks.settings import INSTALLED_APPS  # noqa: E402

FAMILY, PREFIX, REDIS = (os.environ[name] for name in ("CACHING_FAMILY", "CACHING_PREFIX", "REDIS_URL"))

SECONDS = 3600
"""How long all of them keep what they may keep: longer than any run."""

CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS,
        "KEY_PREFIX": f"{PREFIX}-{FAMILY}",
        "TIMEOUT": SECONDS,
    }
}

if FAMILY == "Django":
    DRF_SQLLIST = {"CACHE": "default"}
elif FAMILY == "drf-extensions":
    REST_FRAMEWORK_EXTENSIONS = {"DEFAULT_CACHE_RESPONSE_TIMEOUT": SECONDS}
elif FAMILY == "cachalot":
    INSTALLED_APPS = [*INSTALLED_APPS, "cachalot"]
    CACHALOT_TIMEOUT = SECONDS
elif FAMILY == "cacheops":
    INSTALLED_APPS = [*INSTALLED_APPS, "cacheops"]
    CACHEOPS_REDIS = REDIS
    CACHEOPS = {"pizzas.*": {"ops": "all", "timeout": SECONDS}}

    def CACHEOPS_PREFIX(query: Any) -> str:  # noqa: N802 (its own name)
        """Of all keys."""
        return PREFIX
