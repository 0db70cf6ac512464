"""Hand-written SQL over the tests' own tables: the model's queryset is then the oracle."""

from typing import Any

from django.db import connection

from drf_sqllist import sql_rows


def sealed(model: Any, where: str = "", params: dict[str, Any] | None = None, **options: Any) -> Any:
    """The rows of a model's table, unordered.

    Arguments:
        where: the author's own condition.
    """
    concrete = model._meta.concrete_model._meta
    columns = {field.name: field for field in concrete.local_concrete_fields}
    table = connection.ops.quote_name(concrete.db_table)
    return sql_rows(f"SELECT * FROM {table} {where}", params, columns, key=concrete.pk.name, **options)
