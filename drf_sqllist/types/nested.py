"""Nested lists with conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import FieldError
from django.db.models import Model
from django.db.models.query import QuerySet

from drf_sqllist.fields.fetching import looks_around
from drf_sqllist.fields.nested import Choice, SQLNested
from drf_sqllist.plan.managers import related_queryset
from drf_sqllist.plan.nodes import Member, Object
from drf_sqllist.plan.reader import Reader
from drf_sqllist.plan.registry import member_reader_for
from drf_sqllist.plan.relations import Row, ToManyStep, step
from drf_sqllist.problems import OnlyNow, Problem, Unsupported

_OUTPUT = ("data", "_readable_fields", "choice", "rows", "shown")


@member_reader_for(SQLNested, output=_OUTPUT)
def read_sql_nested(reader: Reader, field: Any, row: Row) -> Member:
    """``SQLNested``: rows of its own, whatever the view's queryset has prefetched for the relation."""
    *way, attribute = field.source_attrs or [""]
    end, guards = reader.way(row, way, field)
    reached = step(replace(end, prefetched={}), attribute)
    if not isinstance(reached, ToManyStep):
        raise Unsupported(Problem("source", "", f"the source {field.source!r} is not a to-many relation."))
    make = partial(_rows, field.choice, field.place, reached.model)
    rows = make(field.context)
    # A manager may make of another request's rows something else than more or fewer of them.
    kept = make if reached.source_queryset is None else None
    own = replace(reached, source_queryset=rows, is_prefetched=True)

    def item(there: Row) -> Object:
        # No list that the parent's instance holds: it holds none.
        return reader.read_object(field.child, replace(there, listed=None))

    return reader.many(field.field_name, attribute, end, own, item, guards, kept, own=True)


def _rows(choice: Choice, place: str, model: type[Model], context: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows for one request, of all parents."""
    related = related_queryset(model)
    refused = OnlyNow if choice.varies else Unsupported
    try:
        rows = choice.rows(QuerySet(model) if related is None else related, context.get("request"), place)
    except (FieldError, TypeError, ValueError) as error:
        raise refused(Problem("nested-rows", "", f"the rows cannot be chosen: {error}", "Mend it.")) from error
    if choice.varies and looks_around(rows):
        reason = "a window function looks at other rows, for this request: the plan may be one for others too."
        raise OnlyNow(Problem("nested-rows", "", reason, "Use a subquery."))
    return rows
