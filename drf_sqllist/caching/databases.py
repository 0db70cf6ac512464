"""Which database a connection is to, and whether what is read there is what was committed last."""

from __future__ import annotations

from os import getpid
from typing import Any

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper


def session(connection: BaseDatabaseWrapper) -> str:
    """Whose rows a connection sees: which database, who asks, in which time zone and schema (django-tenants)."""
    settings = connection.settings_dict
    options, schema = settings["OPTIONS"], getattr(connection, "schema_name", "")
    place = connection.vendor, settings["HOST"], settings["PORT"], settings["NAME"], settings["USER"]
    process = getpid() if connection.vendor == "sqlite" and connection.is_in_memory_db() else 0  # type: ignore[attr-defined]
    told = [options.get(name) for name in _TELLING]
    return repr((*map(str, place), told, connection.timezone_name, schema, process))


_TELLING = ("assume_role", "options", "service", "host", "hostaddr", "port", "dbname", "user")
"""Options of PostgreSQL's client that say what is read: with a service, nothing else need."""


def is_behind(connection: BaseDatabaseWrapper, model: Any) -> bool:
    """Whether a connection is to a replica, as far as Django's settings and routers say."""
    alias = connection.alias
    if connection.settings_dict.get("TEST", {}).get("MIRROR"):
        return True
    return bool(router.routers) and router.db_for_write(model) != alias


def sees_the_past(connection: BaseDatabaseWrapper) -> bool:
    """Whether a transaction is open whose statements all see the moment of its first one, as far as Django knows.

    PostgreSQL's isolation levels from REPEATABLE READ on, every transaction of SQLite, and one that was begun by SQL.
    """
    if connection.connection is None:
        return False  # and asking on would connect, for which a hit has no need
    if not connection.in_atomic_block and connection.get_autocommit():
        return connection.vendor == "postgresql" and _has_begun(connection.connection)
    if connection.vendor != "postgresql":
        return True
    level = getattr(connection, "isolation_level", None)
    return level is None or getattr(level, "name", "") not in ("READ_COMMITTED", "READ_UNCOMMITTED")


def saw_the_past(connection: BaseDatabaseWrapper) -> bool:
    """Whether the open transaction, if there is one, has another isolation level than Django knows of.

    By ``SET TRANSACTION``, or by what the database or the role are set to.
    """
    if connection.vendor != "postgresql" or not _has_begun(connection.connection):
        return False
    # The driver's own cursor: this is no query of the project's.
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        [level] = cursor.fetchone()
    return level not in ("read committed", "read uncommitted")


def _has_begun(connection: Any) -> bool:
    """Whether a driver's connection is in a transaction."""
    return bool(connection.info.transaction_status)
