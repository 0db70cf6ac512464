"""Readers beside a change: threads with connections of their own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from django.db import connection

from benchmarks.race import answer, get
from benchmarks.rivals import Rival

PATIENCE = 30.0
"""Seconds after which a reader is given up."""


class Elsewhere:
    """All rivals of a process, asked for one path by others than who changes it.

    Arguments:
        path: that they are asked for.
    """

    def __init__(self, rivals: Sequence[Rival], path: str) -> None:
        self._rivals, self._path = rivals, path

    def ask(self) -> None:
        """One after the other."""
        for rival in self._rivals:
            _Reader(rival, self._path).finish()

    def ask_around(self, change: Callable[[], object]) -> None:
        """All of them; the change is made when each has its rows."""
        readers = [_Reader(rival, self._path, held=True) for rival in self._rivals]
        for reader in readers:
            reader.wait_for_rows()
        change()
        for reader in readers:
            reader.finish()


class _Reader:
    def __init__(self, rival: Rival, path: str, held: bool = False) -> None:
        self._rival, self._path = rival, path
        self._has_rows, self._goes_on = Event(), Event()
        self._error: BaseException | None = None
        if not held:
            self._goes_on.set()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def wait_for_rows(self) -> None:
        """Raises:
        TimeoutError: they do not come.
        """
        if not self._has_rows.wait(PATIENCE):
            raise TimeoutError(f"{self._rival.name} has not read anything in {PATIENCE:g} seconds.")

    def finish(self) -> None:
        """Let it make its answer of them.

        Raises:
            BaseException: whatever the rival has raised.
        """
        self._goes_on.set()
        self._thread.join(PATIENCE)
        if self._error:
            raise self._error

    def _read(self) -> None:
        try:
            with _after_rows(self._hold):
                answer(self._rival, get(self._path))
        except BaseException as error:
            self._error = error
        finally:
            self._has_rows.set()
            connection.close()

    def _hold(self) -> None:
        self._has_rows.set()
        self._goes_on.wait(PATIENCE)


@contextmanager
def _after_rows(call: Callable[[], object]) -> Iterator[None]:
    """Call when the database has answered what has the orders themselves: all rivals read their notes."""

    def execute(run: Callable[..., Any], sql: str, *statement: Any) -> Any:
        found = run(sql, *statement)
        if '"note"' in sql:
            call()
        return found

    with connection.execute_wrapper(execute):
        yield
