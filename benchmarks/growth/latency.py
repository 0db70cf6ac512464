"""A database at a distance: Django's connection goes by way of a proxy.

A proxy, and not a wrapper around the driver's `execute()`, because it delays whatever the driver really sends, the
preparing of a statement for one. What it adds by itself, which is more than a tenth of a millisecond here, and what a
`sleep()` oversleeps, is measured first and taken off.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from unittest.mock import patch

from django.db import connection

from benchmarks.bars import Bar
from benchmarks.findings import Findings
from benchmarks.measurement import Measurement
from benchmarks.timing import Timing

SAMPLES = 500
TOLERANCE = 0.1


ROUND_TRIP = "a round trip"
WITHOUT_PROXY = "no proxy"


def by_proxy(milliseconds: float) -> str:
    return f"proxy, {milliseconds:g} ms"


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
def distant(milliseconds: float, samples: int = SAMPLES) -> Iterator[tuple[Proxy, list[Measurement]]]:
    """Each round trip takes so much longer than it does without the proxy; with what it takes, without and with it."""
    near = smallest_statement(samples)
    with proxied(milliseconds):
        own = smallest_statement(samples).median - near.median - milliseconds
    with proxied(max(0.0, milliseconds - own)) as proxy:
        far = smallest_statement(samples)
        taken = {WITHOUT_PROXY: near, by_proxy(milliseconds): far}
        yield proxy, [Measurement(ROUND_TRIP, rival, time) for rival, time in taken.items()]


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


def smallest_statement(samples: int) -> Timing:
    """A round trip in which the server has nothing to do."""
    seconds = []
    with connection.cursor() as cursor:
        for _ in range(samples):
            start = perf_counter()
            cursor.execute("SELECT 1")
            cursor.fetchone()
            seconds.append(perf_counter() - start)
    return Timing.of(seconds)


def distance_bar(found: Findings, milliseconds: float) -> Bar:
    """The proxy adds what it is to add."""
    near, far = (found.of(ROUND_TRIP, rival).median for rival in (WITHOUT_PROXY, by_proxy(milliseconds)))
    added = far - near
    promise = f"a round trip by the proxy takes {milliseconds:g} ms more, within {TOLERANCE:.0%}"
    return Bar(promise, f"{added:.2f} ms", abs(added - milliseconds) <= TOLERANCE * milliseconds)


def distance_note(found: Findings, milliseconds: float) -> str:
    near, far = (found.of(ROUND_TRIP, rival).median for rival in (WITHOUT_PROXY, by_proxy(milliseconds)))
    return (
        f"A round trip took {near:.3f} ms without a proxy, as the lists with 0 ms have it, and {far:.3f} ms by way of "
        f"the proxy that is to add {milliseconds:g} ms."
    )
