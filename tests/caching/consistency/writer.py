"""A process that writes: increasing versions into its own cells, in every kind of transaction."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from time import monotonic, sleep
from typing import Literal

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction

from drf_sqllist.caching.changes import missed
from tests.caching.consistency.account import Account
from tests.caching.consistency.board import Board
from tests.caching.consistency.cells import KINDS, SLOTS, UNDONE, cell
from tests.caching.consistency.commits import after_each_commit
from tests.caching.consistency.writes import WRITES

Tells = Literal["at once", "late", "when told"]

LONGEST_PAUSE = 0.015
"""Seconds, between a write and its commit, or between a commit and all that follows it."""

LONGEST_IDLE = 0.5
"""Seconds between two transactions, though one may have waited for Redis."""


class Undone(Exception):
    """Rolls a transaction back."""


class Writer:
    """Writes until the load is over.

    Arguments:
        number: of this one, from 0 on, of ``writers``.
        idle: how many times as long as a transaction takes is waited before the next, on the average: on a busy
            machine all is slower, and the lists are at rest for as large a share of the time.
        tells: when a version is published: ``"at once"`` after the commit, before the cache hears of it; ``"late"``,
            when the transaction's block has been left; ``"when told"``, when the cache could be told, too.
    """

    def __init__(self, board: Board, number: int, writers: int, idle: float, tells: Tells) -> None:
        self._board, self._random, self._idle, self._tells = board, Random(number), idle, tells
        self._slots = range(number, SLOTS, writers)
        self._versions = {(kind, slot): 0 for kind in KINDS for slot in self._slots}
        self._drawn: dict[int, int] = {}
        self._untold: dict[int, int] = {}
        self.account = Account()

    def run(self) -> None:
        """Write until the load is over."""
        ways: list[Callable[[], None]] = [
            *[self._alone] * 3,
            *[self._together] * 3,
            self._rolled_back,
            self._savepoints,
            self._by_hand,
            self._before_a_hook_that_fails,
        ]
        after_each_commit(self._committed)
        while not self._board.is_over:
            close_old_connections()
            self._drawn = {}
            began = monotonic()
            way = self._random.choice(ways)
            try:
                way()
                self._publish()
                self.account.did[f"written: {way.__name__.strip('_').replace('_', ' ')}"] += 1
            except (DatabaseError, InterfaceError):  # whether it was committed is not known
                self.account.did["written: the database could not be asked"] += 1
                sleep(0.05)
            sleep(min((monotonic() - began) * self._random.expovariate(1 / self._idle), LONGEST_IDLE))

    def _alone(self) -> None:
        """A write in no transaction but its own."""
        self._write()

    def _together(self) -> None:
        with transaction.atomic():
            for _ in range(self._random.randint(1, 3)):
                self._write()
                self._pause()

    def _rolled_back(self) -> None:
        try:
            with transaction.atomic():
                self._undone()
                self._pause()
                self._undone()
                raise Undone
        except Undone:
            pass

    def _savepoints(self) -> None:
        """One that is rolled back and one that is not, in a transaction that may write the same tables."""
        with transaction.atomic():
            if self._random.random() < 0.5:
                self._write()
            try:
                with transaction.atomic():
                    self._undone()
                    raise Undone
            except Undone:
                pass
            self._pause()
            with transaction.atomic():
                self._write()

    def _by_hand(self) -> None:
        """Committed without Django's blocks; what is rolled back afterwards is something else."""
        transaction.set_autocommit(False)
        try:
            self._write()
            transaction.commit()
            self._committed()
            self._undone()
            transaction.rollback()
        finally:
            if connection.connection is not None:
                transaction.set_autocommit(True)

    def _before_a_hook_that_fails(self) -> None:
        """The project's own hook fails after the commit, and Django calls none that come after it."""

        def fail() -> None:
            raise Undone

        try:
            with transaction.atomic():
                transaction.on_commit(fail)
                self._write()
        except Undone:
            pass

    def _committed(self) -> None:
        if self._tells == "at once":
            self._publish()
        self._pause()

    def _publish(self) -> None:
        self._untold |= self._drawn
        if self._tells == "when told" and not missed.is_empty:
            return
        for place, version in self._untold.items():
            self._board.publish(place, version)
        self._untold = {}

    def _write(self) -> None:
        kind, slot = self._random.choice(KINDS), self._random.choice(self._slots)
        self._versions[kind, slot] += 1
        version = self._versions[kind, slot]
        self._choose(kind)(slot + 1, version)
        self._drawn[cell(kind, slot)] = version

    def _undone(self) -> None:
        kind, slot = self._random.choice(KINDS), self._random.choice(self._slots)
        self._choose(kind)(slot + 1, UNDONE)

    def _choose(self, kind: str) -> Callable[[int, int], object]:
        name = self._random.choice([*WRITES[kind]])
        self.account.did[f"{kind}: {name}"] += 1
        return WRITES[kind][name]

    def _pause(self) -> None:
        if self._random.random() < 0.4:
            sleep(self._random.uniform(0, LONGEST_PAUSE))
