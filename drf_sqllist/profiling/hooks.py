"""What is put around the functions of Django, of Django REST framework and of this library while somebody measures.

Nothing is put around anything while nobody does: what stood there before stands there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import RLock

from drf_sqllist.profiling.seams import Seam, cache_seams, seams

# A middleware that is collected lets go of the hooks, which may be while this very thread puts them on.
_lock = RLock()
_holders = 0
_put_on: tuple[Seam, ...] = ()


@contextmanager
def watching() -> Iterator[None]:
    """Keep the hooks on in this block."""
    hold()
    try:
        yield
    finally:
        release()


def hold() -> None:
    """Put the hooks on, unless somebody has."""
    global _holders, _put_on
    with _lock:
        _holders += 1
        if _holders == 1:
            _put_on = (*seams(), *cache_seams())
            _all(_put_on, on=True)


def release() -> None:
    """Take the hooks off, unless somebody else needs them."""
    global _holders, _put_on
    with _lock:
        _holders -= 1
        if not _holders:
            _all(reversed(_put_on), on=False)
            _put_on = ()


def _all(chosen: Iterable[Seam], on: bool) -> None:
    for seam in chosen:
        (seam.put_on if on else seam.take_off)()
