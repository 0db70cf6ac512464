"""A profile: every instant is booked to the part that it belongs to, and all of them add up."""

import json
import pickle
import re
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from rest_framework.test import APIRequestFactory

from drf_sqllist.profiling import Profile, profile
from drf_sqllist.profiling.clock import current
from tests import profiled
from tests.cases.library import library
from tests.profiled import AUTHORS, CACHE, FIELD, MIDDLEWARE, PLAIN, RENDERING, ROW, STATEMENT, VIEW, get, parts, time
from tests.testapp.models import Author

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.profiled")]


@pytest.fixture(autouse=True)
def _time(monkeypatch: pytest.MonkeyPatch) -> None:
    library()
    profiled.keep_time(monkeypatch)


class TestParts:
    def test_a_list(self):
        assert parts(get("/names/")) == {
            "database": STATEMENT + AUTHORS * ROW,
            "serialization": AUTHORS * FIELD,
            "view": VIEW,
            "rendering": RENDERING,
            "request": MIDDLEWARE,
        }

    def test_the_database_in_detail(self):
        measured = get("/names/")
        assert measured.database.seconds == STATEMENT + AUTHORS * ROW
        assert measured.database.in_statements == STATEMENT
        assert measured.statements == 1
        assert measured.serialization.seconds == AUTHORS * FIELD
        assert measured.view.seconds == VIEW
        assert measured.rendering.seconds == RENDERING
        assert measured.request.seconds == MIDDLEWARE
        assert measured.cache.seconds == 0

    def test_what_is_loaded_while_it_is_serialized(self):
        """Four rows with an author, and a statement for each of them."""
        measured = get("/books/")
        assert measured.statements == 5
        assert parts(measured)["database"] == 5 * STATEMENT + 4 * ROW
        assert parts(measured)["serialization"] == 4 * FIELD

    def test_what_is_prefetched(self):
        """The three authors of the four rows."""
        measured = get("/books/tuned/")
        assert measured.statements == 2
        assert parts(measured)["database"] == 2 * STATEMENT + 3 * ROW
        assert parts(measured)["serialization"] == 4 * FIELD

    def test_a_list_of_ours(self):
        """Its field is one of the project's own, so that Python fills it in."""
        measured = get("/names/ours/")
        assert (measured.statements, measured.database.in_statements) == (1, STATEMENT)
        assert parts(measured) == {
            "database": STATEMENT,
            "serialization": AUTHORS * FIELD,
            "view": VIEW,
            "request": MIDDLEWARE,
        }

    def test_a_view_of_its_own(self):
        """Its ``dispatch``, a cursor, and a serializer that is asked without ``data``."""
        measured = get("/own/")
        assert measured.statements == 2
        assert parts(measured) == {
            "database": 2 * STATEMENT + ROW,
            "serialization": FIELD,
            "view": VIEW,
            "request": MIDDLEWARE,
        }

    def test_counting_and_iterating(self):
        measured = get("/counting/")
        assert measured.statements == 3
        assert parts(measured) == {"database": 3 * STATEMENT + AUTHORS * ROW, "request": MIDDLEWARE}

    def test_what_is_done_between_two_rows_is_not_the_databases(self):
        with profile() as measured:
            for _ in Author.objects.iterator():
                time.spend(PLAIN)
        assert parts(measured) == {"database": STATEMENT + AUTHORS * ROW, "request": AUTHORS * PLAIN}

    def test_an_iterator_that_is_left(self):
        with profile() as measured:
            rows = Author.objects.iterator()
            next(rows)
            rows.close()
        assert current.get() is None
        assert parts(measured) == {"database": STATEMENT + ROW}

    def test_rows_of_sql(self):
        with profile() as measured:
            assert len(list(Author.objects.raw("SELECT * FROM testapp_author"))) == AUTHORS
            assert len(list(Author.objects.raw("SELECT * FROM testapp_author").iterator())) == AUTHORS
        assert parts(measured) == {"database": 2 * (STATEMENT + AUTHORS * ROW)}

    def test_rows_that_are_there_are_not_asked_for_again(self):
        with profile() as measured:
            authors = Author.objects.all()
            assert len(list(authors)) == len(list(authors)) == AUTHORS
        assert measured.statements == 1

    def test_fetching_counts_as_a_statement(self, monkeypatch: pytest.MonkeyPatch):
        with profile() as measured, connection.cursor() as cursor:
            cursor.execute("SELECT id, name FROM testapp_author")
            rows = cursor.fetchmany(2)
            rows += cursor.fetchall()
        assert len(rows) == AUTHORS
        assert measured.database.seconds == measured.database.in_statements == STATEMENT

    def test_many_at_once(self):
        with profile() as measured, connection.cursor() as cursor:
            cursor.executemany("UPDATE testapp_author SET name = %s WHERE id = %s", [("a", -1), ("b", -2)])
        assert (measured.statements, parts(measured)) == (1, {"database": STATEMENT})

    def test_what_is_written(self):
        with profile() as measured, transaction.atomic():
            Author.objects.create(name="Eve")
        assert measured.statements == 3  # a savepoint, and its end
        assert parts(measured) == {"database": 3 * STATEMENT}

    def test_the_browsable_api(self):
        """Its page shows the list in another renderer's text."""
        measured = get("/names/plain/?format=api")
        assert measured.statements == 1
        assert measured.database.seconds == STATEMENT + AUTHORS * ROW

    def test_a_plain_view(self):
        assert parts(get("/plain/")) == {"database": STATEMENT, "request": MIDDLEWARE + PLAIN}

    def test_a_template(self):
        assert parts(get("/templated/")) == {"rendering": RENDERING, "request": MIDDLEWARE}

    def test_a_view_that_is_called_without_a_handler(self):
        with profile() as measured:
            profiled.Names.as_view()(APIRequestFactory().get("/")).render()
        assert parts(measured) == {
            "database": STATEMENT + AUTHORS * ROW,
            "serialization": AUTHORS * FIELD,
            "view": VIEW,
            "rendering": RENDERING,
        }

    def test_a_new_connection(self, monkeypatch: pytest.MonkeyPatch):
        """To connect is the database's, and no statement."""
        with profile() as measured:
            other = connection.copy()
            monkeypatch.setattr(other, "get_new_connection", lambda params: time.spend(PLAIN))
            monkeypatch.setattr(other, "init_connection_state", lambda: None)
            monkeypatch.setattr(other, "set_autocommit", lambda autocommit: None)
            other.connect()
        assert (measured.statements, parts(measured)) == (0, {"database": PLAIN})


