"""Whether a serializer class has the same fields for every request, so that its plan can be kept."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models.base import ModelBase
from rest_framework.relations import ManyRelatedField
from rest_framework.serializers import BaseSerializer, ListSerializer, ModelSerializer, Serializer, SerializerMetaclass

from drf_sqllist.fields.nested import SQLNested
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

_methods_of = attrgetter("__init__", "get_fields", "to_representation", "_declared_fields")
_writers_of = attrgetter("to_representation", "get_attribute")

_META = ("model", "fields", "exclude", "depth", "list_serializer_class", "extra_kwargs", "read_only_fields")
"""What a ``Meta`` says about the fields."""

_AS_THEY_ARE = (tuple, str, int, type, type(None))
_KNOWN = frozenset({*_AS_THEY_ARE, ModelBase})
"""Types of what stands in a ``Meta`` and is the same whenever it is asked for."""


def tree_key(cls: Any) -> Hashable | None:
    """What may still be patched on the classes of a serializer tree whose fields are the same for every request.

    Every request asks for it.

    Returns:
        None where something in the tree makes its fields anew.
    """
    if not is_static(cls):
        return None
    key: list[Any] = []
    tree = [cls]
    for one in tree:  # which grows meanwhile
        *methods, declared = _methods_of(one)
        fields = tuple(declared.values())
        classes, below = _classes_of(fields)
        key += (one, *methods, *_meta_key(getattr(one, "Meta", None)), *fields, *map(_writers_of, classes))
        tree += [inner for inner in below if inner not in tree]
    return tuple(key)


@lru_cache(1024)
def _classes_of(fields: tuple[Any, ...]) -> tuple[tuple[type, ...], tuple[type, ...]]:
    """The classes of declared fields, and of the serializers among them: the same for the same fields."""
    inner = [field.child if isinstance(field, ListSerializer) else field for field in fields]
    below = dict.fromkeys(type(field) for field in inner if isinstance(field, Serializer))
    return tuple(dict.fromkeys(map(type, fields))), tuple(below)


def _meta_key(meta: Any) -> Iterable[Hashable]:
    if type(meta) is type and meta.__bases__ == (object,):
        # All that it has are its own names. Asking for one that is missing costs an error, which getattr() hides.
        said = tuple(map(vars(meta).get, _META))
        if _KNOWN.issuperset(map(type, said)):
            return said
    return [_frozen(getattr(meta, name, None)) for name in _META]


def _frozen(value: Any) -> Hashable:
    """What may be changed in place, as it is now."""
    return value if isinstance(value, _AS_THEY_ARE) else repr(value)


def is_static(cls: type) -> bool:
    """Whether a serializer class, and all in the tree that it declares, has the same fields for every request."""
    known = _static.get(cls)
    if known is None:
        _static[cls] = True  # a tree may refer to itself; the answer is settled below
        known = _static[cls] = _class_is_static(cls)
    return known


def _class_is_static(cls: type) -> bool:
    if type(cls) is not SerializerMetaclass or overridden(cls, BaseSerializer, ("__new__",)):
        return False
    if preparations(cls):
        return False
    for base in cls.__mro__:
        if base.__module__.startswith(("rest_framework.", "drf_sqllist.")) or base is object:
            continue
        own = {name for name in vars(base) if hasattr(ModelSerializer, name)}
        if own - _WRITE_SIDE - _PYTHON_OWN:
            return False
    return all(_field_is_static(field) for field in cls._declared_fields.values())  # type: ignore[attr-defined]


def _field_is_static(field: Any) -> bool:
    if isinstance(field, ListSerializer):
        return type(field) in (ListSerializer, SQLNested) and _field_is_static(field.child)
    if isinstance(field, ManyRelatedField):
        return _field_is_static(field.child_relation)
    if isinstance(field, BaseSerializer):
        return is_static(type(field))
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


_DRF_MODULES = (
    "rest_framework.fields",
    "rest_framework.relations",
    "rest_framework.serializers",
    "drf_sqllist.hyperlinks",
    "drf_sqllist.fields.computed",
    "drf_sqllist.fields.rawjson",
    None,
)
