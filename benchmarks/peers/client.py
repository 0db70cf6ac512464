"""A load generator in Python, for machines without wrk, and for what is not timed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from itertools import repeat
from time import perf_counter
from urllib.parse import urlsplit

from benchmarks.peers.load import Load, LoadError

PATIENCE = 300
"""Seconds that it waits for an answer."""


def run(url: str, connections: int, seconds: float, at_most: int | None = None) -> Load:
    """Ask on all connections, again as soon as there is an answer; what was asked in time is waited for.

    Arguments:
        at_most: requests on each connection.

    Raises:
        LoadError: an answer was none.
    """
    begun = perf_counter()

    def ask(_: int) -> list[float]:
        return [*_latencies(url, begun + seconds, at_most)]

    with ThreadPoolExecutor(connections) as pool:
        latencies = [latency for one in pool.map(ask, range(connections)) for latency in one]
    return Load.of(latencies, perf_counter() - begun)


def get(url: str, host: str) -> bytes:
    """One answer.

    Arguments:
        host: that the server is to think it is.

    Raises:
        LoadError: it is none.
    """
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        return _ask(connection, url, {"Host": host})


def _latencies(url: str, until: float, at_most: int | None) -> Iterator[float]:
    with closing(HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)) as connection:
        for _ in repeat(None) if at_most is None else repeat(None, at_most):
            start = perf_counter()
            if start >= until:
                return
            _ask(connection, url, {})
            yield perf_counter() - start


def _ask(connection: HTTPConnection, url: str, headers: dict[str, str]) -> bytes:
    parts = urlsplit(url)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
        response = connection.getresponse()
        body = response.read()
    except (OSError, HTTPException) as error:
        raise LoadError(f"{url}: {error!r}") from error
    if response.status != 200:
        raise LoadError(f"{url}: {response.status} {body[:200]!r}")
    return body
