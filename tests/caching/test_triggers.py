"""Lists that follow programs outside Django, by PostgreSQL's own triggers."""

import json
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from drf_sqllist import ListCache
from drf_sqllist.caching import trigger_sql
from drf_sqllist.caching.moves import look
from drf_sqllist.caching.triggers import Triggers
from drf_sqllist.triggering import install
from tests.caching.outside import write, writer
from tests.caching.shelves import Cached, get, states
from tests.caching.triggered import TABLES, stamp, triggers  # noqa: F401 (a fixture)
from tests.statements import record
from tests.testapp.models import Tag

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own"),
]


def test_one_small_statement_for_a_list_that_is_kept():
    with record() as sent:
        first = get()
    assert (first.sqllist.cache.state, first.sqllist.queries) == ("miss", len(sent))
    with record() as sent:
        second = get()
    assert (second.sqllist.cache.state, second.sqllist.queries, len(sent)) == ("hit", 1, 1)
    assert second.content == first.content


WRITES = {
    "update": "UPDATE testapp_book SET title = 'Changed'",
    "of another schema's search path": "SET search_path = pg_temp; UPDATE public.testapp_book SET title = 'Changed'",
    "insert": "INSERT INTO testapp_tag (name, weight) VALUES ('z', 9)",
    "delete": "DELETE FROM testapp_book_tags",
    "truncate": "TRUNCATE testapp_book_tags",
    "truncate with what points at it": "TRUNCATE testapp_tag CASCADE",
    "merge": "MERGE INTO testapp_tag t USING (VALUES ('a')) v (name) ON t.name = v.name "
    "WHEN MATCHED THEN UPDATE SET weight = 8",
    "in a common table expression": "WITH w AS (UPDATE testapp_author SET name = 'X' RETURNING 1) SELECT * FROM w",
    "in a block": "DO $$ BEGIN EXECUTE 'UPDATE testapp_' || 'tag SET weight = 7'; END $$",
    "in a restore": "SET session_replication_role = replica; UPDATE testapp_tag SET weight = 6",
    "behind a switched off trigger": "ALTER TABLE testapp_tag DISABLE TRIGGER USER; UPDATE testapp_tag SET weight = 5; "
    "ALTER TABLE testapp_tag ENABLE ALWAYS TRIGGER drf_sqllist_write",
    "rewritten": "ALTER TABLE testapp_tag ALTER weight TYPE bigint USING weight + 1; "
    "ALTER TABLE testapp_tag ALTER weight TYPE integer",
}


@pytest.mark.parametrize("sql", WRITES.values(), ids=WRITES)
def test_a_write_is_seen_at_once(sql: str):
    assert states(2) == ["miss", "hit"]
    write(sql)
    assert states(2) == ["miss", "hit"]


class Tagged(Cached):
    cache = ListCache(etag=True)


def test_a_client_that_has_the_response():
    """Its tag is told by the database's stamps, too: 304 by the small statement alone, until a program writes."""
    tag = get(Tagged)["ETag"]
    with record() as sent:
        assert get(Tagged, HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert len(sent) == 1
    write("UPDATE testapp_tag SET weight = 4")
    response = get(Tagged, HTTP_IF_NONE_MATCH=tag)
    assert (response.status_code, response["ETag"] == tag) == (200, False)


def copy(program: Any) -> None:
    cursor = program.cursor()
    if hasattr(cursor, "copy"):
        with cursor.copy("COPY testapp_tag (name, weight) FROM STDIN") as rows:
            rows.write("copied\t3\n")
    else:
        import io

        cursor.copy_expert("COPY testapp_tag (name, weight) FROM STDIN", io.StringIO("copied\t3\n"))


def test_copied_rows_are_seen_at_once():
    assert states(2) == ["miss", "hit"]
    with writer() as program:
        copy(program)
        program.commit()
    assert states(2) == ["miss", "hit"]


def test_rows_that_the_database_deletes_by_itself():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE shelf (id int PRIMARY KEY)")
        cursor.execute("CREATE TABLE shelved (shelf int REFERENCES shelf ON DELETE CASCADE)")
    try:
        list(install("default", ["shelved"]))
        write("INSERT INTO shelf VALUES (1); INSERT INTO shelved VALUES (1)")
        before = look(connection, ["shelved"])
        write("DELETE FROM shelf")
        assert look(connection, ["shelved"]).stamps != before.stamps
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE shelved, shelf")


def test_an_open_transaction_and_its_end():
    """Nobody waits for it, nothing of it is seen, and what is rolled back moves nothing."""
    assert states(2) == ["miss", "hit"]
    with writer() as program:
        program.cursor().execute("UPDATE testapp_book SET title = 'Never'")
        assert states(2) == ["hit", "hit"]
        program.rollback()
        assert states(1) == ["hit"]
        program.cursor().execute("UPDATE testapp_book SET title = 'Once'")
        assert states(1) == ["hit"]
        program.commit()
    assert states(2) == ["miss", "hit"]


def test_the_order_of_commits_is_nothing_to_it():
    """The transaction that began first is committed last: each of the two is seen."""
    seen = [stamp()]
    with writer() as first, writer() as second:
        for program, number in ((first, 1), (second, 2)):
            program.cursor().execute(f"UPDATE testapp_book SET title = 'By {number}' WHERE title = 'Book {number}'")
        for program in (second, first):
            program.commit()
            assert states(2)[1] == "hit"
            seen.append(stamp())
    assert len({*seen}) == 3


def test_two_writers_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch):
    """Nor for one that has added up their table's stamps, and is not committed."""
    monkeypatch.setattr(trigger_sql, "SUM_UP_EACH", 1)
    Triggers(connection).prepare()
    with writer() as first, writer() as second:
        first.cursor().execute("UPDATE testapp_book SET title = 'A' WHERE title = 'Book 1'")
        cursor = second.cursor()
        cursor.execute("SET lock_timeout = '1ms'")
        for _ in range(3):
            cursor.execute("UPDATE testapp_book SET title = title WHERE title = 'Book 2'")
            second.commit()
        cursor.execute("UPDATE testapp_author SET name = 'B'")
        first.cursor().execute("UPDATE testapp_tag SET weight = 2")
        cursor.execute("UPDATE testapp_tag SET name = name WHERE false")
        second.commit()
        first.commit()


