"""Transactions that are begun, committed or set by SQL of the project's own, which Django knows nothing of."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from tests.caching.shelves import get, states
from tests.testapp.models import Book

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="two connections at once"),
]


@pytest.fixture(autouse=True)
def book() -> Book:
    return Book.objects.create(title="One")


def elsewhere(do: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives in another thread, and so by another connection."""

    def called() -> Any:
        try:
            return do(*arguments)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(called).result()


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


@pytest.mark.parametrize("end", ["COMMIT", "end"])
def test_what_is_committed_by_sql(lists: Any, end: str):
    execute("BEGIN", "UPDATE testapp_book SET title = 'Two'")
    assert elsewhere(states, 2) == ["miss", "hit"]
    execute(end)
    assert elsewhere(states, 2) == ["miss", "hit"]


def test_nothing_is_kept_in_a_transaction_of_sql(lists: Any):
    execute("BEGIN", "UPDATE testapp_book SET title = 'Two'")
    get()
    execute("ROLLBACK")
    assert elsewhere(states, 2) == ["miss", "hit"]


def read_in_a_snapshot(*statements: str) -> None:
    """A list that another connection changes between the snapshot's beginning and the list's statement."""
    with transaction.atomic():
        execute(*statements)
        assert Book.objects.count() == 1
        elsewhere(lambda: Book.objects.update(title="Two"))
        assert str(get().sqllist.cache) == "bypass: this transaction may see the past"


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_nothing_is_kept_of_a_snapshot_that_sql_asks_for(lists: Any, level: str):
    read_in_a_snapshot(f"SET TRANSACTION ISOLATION LEVEL {level}")
    assert states(2) == ["miss", "hit"]


def test_nothing_is_kept_of_snapshots_that_the_server_is_set_to(lists: Any):
    execute("SET default_transaction_isolation = 'repeatable read'")
    try:
        read_in_a_snapshot()
    finally:
        connection.close()
    assert states(2) == ["miss", "hit"]


def test_what_is_read_in_a_usual_transaction_is_kept(lists: Any):
    with transaction.atomic():
        assert states(2) == ["miss", "hit"]


def test_a_hit_connects_to_no_database(lists: Any):
    assert states(2) == ["miss", "hit"]
    connection.close()
    assert str(get().sqllist.cache) == "hit"
    assert connection.connection is None
