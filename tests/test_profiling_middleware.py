"""The middleware: what it measures, whom it tells, and what shared caches get of that."""

import logging
import re
from typing import Any

import pytest
from asgiref.sync import async_to_sync, iscoroutinefunction
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpResponse
from django.test import AsyncClient, Client, override_settings
from rest_framework.test import APIClient

from drf_sqllist.conf import get_settings
from drf_sqllist.profiling import Profile, ProfilingMiddleware
from tests.cases.library import library

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.profiled")]

PROFILER = "drf_sqllist.profiling.ProfilingMiddleware"


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def asked(url: str, shown: str = "everybody", client: Any = None, *others: str, debug: bool = False) -> Any:
    """A response of a project that has the middleware.

    Arguments:
        shown: to whom (``PROFILE``).
        others: middleware below it.
    """
    own = {"PROFILE": shown} if shown else {}
    with override_settings(MIDDLEWARE=[PROFILER, *others], DRF_SQLLIST=own, DEBUG=debug):
        return (client or Client()).get(url)


def staff(name: str = "Ann", **options: Any) -> User:
    return User.objects.create_user(name, **{"is_staff": True, **options})


class TestTelling:
    def test_the_header(self):
        response = asked("/names/plain/")
        names = re.findall(r"(?:^|, )(\w+);dur=\d+\.\d\d", response["Server-Timing"])
        assert names == ["total", "database", "serialization", "view", "rendering", "request"]
        assert 'desc="database lookup, 1 statement"' in response["Server-Timing"]
        assert response["Server-Timing"] == response.profile.server_timing()

    def test_the_profile_is_on_the_response(self):
        response = asked("/names/plain/")
        assert isinstance(response.profile, Profile)
        assert response.profile.statements == 1
        assert response.profile.seconds == pytest.approx(sum(response.profile.parts().values()))
        assert response.profile.database.in_statements > 0

    def test_how_a_list_of_ours_was_made(self):
        assert asked("/names/quick/")["Server-Timing"].endswith(', sqllist;desc="sql"')
        assert asked("/names/stuck/")["Server-Timing"].endswith('desc="Django request/response"')

    def test_a_header_that_is_there(self):
        response = asked("/timed/")
        assert response["Server-Timing"] == f"own;dur=1, {response.profile.server_timing()}"

    def test_an_error_is_measured_too(self):
        client = Client(raise_request_exception=False)
        response = asked("/raising/", "everybody", client)
        assert response.status_code == 500
        assert response.profile.database.seconds > 0
        assert "total;dur=" in response["Server-Timing"]
        assert "total;dur=" in asked("/nowhere/")["Server-Timing"]

    def test_a_stream_is_measured_until_it_begins(self):
        response = asked("/streamed/")
        assert response.profile.statements == 0
        assert b"".join(response.streaming_content) == "AnnBob é\u2028CatDan".encode()
        assert response.profile.statements == 0
        assert 'desc="database lookup, 0 statements"' in response["Server-Timing"]

    def test_the_log(self, caplog: pytest.LogCaptureFixture):
        with caplog.at_level(logging.INFO, "drf_sqllist.profiling"):
            response = asked("/names/plain/?token=secret", "log")
        assert caplog.messages == [f"GET /names/plain/ 200 {response.profile}"]
        assert "(1 statement)" in caplog.text

    def test_nobody_writes_into_the_log(self, caplog: pytest.LogCaptureFixture):
        with caplog.at_level(logging.INFO, "drf_sqllist.profiling"):
            asked("/a%0AGET%20/b/", "log")
        assert caplog.messages[0].startswith("GET /a%0AGET%20/b/ 404 ")

    def test_the_body_is_as_it_was(self):
        with override_settings(MIDDLEWARE=[]):
            expected: Any = Client().get("/names/quick/")
        response = asked("/names/quick/")
        assert response.content == expected.content
        assert {**response.headers} == {**expected.headers, "Server-Timing": response["Server-Timing"]}


