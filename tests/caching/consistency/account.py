"""What one process did and saw."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field

MOST_WRONG = 5
"""Violations after which a reader need not read on."""


@dataclass
class Account:
    """Of a reader, of a writer, or of several.

    Arguments:
        did: how often what was done, or seen.
        wrong: sentences, one for each violation.
        warnings: in the log of the cache.
    """

    did: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, other: Account) -> None:
        """Take in what another process did."""
        self.did += other.did
        self.wrong += other.wrong
        self.warnings += other.warnings


class Listener(logging.Handler):
    """Writes down what the cache logs."""

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._account = account

    def emit(self, record: logging.LogRecord) -> None:
        self._account.warnings.append(record.getMessage())
