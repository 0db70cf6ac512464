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
        return SQLQuery.over(self, self.statement.bound(params))

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
