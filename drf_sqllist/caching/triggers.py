"""Triggers by which PostgreSQL itself tells that a table has changed, whoever has changed it.

A transaction that changes a table adds a row with a random positive number to ``drf_sqllist_stamp``, and the *stamp* of
the table is the sum of its rows. What one moment's snapshot sees of transactions, each later one sees, too: two stamps
are the same if and only if the same transactions have changed the table. The numbers are random because a database that
is restored from a backup begins again where it was, and then has another future.

Nobody waits for anybody: rows are only inserted, under no unique key. One change in some hundreds adds up the rows of
its table that it can have without waiting: it deletes them and inserts their sum, which no snapshot sees by halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

STAMPS, TRIGGER, FUNCTION = "drf_sqllist_stamp", "drf_sqllist_write", "drf_sqllist_move"

MOVED = "drf_sqllist.moved_"
"""Before a table's number, a setting of PostgreSQL's: the transaction that has just changed the table."""

SUM_UP_EACH = 256
"""Changes of a table after which its rows are added up, on average."""


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


FROM_RELATIONS = f"""
    FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = '{TRIGGER}'
    WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v') AND c.relpersistence <> 't'
"""
HAS_PARTS = "EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid OR i.inhparent = c.oid)"

_CREATE_STAMPS = f"""
CREATE TABLE {{stamps}} (relation regclass NOT NULL, moved numeric NOT NULL)
    WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = {4 * SUM_UP_EACH});
CREATE INDEX ON {{stamps}} (relation);
GRANT SELECT ON {{stamps}} TO PUBLIC
"""

# One row a transaction: the setting is the transaction's own, and a savepoint that is rolled back takes it back with
# the row. Whoever writes may have no rights on the table of stamps: the function has those of who installed it.
_CREATE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {{function}}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    here text := '{MOVED}' || TG_RELID::oid;
    this text := pg_current_xact_id();
BEGIN
    IF current_setting(here, true) = this THEN
        RETURN NULL;
    END IF;
    INSERT INTO {{stamps}} VALUES (TG_RELID, 1 + floor(random() * 1e15));
    PERFORM set_config(here, this, true);
    IF random() * {{each}} < 1 AND current_setting('transaction_isolation') = 'read committed' THEN
        WITH gone AS (
            DELETE FROM {{stamps}} WHERE ctid = ANY (ARRAY (
                SELECT ctid FROM {{stamps}} WHERE relation = TG_RELID FOR UPDATE SKIP LOCKED
            )) RETURNING moved
        )
        INSERT INTO {{stamps}} SELECT TG_RELID, sum(moved) FROM gone HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$function$
"""

_CREATE_TRIGGER = f"""
CREATE OR REPLACE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {{table}}
    FOR EACH STATEMENT EXECUTE FUNCTION {{function}}();
ALTER TABLE {{table}} ENABLE ALWAYS TRIGGER {TRIGGER}
"""

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
        schema = stamps_schema(self._connection)
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
            schema = stamps_schema(self._connection)
            if schema is None:
                cursor.execute("SELECT current_schema()")
                [schema] = cursor.fetchone()
                if schema is None:
                    raise TriggersError("The search path leads to no schema that the table of stamps could be in.")
                cursor.execute(_CREATE_STAMPS.format(stamps=self._named(schema, STAMPS)))
            stamps, function = self._named(schema, STAMPS), self._named(schema, FUNCTION)
            cursor.execute(_CREATE_FUNCTION.format(stamps=stamps, function=function, each=SUM_UP_EACH))
            # Of tables that are gone.
            cursor.execute(
                f"DELETE FROM {stamps} s WHERE NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = s.relation)"
            )

    def install(self, table: Triggered) -> None:
        """Let a table tell of its changes, after ``prepare()``. It waits for those who are writing to it."""
        schema = self._schema()
        with self._alone() as cursor:
            cursor.execute(_CREATE_TRIGGER.format(table=table.name, function=self._named(schema, FUNCTION)))
            cursor.execute(
                f"INSERT INTO {self._named(schema, STAMPS)} VALUES (%s::regclass, 1 + floor(random() * 1e15))",
                [table.name],
            )

    def remove(self, table: Triggered) -> None:
        """Take a table's trigger away."""
        schema = stamps_schema(self._connection)
        with self._alone() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {table.name}")
            if schema is not None:
                cursor.execute(f"DELETE FROM {self._named(schema, STAMPS)} WHERE relation = %s::regclass", [table.name])

    def clean_up(self) -> None:
        """Take away what the triggers needed, when there is none left."""
        schema = stamps_schema(self._connection)
        if schema is None:
            return
        with self._alone() as cursor:
            cursor.execute(f"DROP FUNCTION IF EXISTS {self._named(schema, FUNCTION)}()")
            cursor.execute(f"DROP TABLE {self._named(schema, STAMPS)}")

    @contextmanager
    def _alone(self) -> Iterator[Any]:
        """A cursor in a transaction beside which nobody else installs or removes."""
        with transaction.atomic(self._connection.alias), self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield cursor

    def _schema(self) -> str:
        schema = stamps_schema(self._connection)
        if schema is None:
            raise TriggersError("The table of stamps is not there: run manage.py sqllist triggers install.")
        return schema

    def _named(self, schema: str, name: str) -> str:
        return named(self._connection, schema, name)


def stamps_schema(connection: BaseDatabaseWrapper) -> str | None:
    """The schema that the table of stamps is in; None where nobody has installed it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relname = %s AND c.relkind = 'r' AND c.relpersistence = 'p' ORDER BY 1 LIMIT 1",
            [STAMPS],
        )
        row = cursor.fetchone()
    return None if row is None else str(row[0])


def named(connection: BaseDatabaseWrapper, schema: str, name: str) -> str:
    """A name with its schema, as SQL has it."""
    quote = connection.ops.quote_name
    return f"{quote(schema)}.{quote(name)}"
