"""What stands in each kind of place: one filler for each splice of a statement."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drf_sqllist.compile.splices import BlankSplice, ItemSplice, MemberSplice, ObjectSplice, RowSplice, Splice
from drf_sqllist.plan.loaded import Instance
from drf_sqllist.problems import Bail
from drf_sqllist.splicing.builder import Builder, give_known
from drf_sqllist.splicing.fields import LEFT_OUT, find_field, find_maker, represent
from drf_sqllist.splicing.links import fast
from drf_sqllist.splicing.overrides import OwnObjects
from drf_sqllist.splicing.peers import Peers

if TYPE_CHECKING:
    from drf_sqllist.splicing.splicer import Splicer


_scan: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
"""``json.loads`` without its search for blanks."""


@dataclass
class Place:
    """A place inside a document: what was read, and by whom."""

    filler: Filler
    taken: Any


class Filler(ABC):
    """Reads the payloads of one splice, and makes what they stand for.

    Arguments:
        page: all that belongs to the same body.
    """

    def __init__(self, page: Splicer) -> None:
        self.page = page

    def read(self, payload: str) -> Any:
        """What a payload, which is JSON text, brings: to be given to ``make``."""
        return self.take(_scan(payload, 0)[0] if payload else None)

    def take(self, payload: Any) -> Any:
        """The same for a payload that was parsed already."""
        return payload

    @abstractmethod
    def make(self, taken: Any) -> Any:
        """The value for the place, or ``LEFT_OUT``."""

    def write(self, taken: Any) -> bytes:
        """The place's bytes."""
        value = self.make(taken)
        if value is LEFT_OUT:
            raise Bail
        return self.page.encode(value).encode()


class ValueFiller(Filler):
    """A column's value, written by its field or by the encoder."""

    def __init__(self, page: Splicer, splice: Splice) -> None:
        super().__init__(page)
        self._splice = splice
        self._load = splice.representation.load
        self._field: Any = None

    def make(self, taken: Any) -> Any:
        if taken is None and not self._splice.representation.writes_null:
            raise Bail
        value = self._load(taken)
        if value is None or not self._splice.by_field:
            return value
        if self._field is None:
            self._field = find_field(self.page.serializer, self._splice.path)
        return represent(self._field, self._splice.representation, value)


class BlankFiller(Filler):
    """A value in a URL, written as the route does. The URL's texts stand around it."""

    def __init__(self, page: Splicer, splice: BlankSplice) -> None:
        super().__init__(page)
        self._load = splice.representation.load
        self._blank = page.links[splice.target].blanks[splice.blank]

    def make(self, taken: Any) -> str:
        quoted = self._blank.quoted(None if taken is None else self._load(taken))
        if quoted is None:
            raise Bail
        return quoted

    def write(self, taken: Any) -> bytes:
        return self.make(taken).encode()


class InstanceFiller(Filler):
    """Places with an instance."""

    def __init__(self, page: Splicer, node: Instance, path: tuple[str, ...]) -> None:
        super().__init__(page)
        self._node, self._path = node, path
        self.builder = Builder(node, page.using, page.prefetches)
        page.builders.append(self.builder)
        self.current: Any = None
        """The instance that was built last for a place among the rows' own text."""

    @property
    def is_of_rows(self) -> bool:
        """The instances are those of the list's own rows."""
        return not self._path

    def build(self, values: Sequence[Any]) -> Any:
        """An instance, told from which other one it was reached; the one that is there already, if there is."""
        instance = self._known(values) or self.builder.build(values)
        if self._node.given:
            give_known(instance, self.page.rows, self._node.given)
        for adopt in self.page.orphans.pop(self._path, ()):
            adopt(instance)
        node = self._node
        if back := node.back:
            self._with_parent(back.path, lambda parent: _set_related(instance, back.attribute, parent))
        if (held := node.held) and held.path in self.page.owners:
            self._with_parent(held.path, lambda parent: _set_related(parent, held.attribute, instance))
        if (listed := node.listed) and (owner := self.page.owners.get(listed.path)):
            peers = owner.builder.peers
            self._with_parent(
                listed.path,
                lambda parent: _peers_of(parent, peers).hold(listed.attribute, self._path, parent, instance),
            )
        return instance

    def _known(self, values: Sequence[Any]) -> Any:
        """The object that DRF would meet a second time here."""
        held = self._node.held
        if held is None:
            return None
        if self._node.shared:
            shared = self.page.shared.setdefault((held.path, held.attribute), {})
            key = str(values[0])
            if key not in shared:
                shared[key] = self.builder.build(values)
            return shared[key]
        owner = self.page.owners.get(held.path)
        if owner is None or owner.current is None or not owner.builder.is_full:
            return None
        return dict.get(owner.current._state.fields_cache, held.attribute)

    def _with_parent(self, path: tuple[str, ...], adopt: Callable[[Any], None]) -> None:
        """Call ``adopt`` with the instance of the object around, now or, inside a document, once it is there."""
        owner = self.page.owners.get(path)
        if owner is not None and owner.current is not None:
            adopt(owner.current)
        else:  # a document is read from the inside out
            self.page.orphans.setdefault(path, []).append(adopt)


