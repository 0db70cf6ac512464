"""Stamps and numbers of writers, where keys expire and come late."""

from time import sleep
from typing import Any

import pytest

from drf_sqllist.caching import stamps
from drf_sqllist.caching.changes import stamps as project_stamps
from drf_sqllist.caching.stores import store_of
from tests.caching.conftest import every_backend

pytestmark = pytest.mark.django_db

TABLE = ["books"]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers are forgotten soon."""
    monkeypatch.setattr(stamps, "FORGOTTEN_AFTER", 1.0)


@every_backend
def test_a_writer_is_remembered_for_as_long_whenever_it_comes(lists: Any, short: None):
    """The number of writers is kept for a time: one that comes late in it is not forgotten with it."""
    books = project_stamps()
    assert books.look(TABLE, "").stamps is not None
    sleep(0.7)
    books.writing(TABLE)
    sleep(0.4)
    assert books.look(TABLE, "").stamps is None
    sleep(0.8)
    assert books.look(TABLE, "").stamps is not None


@every_backend
def test_a_writer_that_was_forgotten_takes_no_other_s_place(lists: Any):
    books = project_stamps()
    books.writing(TABLE)
    lists.delete("sqllist:writers:books")
    books.rolled_back(TABLE)
    books.writing(TABLE)
    assert books.look(TABLE, "").stamps is None


@every_backend
def test_nothing_is_asked_of_a_store_for_nothing(lists: Any):
    store = store_of("lists")
    assert store.get([]) == []
    store.set({}, None)
    store.renew({})
    store.count([], 1, 1.0)
    store.delete([])
