"""Caches that cannot be reached: lists are made without them, and one warning a minute says so."""

from __future__ import annotations

import logging
from threading import RLock
from time import monotonic

logger = logging.getLogger("drf_sqllist.caching")

SILENCE, PAUSE = 60.0, 1.0
"""Seconds between two warnings, and between two attempts of readers: a server that hangs costs a timeout each time."""


class Outages:
    """What is known of one cache's failures, in this process."""

    def __init__(self) -> None:
        self._lock = RLock()  # the garbage collector may end a transaction, and fail to tell of it, in here
        self._warned = self._failed = -SILENCE

    @property
    def is_pausing(self) -> bool:
        """It has just failed: readers do without it."""
        return monotonic() - self._failed < PAUSE

    def tell(self, what: str, error: Exception) -> None:
        """It has failed.

        Arguments:
            what: could not be done.
        """
        with self._lock:
            now = self._failed = monotonic()
            if now - self._warned < SILENCE:
                return
            self._warned = now
        logger.warning("%s: %s: %s. Lists come from the database.", what, type(error).__name__, error)

    def forget(self) -> None:
        """It works again."""
        self._warned = self._failed = -SILENCE