def test_stamps_are_added_up():
    with writer() as program:
        for _ in range(100):
            program.cursor().execute("UPDATE testapp_tag SET weight = weight")
            program.commit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM drf_sqllist_stamp WHERE relation = 'testapp_tag'::regclass")
        assert cursor.fetchone()[0] < 100
    assert states(2) == ["miss", "hit"]


def test_no_stamp_comes_twice():
    """Writers that commit and roll back at once, while stamps are added up: two looks that agree saw the same rows."""
    ended = threading.Event()

    def change(number: int) -> None:
        with writer() as program:
            while not ended.is_set():
                program.cursor().execute(f"UPDATE testapp_tag SET weight = weight + 1 WHERE name = 'by {number}'")
                program.cursor().execute("UPDATE testapp_tag SET weight = weight WHERE false")
                program.rollback() if number == 0 else program.commit()

    for number in range(3):
        write(f"INSERT INTO testapp_tag (name, weight) VALUES ('by {number}', 0)")
    writers = [threading.Thread(target=change, args=[number]) for number in range(3)]
    for thread in writers:
        thread.start()
    try:
        seen: dict[bytes, Any] = {}
        for _ in range(400):
            before, rows, after = stamp(), list(Tag.objects.order_by("id").values_list("weight", flat=True)), stamp()
            if before == after:  # then nothing was committed between them
                assert seen.setdefault(before, rows) == rows
    finally:
        ended.set()
        for thread in writers:
            thread.join()
    assert len(seen) > 1


def test_a_reader_sees_all_that_was_committed_before_it_began():
    """Programs that write, commit slowly and roll back, while others read by way of the cache."""
    ended = threading.Event()
    committed = [0, 0, 0]
    problems: list[Any] = []
    found: set[str] = set()
    for number in range(3):
        write(f"UPDATE testapp_book SET title = '0', price = {number} WHERE title = 'Book {number}'")

    def change(number: int) -> None:
        with writer() as program:
            for value in range(1, 100_000):
                cursor = program.cursor()
                cursor.execute(f"UPDATE testapp_book SET title = '{value}' WHERE price = {number}")
                if value % 3 == 0:
                    program.rollback()
                else:
                    ended.wait(0.002 * (value % 7))
                    program.commit()
                    committed[number] = value
                if ended.wait(0.004 * (value % 11)):
                    return

    def read() -> None:
        try:
            for _ in range(150):
                before = list(committed)
                response = get()
                found.add(response.sqllist.cache.state)
                books = {book["price"]: book["title"] for book in json.loads(response.content)["results"]}
                seen = [int(books[f"{number}.00"]) for number in range(3)]
                problems.extend(pair for pair in zip(before, seen, strict=True) if pair[0] > pair[1])
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=change, args=[number]) for number in range(3)]
    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in readers:
        thread.join()
    ended.set()
    for thread in writers:
        thread.join()
    assert problems == []
    assert {"hit", "miss"} <= found


def test_a_database_that_is_restored_has_another_future():
    write("CREATE TABLE backup AS SELECT * FROM drf_sqllist_stamp")
    try:
        write("UPDATE testapp_tag SET weight = 2")
        before = stamp()
        write("DELETE FROM drf_sqllist_stamp; INSERT INTO drf_sqllist_stamp SELECT * FROM backup")
        write("UPDATE testapp_tag SET weight = 3")
        assert stamp() != before
    finally:
        write("DROP TABLE backup")


def function_that_writes(weight: int) -> None:
    """A write that no statement tells of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_temp.weigh(%s)", [weight])


def test_a_transaction_sees_each_of_its_own_changes():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.weigh(given int) RETURNS void LANGUAGE sql "
            "AS 'UPDATE testapp_tag SET weight = given'"
        )
    assert states(2) == ["miss", "hit"]
    with transaction.atomic():
        function_that_writes(4)
        assert states(2) == ["bypass", "bypass"]
        function_that_writes(5)
        assert states(2) == ["bypass", "bypass"]
    assert states(2) == ["miss", "hit"]
    with transaction.atomic():
        mark = transaction.savepoint()
        function_that_writes(6)
        assert states(1) == ["bypass"]
        transaction.savepoint_rollback(mark)
        assert states(1) == ["hit"]
        function_that_writes(7)
        assert states(1) == ["bypass"]
    assert states(2) == ["miss", "hit"]
