"""What is kept of a request's links: for no request that has anything else around it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import DisallowedHost
from django.test import RequestFactory
from django.urls import clear_url_caches, path, set_script_prefix, set_urlconf
from django.utils.translation import override
from rest_framework.request import Request
from rest_framework.versioning import QueryParameterVersioning, URLPathVersioning

from drf_sqllist.links.addresses import Finder
from drf_sqllist.links.blanks import Texts
from drf_sqllist.plan.targets import Found, Links, Route, ViewTarget, find_links
from tests.views import Plain

view = Plain.as_view()
HERE = SimpleNamespace(
    urlpatterns=[
        path("books/<int:pk>/", view, name="book"),
        path("<str:version>/tags/<int:pk>/", view, name="tag"),
    ]
)


class Routes(SimpleNamespace):
    """A URLconf without a module."""

    __hash__ = object.__hash__


@pytest.fixture(autouse=True)
def routes() -> Iterator[None]:
    set_urlconf(Routes(**vars(HERE)))
    yield
    set_urlconf(None)
    set_script_prefix("/")
    clear_url_caches()


def targets(name: str) -> tuple[ViewTarget, ...]:
    """As a plan has them, made anew: an equal one is as good."""
    return (ViewTarget(Route(name, frozenset({"pk"})), ("pk",), (Texts.DIGITS,)),)


def context(versioning: Any = None, version: Any = None, query: str = "", **extra: Any) -> dict[str, Any]:
    request = Request(RequestFactory(**extra).get(f"/{query}"))
    request.versioning_scheme, request.version = versioning and versioning(), version
    return {"request": request, "format": None}


def texts(name: str, context: dict[str, Any]) -> tuple[str, ...] | None:
    links = find_links(targets(name), context)
    return None if links is None else links[targets(name)[0]].texts


def test_they_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_links(targets("book"), context())
    assert first == {targets("book")[0]: Found(("http://testserver/books/", "/"), first[targets("book")[0]].blanks)}
    monkeypatch.setattr(ViewTarget, "find", None)
    assert find_links(targets("book"), context()) is first


def test_and_again_where_something_else_is_around_them(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for _ in range(2):
        assert texts("book", context()) == ("http://testserver/books/", "/")
        assert texts("book", context(SERVER_NAME="one.example")) == ("http://one.example/books/", "/")
        assert texts("book", context(query="?format=json")) == ("http://testserver/books/", "/?format=json")
        assert texts("book", {"request": None}) == ("/books/", "/")
        assert texts("book", context(QueryParameterVersioning, "2"))[1] == "/?version=2"
        set_script_prefix("/under/")
        assert texts("book", context()) == ("http://testserver/under/books/", "/")
        set_script_prefix("/")


def test_versions_that_are_equal_are_not_the_same_text() -> None:
    for version in (1, "1", True, 1.0, "1"):
        made = texts("tag", context(URLPathVersioning, version))
        # DRF's own versions are texts; what else there may be is left to reverse().
        assert made == (("http://testserver/1/tags/", "/") if version == "1" else None)


def test_each_language_and_each_urlconf_has_its_own() -> None:
    made: list[Links | None] = []
    for language in ("en", "nl", "en"):
        with override(language):
            made.append(find_links(targets("book"), context()))
    assert made[0] is made[2] is not made[1]
    set_urlconf(Routes(urlpatterns=[path("works/<int:pk>/", view, name="book")]))
    assert texts("book", context()) == ("http://testserver/works/", "/")


def test_a_route_that_is_not_there_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_links(targets("nowhere"), context()) is None
    monkeypatch.setattr(ViewTarget, "find", None)
    assert find_links(targets("nowhere"), context()) is None
    with pytest.raises(TypeError):
        find_links(targets("book"), context())


def test_a_versioning_of_a_projects_own_is_not_kept() -> None:
    class Own(URLPathVersioning):
        def reverse(self, *args: Any, **kwargs: Any) -> str:
            return "/own/"

    assert texts("book", context(Own, "1")) is None
    assert texts("book", context(URLPathVersioning, "1")) is not None


def test_a_host_that_is_not_allowed_is_refused_each_time(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    assert texts("book", context()) is not None
    for _ in range(2):
        with pytest.raises(DisallowedHost):
            Finder(context(SERVER_NAME="evil.example")["request"]).made("key", lambda: None)
        with pytest.raises(DisallowedHost):
            texts("book", context(SERVER_NAME="evil.example"))
