"""The tables that are really there: their indexes, their statistics."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import connections


class Tables:
    """What a database knows of its tables, asked once for each.

    Arguments:
        alias: of the database.
    """

    def __init__(self, alias: str) -> None:
        self._connection = connections[alias]
        self._constraints: dict[str, list[dict[str, Any]]] = {}

    def constraints(self, table: str) -> list[dict[str, Any]]:
        """Indexes and constraints as Django's introspection gives them; none for a table that it does not see."""
        if table not in self._constraints:
            with self._connection.cursor() as cursor:
                found: dict[str, Any] = self._connection.introspection.get_constraints(cursor, table)
            self._constraints[table] = list(found.values())
        return self._constraints[table]

    def is_seen(self, table: str) -> bool:
        """Whether anything is known of a table. Any that Django made has a primary key."""
        return bool(self.constraints(table))

    def has_index(self, table: str, column: str, beside: Iterable[str] = ()) -> bool:
        """Whether rows are found by a column.

        Arguments:
            beside: columns whose values are known as well, which an index may have before it.
        """
        known = {column, *beside}
        return any(
            column in columns and set(columns[: columns.index(column)]) <= known for columns in self._indexed(table)
        )

    def is_unique(self, table: str, columns: Iterable[str]) -> bool:
        """Whether no two rows have the same values in these columns, as far as constraints say."""
        given = set(columns)
        return any(
            (one["unique"] or one["primary_key"]) and one["columns"] and set(one["columns"]) <= given
            for one in self.constraints(table)
        )

    def never_analysed(self, tables: Iterable[str]) -> list[str]:
        """Those of these tables of which PostgreSQL's planner has no statistics."""
        with self._connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE c.relname = ANY(%s) AND c.relkind IN ('r', 'm') AND pg_table_is_visible(c.oid) "
                "AND NOT EXISTS (SELECT FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname) "
                "ORDER BY c.relname",
                [sorted(tables)],
            )
            return [name for (name,) in cursor.fetchall()]

    @cached_property
    def work_memory(self) -> str:
        """PostgreSQL's ``work_mem``."""
        with self._connection.cursor() as cursor:
            cursor.execute("SHOW work_mem")
            return str(cursor.fetchone()[0])

    def _indexed(self, table: str) -> list[list[str]]:
        found = self.constraints(table)
        return [list(one["columns"]) for one in found if one["index"] or one["unique"] or one["primary_key"]]
