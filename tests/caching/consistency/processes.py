"""The processes of a load: forked from one that has Django set up, and has not asked anything of anybody."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any
from urllib.parse import quote, urlencode

from tests.caching.consistency import ready  # noqa: F401  (Django, before all that needs it)

# isort: split
from django.conf import settings
from django.db import connection, connections, transaction

from drf_sqllist.caching import stamps
from tests.caching.consistency.account import Account, Listener
from tests.caching.consistency.board import Board
from tests.caching.consistency.cells import cell
from tests.caching.consistency.commits import after_each_commit
from tests.caching.consistency.cores import CORES
from tests.caching.consistency.reader import Reader, at_rest
from tests.caching.consistency.writer import Writer
from tests.caching.consistency.writes import WRITES


@dataclass(frozen=True)
class Surroundings:
    """What a process finds.

    Arguments:
        socket: of Redis.
        timeout: seconds after which Redis is not waited for.
        forgotten_after: seconds after which a dead writer is.
        core: one of ``CORES``.
    """

    socket: str
    timeout: float = 10.0
    forgotten_after: float = 600.0
    core: str = "as it is"

    def enter(self) -> None:
        """Live in them."""
        options = {"SOCKET_TIMEOUT": self.timeout, "SOCKET_CONNECT_TIMEOUT": self.timeout}
        settings.CACHES["lists"].update(LOCATION=f"unix://{self.socket}", OPTIONS=options)
        stamps.FORGOTTEN_AFTER = self.forgotten_after
        CORES[self.core]()


def context() -> ForkServerContext:
    """Processes that see the same database as this one."""
    made = get_context("forkserver")
    made.set_forkserver_preload([__name__])
    with _environment(DJANGO_SETTINGS_MODULE="tests.caching.consistency.settings", DATABASE_URL=database_url()):
        forkserver.ensure_running()
    return made


def database_url() -> str:
    """The URL of the database that this process is connected to, as ``tests.databases`` reads them."""
    said = connection.settings_dict
    user = f"{quote(said['USER'])}:{quote(said['PASSWORD'])}@" if said["USER"] else ""
    place = urlencode({"host": said["HOST"], "port": said["PORT"]})
    return f"postgresql://{user}/{quote(said['NAME'])}?{place}"


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def work(surroundings: Surroundings, answer: Connection, role: Callable[..., Account], *arguments: Any) -> None:
    """The life of a process."""
    surroundings.enter()
    heard = Account()
    logging.getLogger("drf_sqllist.caching").addHandler(Listener(heard))
    try:
        account = role(*arguments)
    except Exception as error:
        account = Account(wrong=[f"{role.__name__}() failed: {type(error).__name__}: {error}"])
    account.add(heard)
    connections.close_all()
    answer.send(account)


def write(*arguments: Any) -> Account:
    """A writer's role."""
    writer = Writer(*arguments)
    writer.run()
    return writer.account


def read(*arguments: Any) -> Account:
    """A reader's role."""
    reader = Reader(*arguments)
    reader.run()
    return reader.account


def rest() -> Account:
    """The role of who looks at all lists when it is over."""
    return at_rest()


def write_and_die(board: Board, kind: str, slot: int, version: int) -> Account:
    """The role of a writer that is killed between its commit and the cache's hearing of it."""

    def die() -> None:
        board.publish(cell(kind, slot), version)
        os.kill(os.getpid(), signal.SIGKILL)

    after_each_commit(die)
    with transaction.atomic():
        WRITES[kind]["update"](slot + 1, version)
    return Account()
