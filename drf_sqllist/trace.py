"""Counts the statements that are run for one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections


class Trace:
    """Statements run inside ``counting()``, on every connection that is open or opens meanwhile."""

    def __init__(self) -> None:
        self.queries = 0

    def _count(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count by Django's own execute wrappers; ``connection.queries`` forgets after 9 000."""
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(self._count))
            yield
