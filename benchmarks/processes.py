"""Processes of our own that answer questions, a line of JSON each: what only one of can be in a process."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import IO, Any

Sent = tuple[int, int, str]
"""Statements, bytes and the digest of an answer."""


class Process:
    """One that has rivals.

    Arguments:
        name: of the process, for people.
    """

    def __init__(self, name: str, process: "subprocess.Popen[str]", errors: IO[str]) -> None:
        self.name = name
        self._process, self._errors = process, errors

    def check(self, path: str, runs: Mapping[str, int]) -> dict[str, Sent]:
        """What each rival sends, once all of the process have sent the same and are warm.

        Arguments:
            runs: that are to come, by the rivals' names.
        """
        return {name: (one, two, text) for name, (one, two, text) in self.ask("check", path=path, runs=runs).items()}

    def run(self, path: str, runs: Mapping[str, int]) -> dict[str, tuple[list[float], list[float]]]:
        """Seconds, and seconds of the processor, that each rival took each time."""
        return {name: (clock, own) for name, (clock, own) in self.ask("run", path=path, runs=runs).items()}

    def ask(self, what: str, **arguments: Any) -> dict[str, Any]:
        """The answer to a question.

        Raises:
            RuntimeError: the process failed; with what it said.
        """
        assert self._process.stdin
        assert self._process.stdout
        # Where the process has ended, what it said tells why.
        with suppress(BrokenPipeError):
            print(json.dumps({"what": what, **arguments}, default=dict), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._errors.seek(0)
            raise RuntimeError(f"The process of {self.name} failed:\n{self._errors.read()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def started(name: str, command: Sequence[str], **environment: str) -> Iterator[Process]:
    """A process that answers while the block runs; its loop ends with its input.

    Arguments:
        environment: variables that it has beside ours.
    """
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        TemporaryFile("w+") as errors,
        subprocess.Popen([*command], stderr=errors, env={**os.environ, **environment}, **pipes) as process,
    ):
        try:
            yield Process(name, process, errors)
        finally:
            assert process.stdin
            with suppress(BrokenPipeError):
                process.stdin.close()
