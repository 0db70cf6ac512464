"""Whether a serializer class has the same fields for every request, so that its plan can be kept."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any
from weakref import WeakKeyDictionary

from rest_framework.relations import ManyRelatedField
from rest_framework.serializers import BaseSerializer, ListSerializer, ModelSerializer, Serializer, SerializerMetaclass

from drf_sqllist.plan.preparing import preparations
from drf_sqllist.plan.registry import overridden

_WRITE_SIDE = frozenset(
    {
        "Meta",
        "_declared_fields",
        "create",
        "default_error_messages",
        "default_validators",
        "initial",
        "is_valid",
        "run_validation",
        "run_validators",
        "save",
        "serializer_choice_field",
        "serializer_field_mapping",
        "serializer_related_field",
        "serializer_related_to_field",
        "serializer_url_field",
        "to_internal_value",
        "to_representation",
        "update",
        "url_field_name",
        "validate",
    }
)
"""What a serializer class may define and still have the same fields for every request.

(``to_representation`` is here because it changes no field; the reader refuses it by itself.)
"""

_PYTHON_OWN = frozenset(vars(type("_", (), {}))) | {
    "__annotations__",
    "__firstlineno__",
    "__orig_bases__",
    "__parameters__",
    "__static_attributes__",
}
"""Names that Python itself puts on every class."""

_static: WeakKeyDictionary[type, bool] = WeakKeyDictionary()


def tree_key(cls: type) -> Hashable | None:
    """What may still be patched on the classes of a serializer tree whose fields are the same for every request.

    Returns:
        None where something in the tree makes its fields anew.
    """
    if not _is_static(cls):
        return None
    return tuple(_class_key(one) for one in _tree(cls, []))


def _class_key(cls: Any) -> Hashable:
    meta = getattr(cls, "Meta", None)
    fields, exclude = getattr(meta, "fields", None), getattr(meta, "exclude", None)
    return (
        cls,
        cls.__init__,
        cls.get_fields,
        cls.to_representation,
        getattr(meta, "model", None),
        tuple(fields) if isinstance(fields, list) else fields,
        tuple(exclude) if isinstance(exclude, list) else exclude,
        getattr(meta, "depth", 0),
        getattr(meta, "list_serializer_class", None),
        repr(getattr(meta, "extra_kwargs", None)),
        repr(getattr(meta, "read_only_fields", None)),
        *((field, type(field).to_representation, type(field).get_attribute) for field in cls._declared_fields.values()),
    )


def _tree(cls: Any, seen: list[type]) -> list[type]:
    """The serializer classes in a tree, each once."""
    if cls not in seen:
        seen.append(cls)
        for field in cls._declared_fields.values():
            inner = field.child if isinstance(field, ListSerializer) else field
            if isinstance(inner, Serializer):
                _tree(type(inner), seen)
    return seen


def _is_static(cls: type) -> bool:
    if cls not in _static:
        _static[cls] = True  # a tree may refer to itself; the answer is settled below
        _static[cls] = _class_is_static(cls)
    return _static[cls]


def _class_is_static(cls: type) -> bool:
    if type(cls) is not SerializerMetaclass or overridden(cls, BaseSerializer, ("__new__",)):
        return False
    if preparations(cls):
        return False
    for base in cls.__mro__:
        if base.__module__.startswith("rest_framework.") or base is object:
            continue
        own = {name for name in vars(base) if hasattr(ModelSerializer, name)}
        if own - _WRITE_SIDE - _PYTHON_OWN:
            return False
    return all(_field_is_static(field) for field in cls._declared_fields.values())  # type: ignore[attr-defined]


def _field_is_static(field: Any) -> bool:
    if isinstance(field, ListSerializer):
        return type(field) is ListSerializer and _field_is_static(field.child)
    if isinstance(field, ManyRelatedField):
        return _field_is_static(field.child_relation)
    if isinstance(field, BaseSerializer):
        return _is_static(type(field))
    return _is_made_alike(type(field))


def fields_are_static(serializer: Any) -> bool:
    """Whether the fields that a serializer was built with, those it made by itself too, are always made alike."""
    for field in serializer.fields.values():
        inner = getattr(field, "child_relation", field)
        inner = inner.child if isinstance(inner, ListSerializer) else inner
        if isinstance(inner, Serializer):
            if not fields_are_static(inner):
                return False
        elif not _is_made_alike(type(inner)):
            return False
    return True


def _is_made_alike(cls: type) -> bool:
    """Whether nothing of the project's own has a say when a field is made or bound: DRF makes it for each request."""
    makers = (getattr(cls, name, None) for name in ("__init__", "__new__", "__deepcopy__", "bind"))
    return all(getattr(maker, "__module__", None) in _DRF_MODULES for maker in makers)


_DRF_MODULES = ("rest_framework.fields", "rest_framework.relations", "rest_framework.serializers", None)
