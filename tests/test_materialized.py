"""Materialised views on a real PostgreSQL: made, refreshed under readers, looked at, taken away."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, models, transaction
from django.utils import timezone

from drf_sqllist.rawsql.materialized import Materialized, MaterializedError
from drf_sqllist.rawsql.rows import source_of
from tests.testapp.models import Author

pytestmark = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")

LOCK = 4711
SQL = f"""
SELECT a.id, a.name, 100 AS share, json_build_object('%%', a.name) AS document
FROM testapp_author a, (SELECT pg_advisory_xact_lock_shared({LOCK})) AS hold -- the end"""
COLUMNS = {"id": int, "name": str, "share": models.DecimalField(max_digits=5, decimal_places=2), "document": dict}


def report(key: str | None = "id", sql: str = SQL, name: str = "author_report") -> Materialized:
    return Materialized(name, source_of(sql, COLUMNS, key=key), key)


def rows(of: Materialized) -> list[Any]:
    queryset: models.QuerySet[Any] = models.QuerySet(of.kept.model, query=of.kept.query({}))
    return list(queryset.order_by("id").values_list("name", "share", "document"))


@pytest.fixture
def made(transactional_db: None) -> Iterator[Materialized]:
    for name in ("a", "b%"):
        Author.objects.create(name=name)
    of = report()
    of.create(connection)
    yield of
    with connection.cursor() as cursor:
        cursor.execute("DROP MATERIALIZED VIEW IF EXISTS author_report")


def test_rows_are_kept_until_they_are_made_anew(made: Materialized) -> None:
    before = rows(made)
    assert [(name, str(share), document) for name, share, document in before] == [
        ("a", "100.00", {"%": "a"}),
        ("b%", "100.00", {"%": "b%"}),
    ]
    Author.objects.create(name="c")
    assert rows(made) == before
    made.refresh(connection)
    assert [name for name, *_ in rows(made)] == ["a", "b%", "c"]
    Author.objects.filter(name="a").delete()
    made.refresh(connection, concurrently=True)
    assert [name for name, *_ in rows(made)] == ["b%", "c"]


def test_status(made: Materialized) -> None:
    status = made.status(connection)
    assert status.is_current
    assert status.is_keyed
    assert status.size > 0
    assert status.refreshed is not None
    assert timedelta() < timezone.now() - status.refreshed < timedelta(minutes=5)
    made.refresh(connection)
    later = made.refreshed(connection)
    assert later is not None
    assert later > status.refreshed


@pytest.mark.parametrize("concurrently", [True, False])
def test_readers_during_a_refresh(made: Materialized, concurrently: bool) -> None:
    """The refresh waits for a lock of ours; whoever reads meanwhile has to wait for it only if it is not concurrent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        Author.objects.create(name="c")
        refreshing = _in_thread(lambda: made.refresh(connections["default"], concurrently))
        _wait_for_refresh(cursor)
        try:
            cursor.execute("SET lock_timeout = '200ms'")
            if concurrently:
                assert len(rows(made)) == 2
            else:
                with pytest.raises(OperationalError, match="lock timeout"):
                    rows(made)
        finally:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            refreshing.join()
    assert len(rows(made)) == 3


def _in_thread(call: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            call()
        finally:
            connections["default"].close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _wait_for_refresh(cursor: Any) -> None:
    for _ in range(1000):
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [LOCK]
        )
        if cursor.fetchone() == (1,):
            return
        cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("The refresh never came to its rows.")


def test_made_twice(made: Materialized) -> None:
    with pytest.raises(MaterializedError, match="author_report is there already: refresh it, or drop it first"):
        made.create(connection)


def test_changed_since(made: Materialized) -> None:
    changed = report(sql=SQL.replace("100", "50"))
    assert not changed.status(connection).is_current
    with pytest.raises(MaterializedError, match="has changed since it was created: drop and create it"):
        changed.refresh(connection)


def test_no_key(transactional_db: None) -> None:
    of = report(key=None, name="keyless_report")
    of.create(connection)
    try:
        assert not of.status(connection).is_keyed
        of.refresh(connection)
        with pytest.raises(MaterializedError, match="cannot be refreshed concurrently: it has no unique key"):
            of.refresh(connection, concurrently=True)
    finally:
        of.drop(connection)
    with pytest.raises(MaterializedError, match="sqllist materialize create keyless_report"):
        of.drop(connection)


def test_a_key_that_is_not_unique(transactional_db: None) -> None:
    for _ in range(2):
        Author.objects.create(name="same")
    with pytest.raises(MaterializedError, match="key 'name' of author_report is not unique"):
        report(key="name").create(connection)
    assert report(key="name").refreshed(connection) is None
    Author.objects.first().delete()  # type: ignore[union-attr]
    of = report(key="name")
    of.create(connection)
    Author.objects.create(name="same")
    for concurrently in (True, False):
        with pytest.raises(MaterializedError, match="is not unique"):
            of.refresh(connection, concurrently)
    assert len(rows(of)) == 1
    of.drop(connection)


def test_rows_that_are_the_same_throughout(transactional_db: None) -> None:
    Author.objects.create(name="a")
    sql = SQL.replace("a.id", "1 AS id")
    of = report(sql=sql)
    of.create(connection)
    Author.objects.create(name="a")
    with pytest.raises(MaterializedError, match="is not unique"):
        of.refresh(connection, concurrently=True)
    of.drop(connection)


@pytest.mark.django_db
def test_a_table_of_that_name() -> None:
    with pytest.raises(MaterializedError, match="testapp_author is a table or view already"):
        report(name="testapp_author").create(connection)


@pytest.mark.django_db
def test_in_a_schema_and_in_a_transaction() -> None:
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("CREATE SCHEMA reports")
        of = report(name="reports.authors")
        of.create(connection)
        assert of.status(connection).is_current
        assert rows(of) == []


@pytest.mark.parametrize("name", ["Report", 'a"b', "a.b.c", "", "1a", "a b", "%s"])
def test_names(name: str) -> None:
    with pytest.raises(MaterializedError, match="cannot be the name of a materialised view"):
        report(name=name)


def test_parameters() -> None:
    with pytest.raises(MaterializedError, match=r"has the parameter %\(since\)s"):
        report(sql="SELECT 1 AS id WHERE %(since)s IS NULL")
