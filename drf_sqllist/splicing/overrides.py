"""Serializers with a ``to_representation`` of their own, which ask DRF's for members that SQL has made already."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getattr_static
from operator import is_
from typing import Any
from weakref import WeakKeyDictionary

from django.utils.functional import cached_property
from rest_framework.relations import ManyRelatedField
from rest_framework.serializers import BaseSerializer, Serializer

from drf_sqllist.fields.computed import SQLField
from drf_sqllist.plan.surroundings import surroundings
from drf_sqllist.splicing.effects import ATOMS, Mark, looked_at
from drf_sqllist.splicing.fields import LEFT_OUT, make_member
from drf_sqllist.splicing.links import fast

_classes: WeakKeyDictionary[type, type] = WeakKeyDictionary()


class OwnObjects:
    """Makes the objects of one bound serializer by its own ``to_representation``.

    Arguments:
        keys: the members that SQL makes.
        marks: of the page's instances.
        is_row: the objects are the list's rows, which nothing else shows.
        finish: puts values into the places of a member.
    """

    def __init__(
        self,
        serializer: Any,
        keys: frozenset[str],
        marks: dict[int, Mark],
        is_row: bool,
        finish: Callable[[Any], Any],
    ) -> None:
        self._serializer, self._marks, self._is_row, self._finish = serializer, marks, is_row, finish
        self._known = {id(field): Known(field) for key, field in serializer.fields.items() if key in keys}
        self._quick: dict[int, tuple[Any, Any]] = {}
        self._instance: Any = None
        self._document: dict[str, Any] | None = None
        self._surroundings = surroundings()
        serializer.__class__ = _asking_us(type(serializer))
        serializer._sqllist_objects = self

    def make(self, instance: Any, document: dict[str, Any] | None) -> Any:
        """What the serializer makes of an instance.

        Arguments:
            document: the members that SQL has made; None where it does not ask for them.
        """
        self._instance, self._document = instance, document
        self._looked_at = [] if document is None else looked_at(instance, self._marks)
        made = self._serializer.to_representation(instance)
        if self._is_row and id(instance) in self._marks:
            self._marks[id(instance)].renew()  # what it did with its own row is in what it made
        return made

    def members(self, instance: Any) -> dict[str, Any] | None:
        """What DRF's ``to_representation`` would return for the instance that is made now; None where it must itself.

        Once: what was given before may have been changed since. The fields are those that the serializer has
        now, as some change them at their first object.
        """
        if self._document is None or instance is not self._instance:
            return None
        document, self._document = self._document, None
        if any(mark.is_changed for mark in self._looked_at) or surroundings() != self._surroundings:
            return None
        found: dict[str, Any] = {}
        for field in self._serializer._readable_fields:
            name = field.field_name
            known = self._known.get(id(field))
            if known is not None and known.is_as_before:
                value = self._finish(document[name]) if name in document else LEFT_OUT
                if (
                    value is not LEFT_OUT
                    and type(value) not in ATOMS
                    and not isinstance(field, BaseSerializer | ManyRelatedField | SQLField)
                ):
                    value = make_member(field, instance)  # often the instance's own, which both may change
            else:
                value = make_member(self._quickest(field), instance)
            if value is not LEFT_OUT:
                found[name] = value
        return found

    def _quickest(self, field: Any) -> Any:
        """What makes a field's member in the least time."""
        if id(field) not in self._quick:
            self._quick[id(field)] = field, fast(field)  # the field is held, so that no other gets its id
        return self._quick[id(field)][1]


class Known:
    """A field, and those in it, as the statement has written their members."""

    def __init__(self, field: Any) -> None:
        self._field = field  # held, so that no other field gets its id
        self._class = _own_class(field)
        inner = getattr(field, "child", None) or getattr(field, "child_relation", None)
        self._fields: Any = field.fields if isinstance(field, Serializer) else {"": inner} if inner is not None else {}
        self._inner = {name: Known(one) for name, one in self._fields.items()}
        self._before = dict(vars(field))

    @property
    def is_as_before(self) -> bool:
        """Nobody has given it other fields or attributes, or methods of its own."""
        now = vars(self._field)
        if _own_class(self._field) is not self._class:
            return False
        if not all(map(is_, self._before.values(), map(now.get, self._before))):
            return False
        if len(now) > len(self._before):
            cls = type(self._field)
            more = [name for name in now.keys() - self._before.keys() if not name.startswith("_")]
            if not all(isinstance(getattr_static(cls, name, None), cached_property) for name in more):
                return False
        if not self._inner:
            return True
        if list(self._fields) != list(self._inner):
            return False
        return all(self._fields[name] is known._field and known.is_as_before for name, known in self._inner.items())


class _Asked(Serializer[Any]):
    """Stands between a project's serializer and DRF's, where ``super().to_representation()`` arrives."""

    _sqllist_objects: OwnObjects

    def to_representation(self, instance: Any) -> Any:
        members = self._sqllist_objects.members(instance)
        return super().to_representation(instance) if members is None else members


def _own_class(field: Any) -> type:
    """The class of a field that the project has given it."""
    given: type = vars(type(field)).get("_sqllist_given", type(field))
    return given


def _asking_us(cls: type) -> type:
    if cls not in _classes:
        members: dict[str, Any] = {
            "__module__": cls.__module__,
            "__qualname__": cls.__qualname__,
            "__doc__": cls.__doc__,
        }
        members["_sqllist_given"] = cls
        _classes[cls] = type(cls)(cls.__name__, (cls, _Asked), members)
    return _classes[cls]
