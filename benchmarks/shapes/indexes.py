"""A database without an index that it has."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.db.models import Field


@contextmanager
def without_indexes(fields: "Sequence[Field[Any, Any]]") -> Iterator[None]:
    """No index begins with one of these columns, and their models say so, while the block runs.

    It runs in a transaction that is rolled back, whatever happens: also a process that is killed leaves all indexes.
    The tables are locked against anybody else meanwhile.
    """
    with ExitStack() as told, transaction.atomic():
        for field in fields:
            told.enter_context(patch.object(field, "db_index", False))
            told.enter_context(patch.object(field.model._meta, "unique_together", ()))
            _drop_indexes(field)
        yield
        transaction.set_rollback(True)


def indexes_on(field: "Field[Any, Any]") -> dict[str, bool]:
    """The names of the indexes that begin with a column, and whether each is a constraint's."""
    table = field.model._meta.db_table
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return {
        name: not one["index"]
        for name, one in found.items()
        if (one["index"] or one["unique"]) and not one["primary_key"] and one["columns"][:1] == [field.column]
    }


def _drop_indexes(field: "Field[Any, Any]") -> None:
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        for index, is_constraint in indexes_on(field).items():
            if is_constraint:
                cursor.execute(f"ALTER TABLE {name(field.model._meta.db_table)} DROP CONSTRAINT {name(index)}")
            else:
                cursor.execute(f"DROP INDEX {name(index)}")
