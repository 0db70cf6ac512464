"""Lists that are kept: the same bytes as DRF's, from the cache until something changes, and never longer."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.db.backends.signals import connection_created
from django.db.models import F
from rest_framework.pagination import CursorPagination

from drf_sqllist import ListCache, SQLListView, fetching, touch
from drf_sqllist.caching.stores import store_of
from drf_sqllist.problems import Bail
from drf_sqllist.profiling import profile
from tests.caching.conftest import every_backend
from tests.caching.shelves import Cached, Shelf, Uncached, get, states
from tests.statements import record
from tests.testapp.models import Author, Book, Country, Tag

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
        "WITH few AS (SELECT id FROM testapp_tag) UPDATE testapp_tag SET weight = 8 WHERE id IN (SELECT id FROM few)"
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

    assert states(2) == ["miss", "hit"]
    with pytest.raises(IntegrityError):
        Book.objects.filter(id=one_book().id).update(title=None)
    assert states(1) == ["hit"]


def test_other_tables_are_nothing_to_it(lists: Any):
    assert states(2) == ["miss", "hit"]
    Country.objects.create(code="NL", name="Nederland")
    assert states(1) == ["hit"]


def test_a_view_without_a_cache(lists: Any):
    class Without(Cached):
        cache = None

    assert get(Without).sqllist.cache is None


def test_a_cursor_knows_where_it_is(lists: Any):
    class Cursors(CursorPagination):
        page_size = 4
        ordering = ("-price", "id")

    class Theirs(Uncached):
        pagination_class = Cursors

    class Kept(Cached):
        pagination_class = Cursors

    Book.objects.update(price=F("id"))
    url = "/books/"
    for state in ("miss", "hit"):
        while url:
            expected, actual = get(Theirs, url), get(Kept, url)
            assert actual.content == expected.content
            assert actual.sqllist.cache.state == state
            url = actual.data["next"]
        url = "/books/"


def test_a_list_of_drfs_own_is_not_kept(lists: Any):
    class Off(Cached):
        sqllist_enabled = False

    assert str(get(Off).sqllist.cache) == "bypass: the list is not made by SQL"


def test_every_lists(lists: Any, settings: Any):
    class Unsaid(Shelf, SQLListView):
        """Says nothing of a cache."""

    class Out(Unsaid):
        cache = None

    assert get(Unsaid).sqllist.cache is None
    settings.DRF_SQLLIST = {"CACHE": "lists", "CACHE_LISTS": "all"}
    assert get(Unsaid).sqllist.cache.state == "miss"
    assert get(Unsaid).sqllist.cache.state == "hit"
    assert get(Out).sqllist.cache is None


def test_without_the_setting(settings: Any):
    with pytest.raises(ImproperlyConfigured, match=r"Cached.cache: DRF_SQLLIST\['CACHE'\] names no cache"):
        get(Cached)
    with pytest.raises(ImproperlyConfigured, match=r"touch\(\)"):
        touch(Book)


def test_a_connection_that_opens_while_it_is_watched_by_others(lists: Any):
    """Django takes the wrapper away that came last: it must not be ours."""
    assert states(2) == ["miss", "hit"]
    connection.execute_wrappers = []
    if connection.vendor == "postgresql":  # SQLite in memory is gone with its connection
        connection.close()
    with record():
        connection_created.send(type(connection), connection=connection)
    save()
    assert states(2) == ["miss", "hit"]


def test_touch(lists: Any):
    assert states(2) == ["miss", "hit"]
    touch("testapp_country")
    assert states(1) == ["hit"]
    for what in ((Book,), ("testapp_tag",), ("public.testapp_author",), ()):
        touch(*what)
        assert states(2) == ["miss", "hit"]


def test_what_a_view_may_say():
    for wrong in ({"timeout": -1}, {"stale": "1"}, {"wait": None}, {"reads_tables": "a"}, {"pure": "f"}, {"vary": 3}):
        (name,) = wrong
        with pytest.raises(ImproperlyConfigured, match=rf"ListCache\({name}="):
            ListCache(**wrong)


def test_rows_that_sql_cannot_write_are_waited_for_by_nobody(lists: Any, monkeypatch: pytest.MonkeyPatch):
    def bail(*args: Any) -> None:
        raise Bail

    monkeypatch.setattr(fetching, "run", bail)
    found = []
    for _ in range(2):
        response = get()
        assert response.content == get(Uncached).content
        found.append((response.sqllist.mode, str(response.sqllist.cache)))
    assert found == [("serializer", "miss"), ("serializer", "bypass: a row has a value that only DRF may answer")]
    monkeypatch.undo()
    Book.objects.update(price=1)
    assert states(2) == ["miss", "hit"]


@pytest.mark.parametrize("lists", ["redis", "django-redis"], indirect=True)
def test_a_writer_is_not_forgotten_with_the_one_before(lists: Any):
    """A number of writers lives for ten minutes from the first of them on, not from those that have ended."""
    assert states(2) == ["miss", "hit"]
    store, key = store_of("lists"), "sqllist:writers:testapp_tag"
    store.delete([key])
    store.count([key], 0, 5)
    with transaction.atomic():
        Tag.objects.update(weight=3)
        [seconds] = store.lives([key])
        assert seconds > 500
        # A second writer does not keep up the number of one that may have died.
        store.count([key], 1, 5000)
        assert store.lives([key])[0] <= 600
        store.count([key], -1, 5000)
    assert states(2) == ["miss", "hit"]


@every_backend
def test_a_profile_books_it_to_the_cache(lists: Any):
    get()
    with profile() as measured:
        response = get()
    assert response.sqllist.cache.state == "hit"
    assert measured.cache.seconds > 0
    assert measured.statements == 0
