"""Tables whose triggers are gone, or of which none can tell; databases that have none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from drf_sqllist.caching import moves
from drf_sqllist.caching.moves import look
from drf_sqllist.triggering import install
from tests.caching.outside import write
from tests.caching.shelves import Cached, get, states
from tests.caching.triggered import TABLES, stamp, triggers  # noqa: F401 (a fixture)
from tests.statements import record
from tests.testapp.models import Book, Tag

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own"),
]


def sql(*statements: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return run


DISABLED = "ALTER TABLE testapp_tag DISABLE TRIGGER drf_sqllist_write"
LESS = "ALTER TABLE testapp_tag ENABLE TRIGGER drf_sqllist_write"


@pytest.mark.parametrize("sql", [DISABLED, LESS, "DROP TRIGGER drf_sqllist_write ON testapp_tag"])
def test_a_table_whose_trigger_is_gone(sql: str):
    assert states(2) == ["miss", "hit"]
    write(sql)
    assert get().sqllist.cache.reason == (
        "testapp_tag has no trigger that tells of its writers: "
        "run manage.py sqllist triggers install --table testapp_tag"
    )
    list(install("default", ["testapp_tag"]))
    assert states(2) == ["miss", "hit"]


def test_all_is_gone_while_processes_run():
    """Also for a request in a transaction, which an error must not end."""
    assert states(2) == ["miss", "hit"]
    write("DROP FUNCTION drf_sqllist_move, drf_sqllist_look CASCADE; DROP TABLE drf_sqllist_stamp")
    with transaction.atomic():
        assert states(1) == ["bypass"]
        assert Book.objects.count() == 5
    assert get().sqllist.cache.reason == (
        "CACHE_TRIGGERS is on, and no trigger is there: run manage.py sqllist triggers install"
    )
    list(install("default", TABLES))
    assert states(2) == ["miss", "hit"]


def test_a_request_in_a_transaction():
    with transaction.atomic():
        assert states(2) == ["miss", "hit"]
    assert states(1) == ["hit"]


def test_who_writes_needs_no_rights_of_ours():
    write("CREATE ROLE sqllist_clerk; GRANT SELECT, UPDATE ON testapp_tag TO sqllist_clerk")
    try:
        assert states(2) == ["miss", "hit"]
        write("SET ROLE sqllist_clerk; UPDATE testapp_tag SET weight = 3")
        assert states(2) == ["miss", "hit"]
    finally:
        write("DROP OWNED BY sqllist_clerk; DROP ROLE sqllist_clerk")


PARTED = "is in parts (partitions, heirs), and a statement fires the triggers of the one alone that it names"
OTHERS = {
    "CREATE TABLE other (id int) PARTITION BY LIST (id)": f"other {PARTED}",
    "CREATE TABLE all_others (id int); CREATE TABLE other () INHERITS (all_others)": f"other {PARTED}",
    "CREATE MATERIALIZED VIEW other AS SELECT 1": "other is a materialised view, of whose refresh no trigger tells",
    "CREATE TABLE another (id int)": "other is no table of this database, so that no trigger tells of its writers",
    "CREATE TABLE other (id int)": "other has no trigger that tells of its writers: "
    "run manage.py sqllist triggers install --table other",
    "CREATE VIEW other AS SELECT 1": "",
}


@pytest.mark.parametrize(("made", "reason"), OTHERS.items(), ids=[made.partition(" AS")[0] for made in OTHERS])
def test_what_no_trigger_tells_of(made: str, reason: str):
    with transaction.atomic():
        sql(made)()
        assert look(connection, ["other"]).reason == reason
        transaction.set_rollback(True)


def test_a_table_of_the_same_name_in_another_schema():
    """Nobody asks which of the two a statement means: both must tell."""
    with transaction.atomic():
        sql("CREATE SCHEMA elsewhere", "CREATE TABLE elsewhere.testapp_tag (id int)")()
        assert "testapp_tag has no trigger" in look(connection, TABLES).reason
        list(install("default", ["testapp_tag"]))
        before = look(connection, TABLES)
        transaction.set_rollback(True)
    assert before.reason == ""


def test_a_table_whose_name_has_capitals(monkeypatch: Any):
    monkeypatch.setattr(Tag._meta, "db_table", 'Odd "Tags')
    moves._spellings.cache_clear()
    try:
        with transaction.atomic():
            sql('CREATE TABLE "Odd Tags" (id int)')()
            assert "Odd Tags has no trigger" in look(connection, ["odd tags"]).reason
            list(install("default", ["Odd Tags"]))
            assert look(connection, ["odd tags"]).reason == ""
            transaction.set_rollback(True)
    finally:
        monkeypatch.undo()
        moves._spellings.cache_clear()


class Plain(Cached):
    """Read without a setting of the project's, nobody asks for triggers."""


def test_without_the_setting_nothing_is_asked(settings: Any):
    settings.DRF_SQLLIST = {"CACHE": "lists"}
    assert states(1, Plain) == ["miss"]
    with record() as sent:
        assert get(Plain).sqllist.cache.state == "hit"
    assert len(sent) == 0
