"""Members that an expression gives: those whose Python has a twin in SQL, and computed fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.utils import timezone, translation
from rest_framework.fields import SerializerMethodField

from drf_sqllist.fields.values import TWIN, Computation
from drf_sqllist.plan.annotations import represent_annotation
from drf_sqllist.plan.doors import Door, door_of, function_of, generation, has_twins
from drf_sqllist.plan.managers import manager_queryset
from drf_sqllist.plan.needs import attribute_of
from drf_sqllist.plan.nodes import Computed, Guard, Hop, Member, Representation, Source, Twin, Value
from drf_sqllist.plan.registry import Kind
from drf_sqllist.plan.relations import Row
from drf_sqllist.plan.tables import has_table
from drf_sqllist.problems import Problem, Unsupported

if TYPE_CHECKING:
    from drf_sqllist.plan.reader import Reader


@dataclass(frozen=True)
class Expressed:
    """What is known of an expression that gives a member's values.

    Arguments:
        what: it is called so in a problem.
        identity: tells it from others.
        varies: another request may have another expression.
        represent: how a kind of value becomes JSON.
        by_field: as ``Computed``.
    """

    what: str
    identity: Any
    computation: Computation
    varies: bool
    represent: Callable[[Kind], Representation]
    by_field: bool


def read_twin(reader: Reader, child: Any, row: Row) -> Member | None:
    """A member by its twin; None where it has none.

    Raises:
        Unsupported: the expression cannot be written as DRF writes the function's value.
    """
    if not has_twins():
        return None
    if isinstance(child, SerializerMethodField):
        method = getattr(type(child.parent), child.method_name, None)
        return None if door_of(method).twin is None else _by_twin(reader, child, row, method, _native, (), False)
    cls = type(child)
    for method in (getattr(cls, "get_attribute", None), getattr(cls, "to_representation", None)):
        if door_of(method).twin is not None:
            return _by_twin(reader, child, row, method, _native, (), False)
    attribute = attribute_of(child, row) if child.source_attrs else None
    if door_of(attribute).twin is None:
        return None
    entry = reader.entry_of(child)
    if entry.whole:
        return None
    end, guards = reader.way(row, child.source_attrs[:-1], child)
    return _by_twin(reader, child, end, attribute, lambda kind: entry.read(child, kind), guards, True)


def _native(kind: Kind) -> Representation:
    """As the encoder writes it."""
    return kind.native()


def _by_twin(
    reader: Reader,
    child: Any,
    row: Row,
    target: Any,
    represent: Callable[[Kind], Representation],
    guards: tuple[Guard, ...],
    by_field: bool,
) -> Member:
    twin, varies = _expression(door_of(target), child)
    computation = Computation(row.model, twin)
    expressed = Expressed("the twin", function_of(target), computation, varies, represent, by_field)
    return computed(reader, child.field_name, row, expressed, guards)


def computed(reader: Reader, key: str, row: Row, given: Expressed, guards: tuple[Guard, ...] = ()) -> Member:
    """A member whose values an expression gives for the row.

    Raises:
        Unsupported: the expression does not fit the model, or its values cannot be written by SQL.
    """
    keys = row.model._meta.pk_fields
    if len(keys) > 1:
        raise Unsupported(Problem("twin", "", f"{given.what} needs a primary key of one column."))
    if not has_table(row.model):
        reason = f"{row.model.__name__} is hand-written SQL: {given.what} cannot find its row again."
        raise Unsupported(Problem("twin", "", reason, "Let the SQL return the value, or annotate the rows with it."))
    try:
        representation = represent_annotation(given.computation.annotation, reader.typing(given.represent))
    except (FieldError, TypeError, ValueError) as error:
        reason = f"{given.what} cannot be computed on {row.model._meta.label}: {error}"
        raise Unsupported(Problem("twin", "", reason, "Mend it.")) from error
    reader.json_native = reader.json_native and representation.json_native
    source = _source(reader, row, given)
    if not given.computation.is_windowed:
        return Computed(key, row.hops, source, keys[0].attname, TWIN, representation, given.by_field, guards)
    # A window is of all rows: they are computed once, and joined. A row that the manager hides has no value.
    hop = Hop(((keys[0].attname, keys[0].attname),), source)
    return Value(key, (*row.hops, hop), TWIN, True, representation, given.by_field, guards)


def _source(reader: Reader, row: Row, given: Expressed) -> Source:
    """The rows that have the values: those of every request, or those that each request makes anew."""
    computation = given.computation
    managed = computation.is_windowed and manager_queryset(row.model._default_manager) is not None
    slot = reader.slot(computation.rows()) if managed or given.varies else None
    twin = None
    if not given.varies:
        zone, language = timezone.get_current_timezone_name(), translation.get_language()
        twin = Twin(given.identity, generation(), zone, language or "", computation.expression)
    is_windowed = computation.is_windowed
    return Source(row.model, "default" if is_windowed else "base", slot, twin=twin, windowed=is_windowed)


def _expression(door: Door, child: Any) -> tuple[Any, bool]:
    """The expression, and whether another request may have another one."""
    twin = door.twin
    varies = not isinstance(twin, str) and not hasattr(twin, "resolve_expression")
    return (twin(child.context.get("request")) if varies else twin), varies
