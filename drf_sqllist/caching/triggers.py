"""PostgreSQL's triggers that tell of every change of a table: found, installed, removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.caching import trigger_sql
from drf_sqllist.caching.trigger_sql import FROM_RELATIONS, HAS_PARTS, LOOK, MOVE, STAMPS, TRIGGER


class TriggersError(ImproperlyConfigured):
    """What was asked of triggers cannot be done; says why, and what to do."""


@dataclass(frozen=True)
class Triggered:
    """A table, or what else has the name of one, as PostgreSQL knows it.

    Arguments:
        table: its name.
        name: the same, quoted, and with its schema where the search path does not lead to it.
        kind: ``pg_class.relkind``.
        has_parts: it has partitions or heirs, or is one.
        enabled: ``pg_trigger.tgenabled`` of our trigger; empty if there is none.
        is_stamped: it has a stamp.
    """

    table: str
    name: str
    kind: str
    has_parts: bool
    enabled: str
    is_stamped: bool

    @property
    def obstacle(self) -> str:
        """Why no trigger on it can tell of all that changes it; empty if one can."""
        return obstacle(self.kind, self.has_parts)

    @property
    def tells(self) -> bool:
        """Whether its trigger tells of every change."""
        return self.enabled == ALWAYS and self.is_stamped


ALWAYS = "A"
"""``ENABLE ALWAYS``: also for sessions that restore or replicate, for which other triggers are not fired."""

_IN_PARTS = "is in parts (partitions, heirs), and a statement fires the triggers of the one alone that it names"
_OBSTACLES = {
    "m": "is a materialised view, of whose refresh no trigger tells",
    "f": "is a foreign table, which changes elsewhere",
    "p": _IN_PARTS,
    "v": "is a view; the tables behind it may have triggers",
}


def obstacle(kind: str, has_parts: bool) -> str:
    """Why no trigger on a relation can tell of all that changes it; empty if one can.

    Arguments:
        kind: ``pg_class.relkind``.
        has_parts: it has partitions or heirs, or is one.
    """
    return _IN_PARTS if has_parts else _OBSTACLES.get(kind, "")


_LOCK = 0x73716C6C697374
"""Of who installs or removes: two deployments may begin at once."""


class Triggers:
    """The triggers of a database.

    Raises:
        TriggersError: it is none of PostgreSQL's.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        if connection.vendor != "postgresql":
            raise TriggersError(
                f"{connection.alias!r} is {connection.display_name}, whose tables no other server writes to: triggers "
                "are for PostgreSQL. Another program that opens the same file has to call touch()."
            )
        self._connection = connection

    def find(self, tables: Sequence[str] | None = None) -> list[Triggered]:
        """What is there of tables, by their names without schemas: those of all schemas, sorted.

        Arguments:
            tables: None for all that have the trigger.
        """
        schema = schema_of(self._connection, STAMPS)
        stamped = "false"
        if schema is not None:
            stamped = f"EXISTS (SELECT 1 FROM {self._named(schema, STAMPS)} s WHERE s.relation = c.oid)"
        chosen = "t.oid IS NOT NULL" if tables is None else "c.relname = ANY (%s::name[])"
        names = "c.relname::text, c.oid::regclass::text"
        columns = f"{names}, c.relkind::text, {HAS_PARTS}, coalesce(t.tgenabled::text, ''), {stamped}"
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} {FROM_RELATIONS} AND {chosen} ORDER BY 2", None if tables is None else [list(tables)]
            )
            return [Triggered(*row) for row in cursor.fetchall()]

    def prepare(self) -> None:
        """Create what the triggers need, or bring it up to date."""
        with self._alone() as cursor:
            schema = schema_of(self._connection, STAMPS)
            if schema is None:
                cursor.execute("SELECT current_schema()")
                [schema] = cursor.fetchone()
                if schema is None:
                    raise TriggersError("The search path leads to no schema that the table of stamps could be in.")
                cursor.execute(trigger_sql.CREATE_STAMPS.format(stamps=self._named(schema, STAMPS)))
            stamps, move, look = (self._named(schema, name) for name in (STAMPS, MOVE, LOOK))
            cursor.execute(trigger_sql.CREATE_MOVE.format(stamps=stamps, move=move, each=trigger_sql.SUM_UP_EACH))
            cursor.execute(trigger_sql.CREATE_LOOK.format(stamps=stamps, look=look))
            # Of tables that are gone.
            cursor.execute(
                f"DELETE FROM {stamps} s WHERE NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = s.relation)"
            )

    def install(self, table: Triggered) -> None:
        """Let a table tell of its changes, after ``prepare()``. It waits for those who are writing to it."""
        schema = self._schema()
        with self._alone() as cursor:
            cursor.execute(trigger_sql.CREATE_TRIGGER.format(table=table.name, move=self._named(schema, MOVE)))
            cursor.execute(
                f"INSERT INTO {self._named(schema, STAMPS)} VALUES (%s::regclass, 1 + floor(random() * 1e15))",
                [table.name],
            )

    def remove(self, table: Triggered) -> None:
        """Take a table's trigger away."""
        schema = schema_of(self._connection, STAMPS)
        with self._alone() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {table.name}")
            if schema is not None:
                cursor.execute(f"DELETE FROM {self._named(schema, STAMPS)} WHERE relation = %s::regclass", [table.name])

    def clean_up(self) -> None:
        """Take away what the triggers needed, when there is none left."""
        schema = schema_of(self._connection, STAMPS)
        if schema is None:
            return
        with self._alone() as cursor:
            cursor.execute(
                f"DROP FUNCTION IF EXISTS {self._named(schema, MOVE)}(), {self._named(schema, LOOK)}(name[])"
            )
            cursor.execute(f"DROP TABLE {self._named(schema, STAMPS)}")

    @contextmanager
    def _alone(self) -> Iterator[Any]:
        """A cursor in a transaction beside which nobody else installs or removes."""
        with transaction.atomic(self._connection.alias), self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield cursor

    def _schema(self) -> str:
        schema = schema_of(self._connection, STAMPS)
        if schema is None:
            raise TriggersError("The table of stamps is not there: run manage.py sqllist triggers install.")
        return schema

    def _named(self, schema: str, name: str) -> str:
        return named(self._connection, schema, name)


def schema_of(connection: BaseDatabaseWrapper, name: str) -> str | None:
    """The schema that one of our tables or functions is in; None where nobody has installed it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT n.nspname::text FROM pg_namespace n WHERE n.oid IN (
                SELECT relnamespace FROM pg_class WHERE relname = %s AND relkind = 'r' AND relpersistence = 'p'
                UNION ALL SELECT pronamespace FROM pg_proc WHERE proname = %s
            ) ORDER BY 1 LIMIT 1
            """,
            [name, name],
        )
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def named(connection: BaseDatabaseWrapper, schema: str, name: str) -> str:
    """A name with its schema, as SQL has it."""
    quote = connection.ops.quote_name
    return f"{quote(schema)}.{quote(name)}"
