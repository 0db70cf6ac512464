"""A hand-written SELECT whose rows PostgreSQL keeps, until it is told to make them anew."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils.dateparse import parse_datetime

from drf_sqllist.rawsql.source import Source
from drf_sqllist.rawsql.statement import Statement

_NAME = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?")
_SAID = re.compile(r"drf_sqllist: definition (?P<definition>\w+), refreshed (?P<refreshed>\S+)")

_SAME_ROWS = "21000"
"""PostgreSQL's code for two whole rows that are the same, which a concurrent refresh cannot tell apart."""


class MaterializedError(ImproperlyConfigured):
    """What was asked of a materialised view cannot be done; says why, and what to do."""


@dataclass(frozen=True)
class Status:
    """What PostgreSQL knows of a materialised view.

    Arguments:
        rows: as the last ANALYZE or VACUUM found; -1 where there was none.
        size: bytes, its indexes included.
        refreshed: when its rows were true; None where nobody has noted it.
        is_current: it was created from the statement as it is now.
        is_keyed: it has a unique index on its key, as a concurrent refresh needs.
    """

    rows: int
    size: int
    refreshed: datetime | None
    is_current: bool
    is_keyed: bool


class Materialized:
    """A materialised view.

    Arguments:
        name: as ``"order_report"`` or ``"reports.orders"``, in small letters.
        source: its SELECT, which takes no parameters.
        key: a column that is unique; None for none: then it cannot be refreshed concurrently.

    Raises:
        MaterializedError: the name or the statement is not fit for it.
    """

    def __init__(self, name: str, source: Source, key: str | None) -> None:
        if not _NAME.fullmatch(name):
            raise MaterializedError(
                f"{name!r} cannot be the name of a materialised view: use small letters, digits and _, "
                "behind a schema and a dot if it has one."
            )
        if source.statement.names:
            raise MaterializedError(
                f"{name} cannot be materialised: its SQL has the parameter %({source.statement.names[0]})s, and its "
                "rows are kept for everybody. Filter the view's rows instead."
            )
        self.name, self.source, self.key = name, source, key
        quoted = ".".join(f'"{part}"' for part in name.split("."))
        self._name = quoted
        self.kept = Source(Statement(f"SELECT * FROM {quoted}", ()), source.model)
        """What reads the kept rows."""

    def create(self, connection: Any) -> None:
        """Make it, with its rows.

        Raises:
            MaterializedError: there is one already, the key is not unique, or this is no PostgreSQL.
        """
        self.check(connection)
        if self._found(connection) is not None:
            raise MaterializedError(f"{self.name} is there already: refresh it, or drop it first.")
        # Without parameters nobody takes the doubled signs apart.
        select = self.source.sealed(connection).replace("%%", "%")
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE MATERIALIZED VIEW {self._name} AS SELECT * FROM {select} AS rows")
            if self.key is not None:
                self._create_key(cursor, connection, self.key)
            self._note(cursor, connection)

    def refresh(self, connection: Any, concurrently: bool = False) -> None:
        """Make its rows anew.

        Arguments:
            concurrently: nobody who reads it has to wait; it takes longer.

        Raises:
            MaterializedError: there is none, it has another statement, or it has no key to do it concurrently.
        """
        status = self.status(connection)
        if not status.is_current:
            raise MaterializedError(f"The SQL of {self.name} has changed since it was created: drop and create it.")
        if concurrently and not status.is_keyed:
            raise MaterializedError(
                f"{self.name} cannot be refreshed concurrently: it has no unique key. "
                "Give the view a `key`, then drop and create it."
            )
        how = "CONCURRENTLY " if concurrently else ""
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            try:
                with transaction.atomic(connection.alias):
                    cursor.execute(f"REFRESH MATERIALIZED VIEW {how}{self._name}")
            except (IntegrityError, ProgrammingError) as error:
                if isinstance(error, ProgrammingError) and _code(error) != _SAME_ROWS:
                    raise
                raise MaterializedError(self._not_unique()) from error
            self._note(cursor, connection)

    def drop(self, connection: Any) -> None:
        """Take it away.

        Raises:
            MaterializedError: there is none.
        """
        self.status(connection)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP MATERIALIZED VIEW {self._name}")

    def status(self, connection: Any) -> Status:
        """What is known of it.

        Raises:
            MaterializedError: there is none.
        """
        status = self.found(connection)
        if status is None:
            raise MaterializedError(f"{self.name} is not there: `manage.py sqllist materialize create {self.name}`.")
        return status

    def found(self, connection: Any) -> Status | None:
        """What is known of it; None if there is none.

        Raises:
            MaterializedError: this is no PostgreSQL, or the name is a table's.
        """
        self.check(connection)
        found = self._found(connection)
        if found is None:
            return None
        rows, size, comment, has_key = found
        said = _SAID.fullmatch(comment or "")
        refreshed = None if said is None else parse_datetime(said["refreshed"])
        is_current = said is not None and said["definition"] == self._definition(connection)
        return Status(int(rows), size, refreshed, is_current, has_key)

    def refreshed(self, connection: Any) -> datetime | None:
        """When its rows were true; None where nobody has noted it."""
        found = self.found(connection)
        return None if found is None else found.refreshed

    def check(self, connection: Any) -> None:
        """See that the database has such views.

        Raises:
            MaterializedError: it has not.
        """
        if connection.vendor != "postgresql":
            raise MaterializedError(
                f"{self.name} cannot be materialised: {connection.display_name} has no materialised views. "
                "Leave `materialized` out where the database is not PostgreSQL."
            )

    def _found(self, connection: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT reltuples, pg_total_relation_size(oid), obj_description(oid, 'pg_class'), EXISTS (
                    SELECT 1 FROM pg_index WHERE indrelid = c.oid AND indisunique AND indpred IS NULL AND indisvalid
                ), relkind FROM pg_class c WHERE oid = to_regclass(%s)
                """,
                [self._name],
            )
            row = cursor.fetchone()
        if row is not None and row[4] != "m":
            raise MaterializedError(f"{self.name} is a table or view already: choose another name.")
        return row and row[:4]

    def _create_key(self, cursor: Any, connection: Any, key: str) -> None:
        field: Any = self.source.model._meta.get_field(key)
        column = connection.ops.quote_name(field.column)
        try:
            with transaction.atomic(connection.alias):
                cursor.execute(f"CREATE UNIQUE INDEX ON {self._name} ({column})")
        except IntegrityError as error:
            raise MaterializedError(self._not_unique()) from error

    def _not_unique(self) -> str:
        return f"The key {self.key!r} of {self.name} is not unique: two of its rows have the same one. Choose another."

    def _note(self, cursor: Any, connection: Any) -> None:
        """Let PostgreSQL look at the rows, and write down when it made them, which it does not remember by itself."""
        cursor.execute(f"ANALYZE {self._name}")
        cursor.execute("SELECT now()")
        [moment] = cursor.fetchone()
        text = f"drf_sqllist: definition {self._definition(connection)}, refreshed {moment.isoformat()}"
        cursor.execute(f"COMMENT ON MATERIALIZED VIEW {self._name} IS '{text}'")

    def _definition(self, connection: Any) -> str:
        text = f"{self.source.sealed(connection)} {self.key}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _code(error: Exception) -> str:
    """PostgreSQL's own code of an error: psycopg 3 and psycopg2 have names of their own for it."""
    cause = error.__cause__
    return str(getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", ""))
