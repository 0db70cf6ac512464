"""What all processes of a load see: how far each cell is committed, who has read how much, whether it is over."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.context import BaseContext
from typing import Any

from tests.caching.consistency.cells import KINDS, SLOTS


class Board:
    """Memory that processes share. Each number has one writer, and is written at once.

    Arguments:
        context: of multiprocessing.
        readers: how many there are.
    """

    def __init__(self, context: BaseContext, readers: int) -> None:
        made: Any = context
        self._floors = made.RawArray("q", len(KINDS) * SLOTS)
        self._reads = made.RawArray("q", readers)
        self._is_over = made.RawValue("b", 0)

    def publish(self, cell: int, version: int) -> None:
        """A cell is committed at this version, for whoever reads from now on."""
        self._floors[cell] = version

    def floors(self) -> Sequence[int]:
        """The versions that each cell has at least."""
        return list(self._floors)

    def count(self, reader: int) -> None:
        """A reader has read once more."""
        self._reads[reader] += 1

    @property
    def reads(self) -> int:
        """Of all readers."""
        return sum(self._reads)

    @property
    def is_over(self) -> bool:
        """Nobody reads any more."""
        return bool(self._is_over.value)

    def end(self) -> None:
        """Let the writers stop."""
        self._is_over.value = 1
