"""This process' own writes: each connection tells the stamps what its transactions change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from drf_sqllist.caching.cascades import with_cascades
from drf_sqllist.caching.changes import Change
from drf_sqllist.caching.writes import writes_of
from drf_sqllist.conf import get_settings

ANY = "*"
"""Stands for every table: each list has its stamp, too."""


def watch() -> None:
    """Watch all connections of this process, those that are there and those to come."""
    connection_created.connect(_watch_new, dispatch_uid="drf_sqllist")
    for connection in connections.all(initialized_only=True):
        _watch(connection)


def _watch_new(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    _watch(connection)


def _watch(connection: BaseDatabaseWrapper) -> None:
    if _execute not in connection.execute_wrappers:
        # First, not last: Django's `execute_wrapper()` takes away the last one, and a connection may open within it.
        connection.execute_wrappers.insert(0, _execute)
    own = vars(connection)
    if "run_and_clear_commit_hooks" not in own:
        own["run_and_clear_commit_hooks"] = partial(_committed, connection, connection.run_and_clear_commit_hooks)


def _committed(connection: BaseDatabaseWrapper, run_hooks: Callable[[], None]) -> None:
    """Tell of a commit before the project's own hooks run: Django calls none that come after one that fails."""
    for _, hook, *_ in [*connection.run_on_commit]:
        if isinstance(hook, Change):
            hook()
    run_hooks()


def _execute(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Django's execute wrapper."""
    connection: BaseDatabaseWrapper = context["connection"]
    changed = written(sql, connection)
    if not changed or get_settings().CACHE is None:
        return execute(sql, params, many, context)
    known = changed_by(connection)
    if changed <= known:
        return execute(sql, params, many, context)
    change = Change(connection, changed - known, known)
    if connection.in_atomic_block:
        transaction.on_commit(change, connection.alias, robust=True)
    elif not connection.get_autocommit():
        # Committed by hand: Django calls what is to be called when that is over.
        connection.run_on_commit.append((set(), change, True))  # type: ignore[arg-type]
    else:
        return _alone(change, execute, sql, params, many, context)
    del change  # held by Django's list alone
    return execute(sql, params, many, context)


def _alone(change: Change, execute: Callable[..., Any], *statement: Any) -> Any:
    """A statement that is a transaction of its own."""
    try:
        found = execute(*statement)
    except BaseException:
        change.rolled_back()  # at once: the error holds on to all that is here
        raise
    change()
    return found


def written(sql: Any, connection: BaseDatabaseWrapper) -> frozenset[str]:
    """The tables that a statement may change."""
    if isinstance(sql, bytes):
        sql = sql.decode()
    tables = writes_of(sql if isinstance(sql, str) else sql.as_string(connection.connection))
    return frozenset({ANY}) if tables is None else with_cascades(tables)


def changed_by(connection: BaseDatabaseWrapper) -> set[str]:
    """Tables that the connection's open transaction has changed."""
    found: set[str] = vars(connection).setdefault("_sqllist_changed", set())
    return found
