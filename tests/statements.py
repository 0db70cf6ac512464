"""Counting and reading the statements that are really sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections


@dataclass
class Recorder:
    """An execute wrapper that keeps the SQL (``connection.queries`` stops counting at 9000)."""

    sql: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.sql.append(text(sql, context["connection"]))
        return execute(sql, params, many, context)

    def __len__(self) -> int:
        return len(self.sql)


def text(sql: Any, connection: Any) -> str:
    """The statement as a string, also where psycopg's composed SQL was sent."""
    if isinstance(sql, str):
        return sql
    if isinstance(sql, bytes):
        return sql.decode()
    return str(sql.as_string(connection.connection))


@contextmanager
def record(recorder: Recorder | None = None, using: str = "default") -> Iterator[Recorder]:
    recorder = Recorder() if recorder is None else recorder
    with connections[using].execute_wrapper(recorder):
        yield recorder
