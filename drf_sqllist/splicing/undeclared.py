"""What happens where a function reads more of its instance than it has declared."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from drf_sqllist.problems import UndeclaredRead

logger = logging.getLogger("drf_sqllist")

_strict: ContextVar[bool] = ContextVar("drf_sqllist_strict_reads", default=False)
_warned: set[tuple[type, str]] = set()


@contextmanager
def strict_reads() -> Iterator[None]:
    """Raise ``UndeclaredRead`` where else a warning is logged and the attribute loaded."""
    token = _strict.set(True)
    try:
        yield
    finally:
        _strict.reset(token)


def undeclared(model: type[Any], attribute: str, reads: tuple[str, ...]) -> None:
    """An attribute is about to be loaded that was not declared.

    Raises:
        UndeclaredRead: inside ``strict_reads()``.
    """
    message = (
        f"{model.__name__}.{attribute} is read in a list, but reads({', '.join(map(repr, reads))}) does not name it: "
        "it costs a statement. Declare it, too."
    )
    if _strict.get():
        raise UndeclaredRead(message)
    if (model, attribute) not in _warned:
        _warned.add((model, attribute))
        logger.warning(message)
