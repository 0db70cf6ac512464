"""The places in a body that Python fills, and what stands there.

In a row's text a place is ``\\x01 number : payload \\x02``. Inside a payload, which is JSON itself, it is an
object with one of two keys that no serializer's field has.
"""

from __future__ import annotations

from dataclasses import dataclass

from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import (
    Representation,
)
from drf_sqllist.plan.targets import Target

PLACE = "\x01"
"""Key of a place inside a payload: ``[number, payload]``."""

ROW = "\x02"
"""Key of an object's instance inside a payload: ``[number, payload]``."""

CHUNK = 100
"""Columns of an instance that one array holds: a function takes no more arguments than that on SQLite."""

REFUSED = "\x01!\x02"
"""A column's value that Python would not load."""


@dataclass(frozen=True)
class Splice:
    """A value that Python may have to write.

    Arguments:
        path: field names from the list's child serializer to the field.
        representation: reads a value back from its payload.
        by_field: the field's ``to_representation`` writes it; otherwise the encoder.
    """

    path: tuple[str, ...]
    representation: Representation
    by_field: bool


@dataclass(frozen=True)
class BlankSplice:
    """A value in a URL that may need quotes.

    Arguments:
        target: what the link leads to.
        blank: which of its values it is.
    """

    target: Target
    blank: int
    representation: Representation


@dataclass(frozen=True)
class RowSplice:
    """The instance of the object that begins here; nothing is written."""

    path: tuple[str, ...]
    instance: Instance


@dataclass(frozen=True)
class MemberSplice:
    """A member that its field makes of the object's instance.

    Arguments:
        head: separator and key, where the member may be left out altogether.
        tail: the separator behind it, for the first members of an object.
        is_certain: nothing may be left out here: the key is written already.
    """

    path: tuple[str, ...]
    head: str = ""
    tail: str = ""
    is_certain: bool = False


@dataclass(frozen=True)
class ItemSplice:
    """An instance that a related field writes as an item of a list."""

    path: tuple[str, ...]
    instance: Instance


@dataclass(frozen=True)
class ObjectSplice:
    """An object that its serializer's own ``to_representation`` makes.

    Arguments:
        keys: the members whose values come with it.
        has_places: among the values are places.
    """

    path: tuple[str, ...]
    instance: Instance
    keys: frozenset[str]
    has_places: bool


AnySplice = Splice | BlankSplice | RowSplice | MemberSplice | ItemSplice | ObjectSplice
