"""A place in which a list is made once more, and of which nothing is left."""

from __future__ import annotations

import io
import logging
import random
import threading
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import connections
from django.test.signals import template_rendered

from drf_sqllist.isolation import read_only
from drf_sqllist.parity.statements import unlogged
from drf_sqllist.rendering import Unrepeatable


@contextmanager
def unseen(aliases: Iterable[str]) -> Iterator[Counter[str]]:
    """Run where the tests notice nothing of it, and count the statements.

    They are read-only and rolled back. Logs, warnings, output, signals of rendered templates go nowhere;
    ``random`` goes on as if it had not been asked.

    Arguments:
        aliases: of the databases that the first answer has asked. No other one may be: a test need not allow it.

    Raises:
        Unrepeatable: a database is in no state in which it can be asked.
    """
    aliases = sorted(aliases)
    for alias in aliases:
        if reason := _obstacle(alias):
            raise Unrepeatable(reason)
    state = random.getstate()
    with ExitStack() as stack:
        stack.callback(random.setstate, state)
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(redirect_stdout(io.StringIO()))
        stack.enter_context(redirect_stderr(io.StringIO()))
        stack.callback(_is_unheard.reset, _is_unheard.set(True))
        counts = stack.enter_context(unlogged(aliases))
        try:
            stack.enter_context(read_only(aliases))
        except Exception as error:
            raise Unrepeatable(f"No transaction could be begun behind it ({type(error).__name__}: {error}).") from error
        counts.clear()  # of what began the transaction
        yield counts


def _obstacle(alias: str) -> str:
    connection: Any = connections[alias]
    if connection.needs_rollback:
        return "A statement failed, and its transaction takes no other one."
    if connection.allow_thread_sharing and connection._thread_ident != threading.get_ident():
        return "Its database connection is that of another thread, which may be using it."
    return ""


_is_unheard: ContextVar[bool] = ContextVar("drf_sqllist_is_unheard", default=False)


@contextmanager
def muting() -> Iterator[None]:
    """Where this lasts, what is logged and rendered in an ``unseen`` place is told to nobody."""
    with ExitStack() as stack:
        for owner, name in ((logging.Logger, "handle"), (template_rendered, "send")):
            stack.enter_context(_muted(owner, name))
        yield


@contextmanager
def _muted(owner: Any, name: str) -> Iterator[None]:
    original = getattr(owner, name)

    @wraps(original)
    def unless_unheard(*args: Any, **kwargs: Any) -> Any:
        return None if _is_unheard.get() else original(*args, **kwargs)

    setattr(owner, name, unless_unheard)
    try:
        yield
    finally:
        setattr(owner, name, original)
