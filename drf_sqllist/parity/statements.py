"""How many statements each database was asked, and that nobody else sees them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count the statements that are run, by the databases' aliases."""
    counts: Counter[str] = Counter()
    wrapper = _counting(counts)
    wrappers = [connection.execute_wrappers for connection in connections.all()]
    for each in wrappers:
        each.append(wrapper)
    try:
        yield counts
    finally:
        for each in wrappers:
            each.remove(wrapper)


@contextmanager
def unlogged(aliases: Iterable[str]) -> Iterator[Counter[str]]:
    """Count statements that neither Django's log of queries nor anybody's wrapper notices.

    Arguments:
        aliases: of the databases that may be asked.
    """
    allowed = frozenset(aliases)
    counts: Counter[str] = Counter()
    found = connections.all()
    kept = [{name: vars(connection)[name] for name in _NOTICED} for connection in found]
    for connection in found:
        wrapper = _counting(counts) if connection.alias in allowed else _refuse
        vars(connection).update(execute_wrappers=[wrapper], queries_log=deque(maxlen=1), force_debug_cursor=False)
    try:
        yield counts
    finally:
        for connection, noticed in zip(found, kept, strict=True):
            vars(connection).update(noticed)


_NOTICED = ("execute_wrappers", "queries_log", "force_debug_cursor", "savepoint_state")
"""Attributes of a connection that tell of its statements: the last one in the names of the savepoints that follow."""

Wrapper = Callable[..., Any]


def _counting(counts: Counter[str]) -> Wrapper:
    def count(execute: Wrapper, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        connection: BaseDatabaseWrapper = context["connection"]
        counts[connection.alias] += 1
        return execute(sql, params, many, context)

    return count


def _refuse(execute: Wrapper, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    alias = context["connection"].alias
    raise AssertionError(f"The database {alias!r} was asked, which the answer that the test got has not asked.")
