"""Readers and writers at once, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from threading import Thread
from time import monotonic, sleep
from typing import Any

from tests.caching.consistency.account import Account
from tests.caching.consistency.board import Board
from tests.caching.consistency.books import fill
from tests.caching.consistency.processes import Surroundings, context, read, rest, work, write
from tests.caching.consistency.server import Server
from tests.caching.consistency.writer import Tells

PATIENCE = 60.0
"""Seconds without a read after which something hangs."""


@dataclass
class Load:
    """Readers that read so often, and writers that write until they have.

    Arguments:
        server: its Redis.
        reads: of all readers.
        cores: those of the readers, in turn.
        idle: how many times as long as a transaction takes a writer waits before the next, on the average.
        tells: when a version is published, as ``Writer`` takes it.
        timeout: seconds after which Redis is not waited for.
        forgotten_after: seconds after which a dead writer is.
    """

    server: Server
    reads: int
    readers: int = 4
    writers: int = 4
    cores: Sequence[str] = ("as it is", "slow")
    idle: float = 6.0
    tells: Tells = "at once"
    timeout: float = 10.0
    forgotten_after: float = 600.0
    board: Board = field(init=False)

    def __post_init__(self) -> None:
        self._context = context()
        self._surroundings = Surroundings(self.server.socket, self.timeout, self.forgotten_after)
        self.board = Board(self._context, self.readers)
        self.reads -= self.reads % self.readers

    def run(self, during: Callable[[Load], None] | None = None) -> Account:
        """What was found.

        Arguments:
            during: is called beside the load, and may do harm.
        """
        fill()
        each = self.reads // self.readers
        readers = [
            self.start(read, self.board, number, each, core=self.cores[number % len(self.cores)])
            for number in range(self.readers)
        ]
        writers = [
            self.start(write, self.board, number, self.writers, self.idle, self.tells) for number in range(self.writers)
        ]
        account = Account()
        with _beside(during, self):
            try:
                for answer in self._answers(readers):
                    account.add(answer)
            finally:
                self.board.end()
        for answer in self._answers(writers):
            account.add(answer)
        return account

    def at_rest(self) -> Account:
        """What a new process sees when it is over."""
        [answer] = self._answers([self.start(rest)])
        return answer

    def start(self, role: Callable[..., Account], *arguments: Any, core: str = "as it is") -> Worker:
        """A process in this load's surroundings."""
        receives, sends = self._context.Pipe(duplex=False)
        surroundings = replace(self._surroundings, core=core)
        process = self._context.Process(target=work, args=(surroundings, sends, role, *arguments), daemon=True)
        process.start()
        sends.close()
        return Worker(process, receives)

    def wait_for(self, share: float) -> None:
        """Wait until so much of all is read."""
        while self.board.reads < share * self.reads and not self.board.is_over:
            sleep(0.005)

    def _answers(self, workers: Sequence[Worker]) -> Iterator[Account]:
        """What processes say as they end."""
        left = {worker.answer: worker.process for worker in workers}
        reads, since = self.board.reads, monotonic()
        while left:
            for answer in wait([*left], timeout=1.0):
                assert isinstance(answer, Connection)
                process = left.pop(answer)
                try:
                    yield answer.recv()
                except EOFError:
                    process.join()
                    yield Account(wrong=[f"A process died: {process.exitcode}."])
                answer.close()
                process.join()
            if self.board.reads != reads:
                reads, since = self.board.reads, monotonic()
            elif monotonic() - since > PATIENCE:
                for process in left.values():
                    process.kill()
                raise TimeoutError(f"{len(left)} processes hang.")


@dataclass
class Worker:
    """A process and what it will say."""

    process: ForkServerProcess
    answer: Connection


@contextmanager
def _beside(during: Callable[[Load], None] | None, load: Load) -> Iterator[None]:
    """Call something at the same time, and raise what it raises."""
    if during is None:
        yield
        return
    failed: list[BaseException] = []

    def call() -> None:
        try:
            during(load)
        except BaseException as error:
            failed.append(error)

    thread = Thread(target=call)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if failed:
        raise failed[0]
