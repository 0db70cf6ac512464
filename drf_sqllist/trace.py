"""Counts the statements that are run for one list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections


class Trace:
    """A context in which statements are counted, on every connection.

    By Django's own execute wrappers: ``connection.queries`` forgets after 9 000.

    ``queries`` is their number, ``aliases`` are the databases that were asked.
    """

    def __init__(self) -> None:
        self.queries = 0
        self.aliases: set[str] = set()

    def __enter__(self) -> Trace:
        self._wrappers = [connection.execute_wrappers for connection in connections.all()]
        for wrappers in self._wrappers:
            wrappers.append(self._count)
        return self

    def __exit__(self, *exception: object) -> None:
        for wrappers in self._wrappers:
            wrappers.remove(self._count)

    def _count(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.queries += 1
        self.aliases.add(context["connection"].alias)
        return execute(sql, params, many, context)
