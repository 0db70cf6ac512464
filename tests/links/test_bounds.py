"""What is kept stays small, goes with Django's own, and is made by many threads at once."""

import gc
import threading
import weakref
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.urls import clear_url_caches, get_resolver, include, path, set_script_prefix, set_urlconf
from django.utils import translation
from rest_framework import versioning

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField
from drf_sqllist.links import addresses
from drf_sqllist.links.addresses import Finder

from .pairs import Pair, Thing, get, in_context, outcome
from .urls import view

URLS = "tests.links.urls"


@pytest.fixture(autouse=True)
def _urls() -> Iterator[None]:
    set_urlconf(URLS)
    yield
    set_urlconf(None)
    set_script_prefix("/")


def kept() -> int:
    return len(addresses._patterns[get_resolver(URLS)]._values)


def test_thousands_of_versions() -> None:
    clear_url_caches()
    for number in range(1500):
        request = get(scheme=versioning.URLPathVersioning, version=f"v{number}")
        Pair({"request": request}, view_name="by-path").compare(Thing(5))
    assert kept() == 1024


def test_thousands_of_prefixes() -> None:
    clear_url_caches()
    for number in range(1500):
        set_script_prefix(f"/{number}/")
        Pair({"request": None}, view_name="int").compare(Thing(5))
    assert kept() == 1024


def test_thousands_of_missing_names() -> None:
    clear_url_caches()
    for number in range(1500):
        assert Finder(None).address(f"missing-{number}", frozenset({"pk"})) is None
    assert kept() == 1024


def test_each_language_is_kept() -> None:
    clear_url_caches()
    for _ in range(2):
        for language in ("en", "de", "fr"):
            with translation.override(language):
                Pair({"request": None}, view_name="i18n").compare(Thing(5))
    assert kept() == 3


def test_nothing_outlives_djangos_resolver() -> None:
    """The kept patterns do not keep the resolver that they are kept by."""
    module: Any = ModuleType("passing")
    inner = [path("<slug:b>/", include(([path("<int:pk>/", view, name="int")], "app")))]
    module.urlpatterns = [path("<int:pk>/", view, name="int"), *inner]
    set_urlconf(module)
    field = in_context(FastHyperlinkedIdentityField(view_name="int"), {"request": None})
    assert field.to_representation(Thing(5)) == "/5/"
    address = Finder(None).address("app:int", frozenset({"pk", "b"}))
    assert address is not None
    assert address.pieces is not None
    resolver = weakref.ref(get_resolver(module))
    found = addresses._patterns[get_resolver(module)]
    assert len(found._values) == 2
    held = weakref.ref(found)
    del found, field
    set_urlconf(None)
    clear_url_caches()
    gc.collect()
    assert resolver() is None
    assert held() is None


def test_a_finder_sees_another_language() -> None:
    """What one finder finds in two languages is kept under each of them."""
    clear_url_caches()
    finder = Finder(None)
    texts = []
    for _ in range(2):
        for language in ("en", "de"):
            with translation.override(language):
                address = finder.address("i18n", frozenset({"pk"}))
                assert address is not None
                texts.append(address.url({"pk": 5}))
    assert texts == ["/en/i18n/5/", "/de/i18n/5/"] * 2


def test_the_writer_goes_with_its_field() -> None:
    field = in_context(FastHyperlinkedIdentityField(view_name="int"), {"request": None})
    field.to_representation(Thing(5))
    seen = weakref.ref(field)
    del field
    gc.collect()
    assert seen() is None


@pytest.mark.parametrize("round_", range(3))
def test_first_use_by_sixteen_threads(round_: int) -> None:
    """One field, each thread with a language and a prefix of its own; none of them was ever asked for."""
    clear_url_caches()
    context = {"request": get()}
    pairs = [Pair(context, view_name=name) for name in ("int", "i18n", "slug", "app:int", "missing")]
    start, failures = threading.Barrier(16), []

    def work(number: int) -> None:
        set_urlconf(URLS)
        set_script_prefix(f"/{number}/")
        start.wait()
        try:
            with translation.override(("en", "de", "fr", "nl")[number % 4]):
                for _ in range(10):
                    for pair in pairs:
                        for value in (5, "abc", "é"):
                            expected, ours = (outcome(field, Thing(value))[:2] for field in pair.fields)
                            assert ours == expected
                            assert expected[0].__name__ != "Hyperlink" or f"/{number}/" in expected[1]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_writer_taken_away_by_another_thread() -> None:
    """Between the look at the writer and its call, another thread may have dropped it."""

    class Dropped(FastHyperlinkedIdentityField):
        """Its writer is there at every first look, and gone at the second."""

        looks = 0

        @property
        def _writer(self) -> Any:
            self.looks += 1
            return (lambda field, value: "written") if self.looks == 1 else None

        @_writer.setter
        def _writer(self, value: Any) -> None:
            pass

    field = in_context(Dropped(view_name="int"), {"request": None})
    field.looks = 0
    assert field.to_representation(Thing(5)) == "written"
