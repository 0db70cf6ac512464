"""The fields of a bound serializer, and what DRF makes of a value or an instance with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rest_framework.fields import Field, SerializerMethodField, SkipField
from rest_framework.relations import ManyRelatedField, PKOnlyObject, PrimaryKeyRelatedField
from rest_framework.serializers import ListSerializer

from drf_sqllist.plan.nodes import Representation
from drf_sqllist.plan.static import is_static
from drf_sqllist.splicing.links import fast

LEFT_OUT: Any = object()
"""What a member becomes whose key is left out."""


def find_field(serializer: Any, path: Sequence[str]) -> Any:
    """The field at a path of names below a bound list serializer; the child of a list."""
    field = serializer.child
    for name in path:
        if name:
            field = field.fields[name]
        if isinstance(field, ListSerializer):
            field = field.child
        elif isinstance(field, ManyRelatedField):
            field = field.child_relation
    return field


def find_member(serializer: Any, path: Sequence[str]) -> Any:
    """The field at a path, itself where it is a list."""
    return find_field(serializer, path[:-1]).fields[path[-1]]


def find_maker(serializer: Any, path: Sequence[str]) -> Callable[[Any], Any]:
    """What makes the member at a path of an instance; the method itself where DRF would do nothing else."""
    child = serializer.child
    if len(path) == 1 and "fields" not in vars(child) and is_static(type(child)):
        declared = child._declared_fields.get(path[0])  # to build all fields takes as long as many a page
        if _only_calls(declared):
            return _method(child, declared.method_name or f"get_{path[0]}")
    field = find_member(serializer, path)
    if _only_calls(field):
        return _method(field.parent, field.method_name)
    quick = fast(field)
    return lambda instance: make_member(quick, instance)


def _only_calls(field: Any) -> bool:
    """Whether all that a field does is to call its serializer's method with the instance."""
    return type(field) is SerializerMethodField and SerializerMethodField.get_attribute is Field.get_attribute


def _method(serializer: Any, name: str) -> Callable[[Any], Any]:
    method: Callable[[Any], Any] = getattr(serializer, name)
    return method


def represent(field: Any, representation: Representation, value: Any) -> Any:
    """What a field writes of a column's value."""
    if isinstance(field, PrimaryKeyRelatedField):
        value = PKOnlyObject(value)
    return (field.child if representation.of_items else field).to_representation(value)


def make_member(field: Any, instance: Any) -> Any:
    """What DRF ``Serializer.to_representation`` makes of one field, or ``LEFT_OUT``."""
    try:
        attribute = field.get_attribute(instance)
    except SkipField:
        return LEFT_OUT
    none = attribute.pk if isinstance(attribute, PKOnlyObject) else attribute
    return None if none is None else field.to_representation(attribute)
