"""Profiles of several threads and tasks at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.test import AsyncClient

from drf_sqllist.profiling import Profile, profile
from drf_sqllist.profiling.clock import current
from tests import profiled
from tests.cases.library import library
from tests.profiled import (
    AUTHORS,
    PLAIN,
    ROW,
    SLOW_MIDDLEWARE,
    STATEMENT,
    get,
    parts,
    time,
)
from tests.testapp.models import Author

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.profiled")]


@pytest.fixture(autouse=True)
def _time(monkeypatch: pytest.MonkeyPatch) -> None:
    library()
    profiled.keep_time(monkeypatch)


class TestAtOnce:
    """Threads and tasks."""

    def test_profiles_of_several_threads(self):
        def measure(seconds: int) -> Profile:
            with profile() as measured:
                for _ in range(200):
                    inner = current.get().enter("view")  # type: ignore[union-attr]
                    inner.leave()
            assert current.get() is None
            return measured

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(measure, range(32)))
        assert len({id(one) for one in found}) == 32
        assert all(one.statements == 0 for one in found)

    def test_threads_that_take_over_the_context_share_the_time(self):
        """Half of an instant is each one's: both together are the wall time."""
        with profile() as measured:
            frame = current.get()
            assert frame is not None
            one, other = frame.enter("view"), None
            context = copy_context()
            frame.clock.lap()
            time.spend(2)
            # As a task does that begins while another runs.
            other = frame._opened("cache")
            time.spend(4)
            other._closed()
            time.spend(8)
            one.leave()
            time.spend(16)
            assert context[current] is one
        assert parts(measured) == {"view": 2 + 2 + 8, "cache": 2, "request": 16}
        assert measured.seconds == 30

    def test_what_outlives_the_one_that_began_it(self):
        with profile() as measured:
            frame = current.get()
            assert frame is not None
            begun = frame.enter("view")
            task = begun._opened("cache")
            time.spend(1)
            begun.leave()
            time.spend(2)  # the request goes on, and the task does
            late = begun._opened("rendering")  # it, or another one, begins something below what is over
            late._closed()
            task._closed()
            time.spend(4)
        assert parts(measured) == {"cache": 1 + 1, "request": 1 + 4}

    def test_what_outlives_the_profile(self):
        with profile() as measured:
            frame = current.get()
            assert frame is not None
            task = frame._opened("cache")
            time.spend(1)
        time.spend(2)
        late = task._opened("view")
        late.count()
        late._closed()
        task._closed()
        assert (measured.statements, parts(measured)) == (0, {"cache": 1})

    def test_an_async_view(self):
        async def ask() -> Any:
            with profile() as measured:
                response = await AsyncClient().get("/asynchronous/")
            assert response.content == "Ann, Bob é\u2028, Cat, Dan".encode()
            return measured

        measured = async_to_sync(ask)()
        assert measured.statements == 1
        assert parts(measured) == {"database": STATEMENT + AUTHORS * ROW, "request": PLAIN}

    def test_a_view_in_a_thread_of_an_async_server(self):
        async def ask() -> Any:
            with profile() as measured:
                await AsyncClient().get("/names/")
            return measured

        with SLOW_MIDDLEWARE:
            measured = async_to_sync(ask)()
        assert parts(measured) == parts(get("/names/"))

    def test_tasks_of_one_request(self):
        """Each has its own frames; none of them ends another's."""

        async def task(name: str) -> str:
            await asyncio.sleep(0)
            count = await sync_to_async(Author.objects.count)()
            await asyncio.sleep(0)
            return f"{name}{count}"

        async def ask() -> Any:
            with profile() as measured:
                found = await asyncio.gather(*map(task, "abc"))
                assert current.get() is not None
            return found, measured

        found, measured = async_to_sync(ask)()
        assert found == ["a4", "b4", "c4"]
        assert measured.statements == 3
        assert parts(measured) == {"database": 3 * STATEMENT}
