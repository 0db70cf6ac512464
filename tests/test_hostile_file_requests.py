"""Hosts, script prefixes, requests and contexts: all that a file's URL begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import override_settings
from django.urls import get_script_prefix, set_script_prefix
from rest_framework.request import Request

from tests.hostile.models import Paper
from tests.hostile.papers import both, mode, pair_of, papers, stored_by
from tests.views import PagesOfTwo, call

pytestmark = pytest.mark.django_db


@contextmanager
def script_prefix(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


@pytest.mark.parametrize("media_url", ["media/", "", "/media/", "https://cdn.example.org/m/"])
@pytest.mark.parametrize("first", ["", "a.txt", "a b.txt"])
def test_script_prefixes(media_url: str, first: str):
    """Django keeps the prefix of the request that is the first to write a file; others change nothing."""
    paper = Paper.objects.create(file="")
    told = []
    for view in pair_of():
        bodies = []
        with override_settings(MEDIA_URL=media_url):
            for prefix, name in (("/a/", ""), ("/b/", first), ("/c/", "c.txt"), ("/d/", "a é.txt"), ("/e/", "c.txt")):
                Paper.objects.filter(pk=paper.pk).update(file=name)
                with script_prefix(prefix):
                    bodies.append(call(view).body)
        told.append(bodies)
    assert told[0] == told[1]


def test_who_asks_first():
    """A relative ``MEDIA_URL`` is Python's until Django has settled it, an absolute one need not be settled."""
    papers("a.txt")
    for url, modes in (("media/", ["spliced", "sql", "sql"]), ("/media/", ["sql", "sql", "sql"])):
        with override_settings(MEDIA_URL=url):
            _, ours = pair_of()
            assert [call(ours).response.sqllist.mode for _ in range(3)] == modes
            assert mode(pair_of()) == "sql"


def test_hosts():
    papers("a.txt", "b/c.txt")
    pair = pair_of(pagination_class=PagesOfTwo)
    for host, secure in (("testserver", False), ("example.org", True), ("testserver:80", False), ("testserver", True)):
        answer = both(pair, headers={"host": host}, secure=secure)
        assert answer.response.sqllist.mode == "sql"
        assert f"http{'s' * secure}://{host}/media/b/c.txt".encode() in answer.body
    proxied = {"headers": {"x-forwarded-host": "example.org", "x-forwarded-proto": "https"}}
    with override_settings(USE_X_FORWARDED_HOST=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert b"https://example.org/media/a.txt" in both(pair, **proxied).body
    assert b"http://testserver/media/a.txt" in both(pair, **proxied).body


def test_paths_of_requests():
    """A relative URL is joined with the request's own path."""
    papers("a.txt", "../b.txt")
    pair = pair_of()
    with stored_by(FileSystemStorage(base_url="s3://bucket/")):
        bodies = {both(pair, url=url).body for url in ("/rows/", "/other/rows/", "/other/rows", "/é/")}
    assert len(bodies) == 4


def test_a_host_that_is_not_allowed():
    pair = pair_of()
    evil = {"headers": {"host": "evil.example"}}
    assert mode(pair, **evil) == "sql"
    papers("", None)
    assert mode(pair, **evil) == "sql"
    papers("a.txt")
    assert "DisallowedHost" in both(pair, **evil).error
    assert mode(pair) == "sql"


def test_no_media_url():
    papers("")
    with override_settings(MEDIA_URL=None):
        pair = pair_of()
        assert mode(pair) == "sql"
        papers("a.txt")
        assert "ValueError" in both(pair).error


def test_requests_of_their_own():
    papers("a.txt")

    class OwnRequest(Request):
        def build_absolute_uri(self, location: str) -> str:
            return f"https://own.example{location.upper()}"

    def on_class(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        return OwnRequest(request)

    def on_instance(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if "own" in request.GET:
            request.build_absolute_uri = lambda location=None: f"https://own.example{location.upper()}"
        return Request(request)

    assert mode(pair_of(initialize_request=on_class)) == "spliced"
    pair = pair_of(initialize_request=on_instance)
    assert [mode(pair, url=url) for url in ("/rows/", "/rows/?own=1", "/rows/")] == ["sql", "spliced", "sql"]


def test_a_context_with_and_without_the_request():
    papers("a.txt")

    def sometimes(self: Any) -> dict[str, Any]:
        return {"view": self} if "without" in self.request.GET else {"view": self, "request": self.request}

    pair = pair_of(get_serializer_context=sometimes)
    bodies = [both(pair, url=url).body for url in ("/rows/", "/rows/?without=1", "/rows/")]
    assert [b"http" in body for body in bodies] == [True, False, True]