class TestExposure:
    def test_by_default_it_takes_itself_out(self):
        response = asked("/names/plain/", "")
        assert "Server-Timing" not in response.headers
        assert not hasattr(response, "profile")
        with override_settings(DEBUG=False), pytest.raises(MiddlewareNotUsed):
            ProfilingMiddleware(lambda request: HttpResponse())

    def test_with_debug_it_tells_everybody(self):
        response = asked("/names/plain/", "", debug=True)
        assert response["Server-Timing"] == response.profile.server_timing()

    def test_the_log_alone(self):
        response = asked("/names/plain/", "log")
        assert "Server-Timing" not in response.headers
        assert response.profile.statements == 1

    def test_what_only_logs_does_so_under_debug(self):
        assert "Server-Timing" not in asked("/names/plain/", "log", debug=True).headers

    @pytest.mark.parametrize(
        ("user", "is_shown"),
        [
            (None, False),
            ({"is_staff": False}, False),
            ({"is_staff": False, "is_superuser": True}, False),
            ({"is_staff": True, "is_active": False}, False),
            ({"is_staff": True}, True),
        ],
    )
    def test_staff(self, user: Any, is_shown: bool):
        """As Django REST framework has authenticated it."""
        client = APIClient()
        if user is not None:
            client.force_authenticate(User.objects.create_user("Zoe", **user))
        response = asked("/names/plain/", "staff", client)
        assert response.status_code == 200
        assert ("Server-Timing" in response.headers) is is_shown
        assert response.profile.statements == 1

    def test_what_staff_sees_goes_into_no_shared_cache(self):
        client = APIClient()
        client.force_authenticate(staff())
        assert asked("/names/plain/", "staff", client)["Cache-Control"] == "private"
        assert asked("/timed/", "staff", client)["Cache-Control"] == "public, max-age=60"
        assert "Cache-Control" not in asked("/names/plain/", "staff").headers
        assert "Cache-Control" not in asked("/names/plain/", "everybody").headers

    def test_what_was_public_is_private_for_staff(self):
        """The user is Django's here; the view asks for it, or nobody knows."""
        asks = asked("/timed/", "staff", None, "tests.test_profiling_middleware.AsStaff")
        assert asks["Cache-Control"] == "max-age=60, private"
        assert "total;dur=" in asks["Server-Timing"]

    def test_djangos_cache_keeps_nothing_for_others(self):
        """Even where its middleware stands around ours."""
        others = ("django.middleware.cache.FetchFromCacheMiddleware",)
        middleware = ["django.middleware.cache.UpdateCacheMiddleware", PROFILER, *others]
        client = APIClient()
        client.force_authenticate(staff())
        with override_settings(MIDDLEWARE=middleware, DRF_SQLLIST={"PROFILE": "staff"}):
            assert "Server-Timing" in client.get("/names/plain/").headers
            first: Any = Client().get("/names/plain/")
            second: Any = Client().get("/names/plain/")
        assert "Server-Timing" not in first.headers
        assert second.content == first.content
        assert "Server-Timing" not in second.headers
        assert (first.profile.statements, second.profile.statements) == (1, 0)

    def test_a_user_that_nobody_asked_for_is_left_alone(self):
        """Django's is lazy: to ask would take a session's query and the user's."""
        sessions = ("tests.test_profiling_middleware.Lazy",)
        quiet = asked("/names/plain/", "staff", None, *sessions)
        assert Lazy.asked == 0
        assert "Server-Timing" not in quiet.headers
        told = asked("/user/", "staff", None, *sessions)
        assert Lazy.asked == 1
        assert "Server-Timing" in told.headers

    def test_a_user_that_was_asked_for_asynchronously(self):
        """``request.auser()`` leaves ``request.user`` as it was."""
        response = asked("/plain/", "staff", None, "tests.test_profiling_middleware.LazyAsync")
        assert Lazy.asked == 0
        assert "Server-Timing" in response.headers

    def test_a_view_that_lets_nobody_in_by_their_session(self):
        """Django REST framework has the last word of who asks: here it authenticates nobody."""
        response = asked("/names/plain/", "staff", None, "tests.test_profiling_middleware.AsStaff")
        assert "Server-Timing" not in response.headers

    def test_values_that_are_none(self):
        with (
            override_settings(DRF_SQLLIST={"PROFILE": "all"}),
            pytest.raises(
                ImproperlyConfigured,
                match=re.escape(
                    "DRF_SQLLIST['PROFILE'] is 'all'; it must be one of 'debug', 'log', 'staff', 'everybody'."
                ),
            ),
        ):
            get_settings()


class TestAsync:
    def test_it_is_one_or_the_other(self):
        async def answer(request: Any) -> HttpResponse:
            return HttpResponse()

        with override_settings(DRF_SQLLIST={"PROFILE": "everybody"}):
            assert iscoroutinefunction(ProfilingMiddleware(answer))
            assert not iscoroutinefunction(ProfilingMiddleware(lambda request: HttpResponse()))

    @pytest.mark.parametrize(
        ("url", "others"), [("/asynchronous/", ()), ("/names/plain/", ("tests.profiled.SlowMiddleware",))]
    )
    def test_an_async_server(self, url: str, others: tuple[str, ...]):
        response = async_to_sync(AsyncClientOf(others).get)(url)
        assert response.status_code == 200
        assert response.profile.statements == 1
        assert response["Server-Timing"] == response.profile.server_timing()


class AsyncClientOf:
    """The same as ``asked``, asynchronously."""

    def __init__(self, others: tuple[str, ...]) -> None:
        self.others = others

    async def get(self, url: str) -> Any:
        with override_settings(MIDDLEWARE=[PROFILER, *self.others], DRF_SQLLIST={"PROFILE": "everybody"}):
            return await AsyncClient().get(url)


class AsStaff:
    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        request.user = User(is_staff=True)
        return self.get_response(request)


class Lazy:
    asked = 0

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response
        Lazy.asked = 0

    def __call__(self, request: Any) -> Any:
        from django.utils.functional import SimpleLazyObject

        request.user = SimpleLazyObject(self.user)
        return self.get_response(request)

    def user(self) -> Any:
        Lazy.asked += 1
        return User(username="Ann", is_staff=True)


class LazyAsync(Lazy):
    def __call__(self, request: Any) -> Any:
        request._acached_user = User(is_staff=True)
        return super().__call__(request)
