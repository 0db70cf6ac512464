"""Links of kept plans: one view asked in turn by requests that differ in all that a link depends on."""

import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.db import connection, connections
from django.test import Client, override_settings
from django.urls import include, path, re_path
from rest_framework import serializers, versioning

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedModelSerializer
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.outcomes import assert_same, outcome
from tests.testapp.models import Author, Book
from tests.views import Plain, call, twins

pytestmark = pytest.mark.django_db(transaction=True)

Asked = tuple[str, dict[str, Any]]
"""A URL, and the rest of a request."""

LINKED = model_serializer(
    Book,
    "id",
    url=serializers.HyperlinkedIdentityField(view_name="detail"),
    author=serializers.HyperlinkedRelatedField(view_name="person", read_only=True),
    tags=serializers.HyperlinkedRelatedField(view_name="detail", read_only=True, many=True),
    fast=FastHyperlinkedIdentityField(view_name="detail", lookup_fields={"pk": "author.country_id"}),
    written=FastHyperlinkedIdentityField(url_template="/written/{pk}/"),
)
FAST = type(
    "FastBook",
    (FastHyperlinkedModelSerializer,),
    {
        "Meta": type(
            "Meta",
            (),
            {
                "model": Book,
                "fields": ["url", "author"],
                "extra_kwargs": {"url": {"view_name": "detail"}, "author": {"view_name": "person"}},
            },
        )
    },
)


class ChosenURLs:
    """Middleware: the request names its URLconf."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        if "HTTP_X_URLS" in request.META:
            request.urlconf = URLS[request.META["HTTP_X_URLS"]]
        return self.get_response(request)


def either(**attributes: Any) -> Any:
    """A view that is DRF's, or ours where a header asks for it: both with the same URLs around."""
    plain, ours = (view.as_view() for view in twins(queryset=Book.objects.order_by("pk"), **attributes))  # type: ignore[attr-defined]

    def view(request: Any, **kwargs: Any) -> Any:
        return (ours if "HTTP_X_OURS" in request.META else plain)(request, **kwargs)

    return view


def details(prefix: str = "", people: bool = True) -> list[Any]:
    made = [path(f"{prefix}d/<int:pk>/", Plain.as_view(), name="detail")]
    made.append(path(f"{prefix}d/<int:pk>.<str:format>", Plain.as_view(), name="detail"))
    return [*made, path(f"{prefix}p/<str:pk>/", Plain.as_view(), name="person")] if people else made


def schemes() -> Iterator[tuple[str, list[Any], list[Asked]]]:
    """DRF's five versioning classes, with their URLs and requests for several versions."""
    versions = ["v1", "v2", "v3"]

    def view(scheme: Any) -> Any:
        chosen = {
            "versioning_class": type(
                scheme.__name__, (scheme,), {"allowed_versions": versions, "default_version": "v1"}
            )
        }
        return either(serializer_class=LINKED, **chosen)

    accept = [{"HTTP_ACCEPT": f"application/json; version={version}"} for version in versions]
    rows = path("rows/", view(versioning.AcceptHeaderVersioning))
    yield "accept", [rows, *details()], [("/rows/", headers) for headers in accept]

    rows = path("rows/", view(versioning.QueryParameterVersioning))
    asked = [(f"/rows/{query}", {}) for query in ("", "?version=v1", "?version=v2", "?version=v3&format=json")]
    yield "query", [rows, *details()], asked

    rows = path("rows/", view(versioning.HostNameVersioning))
    yield "host", [rows, *details()], [("/rows/", {"HTTP_HOST": f"{version}.example.org"}) for version in versions]

    shown = view(versioning.URLPathVersioning)
    paths = [path("<str:version>/rows/", shown), path("rows/", shown)]
    asked = [(f"/{version}/rows/", {}) for version in versions] + [("/rows/", {})]
    yield "path", [*paths, *details("<str:version>/")], asked
    yield "path_and_plain", [*paths, *details("<str:version>/", people=False), *details()], asked
    yield "path_of_some", [*paths, *details("v1/<int:none>/"), *details("<version>/", people=False), *details()], asked
    choice = [re_path(r"^(?P<version>(v1|v2))/d/(?P<pk>\d+)/$", Plain.as_view(), name="detail"), *details("p/")]
    yield "path_by_regex", [*paths, *choice], asked

    shown = view(versioning.NamespaceVersioning)
    names = [
        path(
            f"{version}/", include(([path("rows/", shown), *details(people=version != "v2")], "app"), namespace=version)
        )
        for version in versions
    ]
    asked = [(f"/{version}/rows/", {}) for version in versions]
    yield "namespace", [*names, path("person/<int:pk>/", Plain.as_view(), name="person")], asked
    yield "namespace_alone", names, asked


def unversioned() -> list[Any]:
    return [path("rows/", either(serializer_class=LINKED)), path("fast/", either(serializer_class=FAST))]


