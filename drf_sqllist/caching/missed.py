"""Changes that the cache could not be told of when they were committed: it is told as soon as it can be reached."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Collection
from contextlib import suppress
from threading import RLock, Thread
from time import sleep

from drf_sqllist.caching.outages import PAUSE


class Missed:
    """Tables that have no new stamps yet, though they have changed.

    A cache that comes back with what it had shows the old rows to other processes until it is told. Who reads a kept
    list in this process tells it first; and a thread tries all the time, for a process may write and never read.

    Arguments:
        touch: tells the cache; raises what its client does.
    """

    def __init__(self, touch: Callable[[Collection[str]], None]) -> None:
        self._touch = touch
        self._tables: set[str] = set()
        self._thread: Thread | None = None
        # The garbage collector may end a transaction, and so add to this, in a thread that holds the lock.
        self._lock = RLock()
        atexit.register(self._try_once)

    @property
    def is_empty(self) -> bool:
        """The cache has been told of all."""
        return not self._tables

    def add(self, tables: Collection[str]) -> None:
        """The cache could not be told of these."""
        with self._lock:
            self._tables.update(tables)
            if self._thread is None or not self._thread.is_alive():  # it is not in a process that was forked
                self._thread = Thread(target=self._try, name="drf_sqllist", daemon=True)
                with suppress(RuntimeError):  # Python is shutting down: one last attempt is made at its exit
                    self._thread.start()

    def make_up(self) -> None:
        """Tell the cache, if there is anything to tell.

        Raises:
            Exception: of the cache's client: it still cannot be reached.
        """
        if self.is_empty:
            return
        with self._lock:  # all the while: who reads meanwhile waits
            if tables := frozenset(self._tables):  # nobody else has made up for them meanwhile
                self._touch(tables)
                self._tables -= tables

    def _try(self) -> None:
        while True:
            sleep(PAUSE)
            self._try_once()
            with self._lock:
                if self.is_empty:
                    self._thread = None
                    return

    def _try_once(self) -> None:
        with suppress(Exception):
            self.make_up()
