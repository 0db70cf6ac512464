"""A hand-written SELECT as the table that a query reads."""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models.sql import Query
from django.db.models.sql.datastructures import BaseTable

from drf_sqllist.rawsql.columns import JSONText, cast_type
from drf_sqllist.rawsql.statement import Statement


class Source:
    """A statement and the model of its rows.

    Arguments:
        statement: the author's.
        model: has a field for each column.
    """

    def __init__(self, statement: Statement, model: type[models.Model]) -> None:
        self.statement, self.model = statement, model
        self._sealed: dict[str, str] = {}

    def query(self, params: Mapping[str, Any]) -> Query:
        """A query over the rows.

        Raises:
            SQLError: a parameter has no value, or a value no parameter.
        """
        values = self.statement.bound(params)
        # A class for these values: Django makes further queries of the same class for the sub-selects of exclude().
        cls = type("SQLQuery", (SQLQuery,), {"source": self, "params": values})
        return cls(self.model)  # type: ignore[no-any-return]

    def sealed(self, connection: Any) -> str:
        """The SELECT in parentheses, each declared column with its declared type."""
        found = self._sealed.get(connection.alias)
        if found is None:
            quote = connection.ops.quote_name
            columns = ", ".join(
                f"{_cast(quote(field.column), field, connection)} AS {quote(field.column)}"
                for field in self.model._meta.concrete_fields
            )
            # On a line of its own: the author's last line may be a comment.
            found = f"(SELECT {columns} FROM (\n{self.statement.sql}\n) AS {quote('sqllist_source')})"
            self._sealed[connection.alias] = found
        return found


def _cast(column: str, field: models.Field[Any, Any], connection: Any) -> str:
    if isinstance(field, JSONText) and connection.vendor == "postgresql":
        return f"CAST(CAST({column} AS json) AS text)"
    return f"CAST({column} AS {cast_type(field, connection)})"


class SQLQuery(Query):
    """A query whose base table is a hand-written SELECT."""

    source: Source
    params: tuple[Any, ...]

    def base_table_class(self, name: str, alias: str | None) -> BaseTable:  # type: ignore[override]
        """Django's, for the row's own table; ``Query.trim_start`` asks for others, too."""
        if name != self.source.model._meta.db_table:
            return BaseTable(name, alias)
        return SQLTable(name, alias, self.source, self.params)


class SQLTable(BaseTable):
    """The author's SELECT in a FROM clause."""

    def __init__(self, name: str, alias: str | None, source: Source, params: tuple[Any, ...]) -> None:
        super().__init__(name, alias)
        self.source, self.params = source, params

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        alias = connection.ops.quote_name(self.table_alias)
        return f"{self.source.sealed(connection)} {alias}", [adapted(value, connection) for value in self.params]

    def relabeled_clone(self, change_map: Mapping[str | None, str]) -> SQLTable:
        alias = change_map.get(self.table_alias, self.table_alias)
        return type(self)(self.table_name, alias, self.source, self.params)


def adapted(value: Any, connection: Any) -> Any:
    """A parameter as the database keeps such values (``DatabaseOperations.adapt_*_value``)."""
    ops: Any = connection.ops
    if isinstance(value, datetime.datetime):
        return ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return ops.adapt_datefield_value(value)
    if isinstance(value, datetime.time):
        return ops.adapt_timefield_value(value)
    if connection.vendor == "sqlite":
        if isinstance(value, uuid.UUID):
            return value.hex
        if isinstance(value, decimal.Decimal):
            return str(value)
    return value
