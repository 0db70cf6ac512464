"""Serializers with a ``to_representation`` of their own, which ask DRF's for members that SQL has made already."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from rest_framework.serializers import Serializer

from drf_sqllist.splicing.effects import Mark, looked_at
from drf_sqllist.splicing.fields import LEFT_OUT, make_member

_classes: WeakKeyDictionary[type, type] = WeakKeyDictionary()


class OwnObjects:
    """Makes the objects of one bound serializer by its own ``to_representation``.

    Arguments:
        keys: the members that SQL makes.
        marks: of the page's instances.
        is_row: the objects are the list's rows, which nothing else shows.
    """

    def __init__(self, serializer: Any, keys: frozenset[str], marks: dict[int, Mark], is_row: bool) -> None:
        self._serializer, self._marks, self._is_row = serializer, marks, is_row
        self._known = frozenset(id(field) for key, field in serializer.fields.items() if key in keys)
        self._instance: Any = None
        self._document: dict[str, Any] | None = None
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
        if any(mark.is_changed for mark in self._looked_at):
            return None
        found: dict[str, Any] = {}
        for field in self._serializer._readable_fields:
            name = field.field_name
            value = document.get(name, LEFT_OUT) if id(field) in self._known else make_member(field, instance)
            if value is not LEFT_OUT:
                found[name] = value
        return found


class _Asked(Serializer[Any]):
    """Stands between a project's serializer and DRF's, where ``super().to_representation()`` arrives."""

    _sqllist_objects: OwnObjects

    def to_representation(self, instance: Any) -> Any:
        members = self._sqllist_objects.members(instance)
        return super().to_representation(instance) if members is None else members


def _asking_us(cls: type) -> type:
    if cls not in _classes:
        members = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__}
        _classes[cls] = type(cls)(cls.__name__, (cls, _Asked), members)
    return _classes[cls]
