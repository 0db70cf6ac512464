"""Version stamps of tables: what was read under a stamp is true as long as the table still has it.

Two keys for each table. The *stamp* is a random token, which is exchanged when a change is committed: it never
comes back, neither by two writers at once nor after the cache has lost it. The *writers* are the number of
transactions that have changed the table and are still open: while there is one, nobody keeps or uses anything, and
so nothing is wrong in the moment between a commit and the new stamp, nor when a process dies in it. A number of
writers that is not there was lost, perhaps with a writer in it: the stamp is exchanged, too.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from drf_sqllist.caching.stores import Store

FORGOTTEN_AFTER = 600.0
"""Seconds after which a writer that died is no longer waited for. They begin anew with each one that finds no other.

It costs a table that nobody writes to a new stamp as often.
"""

_NOBODY = b"0"


class Seen(NamedTuple):
    """What a look at stamps found.

    Arguments:
        stamps: of the tables, as one value; None while somebody writes to one of them.
        value: what stands under the other key that was asked for, if anything.
    """

    stamps: bytes | None
    value: bytes | None

    def and_for(self, moved: bytes) -> Seen:
        """The same, with what the database itself says of the tables in the stamps."""
        return self if self.stamps is None else self._replace(stamps=self.stamps + moved)


class Standing(NamedTuple):
    """What the cache has of one table; each is None where it has nothing, or cannot say.

    Arguments:
        writers: transactions that have changed it and are still open.
        seconds: until they are forgotten.
    """

    stamp: str | None
    writers: int | None
    seconds: float | None


class Stamps:
    """The stamps of tables, by their names alone.

    In which database they are does not matter: by a pooler, by another host's name, the same one has many addresses,
    and a write by one of them must be seen by all. That two databases' tables of one name share a stamp costs no more
    than a new one now and then.

    Arguments:
        store: keeps them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def look(self, tables: Sequence[str], key: str | None = None) -> Seen:
        """The stamps of tables, and another value, in one round trip.

        Arguments:
            tables: their names, in any order; the same ones in the same order each time.
            key: of the other value; None: they are asked for alone.
        """
        keys = [*self._stamps(tables), *self._writers(tables)]
        value, found = self._get(key, keys)
        if lost := [table for table, *own in _each(tables, found) if None in own]:
            self._begin(lost)
            value, found = self._get(key, keys)
        known, open_ = found[: len(tables)], found[len(tables) :]
        if any(count != _NOBODY for count in open_) or None in known:
            return Seen(None, value)
        return Seen(b"".join(known), value)  # type: ignore[arg-type]

    def _get(self, key: str | None, keys: Sequence[str]) -> tuple[bytes | None, Sequence[bytes | None]]:
        if key is None:
            return None, self._store.get(keys)
        value, *found = self._store.get([key, *keys])
        return value, found

    def _begin(self, lost: Collection[str]) -> None:
        """Give new stamps to tables one of whose keys is lost."""
        self.touch(lost)
        self._store.count(self._writers(lost), 0, FORGOTTEN_AFTER)

    def writing(self, tables: Collection[str]) -> None:
        """A transaction changes tables."""
        self._store.count(self._writers(tables), 1, FORGOTTEN_AFTER)

    def committed(self, tables: Collection[str], is_announced: bool = True) -> None:
        """Its changes are there for everybody.

        Arguments:
            is_announced: it is known to be one of the writers.
        """
        self.touch(tables)
        if is_announced:
            self._store.count(self._writers(tables), -1, FORGOTTEN_AFTER)

    def rolled_back(self, tables: Collection[str]) -> None:
        """Its changes never were."""
        self._store.count(self._writers(tables), -1, FORGOTTEN_AFTER)

    def touch(self, tables: Collection[str]) -> None:
        """Somebody else has changed tables."""
        self._store.renew({key: _token() for key in self._stamps(tables)})

    def standing(self, tables: Sequence[str]) -> list[Standing]:
        """What there is of tables; nothing is changed."""
        stamps, writers = self._stamps(tables), self._writers(tables)
        found = self._store.get([*stamps, *writers])
        return [
            Standing(None if stamp is None else stamp.decode(), None if count is None else int(count), seconds)
            for (_, stamp, count), seconds in zip(_each(tables, found), self._store.lives(writers), strict=True)
        ]

    def _stamps(self, tables: Collection[str]) -> list[str]:
        return [f"sqllist:stamp:{_safe(table)}" for table in tables]

    def _writers(self, tables: Collection[str]) -> list[str]:
        return [f"sqllist:writers:{_safe(table)}" for table in tables]


@lru_cache(4096)
def _safe(table: str) -> str:
    """A name as part of a key: memcached takes neither spaces nor control characters."""
    return quote(table, safe="*")


def _each(tables: Sequence[str], found: Sequence[bytes | None]) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Each table with its stamp and its number of writers."""
    return zip(tables, found[: len(tables)], found[len(tables) :], strict=True)


def _token() -> bytes:
    return secrets.token_hex(8).encode()
