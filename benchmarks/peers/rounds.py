"""The load: in rounds, in each of which all peers have their turn, one server at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from random import Random
from statistics import median

import psutil

from benchmarks.measurement import Measurement
from benchmarks.peers import client, processes
from benchmarks.peers.answers import Answers, path
from benchmarks.peers.load import Client, Load
from benchmarks.peers.server import Server
from benchmarks.timing import Timing

CONNECTIONS = 4
WARM_UP, WARM_UP_SECONDS = 15, 3.0
"""Requests on each connection: psycopg prepares what it sees a fifth time, in each of four threads."""

SECONDS, REQUESTS_OF_A_SECOND, LONGER = 4, 10, 15
"""A load lasts so many seconds at least. Whoever answers less than ten requests a second gets as long as ten for each
of these seconds take, up to fifteen times as long."""

TURNS = 3
"""Requests on each connection that there must be time for, however long they take."""

RATE, LEAST, MOST = "requests/s", "slowest round", "fastest round"
P99, DATABASE, MEMORY, ROUND_TRIPS, SAME = "p99 ms", "PostgreSQL CPU ms", "server MB", "round trips", "same bytes"


@dataclass(frozen=True)
class Round:
    """What one server did under one load: processor time in seconds a request, memory in bytes at its peak so far."""

    load: Load
    processor: float
    database: float | None
    memory: int


def under_load(server: Server, size: int, generator: Client, seconds: int, database: psutil.Process | None) -> Round:
    """Warm a server up, then put it under load.

    Arguments:
        seconds: of load at least.

    Raises:
        LoadError: an answer was none.
    """
    url = server.url + path(size)
    warm = client.run(url, CONNECTIONS, WARM_UP_SECONDS, WARM_UP)
    watched = [server.process] if database is None else [server.process, database]
    before = [processes.processor(one) for one in watched]
    load = generator.run(url, CONNECTIONS, lasting(warm.rate, seconds))
    used = [(processes.processor(one) - spent) / load.requests for one, spent in zip(watched, before, strict=True)]
    return Round(load, used[0], None if database is None else used[1], processes.peak(server.process))


def lasting(rate: float, seconds: int) -> int:
    """Seconds of load for who answers so many requests a second.

    wrk counts what was answered when it ends, so up to four requests are lost: they must be few among all.
    """
    longer = min(LONGER * seconds, REQUESTS_OF_A_SECOND * seconds / rate)
    return ceil(max(seconds, longer, TURNS * CONNECTIONS / rate))


def in_turn(names: Sequence[str], number: int) -> list[str]:
    """The order of one round: nobody always follows the one who empties the caches."""
    return Random(number).sample([*names], len(names))


def measurement(case: str, rival: str, rounds: Sequence[Round], answers: Answers) -> Measurement:
    """The middle of all rounds."""
    rates = [one.load.rate for one in rounds]
    of_database = [one.database for one in rounds if one.database is not None]
    more: Mapping[str, float] = {
        RATE: median(rates),
        LEAST: min(rates),
        MOST: max(rates),
        P99: median(one.load.p99 for one in rounds),
        **({DATABASE: median(of_database) * 1000} if of_database else {}),
        MEMORY: median(one.memory for one in rounds) / 1_000_000,
        ROUND_TRIPS: answers.round_trips,
        SAME: float(answers.same_bytes),
    }
    return Measurement(
        case,
        rival,
        Timing.of([one.load.p50 / 1000 for one in rounds]),
        median(one.processor for one in rounds) * 1000,
        body=answers.body,
        more=more,
    )