class TestCaches:
    @pytest.fixture(autouse=True)
    def _slow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("get", "add"):
            monkeypatch.setattr(LocMemCache, name, self.taking(getattr(LocMemCache, name)))

    @staticmethod
    def taking(ask: Any) -> Any:
        def taking(*arguments: Any, **options: Any) -> Any:
            time.spend(CACHE)
            return ask(*arguments, **options)

        return taking

    def test_lookups(self):
        """What is computed because it was not there is no lookup."""
        measured = get("/cached/")
        assert measured.cache.seconds == 4 * CACHE  # a get; get_or_set: a get, an add, a get
        assert parts(measured) == {"cache": 4 * CACHE, "database": STATEMENT, "request": MIDDLEWARE}

    def test_async_ones(self):
        async def ask() -> Any:
            return await cache.aget("nothing")

        with profile() as measured:
            async_to_sync(ask)()
        assert parts(measured) == {"cache": CACHE}

    def test_a_cache_that_is_a_table(self):
        """Its statements are the database's."""
        table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "profiled_cache"}
        with override_settings(CACHES={"default": table}):
            call_command("createcachetable", database="default")
            with profile() as measured:
                assert cache.get("nothing") is None
        assert (measured.statements, parts(measured)) == (1, {"database": STATEMENT})

    def test_a_cache_that_cannot_be_imported(self):
        with override_settings(CACHES={**settings.CACHES, "other": {"BACKEND": "nobody.has.This"}}):
            assert get("/cached/").cache.seconds == 4 * CACHE


class TestProfiles:
    def test_what_it_says(self):
        measured = get("/names/")
        assert str(measured) == (
            "18000.0 ms: database 3000.0 (1 statement), serialization 1000.0, view 2000.0, rendering 4000.0, "
            "request 8000.0"
        )
        assert repr(measured) == f"<Profile {measured}>"

    def test_json(self):
        found = json.loads(json.dumps(get("/cached/").as_dict()))
        assert found == {
            "milliseconds": 9000.0,
            "statements": 1,
            "parts": {
                "database": 1000.0,
                "cache": 0.0,
                "serialization": 0.0,
                "view": 0.0,
                "rendering": 0.0,
                "request": 8000.0,
            },
            "in_statements": 1000.0,
        }

    def test_the_header(self):
        header = get("/names/").server_timing()
        assert header == (
            "total;dur=18000.00, "
            'database;dur=3000.00;desc="database lookup, 1 statement", '
            'serialization;dur=1000.00;desc="serialization", '
            'view;dur=2000.00;desc="API view", '
            'rendering;dur=4000.00;desc="response rendering", '
            'request;dur=8000.00;desc="Django request/response"'
        )
        token = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110, 5.6.2
        metric = rf'{token}(;{token}=({token}|"[^"\\]*"))*'
        assert re.fullmatch(rf"{metric}(, {metric})*", header)

    def test_it_can_be_read_while_it_runs(self):
        with profile() as measured:
            time.spend(PLAIN)
            assert measured.request.seconds == PLAIN
            list(Author.objects.all())
            assert (measured.statements, measured.database.in_statements) == (1, STATEMENT)
        time.spend(PLAIN)
        assert measured.request.seconds == PLAIN

    def test_it_can_be_pickled(self):
        """Responses are, by caches."""
        measured = get("/names/")
        assert pickle.loads(pickle.dumps(measured)).as_dict() == measured.as_dict()

    def test_one_in_another(self):
        with profile() as outer:
            time.spend(PLAIN)
            with profile() as inner:
                time.spend(VIEW)
                list(Author.objects.all())
            Author.objects.count()
        assert (inner.statements, outer.statements) == (1, 2)
        assert parts(inner) == {"database": STATEMENT + AUTHORS * ROW, "request": VIEW}
        assert parts(outer) == {"database": 2 * STATEMENT + AUTHORS * ROW, "request": PLAIN + VIEW}

    def test_one_in_another_ones_view(self):
        """What is the request of the inner one is the view's of the outer one."""
        request = APIRequestFactory().get("/")

        class Outer(profiled.APIView):
            def get(self, request: Any) -> Any:
                with profile() as self.measured:
                    time.spend(VIEW)
                inner.append(self.measured)
                return profiled.Response([])

        inner: list[Profile] = []
        with profile() as outer:
            Outer.as_view()(request)
        assert parts(inner[0]) == {"request": VIEW}
        assert parts(outer) == {"view": VIEW}

    def test_exceptions_pass(self):
        with pytest.raises(RuntimeError, match="no time"), profile() as measured:
            Client().get("/raising/")
        assert current.get() is None
        assert parts(measured) == {"database": STATEMENT + AUTHORS * ROW, "view": VIEW}

    def test_errors_of_the_database_pass(self):
        with pytest.raises(Exception, match="nowhere"), profile() as measured, transaction.atomic():
            list(Author.objects.raw("SELECT * FROM nowhere"))
        assert current.get() is None
        assert measured.database.seconds > 0