LISTS = unversioned()
URLS: dict[str, Any] = {
    "plain": (*LISTS, *details()),
    "other": (*LISTS, *details("other/")),
    "text": (
        *LISTS,
        path("t/<slug:pk>/", Plain.as_view(), name="detail"),
        path("<uuid:pk>", Plain.as_view(), name="person"),
    ),
    "languages": (*LISTS, *i18n_patterns(*details())),
    "first_plain": (*LISTS, *i18n_patterns(*details(), prefix_default_language=False)),
    "none": tuple(LISTS),
}
SURROUNDED: list[dict[str, Any]] = [
    {},
    {"HTTP_HOST": "example.org"},
    {"HTTP_HOST": "example.org:8000"},
    {"HTTP_HOST": "evil.example.com"},
    {"secure": True},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"SCRIPT_NAME": "/api"},
    {"SCRIPT_NAME": "/ä%s b"},
    {"HTTP_ACCEPT_LANGUAGE": "de"},
    {"HTTP_ACCEPT_LANGUAGE": "fr", "SCRIPT_NAME": "/fr"},
]


def asked_of_all() -> list[Asked]:
    return [
        (f"/{name}/{query}", {**headers, "HTTP_X_URLS": urls})
        for name in ("rows", "fast")
        for query in ("", "?format=json")
        for headers in SURROUNDED
        for urls in URLS
    ]


SETTINGS = override_settings(
    MIDDLEWARE=["django.middleware.locale.LocaleMiddleware", f"{__name__}.ChosenURLs"],
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    ALLOWED_HOSTS=["testserver", "example.org", ".example.org"],
    ROOT_URLCONF=URLS["plain"],
)


def check(asked: Asked, raises: bool = True) -> Any:
    """DRF's answer is ours, from no more statements; a link that raises sends the list to DRF's path after its own.

    Arguments:
        raises: as Django's client, which hears of the exceptions of other threads, too.
    """
    url, extra = asked
    expected = outcome(lambda: Client(raise_request_exception=raises).get(url, **extra))
    actual = outcome(lambda: Client(raise_request_exception=raises).get(url, **extra, HTTP_X_OURS="1"))
    assert_same(expected, actual)
    most = len(expected.statements) + (actual.status in (0, 500))
    assert len(actual.statements) <= most, f"{asked}: {actual.statements.sql}"
    return actual


def check_all(asked: Iterable[Asked], seed: int, raises: bool = True) -> list[str]:
    """All in some order, twice each."""
    chance = random.Random(seed)
    every = [*asked] * 2
    chance.shuffle(every)
    wrong = []
    for one in every:
        try:
            check(one, raises)
        except AssertionError as error:
            wrong.append(f"{one}: {error}")
    return wrong


@pytest.fixture
def served() -> Iterator[None]:
    library()
    with SETTINGS:
        yield


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.usefixtures("served")
def test_requests_in_turn(seed: int):
    assert check_all(asked_of_all(), seed) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection")
@pytest.mark.usefixtures("served")
def test_requests_at_once():
    def work(seed: int) -> list[str]:
        try:
            return check_all(random.Random(seed).sample(asked_of_all(), 40), seed, raises=False)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert [wrong for found in pool.map(work, range(6)) for wrong in found] == []


@pytest.mark.parametrize(("urls", "asked"), [pytest.param(urls, asked, id=name) for name, urls, asked in schemes()])
@pytest.mark.usefixtures("served")
def test_versions_in_turn(urls: list[Any], asked: list[Asked]):
    every = [
        (url, {**headers, **extra}) for url, extra in asked for headers in ({}, {"secure": True}, {"SCRIPT_NAME": "/s"})
    ]
    with override_settings(ROOT_URLCONF=tuple(urls)):
        for seed in range(3):
            assert check_all(every, seed) == []


@pytest.mark.usefixtures("served")
def test_routes_that_are_there_for_some():
    """A request without the routes keeps nobody else from SQL."""
    for urls in ("none", "plain", "text", "plain", "none", "other"):
        actual = check(("/rows/", {"HTTP_X_URLS": urls}))
        if urls in ("plain", "other"):
            assert actual.response.sqllist.mode == "sql", actual.response.sqllist.problems
            assert len(actual.statements) == 1
        else:
            assert actual.error


def test_urls_of_the_settings():
    """The same view under other URLs, by ``override_settings``."""
    library()
    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=LINKED)
    for _ in range(2):
        for urls in URLS.values():
            with override_settings(ROOT_URLCONF=urls):
                expected, actual = (call(view) for view in pair)
                assert_same(expected, actual)


@pytest.mark.usefixtures("served")
def test_a_host_that_is_not_allowed_is_not_asked_for_by_no_rows():
    Book.objects.all().delete()
    assert check(("/rows/", {"HTTP_HOST": "evil.example.com"})).status == 200


@pytest.mark.usefixtures("served")
def test_rows_without_links_of_their_own():
    """All links of a list are null: the host is asked for nevertheless, if DRF's would be."""
    Book.objects.all().update(author=None)
    Author.objects.all().delete()
    assert check(("/fast/", {})).response.sqllist.mode == "sql"
