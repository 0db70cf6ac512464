"""The way of a request through a WSGI application, Django's above all: from the server's dictionary to the bytes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.test import override_settings
from django.urls import path

from benchmarks.rivals import Rival
from demo.redis_server import redis_url

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""WSGI (PEP 3333)."""

# What `django-admin startproject` writes.
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


class Kept(NamedTuple):
    """Where Redis is, and the beginning of this run's keys in it."""

    url: str
    prefix: str


class Answer(NamedTuple):
    """What a server sends."""

    content: bytes
    status_code: int


@contextmanager
def set_up() -> Iterator[Kept]:
    """What a new project has and the demo does without: anonymous users, and Redis, where nothing is kept yet."""
    kept = Kept(redis_url(), f"ladder-{uuid4()}")
    cache = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": kept.url, "KEY_PREFIX": kept.prefix}
    with override_settings(CACHES={"default": cache}, REST_FRAMEWORK={}):
        yield kept


def django_application(route: str, view: Callable[..., Any], middleware: Sequence[str] = MIDDLEWARE) -> Application:
    """A project that has one endpoint.

    Arguments:
        route: of the endpoint, as ``path()`` has it. The rungs share it: the links of their pages have it in them.
    """

    class Request(WSGIRequest):
        # Django's own door for a project with several: its resolver reads this before the setting.
        urlconf = (path(route, view),)

    class Handler(WSGIHandler):
        request_class = Request

    with override_settings(MIDDLEWARE=[*middleware]):
        return Handler()


def served(application: Application, environ: Mapping[str, Any]) -> Answer:
    """What a server does with an application, but for the sockets."""
    status = ""

    def start_response(line: str, headers: object, error: object = None) -> None:
        nonlocal status
        status = line

    body = application(dict(environ), start_response)
    try:
        content = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    return Answer(content, int(status.partition(" ")[0]))


def rival(name: str, application: Application) -> Rival:
    """An application that takes part in a race."""

    def view(request: HttpRequest) -> Any:
        return served(application, request.META)

    return Rival(name, view)
