"""A process that reads lists through the cache, and checks each against what was committed before it asked."""

from __future__ import annotations

from random import Random
from time import sleep

from django.db import DatabaseError, InterfaceError, close_old_connections

from tests.caching.consistency.account import MOST_WRONG, Account
from tests.caching.consistency.board import Board
from tests.caching.consistency.books import LISTS, ask
from tests.caching.consistency.cells import UNDONE, found, named


class Reader:
    """Reads so often, or until all is known.

    Arguments:
        number: of this one, from 0 on.
        reads: how often.
    """

    def __init__(self, board: Board, number: int, reads: int) -> None:
        self._board, self._number, self._reads = board, number, reads
        self._random = Random(number)
        self.account = Account()

    def run(self) -> None:
        """Read."""
        for _ in range(self._reads):
            self._read()
            self._board.count(self._number)
            if len(self.account.wrong) >= MOST_WRONG:
                self._board.end()
            if self._board.is_over:
                return

    def _read(self) -> None:
        close_old_connections()  # as Django does before each request
        view, url, _ = self._random.choice(LISTS)
        floors = self._board.floors()
        try:
            response = ask(view, url)
        except (DatabaseError, InterfaceError):  # DRF's own would raise the same
            self.account.did["the database could not be asked"] += 1
            sleep(0.01)
            return
        seen = str(response.sqllist.cache)
        self.account.did[seen] += 1
        if response.sqllist.mode != "sql":
            self.account.wrong.append(f"{url} was not made by SQL: {response.sqllist.problems}")
        for place, version in found(response.content):
            if version == UNDONE:
                self.account.wrong.append(f"{seen}: {named(place)} was seen though it was rolled back.")
            elif version < floors[place]:
                self.account.wrong.append(
                    f"{seen}: {named(place)} is at version {version}, and had been committed at {floors[place]}."
                )


def at_rest() -> Account:
    """Each list when nobody writes: DRF's bytes, and a hit the second time."""
    account = Account()
    for view, url, by_drf in LISTS:
        right = ask(by_drf, url).content
        for _ in range(2):
            response = ask(view, url)
            if response.content != right:
                account.wrong.append(f"At rest, {url} is not what DRF says ({response.sqllist.cache}).")
        account.did[f"at rest: {response.sqllist.cache}"] += 1
    return account
