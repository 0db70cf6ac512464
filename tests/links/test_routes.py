"""Every route, every value, every request: DRF's link, or DRF's error."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import re_path, set_script_prefix, set_urlconf
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import versioning
from rest_framework.relations import HyperlinkedRelatedField

from .contexts import FORMATS, PREFIXES, REQUESTS, OwnParameter
from .pairs import Pair, Thing, get, outcome
from .randomly import randomly
from .urls import PAIRS, ROUTES, view
from .values import FEW, VALUES


@pytest.fixture(autouse=True)
def _urls() -> Iterator[None]:
    set_urlconf("tests.links.urls")
    yield
    set_urlconf(None)
    set_script_prefix("/")


THINGS = [Thing(value) for value in VALUES]
A_FEW = [Thing(value) for value in FEW]
FITTING = [Thing(5), Thing("é..")]
LOCAL = ["i18n", "i18n-slug", "translated", "translated-too", "int", "missing"]
SCHEMES = [None, *(getattr(versioning, name) for name in dir(versioning) if name.endswith("Versioning"))]


@pytest.mark.parametrize("name", ROUTES)
def test_each_route_takes_each_value(name: str) -> None:
    requests = [None, get("/?format=json"), get(scheme=versioning.URLPathVersioning, version="v1")]
    pairs = [Pair({"request": request}, view_name=name) for request in requests]
    for thing in THINGS:
        for pair in pairs:
            pair.compare(thing)


@pytest.mark.parametrize("name", PAIRS)
def test_each_route_of_two_takes_each_version(name: str) -> None:
    """The second argument comes from the versioning class."""
    for version in ["abc", "5", "..", "é", "", "/"]:
        Pair({"request": get(scheme=OwnParameter, version=version)}, view_name=name).compare(*THINGS)


@pytest.mark.parametrize("key", REQUESTS)
def test_each_request_takes_each_route(key: str, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    context = {"request": REQUESTS[key]()}
    pairs = [Pair(context, view_name=name) for name in ROUTES]
    pairs += [Pair(context, HyperlinkedRelatedField, view_name=name, read_only=True) for name in ("int", "by-path")]
    for thing in [*FITTING, FITTING[0]]:
        for pair in pairs:
            pair.compare(thing)
    for pair in pairs[:5]:
        pair.compare(*A_FEW)


@pytest.mark.parametrize("formats", FORMATS, ids=str)
def test_each_format_takes_each_route(formats: tuple[Any, Any]) -> None:
    of_context, of_field = formats
    for request in [None, get("/?format=x", scheme=versioning.NamespaceVersioning, version="v1")]:
        for name in ROUTES:
            pair = Pair({"request": request, "format": of_context}, view_name=name, format=of_field)
            pair.compare(*FITTING)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_prefix_takes_each_route(prefix: str) -> None:
    set_script_prefix(prefix)
    for request in [None, get("/?format=x", scheme=versioning.URLPathVersioning, version="v1")]:
        for name in ROUTES:
            Pair({"request": request}, view_name=name).compare(*FITTING, Thing(".."))


@pytest.mark.parametrize("language", ["en", "de", "en-us", "zh-hans", None])
def test_each_language_takes_each_route(language: Any) -> None:
    with translation.override(language):
        for name in ROUTES:
            Pair({"request": get()}, view_name=name).compare(*FITTING)
        for prefix in PREFIXES:
            set_script_prefix(prefix)
            for name in LOCAL:
                Pair({"request": get()}, view_name=name).compare(*A_FEW)


def test_without_a_request_in_the_context_it_is_asked_for() -> None:
    for context in [{}, {"format": "json"}]:
        ((error, message),) = Pair(context, view_name="int").compare(Thing(5))
        assert error is AssertionError
        assert message.startswith("`HyperlinkedIdentityField` requires the request")


@pytest.mark.parametrize(
    "urlconf",
    [
        "tests.links.nowhere",
        "tests.links.values",
        (re_path(r"(?i)^flags/(?P<pk>[a-z]+)/$", view, name="int"),),
        (re_path(r"^flags/(?i)(?P<pk>[a-z]+)/$", view, name="int"),),
    ],
    ids=str,
)
def test_urls_that_django_cannot_read(urlconf: Any) -> None:
    for context in ({"request": None}, {"request": get()}):
        pair = Pair(context, view_name="int")
        for _ in range(2):
            set_urlconf(urlconf)
            ((error, *_),) = pair.compare(THINGS[0])
            assert issubclass(error, Exception)
            set_urlconf("tests.links.urls")
            pair.compare(*A_FEW)


def test_objects_that_are_no_objects() -> None:
    class Failing:
        @property
        def pk(self) -> Any:
            raise RuntimeError("no key")

    class Hidden:
        @property
        def pk(self) -> Any:
            raise AttributeError("hidden key")

    for name in ["int", "slug", "either", "missing"]:
        pair = Pair({"request": get()}, view_name=name)
        slugs = Pair({"request": get()}, view_name=name, lookup_field="slug", lookup_url_kwarg="pk")
        for value in [None, 5, "", {"pk": 5}, Failing(), Hidden(), Thing]:
            for each in (pair, slugs):
                expected, ours = (outcome(field, value) for field in each.fields)
                assert ours == expected
        for thing in [Thing(5), Thing(slug="x"), Thing("", slug="x"), Thing(5, slug=None), Thing(5, slug="é ")]:
            slugs.compare(thing)


@pytest.mark.parametrize("name", ["slug", "router", "by-path", "int", "missing"])
def test_other_names_of_the_arguments(name: str) -> None:
    for kwarg in ["pk", "slug", "version", "format", "b", "_0", "no kwarg", ""]:
        for request in [None, get(scheme=versioning.URLPathVersioning, version="v1")]:
            for format in [None, "json"]:
                context = {"request": request, "format": format}
                Pair(context, view_name=name, lookup_url_kwarg=kwarg).compare(*A_FEW)


@pytest.mark.parametrize("view_name", [5, b"int", object(), lambda request: None], ids=lambda name: type(name).__name__)
def test_names_that_are_no_texts(view_name: Any) -> None:
    Pair({"request": get()}, view_name=view_name).compare(Thing(5))


@randomly
@given(
    name=st.sampled_from(ROUTES),
    kwarg=st.sampled_from(["pk", "pk", "pk", "key", "version", "b"]),
    scheme=st.sampled_from(SCHEMES),
    version=st.sampled_from([None, "v1", "v2", "1", "a/b", "é", 1, True]),
    url=st.sampled_from(["/", "/?format=json", "/?format=&x=1", "/?version=5"]),
    host=st.sampled_from(["testserver", "example.org:81", "evil.example"]),
    secure=st.booleans(),
    formats=st.sampled_from([(None, None), *FORMATS]),
    prefix=st.sampled_from(PREFIXES),
    language=st.sampled_from(["en", "de", None]),
    values=st.lists(st.sampled_from(VALUES) | st.integers() | st.text(max_size=6) | st.uuids(), min_size=1, max_size=4),
)
def test_random_combinations(
    name: str,
    kwarg: str,
    scheme: Any,
    version: Any,
    url: str,
    host: str,
    secure: bool,
    formats: tuple[Any, Any],
    prefix: str,
    language: Any,
    values: list[Any],
) -> None:
    set_script_prefix(prefix)
    context = {"request": get(url, scheme, version, HTTP_HOST=host, secure=secure), "format": formats[0]}
    with translation.override(language):
        Pair(context, view_name=name, lookup_url_kwarg=kwarg, format=formats[1]).compare(*map(Thing, values))
