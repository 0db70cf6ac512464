"""The value of a column beside each row, as Django would have loaded it: cursors are made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.models.query import QuerySet


def position_converter(queryset: QuerySet[Any], name: str) -> Callable[[Any], Any]:
    """What Django makes of a column's value (``SQLCompiler.get_converters``).

    Arguments:
        name: attname of a field, or an annotation.
    """
    connection = connections[queryset.db]
    expression: Any = queryset.query.annotations.get(name)
    if expression is None:
        field: Any = queryset.model._meta.get_field(name)
        expression = field.get_col(field.model._meta.db_table)
    converters = connection.ops.get_db_converters(expression) + expression.get_db_converters(connection)

    def convert(value: Any) -> Any:
        for converter in converters:
            value = converter(value, expression, connection)
        return value

    return convert
