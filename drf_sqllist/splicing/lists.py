"""The root's list serializer with a ``to_representation`` of its own, which asks DRF's for the rows."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Any
from weakref import WeakKeyDictionary

from django.db.models.manager import BaseManager
from rest_framework.serializers import ListSerializer

from drf_sqllist.plan.surroundings import surroundings
from drf_sqllist.problems import LISTED, SideEffect
from drf_sqllist.splicing.caches import FieldsCache
from drf_sqllist.splicing.overrides import Known

_classes: WeakKeyDictionary[type, type] = WeakKeyDictionary()


class OwnList:
    """Calls a list serializer's own ``to_representation``, which may look at the instances of its rows first.

    Arguments:
        serializer: bound, told the instances.
        instances: of the rows, in their order.
    """

    def __init__(self, serializer: Any, instances: list[Any]) -> None:
        # A copy: the serializer may have been given the list itself, which can be turned round or emptied.
        self._serializer, self._instances = serializer, tuple(instances)
        self._child, self._known = serializer.child, Known(serializer.child)
        self._surroundings = surroundings()
        self._fill: Callable[[], None] | None = None
        serializer.__class__ = _asking_us(type(serializer))
        serializer._sqllist_list = self

    def make(self, fill: Callable[[], None]) -> None:
        """Let it do what it does before and after the rows.

        Arguments:
            fill: writes the rows, once.

        Raises:
            SideEffect: it gives other rows, or looks at what was made of them.
        """
        self._fill = fill
        rows = self._serializer.to_representation(self._serializer.instance)
        if type(rows) is not Rows or self._fill is not None:
            raise SideEffect(LISTED)

    def rows(self, data: Any) -> Rows:
        """What DRF's ``to_representation`` returns: nothing that anybody may look at."""
        items = list(data.all() if isinstance(data, BaseManager) else data)
        fill, self._fill = self._fill, None
        same = len(items) == len(self._instances) and all(map(is_, items, self._instances))
        if fill is None or not same or not self._is_as_before:
            raise SideEffect(LISTED)
        fill()
        return Rows()

    @property
    def _is_as_before(self) -> bool:
        """What SQL has written of a row is what DRF's serializer would write now."""
        return (
            self._serializer.child is self._child
            and self._known.is_as_before
            and surroundings() == self._surroundings
            and not any(map(_holds_strangers, self._instances))
        )


def _holds_strangers(instance: Any) -> bool:
    """Whether somebody has given an instance a related object, which no mark tells when it is changed."""
    related = (one for one in dict.values(instance._state.fields_cache) if one is not None)
    return not all(type(one._state.fields_cache) is FieldsCache for one in related)


def _look(self: Any, *args: Any) -> Any:
    raise SideEffect(LISTED)


class Rows:
    """Stands for the rows, whose text is written: to be given on as it is."""

    __slots__ = ()
    __getattribute__ = __iter__ = __len__ = __getitem__ = __setitem__ = __delitem__ = __contains__ = _look
    __add__ = __radd__ = __iadd__ = __mul__ = __rmul__ = __imul__ = __reversed__ = __repr__ = __bool__ = _look
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _look


class _Asked(ListSerializer[Any]):
    """Stands between a project's list serializer and DRF's, where ``super().to_representation()`` arrives."""

    _sqllist_list: OwnList

    def to_representation(self, data: Any) -> Any:
        return self._sqllist_list.rows(data)


def _asking_us(cls: type) -> type:
    if cls not in _classes:
        members = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__}
        _classes[cls] = type(cls)(cls.__name__, (cls, _Asked), members)
    return _classes[cls]
