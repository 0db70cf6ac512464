"""A real Varnish before the lists: it keeps what is for everyone, asks by the tag, and keeps nothing of one's own."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.core.signals import request_started

from tests.caching.varnish import VARNISHD, varnish
from tests.testapp.models import Author, Book

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(VARNISHD is None, reason="Varnish is not installed (Debian: apt-get install varnish)"),
    pytest.mark.urls("tests.caching.urls"),
]


class Answers:
    """What came through Varnish, and what reached Django."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.reached: list[str] = []

    def get(self, path: str, **headers: str) -> Any:
        request = Request(self._address + path, headers={name.replace("_", "-"): v for name, v in headers.items()})
        try:
            with urlopen(request, timeout=20) as response:
                return response.status, response.read(), dict(response.headers)
        except HTTPError as error:
            return error.code, error.read(), dict(error.headers)


@pytest.fixture
def answers(lists: Any, live_server: Any, settings: Any) -> Iterator[Answers]:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for name in ("Ann", "Bob"):
        author = Author.objects.create(name=name)
        Book.objects.bulk_create(Book(title=f"{name}'s {number}", author=author) for number in range(5))
    with varnish(f"{live_server.thread.host}:{live_server.thread.port}") as address:
        found = Answers(address)

        def reached(environ: Any, **kwargs: Any) -> None:
            found.reached.append(environ.get("HTTP_IF_NONE_MATCH", ""))

        request_started.connect(reached)
        yield found
        request_started.disconnect(reached)


def test_one_request_for_all(answers: Answers):
    first, *others = [answers.get("/long/") for _ in range(5)]
    assert answers.reached == [""]
    assert all(other[:2] == first[:2] for other in others)
    assert int(others[-1][2]["Age"]) >= 0
    assert " " in others[-1][2]["X-Varnish"]  # two transactions: this one, and the one that brought it


def test_it_asks_by_the_tag(answers: Answers):
    _, body, headers = answers.get("/public/")
    time.sleep(1.1)
    assert answers.get("/public/")[:2] == (200, body)
    assert answers.reached == ["", headers["ETag"]]
    Author.objects.filter(name="Ann").update(name="Eve")
    time.sleep(1.1)
    changed = answers.get("/public/")
    assert (changed[0], b"Eve" in changed[1]) == (200, True)
    assert answers.reached == ["", headers["ETag"], headers["ETag"]]


def test_nothing_of_ones_own(answers: Answers):
    anns = [answers.get("/mine/", X_Key="Ann") for _ in range(2)]
    bobs = [answers.get("/mine/", X_Key="Bob") for _ in range(2)]
    assert all(b"Ann" in body and b"Bob" not in body for _, body, _ in anns)
    assert all(b"Bob" in body and b"Ann" not in body for _, body, _ in bobs)
    assert len(answers.reached) == 4


def test_who_has_logged_in_gets_what_is_for_everyone(answers: Answers):
    """A list that asks nobody who they are is the same for those who say so; theirs is not kept for the others."""
    everyones = answers.get("/long/")
    assert answers.get("/long/", X_Key="Ann")[1] == everyones[1]
    fresh = answers.get("/long/?page=1", X_Key="Ann")
    assert "private" in fresh[2]["Cache-Control"]
    assert "public" in answers.get("/long/?page=1")[2]["Cache-Control"]
