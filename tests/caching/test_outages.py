"""A Redis that could not be told of a write: what was kept before is not used again, whoever asks."""

from collections.abc import Callable, Iterator
from time import sleep
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection

from drf_sqllist.caching import changes, serving
from drf_sqllist.caching.missed import Missed
from drf_sqllist.caching.stamps import Stamps
from drf_sqllist.caching.stores import store_of
from tests.caching.consistency.server import Server
from tests.caching.shelves import states
from tests.testapp.models import Book

pytestmark = pytest.mark.django_db(transaction=True)

TIMEOUT = 0.2


@pytest.fixture
def server() -> Iterator[Server]:
    """It has in files what it was told."""
    with Server("--appendonly", "yes", "--appendfsync", "always") as started:
        yield started


@pytest.fixture
def lists(server: Server, lists: Any, settings: Any) -> Any:
    """The lists' cache is in this server, which is not waited for long."""
    options = {"SOCKET_TIMEOUT": TIMEOUT, "SOCKET_CONNECT_TIMEOUT": TIMEOUT}
    entry = {**settings.CACHES["lists"], "LOCATION": f"unix://{server.socket}", "OPTIONS": options}
    settings.CACHES = {**settings.CACHES, "lists": entry}
    return caches["lists"]


@pytest.fixture
def as_another(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Read from now on as another process does, which knows nothing of what this one missed."""

    def become() -> None:
        monkeypatch.setattr(serving, "missed", Missed(lambda tables: None))
        changes.outages.forget()

    return become


def save() -> None:
    book = Book.objects.get()
    book.title += "!"
    book.save()


def stamp() -> bytes | None:
    return Stamps(store_of("lists")).look(["testapp_book"], "").stamps


@pytest.fixture(autouse=True)
def book() -> None:
    Book.objects.create(title="One")


def test_a_full_cache_forgets_what_it_cannot_be_told_of(server: Server, lists: Any, as_another: Callable[[], None]):
    assert states(2) == ["miss", "hit"]
    server.fill()
    save()
    as_another()
    assert states(2) == ["bypass", "bypass"]


def test_a_full_cache_that_has_room_again(server: Server, lists: Any, as_another: Callable[[], None]):
    assert states(2) == ["miss", "hit"]
    server.fill()
    save()
    as_another()
    server.empty()
    assert states(2) == ["miss", "hit"]


def test_who_has_written_makes_up_before_it_reads(server: Server, lists: Any):
    assert states(2) == ["miss", "hit"]
    server.kill()
    save()
    assert states(1) == ["bypass"]
    server.start()
    changes.outages.forget()
    assert states(2) == ["miss", "hit"]


def test_who_has_written_makes_up_though_it_never_reads(server: Server, lists: Any, as_another: Callable[[], None]):
    """Redis was away while a write was committed, and comes back with what it had: that is not shown for long."""
    assert states(2) == ["miss", "hit"]
    before = stamp()
    server.kill()
    save()
    server.start()
    assert stamp() == before
    for _ in range(500):
        if changes.missed.is_empty:
            break
        sleep(0.02)
    as_another()
    assert states(2) == ["miss", "hit"]


def test_one_that_was_not_announced_takes_no_other_s_place(server: Server, lists: Any):
    """Redis comes back while the transaction is open, and another one has been announced meanwhile."""
    stamp()
    server.kill()
    change = changes.Change(connection, frozenset({"testapp_book"}), set())
    server.start()
    stamp()
    changes.stamps().writing(["testapp_book"])
    change()
    assert stamp() is None


def test_a_server_that_takes_no_writes_is_not_read_either(server: Server, lists: Any, as_another: Callable[[], None]):
    """A primary that has become a replica, a disk that is full: it would answer with what it had for ever."""
    assert states(2) == ["miss", "hit"]
    server.client.replicaof("127.0.0.1", "1")
    try:
        Book.objects.update(title="Changed")
        as_another()
        assert states(2) == ["bypass", "bypass"]
    finally:
        server.client.replicaof("NO", "ONE")
