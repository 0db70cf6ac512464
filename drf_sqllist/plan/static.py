"""Whether a serializer class has the same fields for every request, so that its plan can be kept."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import repeat
from operator import attrgetter, methodcaller
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

_methods_of = attrgetter("__init__", "get_fields", "to_representation")
_writers_of = attrgetter("to_representation", "get_attribute")
_declared_of, _items_of = attrgetter("_declared_fields"), methodcaller("items")

_META = ("model", "fields", "exclude", "depth", "list_serializer_class", "extra_kwargs", "read_only_fields")
"""What a ``Meta`` says about the fields."""

_AS_THEY_ARE = (tuple, str, int, type, type(None))
_KNOWN = frozenset({*_AS_THEY_ARE, ModelBase})
"""Types of what stands in a ``Meta`` and is the same whenever it is asked for."""


class Tree:
    """What may be patched on the classes of a serializer tree, as it was once: a key of what was read of them."""

    __slots__ = ("_classes", "_declared", "_fields", "_methods", "_options", "_others", "_said", "_writers", "_written")

    def __init__(self, cls: Any) -> None:
        self._classes = [cls]
        for one in self._classes:  # which grows meanwhile
            fields = [_inner(field) for field in one._declared_fields.values()]
            below = dict.fromkeys(type(field) for field in fields if isinstance(field, Serializer))
            self._classes += [inner for inner in below if inner not in self._classes]
        self._declared, self._methods = self._declared_now(), self._methods_now()
        self._fields = [*dict.fromkeys(type(field) for declared in self._declared for _, field in declared)]
        self._writers = self._writers_now()
        metas = [getattr(one, "Meta", None) for one in self._classes]
        self._options = [meta for meta in metas if _is_plain(meta)]
        self._others = [meta for meta in metas if not _is_plain(meta)]
        self._written, self._said = self._written_now(), self._said_now()

    def is_as_it_was(self) -> bool:
        """Whether nothing was patched since. Every request asks, so that no loop of Python's goes over the classes."""
        return (
            self._declared == self._declared_now()
            and self._methods == self._methods_now()
            and self._writers == self._writers_now()
            and self._written == self._written_now()
            and self._said == self._said_now()
        )

    def _declared_now(self) -> list[Any]:
        return [*map(tuple, map(_items_of, map(_declared_of, self._classes)))]

    def _methods_now(self) -> list[Any]:
        return [*map(_methods_of, self._classes), *map(getattr, self._classes, repeat("Meta"), repeat(None))]

    def _writers_now(self) -> list[Any]:
        return [*map(_writers_of, self._fields)]

    def _written_now(self) -> list[Any]:
        return [*map(dict, map(vars, self._options))]

    def _said_now(self) -> list[Any]:
        return [*map(_said, self._others)] if self._others else []


_trees: WeakKeyDictionary[type, Tree] = WeakKeyDictionary()


def tree_of(cls: Any) -> Tree | None:
    """A serializer tree whose fields are the same for every request, as its classes are now.

    Returns:
        None where something in the tree makes its fields anew.
    """
    tree = _trees.get(cls)
    if tree is not None and tree.is_as_it_was():
        return tree
    if not is_static(cls):
        return None
    tree = _trees[cls] = Tree(cls)
    return tree


def _inner(field: Any) -> Any:
    return field.child if isinstance(field, ListSerializer) else field


def _is_plain(meta: Any) -> bool:
    """Whether all that a ``Meta`` says is its own, and nothing that may be changed in place."""
    if type(meta) is not type or meta.__bases__ != (object,):
        return False
    return all(type(vars(meta).get(name)) in _KNOWN for name in _META)


def _said(meta: Any) -> list[Hashable]:
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
