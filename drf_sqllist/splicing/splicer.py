"""Fills places in the order in which they stand, once all instances of the page are built."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import Any

from django.db.models.query import QuerySet
from rest_framework.utils.encoders import JSONEncoder

from drf_sqllist.compile.splices import PLACE, ROW, AnySplice, ObjectSplice
from drf_sqllist.plan.plan import Plan
from drf_sqllist.plan.targets import Links
from drf_sqllist.problems import SideEffect
from drf_sqllist.splicing.builder import Builder, fetch_all_of
from drf_sqllist.splicing.effects import Mark, hold_what_is_stored, only_reading
from drf_sqllist.splicing.fillers import FILLERS, Filler, InstanceFiller, MemberFiller, Place
from drf_sqllist.splicing.lists import OwnList
from drf_sqllist.splicing.peers import Peers
from drf_sqllist.types.converted import read_from

Path = tuple[str, ...]


class Splicer:
    """The places of one body, and what they share.

    Arguments:
        splices: the statement's.
        rows: the queryset that was listed.
        plan: what the statement was made of.
        links: what its links are made of.
        spared: statements that DRF would have run beside the list's.
        make_serializer: gives the bound list serializer, told the instances of its rows where they were built.
        strict: DRF's ``STRICT_JSON``.
        separators: item and key separator of the body.

    ``owners`` are the fillers of objects' instances by the objects' paths, ``orphans`` what waits for one,
    ``shared`` the objects that rows have in common, ``marks`` what instances held when they were built.
    """

    def __init__(
        self,
        splices: Sequence[AnySplice],
        rows: Any,
        plan: Plan,
        links: Links,
        spared: int,
        make_serializer: Callable[[list[Any] | None], Any],
        strict: bool,
        separators: tuple[str, str],
    ) -> None:
        self.rows, self.using, self.prefetches, self._plan = rows, rows.db, plan.prefetches, plan
        self.links, self._spared = links, spared
        self._splices, self._make_serializer = splices, make_serializer
        self._strict, self._separators = strict, separators
        self.builders: list[Builder] = []
        self.owners: dict[Path, InstanceFiller] = {}
        self.orphans: dict[Path, list[Callable[[Any], None]]] = {}
        self.shared: dict[tuple[Path, str], dict[str, Any]] = {}
        self.marks: dict[int, Mark] = {}
        self._peers: list[Peers] = []

    @cached_property
    def encode(self) -> Callable[[Any], str]:
        """Writes a value as DRF's renderer does."""
        return JSONEncoder(ensure_ascii=False, allow_nan=not self._strict, separators=self._separators).encode

    @cached_property
    def parse(self) -> Callable[[str], Any]:
        """Reads a payload with places inside."""
        return json.JSONDecoder(object_hook=self._object).decode

    @cached_property
    def fillers(self) -> list[Filler]:
        """One for each splice, by its number. (A row's comes before those of its members, as in the text.)"""
        return [FILLERS[type(splice)](self, splice) for splice in self._splices]

    @cached_property
    def serializer(self) -> Any:
        """The bound list serializer."""
        return self._make_serializer(self._instances)

    @property
    def _instances(self) -> list[Any] | None:
        """Those of the list's own rows, where Python has them."""
        for filler in self.fillers:
            if isinstance(filler, InstanceFiller) and filler.is_of_rows:
                return filler.builder.peers.instances
        return None

    def reading(self) -> AbstractContextManager[None]:
        """The places hold values of the list's database."""
        return read_from(self.using)

    def settle(self) -> None:
        """All places are read: what DRF loads for all instances at once may be loaded."""
        self._peers = [peers for builder in self.builders for peers in builder.all_peers]
        makes_objects = any(isinstance(splice, ObjectSplice) for splice in self._splices)
        for peers in self._peers:
            peers.prefetch_lists()
            peers.mark(self._plan.written)
            if makes_objects:
                self.marks |= peers.marks
        if type(self.rows)._fetch_all is not QuerySet._fetch_all and self._instances is not None:
            fetch_all_of(self.rows, self._instances)

    def filling(self) -> AbstractContextManager[None]:
        """What the project's own functions may do while the places are filled."""
        return only_reading() if self._peers or self._plan.own_list else nullcontext()

    def fill(self, write: Callable[[], None]) -> None:
        """Call what writes the places, when the list serializer asks for its rows."""
        if self._plan.own_list:
            OwnList(self.serializer, self._instances or []).make(write)
        else:
            write()

    def verify(self) -> None:
        """All places are filled: raise ``SideEffect`` if what SQL has written may be of other values."""
        if any(peers.is_changed for peers in self._peers):
            raise SideEffect
        everyone = [one for peers in self._peers for one in peers.everyone]
        later = [marks for peers in everyone if (marks := peers.came_later)]
        # To ask the database what was loaded must not take more statements than were saved.
        if later and len(later) > self._spared + sum(peers.spared for peers in everyone):
            raise SideEffect
        if not all(map(hold_what_is_stored, later)):
            raise SideEffect

    def _object(self, found: dict[str, Any]) -> Any:
        """JSON objects of a payload: places, objects with an instance, documents."""
        if PLACE in found:
            number, *payload = found[PLACE]
            filler = self.fillers[number]
            return Place(filler, filler.take(payload[0] if payload else None))
        if ROW in found:
            number, values = found.pop(ROW)
            instance = self.fillers[number].take(values)
            for value in found.values():
                if isinstance(value, Place) and isinstance(value.filler, MemberFiller):
                    value.taken = instance
        return found
