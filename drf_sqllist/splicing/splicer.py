"""Fills places in the order in which they stand, once all instances of the page are built."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.compile.splices import (
    PLACE,
    ROW,
    AnySplice,
    ItemSplice,
    MemberSplice,
    ObjectSplice,
    RowSplice,
    Splice,
)
from drf_sqllist.plan.nodes import Instance
from drf_sqllist.problems import Bail
from drf_sqllist.splicing.builder import Builder
from drf_sqllist.splicing.fields import LEFT_OUT, find_field, find_member, make_member, represent
from drf_sqllist.splicing.overrides import OwnObjects
from drf_sqllist.splicing.undeclared import UndeclaredRead

Path = tuple[str, ...]


@dataclass
class Place:
    """A place that was read: the splice's number, what came with it, the instance that it is about."""

    number: int
    payload: Any = None
    instance: Any = None


class Splicer:
    """Makes what stands in the places of a body.

    Arguments:
        splices: the statement's.
        using: the database alias that it was read from.
        prefetches: ``Plan.prefetches``.
        serializer: gives the bound list serializer, told the instances of its rows where they were built;
            called at most once.
        strict: DRF's ``STRICT_JSON``.
        separators: item and key separator of the body.
    """

    def __init__(
        self,
        splices: Sequence[AnySplice],
        using: str,
        prefetches: Sequence[Any],
        serializer: Callable[[list[Any] | None], Any],
        strict: bool,
        separators: tuple[str, str],
    ) -> None:
        self._splices, self._using, self._prefetches = splices, using, prefetches
        self._make_serializer = serializer
        self._strict, self._separators = strict, separators
        self._builders: dict[int, Builder] = {}
        self._fields: dict[int, Any] = {}
        self._owners: dict[int, OwnObjects] = {}
        self._current: dict[Path, Any] = {}
        self._orphans: dict[Path, list[tuple[str, Any]]] = {}
        self._root: Any = None

    def read(self, number: int, payload: str) -> Place:
        """A place, its instances built.

        Arguments:
            payload: JSON text, empty if nothing came.

        Raises:
            Bail: only DRF's own path may answer.
        """
        try:
            value = json.loads(payload, object_hook=self._hook) if payload else None
            place = self._place(number, value)
        except UndeclaredRead:
            raise
        except Exception as error:
            raise Bail from error
        splice = self._splices[number]
        if isinstance(splice, RowSplice):
            self._current[splice.path] = place.instance
        elif isinstance(splice, MemberSplice):
            place.instance = self._current[splice.path[:-1]]
        return place

    def settle(self) -> None:
        """All places are read: what DRF loads for all instances at once may be loaded."""
        try:
            for builder in self._builders.values():
                for peers in builder.all_peers:
                    peers.prefetch_lists()
        except Exception as error:
            raise Bail from error

    def write(self, place: Place) -> bytes:
        """The bytes in a place.

        Raises:
            Bail: DRF's path runs into the same, and raises it where DRF does.
        """
        splice = self._splices[place.number]
        if isinstance(splice, RowSplice):
            return b""
        try:
            value = self._made(place)
            if value is LEFT_OUT:
                if isinstance(splice, MemberSplice) and splice.head:
                    return b""
                raise Bail
            head = splice.head if isinstance(splice, MemberSplice) else ""
            options: Any = {"cls": JSONEncoder, "ensure_ascii": False, "separators": self._separators}
            return (head + json.dumps(value, allow_nan=not self._strict, **options)).encode()
        except UndeclaredRead:
            raise
        except Exception as error:
            raise Bail from error

    @property
    def rows(self) -> list[Any] | None:
        """The instances of the list's own rows, if they were built."""
        for number, splice in enumerate(self._splices):
            if isinstance(splice, RowSplice | ObjectSplice) and not splice.path and number in self._builders:
                return self._builders[number].peers.instances
        return None

    # Reading

    def _hook(self, found: dict[str, Any]) -> Any:
        """JSON objects of a payload: places, objects with an instance, documents."""
        if PLACE in found:
            number, *payload = found[PLACE]
            return self._place(number, payload[0] if payload else None)
        if ROW in found:
            place = self._place(*found.pop(ROW))
            for value in found.values():
                if isinstance(value, Place) and isinstance(self._splices[value.number], MemberSplice):
                    value.instance = place.instance
        return found

    def _place(self, number: int, payload: Any) -> Place:
        splice = self._splices[number]
        if isinstance(splice, RowSplice | ItemSplice):
            return Place(number, None, self._build(number, splice.instance, splice.path, payload))
        if isinstance(splice, ObjectSplice):
            values, document = payload
            return Place(number, document, self._build(number, splice.instance, splice.path, values))
        return Place(number, payload)

    def _build(self, number: int, node: Instance, path: Path, values: Sequence[Any]) -> Any:
        if number not in self._builders:
            self._builders[number] = Builder(node, self._using, self._prefetches)
        instance = self._builders[number].build(values)
        for attribute, child in self._orphans.pop(path, ()):
            _set_parent(child, attribute, instance)
        if node.back is not None:
            if node.back.path in self._current:
                _set_parent(instance, node.back.attribute, self._current[node.back.path])
            else:  # inside a document, which is read from the inside out
                self._orphans.setdefault(node.back.path, []).append((node.back.attribute, instance))
        return instance

    # Writing

    def _made(self, place: Place) -> Any:
        splice = self._splices[place.number]
        if isinstance(splice, Splice):
            return self._value(place.number, splice, place.payload)
        if isinstance(splice, MemberSplice):
            return make_member(self._field(place.number, splice), place.instance)
        if isinstance(splice, ItemSplice):
            return self._field(place.number, splice).to_representation(place.instance)
        assert isinstance(splice, ObjectSplice)
        if place.number not in self._owners:
            self._owners[place.number] = OwnObjects(self._field(place.number, splice), splice.keys)
        document = None if place.payload is None else self._finished(place.payload)
        return self._owners[place.number].make(place.instance, document)

    def _value(self, number: int, splice: Splice, payload: Any) -> Any:
        if payload is None:
            raise Bail
        value = splice.representation.load(payload)
        if value is None or not splice.by_field:
            return value
        return represent(self._field(number, splice), splice.representation, value)

    def _finished(self, value: Any) -> Any:
        """A document with values in all its places."""
        if isinstance(value, Place):
            return self._made(value)
        if isinstance(value, list):
            return [self._finished(item) for item in value]
        if isinstance(value, dict):
            made = ((key, self._finished(item)) for key, item in value.items())
            return {key: item for key, item in made if item is not LEFT_OUT}
        return value

    def _field(self, number: int, splice: AnySplice) -> Any:
        if self._root is None:
            self._root = self._make_serializer(self.rows)
        if number not in self._fields:
            find = find_member if isinstance(splice, MemberSplice) else find_field
            self._fields[number] = find(self._root, splice.path)
        return self._fields[number]


def _set_parent(child: Any, attribute: str, parent: Any) -> None:
    """What Django's related managers and one-to-one descriptors leave on the objects that they give."""
    child._state.fields_cache[attribute] = parent
