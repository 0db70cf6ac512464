"""The workers, seen from the process that asks them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from tempfile import TemporaryFile
from typing import IO, Any

from benchmarks.drivers.drivers import DRIVERS, Driver


class Worker:
    """The process of one driver."""

    def __init__(self, driver: Driver, process: "subprocess.Popen[str]", errors: IO[str]) -> None:
        self.driver = driver
        self._process, self._errors = process, errors

    def check(self, path: str, runs: Mapping[str, int]) -> dict[str, tuple[int, int, str]]:
        """Statements, bytes and the digest of each rival's answer, once both have sent the same and are warm.

        Arguments:
            runs: that are to come, by the rivals' names.
        """
        return {name: (one, two, text) for name, (one, two, text) in self._ask("check", path, runs).items()}

    def run(self, path: str, runs: Mapping[str, int]) -> dict[str, tuple[list[float], list[float]]]:
        """Seconds, and seconds of the processor, that each rival took each time."""
        return {name: (clock, own) for name, (clock, own) in self._ask("run", path, runs).items()}

    def _ask(self, what: str, path: str, runs: Mapping[str, int]) -> dict[str, Any]:
        """Raises:
        RuntimeError: the process failed; with what it said.
        """
        assert self._process.stdin
        assert self._process.stdout
        # Where the process has ended, what it said tells why.
        with suppress(BrokenPipeError):
            print(json.dumps({"what": what, "path": path, "runs": dict(runs)}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._errors.seek(0)
            raise RuntimeError(f"The process of {self.driver.name} failed:\n{self._errors.read()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def workers(orders: int) -> Iterator[list[Worker]]:
    """A process for each driver, while the block runs."""
    with ExitStack() as stack:
        yield [stack.enter_context(_worker(driver, orders)) for driver in DRIVERS]


@contextmanager
def _worker(driver: Driver, orders: int) -> Iterator[Worker]:
    command = [sys.executable, "-m", "benchmarks.drivers.worker", driver.name, str(orders)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        TemporaryFile("w+") as errors,
        subprocess.Popen(command, stderr=errors, env=dict(os.environ), **pipes) as process,
    ):
        try:
            yield Worker(driver, process, errors)
        finally:
            assert process.stdin
            process.stdin.close()  # its loop ends with its input
