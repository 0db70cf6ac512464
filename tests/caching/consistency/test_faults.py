"""Redis, PostgreSQL, a writer or the clock fails in the middle of a load: no wrong body, and one warning a minute."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from time import monotonic, sleep
from typing import Any

from django.db import connection

from tests.caching.consistency.account import Account
from tests.caching.consistency.load import Load
from tests.caching.consistency.processes import write_and_die
from tests.caching.consistency.server import Server

READS = 1500


def run(load: Load, during: Callable[[Load], None]) -> Account:
    """What a load found in which something fails, and afterwards; none of it is wrong."""
    began = monotonic()
    account = load.run(during)
    assert account.wrong == []
    processes = load.readers + load.writers
    assert len(account.warnings) <= processes * (1 + (monotonic() - began) // 60), account.warnings
    assert account.did["hit"] > READS / 20, account.did
    sleep(load.forgotten_after + 0.1 if load.forgotten_after < 60 else 0)  # writers that could not say that they ended
    at_rest = load.at_rest()
    assert (at_rest.wrong, at_rest.did) == ([], {"at rest: hit": 3})
    return account


def test_redis_is_killed_and_started_anew(server: Server):
    def fail(load: Load) -> None:
        load.wait_for(0.3)
        server.kill()
        load.wait_for(0.5)
        server.start()

    account = run(Load(server, READS, tells="late", timeout=0.5), fail)
    assert account.did["bypass: the cache cannot be reached"]
    assert account.warnings


def test_redis_hangs(server: Server):
    """What it could not be told of it may not know when it goes on: only what it was told is never older."""

    def fail(load: Load) -> None:
        for share in (0.2, 0.5):
            load.wait_for(share)
            server.hang()
            load.wait_for(share + 0.15)
            server.go_on()

    account = run(Load(server, READS, tells="when told", timeout=0.2, forgotten_after=2.0), fail)
    assert account.did["bypass: the cache cannot be reached"]


def test_redis_is_full(server: Server):
    def fail(load: Load) -> None:
        load.wait_for(0.3)
        server.fill()
        load.wait_for(0.6)
        server.empty()

    account = run(Load(server, READS, tells="late", forgotten_after=2.0), fail)
    assert account.did["bypass: the cache cannot be reached"]


def test_keys_are_evicted(server: Server):
    """Bodies, stamps and numbers of writers, at any moment. Where a writer is forgotten, so is what protects the moment
    between its commit and its stamp: a version counts when its transaction's block has been left."""
    random = Random(0)

    def fail(load: Load) -> None:
        for percent in range(1, 96):
            load.wait_for(percent / 100)
            keys: Any = server.client.keys("*")
            for key in random.sample(keys, len(keys) // 2):
                server.client.delete(key)

    run(Load(server, READS, tells="late"), fail)


def test_connections_to_the_database_are_terminated(server: Server):
    def fail(load: Load) -> None:
        for share in (0.2, 0.3, 0.4, 0.5, 0.6):
            load.wait_for(share)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        connection.close()

    account = run(Load(server, READS), fail)
    connection.close()  # this thread's is terminated, too
    assert account.did["written: the database could not be asked"]


def test_a_writer_is_killed_between_its_commit_and_its_stamp(server: Server):
    def fail(load: Load) -> None:
        load.wait_for(0.2)
        killed = load.start(write_and_die, load.board, "title", 0, 7)
        killed.process.join()
        assert killed.process.exitcode == -9, killed.answer.recv()
        assert load.board.floors()[0] == 7
        # Nothing is used as long as it may still be about to write: then all that was read before is not used.
        assert load.at_rest().did == {"at rest: bypass: a table that is read is being written to": 3}

    account = run(Load(server, 4000, writers=0, forgotten_after=3.0), fail)
    assert account.did["bypass: a table that is read is being written to"]


def test_the_clock_is_moved(server: Server):
    run(Load(server, READS, cores=["moved clock"]), lambda load: None)
