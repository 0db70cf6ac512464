"""Members whose Python has a twin in SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from rest_framework.fields import SerializerMethodField

from drf_sqllist.plan.annotations import represent_annotation
from drf_sqllist.plan.doors import Door, door_of, function_of, generation, has_twins
from drf_sqllist.plan.needs import attribute_of
from drf_sqllist.plan.nodes import TWIN, Computed, Guard, Member, Representation, Source, Twin
from drf_sqllist.plan.registry import Kind
from drf_sqllist.plan.relations import Row
from drf_sqllist.plan.tables import has_table
from drf_sqllist.problems import Problem, Unsupported

if TYPE_CHECKING:
    from drf_sqllist.plan.reader import Reader


def read_twin(reader: Reader, child: Any, row: Row) -> Member | None:
    """A member by its twin; None where it has none.

    Raises:
        Unsupported: the expression cannot be written as DRF writes the function's value.
    """
    if not has_twins():
        return None
    if isinstance(child, SerializerMethodField):
        method = getattr(type(child.parent), child.method_name, None)
        return None if door_of(method).twin is None else _computed(reader, child, row, method, _native, (), False)
    cls = type(child)
    for method in (getattr(cls, "get_attribute", None), getattr(cls, "to_representation", None)):
        if door_of(method).twin is not None:
            return _computed(reader, child, row, method, _native, (), False)
    attribute = attribute_of(child, row) if child.source_attrs else None
    if door_of(attribute).twin is None:
        return None
    entry = reader.entry_of(child)
    if entry.whole:
        return None
    end, guards = reader.way(row, child.source_attrs[:-1], child)
    return _computed(reader, child, end, attribute, lambda kind: entry.read(child, kind), guards, True)


def _native(kind: Kind) -> Representation:
    """As the encoder writes it."""
    return kind.native()


def _computed(
    reader: Reader,
    child: Any,
    row: Row,
    target: Any,
    represent: Callable[[Kind], Representation],
    guards: tuple[Guard, ...],
    by_field: bool,
) -> Member:
    door = door_of(target)
    expression, varies = _expression(door, child)
    keys = row.model._meta.pk_fields
    if len(keys) > 1:
        raise Unsupported(Problem("twin", "", "a twin needs a primary key of one column."))
    if not has_table(row.model):
        reason = f"{row.model.__name__} is hand-written SQL, whose rows a twin cannot find again."
        raise Unsupported(Problem("twin", "", reason, "Let the SQL return the value, or annotate the rows with it."))
    try:
        queryset: QuerySet[Any] = QuerySet(row.model).annotate(**{TWIN: expression}).order_by()
        annotation = queryset.query.annotations[TWIN]
        representation = represent_annotation(annotation, reader.typing(represent))
    except (FieldError, TypeError, ValueError) as error:
        raise Unsupported(
            Problem("twin", "", f"the twin cannot be computed on {row.model._meta.label}: {error}", "Mend it.")
        ) from error
    reader.json_native = reader.json_native and representation.json_native
    zone, language = timezone.get_current_timezone_name(), translation.get_language()
    twin = None if varies else Twin(function_of(target), generation(), zone, language or "", expression)
    source = Source(row.model, "base", reader.slot(queryset) if varies else None, twin=twin)
    return Computed(child.field_name, row.hops, source, keys[0].attname, TWIN, representation, by_field, guards)


def _expression(door: Door, child: Any) -> tuple[Any, bool]:
    """The expression, and whether another request may have another one."""
    twin = door.twin
    varies = not isinstance(twin, str) and not hasattr(twin, "resolve_expression")
    if varies:
        twin = twin(child.context.get("request"))
    return (F(twin) if isinstance(twin, str) else twin), varies
