"""What a database says of a hand-written SELECT before any row of it is asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, DataError, transaction

from drf_sqllist.rawsql.rows import source_of
from drf_sqllist.rawsql.source import Source

CAST = "Say the parameter's type where it stands: CAST(%(name)s AS ...)."


@dataclass(frozen=True)
class Fault:
    """What is wrong with a statement, as one database sees it.

    Arguments:
        reason: one sentence.
        line: of the author's text, from 1; None where it is not about a line.
        works: lists are answered all the same.
    """

    reason: str
    hint: str = ""
    line: int | None = None
    works: bool = False


class Preparation:
    """A statement that is prepared on a database: it is asked for no row, and nothing is left there.

    Arguments:
        text: as the author wrote it.
        source: what came of it.
        attempts: values of the parameters, each to be tried; NULL where nobody knows better.
        guessed: they may have other types than those of requests.
    """

    def __init__(
        self, text: str, source: Source, attempts: Sequence[Mapping[str, Any]], connection: Any, guessed: bool
    ) -> None:
        self._text, self._source, self._connection = text, source, connection
        self._attempts, self._guessed = attempts, guessed
        self._params = attempts[0]

    def faults(self) -> Iterator[Fault]:
        """All that is wrong; the columns are looked at once the statement itself is right."""
        returned: list[str] | None = None
        for params in self._attempts:
            try:
                returned = self._returned(params)
                self._params = params
            except DataError:
                continue  # a value that is none of the project's
            except DatabaseError as error:
                yield self._fault(error)
                return
        if returned is None:
            return
        wrong = [*self._names([*map(self._folded, returned)])]
        yield from wrong
        if all(fault.works for fault in wrong):
            yield from self._casts()

    def _names(self, returned: list[str]) -> Iterator[Fault]:
        """Columns that are there twice, or only declared, or only returned."""
        for name, times in Counter(returned).items():
            if times > 1:
                yield Fault(f"the SQL returns {times} columns of the name {name!r}.", "Give each its own name with AS.")
        declared = [str(field.column) for field in self._source.model._meta.concrete_fields]
        for name in declared:
            if self._folded(name) not in returned:
                hint = _how_to_return(name, returned)
                yield Fault(f"the column {name!r} is declared, and the SQL does not return it.", hint)
        for name in returned:
            if name not in map(self._folded, declared):
                yield Fault(
                    f"the SQL returns the column {name!r}, which is not declared: it is thrown away.",
                    "Declare it in the serializer or in columns, or leave it out of the SQL.",
                    works=True,
                )

    def _folded(self, name: str) -> str:
        """A name as the database compares it. SQLite numbers those that are there twice."""
        return re.sub(r":\d+$", "", name).lower() if self._connection.vendor == "sqlite" else name

    def _casts(self) -> Iterator[Fault]:
        """Declared types that the columns cannot be read as. SQLite reads anything as anything."""
        if self._connection.vendor == "sqlite" or self._misread(self._source) is None:
            return
        for field in self._source.model._meta.concrete_fields:
            alone = source_of(self._text, {field.name: field}, name=self._source.model.__name__)
            if error := self._misread(alone):
                kind = type(field).__name__
                yield Fault(
                    f"the column {field.column!r} cannot be read as its declared {kind}: {_said(error)}",
                    "Declare another type, or let the SQL return this one.",
                )

    def _misread(self, source: Source) -> DatabaseError | None:
        """What the database says where columns are read as they are declared."""
        sql, _ = source.query(self._params).get_compiler(connection=self._connection).as_sql()
        try:
            self._ask(f"{sql} LIMIT 0", self._params)
        except DatabaseError as error:
            return error
        return None

    def _returned(self, params: Mapping[str, Any]) -> list[str]:
        """The names of the columns that the author's statement returns."""
        statement = self._source.statement
        if self._connection.vendor != "sqlite":
            return self._ask(f"SELECT * FROM (\n{statement.sql}\n) AS sqllist_source LIMIT 0", params)
        # SQLite makes some common table expressions even for no row; a view's columns are known without running it.
        self._ask(f"EXPLAIN SELECT * FROM (\n{statement.sql}\n)", params)
        text = statement.sql % (("NULL",) * len(statement.names))
        with transaction.atomic(self._connection.alias), self._connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP VIEW sqllist_prepared AS SELECT * FROM (\n{text}\n)")
            try:
                cursor.execute("PRAGMA table_info(sqllist_prepared)")
                return [column[1] for column in cursor.fetchall()]
            finally:
                cursor.execute("DROP VIEW sqllist_prepared")

    def _ask(self, sql: str, params: Mapping[str, Any]) -> list[str]:
        """Execute a statement that runs nothing, and give the names of its columns."""
        connection = self._connection
        _, values = self._source.query(params).get_compiler(connection=connection).as_sql()
        # A transaction, or a savepoint: an error must not break one that is open.
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(sql, tuple(values))
            return [column[0] for column in cursor.description]

    def _fault(self, error: DatabaseError) -> Fault:
        code = getattr(error.__cause__, "sqlstate", None) or getattr(error.__cause__, "pgcode", None)
        untyped = code in _UNTYPED and bool(self._source.statement.names)
        hint = CAST if untyped else _hint_of(error)
        return Fault(
            f"{self._connection.alias!r} says: {_said(error)}", hint, self._line(error), untyped and self._guessed
        )

    def _line(self, error: DatabaseError) -> int | None:
        """The line of the author's text that an error is about."""
        before = self._text[: len(self._text) - len(self._text.lstrip())].count("\n")
        last = len(self._text.rstrip().splitlines())
        if found := re.search(r"^LINE (\d+):", str(error), re.M):
            return min(int(found[1]) - 1 + before, last)
        word = re.search(r'near "(.+)"|no such (?:column|table|function): (\S+)', str(error))
        if word is None:
            return None
        place = re.compile(rf"(?<!\w){re.escape(word[1] or word[2])}(?!\w)", re.I)
        lines = {self._text.count("\n", 0, match.start()) + 1 for match in place.finditer(self._text)}
        return lines.pop() if len(lines) == 1 else None


_UNTYPED = ("42P18", "42725", "42883", "42804", "42846")
"""What PostgreSQL says where a NULL without a type stands for a value that has one."""


def _said(error: DatabaseError) -> str:
    return f"{str(error).splitlines()[0]}."


def _hint_of(error: DatabaseError) -> str:
    return str(getattr(getattr(error.__cause__, "diag", None), "message_hint", None) or "Mend the SQL.")


def _how_to_return(column: str, returned: list[str]) -> str:
    if column.lower() in returned and column.lower() != column:
        return f'PostgreSQL makes unquoted names small: write AS "{column}".'
    return f"It returns {', '.join(returned)}. Let it return this one, or leave it out of the declaration."
