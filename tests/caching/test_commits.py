"""How the cache hears of a commit, whatever else the project does with its connection and with Django's hooks."""

from typing import Any

import pytest
from django.db import connection, transaction

from tests.caching.shelves import states
from tests.testapp.models import Book

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def book() -> Book:
    return Book.objects.create(title="One")


class Failed(Exception):
    """What a project's own hook raises."""


def fail() -> None:
    raise Failed


def save_before_a_hook_that_fails(book: Book) -> None:
    with transaction.atomic():
        transaction.on_commit(fail)
        book.save()


def test_a_hook_that_fails_before_the_cache_has_heard(lists: Any, book: Book):
    assert states(2) == ["miss", "hit"]
    with pytest.raises(Failed):
        save_before_a_hook_that_fails(book)
    assert states(2) == ["miss", "hit"]


def test_a_hook_that_fails_and_a_rollback_after_it(lists: Any, book: Book):
    with pytest.raises(Failed):
        save_before_a_hook_that_fails(book)
    assert states(2) == ["miss", "hit"]
    with transaction.atomic():
        book.save()
        transaction.set_rollback(True)
    assert states(2)[1] == "hit"


def test_committed_by_hand_and_then_another_rolled_back(lists: Any, book: Book):
    assert states(2) == ["miss", "hit"]
    transaction.set_autocommit(False)
    try:
        Book.objects.update(title="By hand")
        transaction.commit()
        book.tags.clear()
        transaction.rollback()
    finally:
        transaction.set_autocommit(True)
    assert states(2) == ["miss", "hit"]


def test_committed_by_hand_and_then_closed(lists: Any):
    if connection.vendor == "sqlite":
        pytest.skip("a closed connection to a database in memory takes it away")
    assert states(2) == ["miss", "hit"]
    transaction.set_autocommit(False)
    Book.objects.update(title="By hand")
    transaction.commit()
    connection.close()
    assert states(2) == ["miss", "hit"]


def test_rolled_back_by_hand(lists: Any):
    assert states(2) == ["miss", "hit"]
    transaction.set_autocommit(False)
    try:
        Book.objects.update(title="By hand")
        transaction.rollback()
    finally:
        transaction.set_autocommit(True)
    assert states(1) == ["hit"]
