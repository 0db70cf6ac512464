"""Lists that are kept: the same bytes as DRF's, from the cache until something changes, and never longer."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F

from tests.caching.conftest import every_backend
from tests.caching.shelves import Cached, get, states
from tests.statements import record
from tests.testapp.models import Author, Book, Tag

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def books() -> None:
    ann, bob = Author.objects.create(name="Ann"), Author.objects.create(name="Bob é\u2028")
    tags = [Tag.objects.create(name=name, weight=1) for name in "ab"]
    for number in range(30):
        book = Book.objects.create(title=f"Book {number}", author=(ann, bob)[number % 2])
        book.tags.set(tags[: number % 3])


class Undone(Exception):
    """Rolls a transaction back."""


def undone(write: Callable[[], Any]) -> None:
    """Write in a transaction that is rolled back, or in a savepoint."""
    with suppress(Undone), transaction.atomic():
        write()
        raise Undone


@every_backend
def test_one_statement_and_then_none(lists: Any):
    with record() as sent:
        first = get()
    assert (first.sqllist.cache.state, len(sent), first.sqllist.mode) == ("miss", 1, "sql"), first.sqllist
    with record() as sent:
        second = get()
    assert (second.sqllist.cache.state, len(sent), second.sqllist.mode) == ("hit", 0, "sql")
    assert second.content == first.content
    assert second.sqllist.cache.age >= 0
    assert states(2) == ["hit", "hit"]


def test_pages_and_renderers_share_nothing_but_rows(lists: Any):
    assert states(2, url="/books/?page=2") == ["miss", "hit"]
    assert states(1, url="/books/?page=2&size=20") == ["hit"]  # the same rows; the links differ, and are DRF's
    assert states(1, url="/books/?size=7") == ["miss"]


def one_book() -> Book:
    return Book.objects.order_by("id")[3]


def raw(sql: str, params: Any = None) -> Callable[[], Any]:
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)

    return write


def raw_many() -> None:
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE testapp_author SET name = %s WHERE name = %s", [("X", "Ann"), ("Y", "X")])


def save() -> None:
    book = one_book()
    book.title = "Changed"
    book.save()


WRITES: dict[str, Callable[[], Any]] = {
    "save": save,
    "create": lambda: Book.objects.create(title="New", author=Author.objects.all()[0]),
    "delete": lambda: one_book().delete(),
    "delete of a related row, with all that goes with it": lambda: Author.objects.all()[0].delete(),
    "related": lambda: Author.objects.update(name="Other"),
    "update": lambda: Book.objects.update(price=F("id")),
    "bulk_create": lambda: Book.objects.bulk_create([Book(title="Bulk", author=Author.objects.all()[0])]),
    "bulk_update": lambda: Book.objects.bulk_update([Book(id=one_book().id, title="Bulk")], ["title"]),
    "many-to-many add": lambda: one_book().tags.add(Tag.objects.all()[1]),
    "many-to-many clear": lambda: Book.objects.order_by("id")[2].tags.clear(),
    "many-to-many set": lambda: one_book().tags.set(Tag.objects.all()),
    "raw": raw("UPDATE testapp_tag SET weight = weight + %s", [1]),
    "raw, with a comment": raw("-- all of them\nupdate testapp_tag set weight = 7"),
    "raw, of a common table expression": raw(
        "WITH some AS (SELECT id FROM testapp_tag) UPDATE testapp_tag SET weight = 8 WHERE id IN (SELECT id FROM some)"
    ),
    "executemany": raw_many,
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@every_backend
def test_a_write_is_seen_at_once(lists: Any, write: Callable[[], Any]):
    assert states(2) == ["miss", "hit"]
    before = get().content
    write()
    after = states(2)
    assert after == ["miss", "hit"]
    assert get().content != before


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_in_a_transaction(lists: Any, write: Callable[[], Any]):
    """Who has written sees that, and keeps nothing; nothing changes for the others before it is committed."""
    assert states(2) == ["miss", "hit"]
    with transaction.atomic():
        write()
        assert states(2) == ["bypass", "bypass"]
    assert states(2) == ["miss", "hit"]


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_is_rolled_back_moves_nothing(lists: Any, write: Callable[[], Any]):
    assert states(2) == ["miss", "hit"]
    undone(write)
    assert states(1) == ["hit"]


def test_a_savepoint_that_is_rolled_back(lists: Any):
    assert states(2) == ["miss", "hit"]
    with transaction.atomic():
        undone(save)
        Tag.objects.get(name="a")
    assert states(1) == ["hit"]
    with transaction.atomic():
        undone(save)
        save()
    assert states(2) == ["miss", "hit"]


def test_a_statement_that_fails_moves_nothing(lists: Any):
    from django.db import IntegrityError

    assert states(2) == ["miss", "hit"]
    with pytest.raises(IntegrityError):
        Book.objects.filter(id=one_book().id).update(title=None)
    assert states(1) == ["hit"]


def test_other_tables_are_nothing_to_it(lists: Any):
    from tests.testapp.models import Country

    assert states(2) == ["miss", "hit"]
    Country.objects.create(code="NL", name="Nederland")
    assert states(1) == ["hit"]


def test_a_view_without_a_cache(lists: Any):
    class Without(Cached):
        cache = None

    assert get(Without).sqllist.cache is None
