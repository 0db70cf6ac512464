"""``manage.py sqllist cache`` and ``manage.py sqllist triggers``."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.urls import path

from drf_sqllist.caching import changes
from tests.caching.conftest import every_backend
from tests.caching.shelves import Cached, Uncached, states
from tests.testapp.models import Author, Book, Tag

only_on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")
every_database = pytest.mark.django_db(transaction=True, databases="__all__")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


class Random(Cached):
    queryset = Book.objects.order_by("?")


class ByWord(Cached):
    pass


urlpatterns = [
    path("books/", Cached.as_view()),
    path("random/", Random.as_view()),
    path("by/<slug:nonsense>/", ByWord.as_view()),
    path("plain/", Uncached.as_view()),
]


@pytest.fixture(autouse=True)
def books() -> None:
    author = Author.objects.create(name="Ann")
    Book.objects.create(title="A", author=author).tags.add(Tag.objects.create(name="a", weight=1))


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("sqllist", *arguments, stdout=out)
    return out.getvalue()


def status(*arguments: str) -> Any:
    return json.loads(command("cache", "status", "--json", *arguments))


def by_table(found: Any) -> dict[str, Any]:
    return {one["table"]: one for one in found["tables"]}


@every_database
def test_the_views(lists: Any):
    found = {one["route"]: one for one in status()["views"]}
    assert set(found) == {"/books/", "/random/", "/by/<slug:nonsense>/"}
    assert found["/books/"] == {
        "route": "/books/",
        "view": "tests.caching.shelves.Cached",
        "tables": ["testapp_author", "testapp_book", "testapp_book_tags", "testapp_tag", "*"],
        "not_kept": "",
    }
    assert "may give another value at another time" in found["/random/"]["not_kept"]
    assert found["/by/<slug:nonsense>/"]["not_kept"] == "unknown: no row has values for the arguments of its URL"


def test_no_list_is_run_for_it(lists: Any):
    assert status()["tables"] == []
    assert states(1) == ["miss"]


@every_database
@only_on_postgresql
def test_a_view_whose_tables_have_no_triggers(lists: Any, settings: Any):
    settings.DRF_SQLLIST = {"CACHE": "lists", "CACHE_TRIGGERS": True}
    reason = {one["route"]: one["not_kept"] for one in status()["views"]}["/books/"]
    assert reason == "CACHE_TRIGGERS is on, and no trigger is there: run manage.py sqllist triggers install"


@every_backend
def test_the_tables(lists: Any, request: pytest.FixtureRequest):
    states(1)
    found = status()
    assert (found["cache"], found["error"]) == ("lists", "")
    assert found["milliseconds"] > 0
    tables = by_table(found)
    assert {name: one["writers"] for name, one in tables.items()} == dict.fromkeys(
        ["*", "testapp_author", "testapp_book", "testapp_book_tags", "testapp_tag"], 0
    )
    with transaction.atomic():
        Tag.objects.update(weight=2)
        book, tag = (by_table(status())[name] for name in ("testapp_book", "testapp_tag"))
        assert (book["writers"], tag["writers"]) == (0, 1)
        assert tag["stamp"] == tables["testapp_tag"]["stamp"]
        if "locmem" in request.node.name:
            assert tag["seconds"] is None
        else:
            assert 0 < tag["seconds"] <= 600
    assert by_table(status())["testapp_tag"]["stamp"] != tables["testapp_tag"]["stamp"]
    assert [*by_table(status("--table", "testapp_country"))] == ["testapp_country"]


def test_for_people(lists: Any):
    states(1)
    told = command("cache", "status")
    assert "lists: django_redis.cache.RedisCache, reached in" in told
    assert "* (all tables)" in told
    assert "/books/" in told


def test_a_cache_that_cannot_be_reached(lists: Any, settings: Any):
    settings.CACHES = {**settings.CACHES, "gone": {**settings.CACHES["lists"], "LOCATION": "redis://127.0.0.1:1/0"}}
    settings.DRF_SQLLIST = {"CACHE": "gone"}
    found = status()
    assert (found["tables"], found["milliseconds"]) == ([], None)
    assert "refused" in found["error"]
    assert "cannot be reached: ConnectionError" in command("cache", "status").replace("\n", " ")
    with pytest.raises(CommandError, match=r"^Nothing is cleared\. .*refused"):
        command("cache", "clear")


def test_cleared(lists: Any):
    assert states(2) == ["miss", "hit"]
    assert command("cache", "clear") == "No list that was kept is used any more.\n"
    assert states(2) == ["miss", "hit"]
    assert command("cache", "clear", "--table", "testapp_tag") == "No list that reads testapp_tag is used any more.\n"
    assert states(2) == ["miss", "hit"]
    Author.objects.create(name="Bob")
    assert states(2) == ["miss", "hit"]
    changes.stamps().touch(["testapp_country"])
    command("cache", "clear", "--table", "testapp_country")
    assert states(1) == ["hit"]


def test_a_table_that_no_list_reads(lists: Any):
    with pytest.raises(
        CommandError, match=r"^Nothing is cleared\. No list was kept that reads a table 'testapp_bok'\.$"
    ):
        command("cache", "clear", "--table", "testapp_bok")


@pytest.mark.parametrize("action", ["status", "clear"])
def test_a_project_without_a_cache(settings: Any, action: str):
    settings.DRF_SQLLIST = {}
    with pytest.raises(CommandError, match=r"DRF_SQLLIST\['CACHE'\] names no cache"):
        command("cache", action)


@only_on_postgresql
class TestTriggers:
    @pytest.fixture(autouse=True)
    def _removed(self) -> Any:
        yield
        command("triggers", "remove")

    def status(self, *arguments: str) -> dict[str, Any]:
        found = json.loads(command("triggers", "status", "--json", *arguments))
        return {one["table"]: one for one in found}

    def test_installed_and_removed(self):
        assert not any(one["installed"] for one in self.status().values())
        told = command("triggers", "install")
        assert "testapp_book_tags: installed\n" in told
        assert "testapp_hstorerow" not in told
        assert all(one["enabled"] for one in self.status().values())
        assert all(line.endswith(": is there already") for line in command("triggers", "install").splitlines())
        assert "testapp_book_tags: removed\n" in command("triggers", "remove")
        assert not any(one["installed"] for one in self.status().values())
        assert not self.left()

    def left(self) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname::text FROM pg_class WHERE relname ~ '^drf_sqllist' UNION ALL "
                "SELECT proname::text FROM pg_proc WHERE proname ~ '^drf_sqllist' UNION ALL "
                "SELECT tgname::text FROM pg_trigger WHERE tgname ~ '^drf_sqllist'"
            )
            return cursor.fetchall()

    def test_of_one_table(self):
        both = ("--table", "testapp_tag", "--table", "testapp_book")
        assert command("triggers", "install", *both) == "testapp_book: installed\ntestapp_tag: installed\n"
        assert (
            command("triggers", "install", *both) == "testapp_book: is there already\ntestapp_tag: is there already\n"
        )
        assert command("triggers", "remove", "--table", "testapp_tag") == "testapp_tag: removed\n"
        assert command("triggers", "remove", "--table", "testapp_tag") == "testapp_tag: has none\n"
        assert {name for name, one in self.status().items() if one["enabled"]} == {"testapp_book"}
        assert command("triggers", "remove") == "testapp_book: removed\n"
        assert command("triggers", "remove") == ""

    def test_for_people(self):
        command("triggers", "install", "--table", "testapp_tag", "--table", "testapp_book")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE testapp_tag DISABLE TRIGGER drf_sqllist_write")
        lines = [line.split() for line in command("triggers", "status").splitlines()]
        told = {words[0]: words[1:] for words in lines if words}
        assert told["testapp_book"] == ["default", "installed"]
        assert told["testapp_tag"] == ["default", "disabled", "install", "it", "again"]
        assert told["testapp_author"] == ["default", "none", "install"]

    def test_what_cannot_have_one(self):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE parted (id int) PARTITION BY LIST (id)")
        try:
            for name, reason in (
                ("parted", "parted is in parts .partitions, heirs., and a statement fires"),
                ("nowhere", "There is no table 'nowhere' on 'default'"),
            ):
                with pytest.raises(CommandError, match=reason):
                    command("triggers", "install", "--table", name)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE parted")


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="other databases")
@pytest.mark.parametrize("action", ["status", "install", "remove"])
def test_triggers_of_another_database(action: str):
    with pytest.raises(CommandError, match="triggers are for PostgreSQL"):
        command("triggers", action)


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="other databases")
def test_lists_of_another_database_are_not_kept_under_triggers(lists: Any, settings: Any):
    settings.DRF_SQLLIST = {"CACHE": "lists", "CACHE_TRIGGERS": True}
    assert states(2) == ["bypass", "bypass"]
