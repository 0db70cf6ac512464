"""Which database a connection is to, and whether what is read there is what was committed last."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper


def identity(connection: BaseDatabaseWrapper) -> str:
    """The same for all aliases and processes that see the same tables."""
    settings = connection.settings_dict
    return _digest(connection.vendor, settings["HOST"], str(settings["PORT"]), str(settings["NAME"]))


@lru_cache(64)
def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def session(connection: BaseDatabaseWrapper) -> str:
    """What else the rows of a statement may depend on: who asks, and in which schema (django-tenants)."""
    settings, schema = connection.settings_dict, getattr(connection, "schema_name", "")
    options = settings["OPTIONS"]
    return f"{settings['USER']}\0{options.get('assume_role', '')}\0{options.get('options', '')}\0{schema}"


def is_behind(connection: BaseDatabaseWrapper, model: Any) -> bool:
    """Whether a connection is to a replica, as far as Django's settings and routers say."""
    alias = connection.alias
    if connection.settings_dict.get("TEST", {}).get("MIRROR"):
        return True
    return bool(router.routers) and router.db_for_write(model) != alias


def sees_the_past(connection: BaseDatabaseWrapper) -> bool:
    """Whether a transaction is open whose statements all see the moment of its first one.

    PostgreSQL's isolation levels from REPEATABLE READ on, and every transaction of SQLite.
    """
    if not connection.in_atomic_block and connection.get_autocommit():
        return False
    if connection.vendor != "postgresql":
        return True
    level = getattr(connection, "isolation_level", None)
    return level is None or getattr(level, "name", "") not in ("READ_COMMITTED", "READ_UNCOMMITTED")
