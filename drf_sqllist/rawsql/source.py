"""A hand-written SELECT and the model of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from drf_sqllist.rawsql.columns import JSONText, cast_type
from drf_sqllist.rawsql.query import SQLQuery
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

    def query(self, params: Mapping[str, Any]) -> SQLQuery:
        """A query over the rows.

        Raises:
            SQLError: a parameter has no value, or a value no parameter.
        """
        values = self.statement.bound(params)
        # A list of the caller's may change until the query is run.
        return SQLQuery.over(self, tuple(list(value) if isinstance(value, list) else value for value in values))

    def sealed(self, connection: Any) -> str:
        """The SELECT in parentheses, each declared column with its declared type."""
        found = self._sealed.get(connection.alias)
        if found is None:
            quote = connection.ops.quote_name
            given = quote("sqllist_source")
            # With its table's name: alone, SQLite takes a name that it does not find for a text.
            columns = ", ".join(
                f"{_cast(f'{given}.{quote(field.column)}', field, connection)} AS {quote(field.column)}"
                for field in self.model._meta.concrete_fields
            )
            # On a line of its own: the author's last line may be a comment.
            found = f"(SELECT {columns} FROM (\n{self.statement.sql}\n) AS {given})"
            self._sealed[connection.alias] = found
        return found


def _cast(column: str, field: models.Field[Any, Any], connection: Any) -> str:
    kind = cast_type(field, connection)
    if connection.vendor == "postgresql":
        return f"CAST({f'CAST({column} AS json)' if isinstance(field, JSONText) else column} AS {kind})"
    while field.remote_field is not None:
        field = field.target_field  # type: ignore[attr-defined]
    # SQLite has none of these types, so a cast leaves what it finds: here it is as Django would have stored it.
    if isinstance(field, models.BooleanField):
        return f"(CAST({column} AS NUMERIC)<>0)"
    if isinstance(field, models.DecimalField):
        rounded = f"round({column},{field.decimal_places})+0.0"  # of a negative zero, zero
        column = f"CASE typeof({column}) WHEN 'integer' THEN {column} ELSE {rounded} END"
    if isinstance(field, models.UUIDField):
        digits = f"lower(replace({column},'-',''))"
        are_hex = f"length({digits})=32 AND {digits} NOT GLOB '*[^0-9a-f]*'"
        column = f"CASE WHEN {are_hex} THEN {digits} ELSE {column}||'?' END"  # of no length that a UUID has
    return f"CAST({column} AS {kind})"
