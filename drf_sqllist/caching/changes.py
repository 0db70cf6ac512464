"""What one transaction changes, from its first statement that does to its end."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from weakref import ref

from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.caching.missed import Missed
from drf_sqllist.caching.outages import Outages
from drf_sqllist.caching.stamps import Stamps
from drf_sqllist.caching.stores import store_of
from drf_sqllist.conf import get_settings

outages = Outages()
"""Those of the cache that ``DRF_SQLLIST["CACHE"]`` names."""


def stamps() -> Stamps:
    """The stamps of tables, in the project's cache for lists."""
    return Stamps(store_of(str(get_settings().CACHE)))


def _touch(tables: Collection[str]) -> None:
    stamps().touch(tables)


missed = Missed(_touch)
"""Changes that this process has made."""


class Change:
    """Tables that a transaction changes. Called when it is committed, perhaps twice; who drops it has rolled it back.

    Django keeps what is to be called on commit in a list, which a rollback throws away: nothing else tells of one.

    Arguments:
        tables: those that it did not change before.
        known: all that it has changed; takes these, and gives them back at the end.
    """

    def __init__(self, connection: BaseDatabaseWrapper, tables: frozenset[str], known: set[str]) -> None:
        self._tables, self._known = tables, known
        self._connection = ref(connection)
        self._is_over = self._is_announced = False
        known |= tables
        try:
            stamps().writing(tables)
            self._is_announced = True
        except Exception as error:  # of any client, and of none of the project's business
            outages.tell("A write could not be announced to the cache of lists", error)

    def __call__(self) -> None:
        """It is committed."""
        if self._is_over:
            return
        self._end()
        try:
            stamps().committed(self._tables, self._is_announced)
        except Exception as error:
            outages.tell("The cache of lists could not be told of a write", error)
            missed.add(self._tables)

    def rolled_back(self) -> None:
        """It never was."""
        connection = self._connection()
        # The connection may have been lost while this was committed; or that was done by hand, and Django would have
        # called this later, but something else has been rolled back since.
        if connection is None or connection.errors_occurred or connection.run_commit_hooks_on_set_autocommit_on:
            self()
            return
        self._end()
        if self._is_announced:
            with suppress(Exception):  # the number of writers is forgotten by itself
                stamps().rolled_back(self._tables)

    def __del__(self) -> None:
        if not self._is_over:
            self.rolled_back()

    def _end(self) -> None:
        self._is_over = True
        self._known -= self._tables
