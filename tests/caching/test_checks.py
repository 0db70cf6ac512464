"""``manage.py check``: what is said of lists that are kept before a request comes."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.checks import run_checks
from django.db import connection
from django.urls import clear_url_caches, path
from django_redis.cache import RedisCache
from rest_framework import serializers

from drf_sqllist import ListCache, SQLListView
from drf_sqllist.cache_checks import check_cache, check_read_tables
from tests.caching.conftest import backend
from tests.caching.shelves import Cached, Uncached
from tests.testapp.models import Book
from tests.testapp.models.shapes import SeenSign


class Letters(serializers.Serializer[Any]):
    letter = serializers.CharField()


class Report(SQLListView):
    sql = "SELECT name AS letter FROM testapp_author"
    serializer_class = Letters
    key = "letter"
    cache = ListCache()


class Signs(serializers.ModelSerializer[Any]):
    class Meta:
        model = SeenSign
        fields = ["slug"]


class Unmanaged(SQLListView):
    queryset = SeenSign.objects.all()
    serializer_class = Signs
    cache = ListCache()


class UnmanagedOfItsOwn(Unmanaged):
    queryset = None

    def get_queryset(self) -> Any:
        return SeenSign.objects.all()


class AskedWithARequest(Cached):
    queryset = None

    def get_queryset(self) -> Any:
        return Book.objects.filter(title=self.request.query_params["title"])


class Ours(RedisCache):
    """A cache of the project's own, over django-redis."""


@pytest.fixture
def served(monkeypatch: Any, settings: Any) -> Any:
    """Puts views under the URLs ``/0/``, ``/1/``, ...; a cache that there is nothing to say of."""
    settings.CACHES = {"default": settings.CACHES["default"], "lists": backend("redis")}
    settings.DRF_SQLLIST = {"CACHE": "lists"}

    def serve(*classes: Any) -> Any:
        monkeypatch.setattr("tests.urls.urlpatterns", [path(f"{n}/", cls.as_view()) for n, cls in enumerate(classes)])
        clear_url_caches()
        return check_cache()

    yield serve
    clear_url_caches()


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


def test_nothing_to_say(served: Any):
    assert served(Cached, Uncached, AskedWithARequest) == []


def test_a_cache_that_the_project_does_not_name(served: Any, settings: Any):
    settings.DRF_SQLLIST = {}
    [message] = served(Cached, Uncached)
    assert (message.id, message.obj) == ("sqllist.E012", Cached)
    assert message.msg == "Cached.cache: DRF_SQLLIST['CACHE'] names no cache, so that no write would be seen."


@pytest.mark.django_db(databases="__all__")
def test_django_is_told(served: Any, settings: Any):
    settings.DRF_SQLLIST = {}
    served(Cached, type("Nowhere", (Cached,), {"cache": ListCache(reads_tables=["nowhere"])}))
    found = ids(run_checks(databases=["default"], include_deployment_checks=False))
    assert found.count("sqllist.E012") == 2
    assert "sqllist.W015" in found


@pytest.mark.parametrize("view", [Report, Unmanaged, UnmanagedOfItsOwn])
def test_tables_that_nobody_has_named(served: Any, view: Any):
    [message] = served(view)
    assert (message.id, message.obj) == ("sqllist.E014", view)
    assert "nobody knows which tables its list is true for" in message.msg
    assert served(type("Declared", (view,), {"cache": ListCache(reads_tables=["testapp_author"])})) == []
    assert served(type("NotKept", (view,), {"cache": None})) == []


def test_lists_of_all_views(served: Any, settings: Any):
    settings.DRF_SQLLIST = {"CACHE": "lists", "CACHE_LISTS": "all"}
    without = type("Without", (SQLListView,), {"queryset": Report.sql and None, "sql": Report.sql, "key": "letter"})
    without.serializer_class = Letters
    assert ids(served(without)) == ["sqllist.E014"]


SWALLOWING = {"OPTIONS": {"IGNORE_EXCEPTIONS": True}}
NEVER = {"OPTIONS": {"IGNORE_EXCEPTIONS": False}}
OURS = {**backend("django-redis"), "BACKEND": f"{__name__}.Ours"}
MEMCACHED_LIKE = {**backend("locmem"), "OPTIONS": {"ignore_exc": True}}
FILES = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/nowhere"}
DUMMY = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
TABLE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept"}

BACKENDS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "locmem": (backend("locmem"), ["sqllist.W014"]),
    "files": (FILES, ["sqllist.W014"]),
    "dummy": (DUMMY, ["sqllist.W014"]),
    "a table": (TABLE, ["sqllist.E013"]),
    "Redis, asked itself": ({**backend("django-redis"), **SWALLOWING}, []),
    "a class of the project's": (OURS, []),
    "that swallows": ({**OURS, **SWALLOWING}, ["sqllist.E013"]),
    "that swallows as pymemcache does": (MEMCACHED_LIKE, ["sqllist.E013"]),
}


@pytest.mark.parametrize(("entry", "expected"), BACKENDS.values(), ids=BACKENDS)
def test_backends(served: Any, settings: Any, entry: dict[str, Any], expected: list[str]):
    settings.CACHES = {**settings.CACHES, "lists": entry}
    assert ids(served(Cached)) == expected


def test_backends_while_debugging(served: Any, settings: Any):
    settings.CACHES, settings.DEBUG = {**settings.CACHES, "lists": backend("locmem")}, True
    assert served(Cached) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [(OURS, ["sqllist.E013"]), ({**OURS, **NEVER}, []), (backend("django-redis"), [])],
    ids=["a class of the project's", "that says no", "Redis, asked itself"],
)
def test_errors_that_are_swallowed_everywhere(served: Any, settings: Any, entry: dict[str, Any], expected: list[str]):
    settings.DJANGO_REDIS_IGNORE_EXCEPTIONS = True
    settings.CACHES = {**settings.CACHES, "lists": entry}
    assert ids(served(Cached)) == expected


def test_redis_tells_its_errors_past_the_option(settings: Any):
    """What the check relies on: django-redis' option is about django-redis' own methods."""
    from redis.exceptions import ConnectionError

    from drf_sqllist.caching.stores import store_of

    entry = {**backend("django-redis"), "LOCATION": "redis://127.0.0.1:1/0", **SWALLOWING}
    settings.CACHES = {**settings.CACHES, "gone": entry}
    assert caches["gone"].get("x") is None
    with pytest.raises(ConnectionError):
        store_of("gone").get(["x"])


@pytest.mark.django_db(databases="__all__")
def test_tables_that_are_not_there(served: Any):
    def declaring(*tables: Any) -> Any:
        return type("Declaring", (Cached,), {"cache": ListCache(reads_tables=tables)})

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE by_hand (id int)")
    served(declaring(Book, "testapp_author", "BY_HAND", "testapp_autor"))
    assert check_read_tables([]) == []
    [message] = check_read_tables(["default"])
    assert message.id == "sqllist.W015"
    assert message.msg.startswith("Declaring.cache: reads_tables names 'testapp_autor', and neither a model nor")
