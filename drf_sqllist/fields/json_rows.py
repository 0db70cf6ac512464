"""The rows of a sub-query as one JSON array: groups within a parent."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery


class JSONRows(Subquery):
    """The rows of ``queryset.values(...)`` as a JSON array of objects, their keys in that order; of none, ``[]``.

    Arguments:
        queryset: grouped, ordered and cut as it likes; it may refer to the outer row by ``OuterRef``.

    Raises:
        TypeError: it has no ``values()``, which name the keys.
    """

    empty_result_set_value = "[]"

    def __init__(self, queryset: QuerySet[Any], **extra: Any) -> None:
        super().__init__(queryset, output_field=JSONField(), **extra)
        if not self.query.selected:
            raise TypeError("JSONRows() takes a queryset of .values(...), whose names become the keys of the objects.")

    def as_sql(self, compiler: Any, connection: Any, template: str | None = None, **extra: Any) -> Any:
        """The array, made by the database's own functions for JSON."""
        name = connection.ops.quote_name
        keys: list[str] = [*(self.query.selected or ())]
        key, template = _TEMPLATES[connection.vendor]
        pairs = ", ".join(f"{key}, {name('_row')}.{name(one)}" for one in keys)
        sql, params = self.query.as_sql(compiler, connection)
        return f"(SELECT {template.format(pairs)} FROM {sql} {name('_row')})", (*keys, *params)


_TEMPLATES = {
    # As text: jsonb would put the keys in an order of its own.
    "postgresql": ("%s::text", "coalesce(json_agg(json_build_object({})), '[]')::text"),
    "sqlite": ("%s", "json_group_array(json_object({}))"),
}
"""A key's place, and the array."""