class RowFiller(InstanceFiller):
    """The instance of an object, for the members that follow. It leaves no text."""

    def __init__(self, page: Splicer, splice: RowSplice) -> None:
        super().__init__(page, splice.instance, splice.path)
        page.owners[splice.path] = self

    def read(self, payload: str) -> Any:
        self.current = self.build(_scan(payload, 0)[0])

    def take(self, payload: Any) -> Any:
        return self.build(payload)

    def make(self, taken: Any) -> Any:
        return taken

    def write(self, taken: Any) -> bytes:
        return b""


class MemberFiller(Filler):
    """A member that its field makes of the object's instance."""

    def __init__(self, page: Splicer, splice: MemberSplice) -> None:
        super().__init__(page)
        self._splice = splice
        self._row = page.owners.get(splice.path[:-1])
        self._make: Callable[[Any], Any] | None = None

    def read(self, payload: str) -> Any:
        assert self._row is not None
        return self._row.current

    def make(self, taken: Any) -> Any:
        if self._make is None:
            self._make = find_maker(self.page.serializer, self._splice.path)
        return self._make(taken)

    def write(self, taken: Any) -> bytes:
        value = self.make(taken)
        if value is not LEFT_OUT:
            return (self._splice.head + self.page.encode(value) + self._splice.tail).encode()
        if self._splice.is_certain:
            raise Bail  # its key is written already
        return b""


class ItemFiller(InstanceFiller):
    """An instance that a related field writes as an item of a list."""

    def __init__(self, page: Splicer, splice: ItemSplice) -> None:
        super().__init__(page, splice.instance, splice.path)
        self._field: Any = None

    def take(self, payload: Any) -> Any:
        return self.build(payload)

    def make(self, taken: Any) -> Any:
        if self._field is None:
            self._field = fast(find_field(self.page.serializer, self._path))
        return self._field.to_representation(taken)


class ObjectFiller(InstanceFiller):
    """An object that its serializer's own ``to_representation`` makes."""

    def __init__(self, page: Splicer, splice: ObjectSplice) -> None:
        super().__init__(page, splice.instance, splice.path)
        page.owners[splice.path] = self
        self._splice = splice
        self._objects: OwnObjects | None = None

    def read(self, payload: str) -> Any:
        return self.take(self.page.parse(payload) if self._splice.has_places else _scan(payload, 0)[0])

    def take(self, payload: Any) -> Any:
        values, document = payload
        return self.build(values), document

    def make(self, taken: Any) -> Any:
        instance, document = taken
        if self._objects is None:
            field = find_field(self.page.serializer, self._path)
            finish = finished if self._splice.has_places else lambda value: value
            self._objects = OwnObjects(field, self._splice.keys, self.page.marks, not self._path, finish)
        return self._objects.make(instance, document)


FILLERS: dict[type, Callable[[Any, Any], Filler]] = {
    Splice: ValueFiller,
    BlankSplice: BlankFiller,
    RowSplice: RowFiller,
    MemberSplice: MemberFiller,
    ItemSplice: ItemFiller,
    ObjectSplice: ObjectFiller,
}


def finished(value: Any) -> Any:
    """A document with values in all its places."""
    if isinstance(value, Place):
        return value.filler.make(value.taken)
    if isinstance(value, list):
        return [finished(item) for item in value]
    if isinstance(value, dict):
        made = ((key, finished(item)) for key, item in value.items())
        return {key: item for key, item in made if item is not LEFT_OUT}
    return value


def _peers_of(instance: Any, otherwise: Peers) -> Peers:
    """With whom an instance was built: with those of the instance that held it already, perhaps."""
    found: Peers = getattr(instance._state.fields_cache, "peers", otherwise)
    return found


def _set_related(instance: Any, attribute: str, related: Any) -> None:
    """What Django's descriptors and related managers leave on the objects that they give."""
    instance._state.fields_cache[attribute] = related
