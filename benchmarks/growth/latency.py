"""A database at a distance: Django's connection goes by way of a proxy.

A proxy, and not a wrapper around the driver's `execute()`, because it delays whatever the driver really sends, the
preparing of a statement for one. What it adds by itself, which is more than a tenth of a millisecond here, and what a
`sleep()` oversleeps, is measured first and taken off.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from unittest.mock import patch

from django.db import connection

SAMPLES = 500


@dataclass(frozen=True)
class Distance:
    """Milliseconds that the smallest statement takes.

    Arguments:
        wanted: what is to be added.
        near: without the proxy.
        far: with it.
    """

    wanted: float
    near: float
    far: float

    @property
    def added(self) -> float:
        return self.far - self.near


class Proxy:
    """The process of `benchmarks.growth.proxy`, seen from here."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = self._told()

    def round_trips(self) -> int:
        """How many there were since it began."""
        assert self._process.stdin
        print(file=self._process.stdin, flush=True)
        return self._told()

    def _told(self) -> int:
        assert self._process.stdout
        return int(self._process.stdout.readline())


@contextmanager
def distant(milliseconds: float, samples: int = SAMPLES) -> Iterator[tuple[Proxy, Distance]]:
    """Each round trip takes so much longer than it does without the proxy."""
    near = smallest_statement(samples)
    with proxied(milliseconds):
        own = smallest_statement(samples) - near - milliseconds
    with proxied(max(0.0, milliseconds - own)) as proxy:
        yield proxy, Distance(milliseconds, near, smallest_statement(samples))


@contextmanager
def proxied(milliseconds: float) -> Iterator[Proxy]:
    """Django's connection leads to a proxy, which waits so long before it hands a request on."""
    connection.ensure_connection()
    server = connection.connection.info
    command = [sys.executable, "-m", "benchmarks.growth.proxy", server.host, str(server.port), str(milliseconds)]
    connection.close()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            proxy = Proxy(process)
            with patch.dict(connection.settings_dict, HOST="127.0.0.1", PORT=proxy.port):
                yield proxy
        finally:
            connection.close()
            assert process.stdin
            process.stdin.close()


def smallest_statement(samples: int) -> float:
    """Milliseconds of a round trip in which the server has nothing to do."""
    seconds = []
    with connection.cursor() as cursor:
        for _ in range(samples):
            start = perf_counter()
            cursor.execute("SELECT 1")
            cursor.fetchone()
            seconds.append(perf_counter() - start)
    return median(seconds) * 1000
