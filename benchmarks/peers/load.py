"""What a server did under load."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import quantiles


class LoadError(RuntimeError):
    """An answer was no answer: another status than 200, or a connection that broke."""


@dataclass(frozen=True)
class Load:
    """Requests that were answered, in how many seconds; of their milliseconds the median and the 99th percentile."""

    requests: int
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @classmethod
    def of(cls, latencies: Sequence[float], seconds: float) -> "Load":
        """Arguments:
            latencies: of all requests, in seconds.

        Raises:
            LoadError: there was none.
        """
        if not latencies:
            raise LoadError("no request was answered")
        # Of a single one, there is nothing between which to interpolate.
        several = latencies if len(latencies) > 1 else [*latencies, *latencies]
        hundredths = quantiles(several, n=100, method="inclusive")
        return cls(len(latencies), seconds, hundredths[49] * 1000, hundredths[98] * 1000)


@dataclass(frozen=True)
class Client:
    """A program that asks again and again, on so many connections, for so many seconds.

    Arguments:
        name: and version.
        run: with a URL, a number of connections and a number of seconds.
    """

    name: str
    run: Callable[[str, int, int], Load]


def best() -> Client:
    """wrk where it is installed, as it costs least; else the client in Python."""
    from benchmarks.peers import client, wrk

    return wrk.found() or Client("Python's http.client", client.run)
