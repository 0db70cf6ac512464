"""Querysets that know a serializer's computed fields: by name, to filter and to order; by value, for single objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import getattr_static
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import F, QuerySet
from django.db.models.sql import Query

from drf_sqllist.fields.computed import SQLField
from drf_sqllist.fields.rendering import selected_name
from drf_sqllist.fields.values import Computation, ValueOf, keys_of


class Named(ValueOf):
    """The value of a field, under its name in a queryset."""

    of_many: ClassVar[bool] = True


def annotated(queryset: QuerySet[Any], serializer_class: type[Any]) -> QuerySet[Any]:
    """The queryset, with the values of a serializer's computed fields brought by each instance.

    The serializer then asks for nothing. It is for views without ``SQLListMixin``: a plain list, a single object.
    Fields whose expression is a function of the request are not brought.

    Arguments:
        serializer_class: whose own fields they are; those of nested serializers are asked for by themselves.
    """
    values = {}
    for name, field in fields_of(serializer_class):
        if not field.declaration.varies:
            values[selected_name(field, name)] = ValueOf(
                _computation(field, queryset.model, None), keys_of(queryset.model)
            )
    return queryset.annotate(**values) if values else queryset


def named(queryset: Any, serializer_class: type[Any] | None, request: Any) -> Any:
    """The queryset, in which a serializer's computed fields may be ordered and filtered by, under their names.

    A name that the model or the queryset has already stays what it is.
    """
    fields = fields_of(serializer_class)
    if not fields or not may_name(queryset):
        return queryset
    found = queryset._chain()
    query = found.query
    selected = [*query.annotation_select]
    # Resolved here, as ``alias()`` would do it in ten times as long.
    table = query.get_initial_alias()
    keys = [field.get_col(table) for field in queryset.model._meta.pk_fields]
    for name, field in fields:
        if name.isidentifier() and not _is_taken(query, name):
            query.annotations[name] = Named(_computation(field, queryset.model, request), keys)
    query.set_annotation_mask(selected)
    return found


def without_unused(queryset: Any, keeps: tuple[str, ...] = ()) -> Any:
    """The queryset without the names that nothing refers to: it is then compiled as if they had not been there.

    Arguments:
        keeps: names that are needed later, with each row.

    Raises:
        ImproperlyConfigured: instances cannot have one of them.
    """
    own = [name for name, annotation in queryset.query.annotations.items() if type(annotation) is Named]
    found = queryset._chain()
    query = found.query
    used = set(own) if query.combinator else _names_used(query)
    for name in own:
        if name in keeps:
            _check_settable(queryset.model, name)
            query.append_annotation_mask([name])
        elif name not in used:
            del query.annotations[name]
    query.set_annotation_mask(query.annotation_select_mask if query.annotations else None)
    return found


def may_name(queryset: Any) -> bool:
    """Whether values may still be added to a queryset."""
    return isinstance(queryset, QuerySet) and not (queryset.query.combinator or queryset.query.is_sliced)


def has_names(queryset: Any) -> bool:
    """Whether computed fields have names in a queryset."""
    annotations = queryset.query.annotations if isinstance(queryset, QuerySet) else {}
    return any(type(annotation) is Named for annotation in annotations.values())


def fields_of(serializer_class: Any) -> list[tuple[str, SQLField]]:
    """The computed fields that a serializer class declares."""
    declared = getattr(serializer_class, "_declared_fields", {})
    return [(name, field) for name, field in declared.items() if isinstance(field, SQLField)]


def _computation(field: SQLField, model: Any, request: Any) -> Callable[[], Computation]:
    return lambda: field.declaration.computation(model, request)


def _check_settable(model: Any, name: str) -> None:
    """Raise ``ImproperlyConfigured`` where Django cannot set an attribute."""
    if hasattr(type(getattr_static(model, name, None)), "__set__"):
        raise ImproperlyConfigured(
            f"A cursor reads {name!r} from the instances of {model._meta.label}, which have a property of this name. "
            "Give the SQLField another name."
        )


def _is_taken(query: Query, name: str) -> bool:
    if name in query.annotations or name in query.extra:
        return True
    try:
        query.get_meta().get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _names_used(query: Query) -> set[str]:
    """Names that are looked up when the query is compiled. Conditions and annotations hold their expressions."""
    names = set(query.distinct_fields)
    for item in (*query.order_by, *query.extra_order_by):
        names |= set(_names_in(item))
    return names


def _names_in(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item.lstrip("-").partition("__")[0]
    elif isinstance(item, F):
        yield str(getattr(item, "name", "")).partition("__")[0]
    elif hasattr(item, "get_source_expressions"):
        for source in item.get_source_expressions():
            yield from _names_in(source)
