"""Serializers with a ``to_representation`` of their own, which ask DRF's for members that SQL has made already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from rest_framework.fields import SkipField

_classes: WeakKeyDictionary[type, type] = WeakKeyDictionary()


class OwnObjects:
    """Makes the objects of one bound serializer by its own ``to_representation``.

    Arguments:
        planned: keys of the members that SQL makes.
    """

    def __init__(self, serializer: Any, planned: frozenset[str]) -> None:
        self._planned = planned
        self._serializer = serializer
        self._known: dict[int, KnownField] = {}
        self._serializer.__class__ = _reading_known(type(serializer))
        self._serializer._sqllist_known = self._known

    def make(self, instance: Any, document: dict[str, Any] | None) -> Any:
        """What the serializer makes of an instance.

        Arguments:
            document: the members that are known, by key; None where it does not ask for them.
        """
        if document is not None:
            for field in self._serializer.fields.values():
                if field.field_name in self._planned:
                    self._known.setdefault(id(field), KnownField(field)).expect(instance, document)
        return self._serializer.to_representation(instance)


class KnownField:
    """Stands in for a field while DRF's ``to_representation`` runs: its value is known for one instance."""

    def __init__(self, field: Any) -> None:
        self._field = field
        self.field_name = field.field_name
        self._instance: Any = None
        self._document: dict[str, Any] = {}
        self._answered = False

    def expect(self, instance: Any, document: dict[str, Any]) -> None:
        """The instance that is represented next, and its members."""
        self._instance, self._document, self._answered = instance, document, False

    def get_attribute(self, instance: Any) -> Any:
        # What was given before may have been changed since.
        if instance is not self._instance or self._answered:
            return _Attribute(self._field.get_attribute(instance))
        self._answered = True
        if self.field_name not in self._document:
            raise SkipField
        return self._document[self.field_name]

    def to_representation(self, value: Any) -> Any:
        return self._field.to_representation(value.value) if isinstance(value, _Attribute) else value


class _Attribute:
    """An attribute that the field itself has read."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _reading_known(cls: type) -> type:
    """The serializer's class, whose readable fields are stood in for where they are known."""
    if cls not in _classes:

        def readable_fields(self: Any) -> Iterator[Any]:
            for field in super(found, self)._readable_fields:
                yield self._sqllist_known.get(id(field), field)

        members = {
            "__module__": cls.__module__,
            "__qualname__": cls.__qualname__,
            "__doc__": cls.__doc__,
            "_readable_fields": property(readable_fields),
        }
        found: Any = type(cls)(cls.__name__, (cls,), members)
        _classes[cls] = found
    return _classes[cls]
