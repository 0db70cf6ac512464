"""The demo's kitchen: serializers as they grow in the wild, by drf_sqllist and by DRF."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django.plugin import DjangoDbBlocker
from rest_framework.generics import ListAPIView

from demo.kitchen.patterns import PATTERNS, Pattern
from demo.pizzas.management.commands import seed
from drf_sqllist import SQLListMixin
from drf_sqllist.testing import assert_parity

pytestmark = [pytest.mark.django_db, pytest.mark.urls("demo.urls")]

QUERIES = (
    "",
    "page_size=7",
    "page_size=150",
    "page=2",
    "page=3&page_size=11",
    "page=last",
    "page=0",
    "page=999",
    "ordering=-id",
    "ordering=nothing&page_size=3",
    "format=json&page_size=2",
)

SQL = {"sql"}
SPLICED = {"spliced"}
# SQL makes some of a pattern's lists, Python writes values into others, and DRF makes the rest.
ANY = {"sql", "spliced", "serializer"}
# DRF makes these lists today. A better way is no mistake as long as the bytes are the same.
YET = ANY

# How each pattern may be answered: what SQL writes today must not fall back.
EXPECTED = {
    "small-methods": YET,
    "related-methods": YET,
    "querying-methods": YET,
    "request-methods": YET,
    "view-kwargs": YET,
    "python-methods": YET,
    "serializer-methods": YET,
    "running-totals": YET,
    "left-on-object": YET,
    "looks-around": YET,
    "odd-values": YET,
    "properties": YET,
    "own-properties": YET,
    "strings": YET,
    "nested-strings": YET,
    "own-fields": SPLICED,
    "unix-times": SPLICED,
    "own-attributes": YET,
    "choices": SPLICED,
    "auto-choices": SPLICED,
    "display": YET,
    "translated": SPLICED,
    "localized": SPLICED,
    "documents": SPLICED,
    "document-paths": YET,
    "nested-documents": YET,
    "nested-methods": YET,
    "hyperlinks": YET,
    "self-hyperlinks": YET,
    "own-hyperlinks": YET,
    "patched": YET,
    "without-nulls": YET,
    "free": YET,
    "plain-values": YET,
    "nested-output": YET,
    "grouped": YET,
    "present": YET,
    "numbered": YET,
    "own-data": YET,
    "dynamic-fields": ANY,
    "brief": YET,
    "staff-fields": ANY,
    "serializer-choice": ANY,
    "context-fields": SPLICED,
    "generic-method": YET,
    "generic-field": YET,
    "generic-relation": YET,
    "annotated": YET,
    "filtered-prefetch": YET,
    "plain-prefetch": SQL,
    "distinct": YET,
    "only": YET,
    "defer": YET,
    "extra-context": YET,
    "own-filter": YET,
    "own-list": SQL,
    "own-list-data": SQL,
    "envelope": SQL,
    "own-envelope": YET,
    "estimated-count": SQL,
    "unpaged": YET,
    "column-classes": YET,
    "sealed": YET,
    "dirty-tracking": YET,
    "post-init": YET,
    "soft-delete": SQL,
}

each_pattern = pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.slug)


@pytest.fixture(scope="module", autouse=True)
def _kitchen(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo's own data, committed: seeding it anew for each test would take most of the time."""
    with django_db_blocker.unblock():
        ContentType.objects.clear_cache()
        seed.fill_kitchen()
        yield
        seed.empty(tuple(model for model, _ in seed.kitchen.tables()))


def answer(url: str, query: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers, and the body without its own URL."""
    response: Any = Client().get(f"{url}?{query}")
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    return response.status_code, headers, response.content.replace(f"http://testserver{url}".encode(), b"URL")


def test_every_pattern_is_in_the_table() -> None:
    assert [pattern.slug for pattern in PATTERNS] == list(EXPECTED)


@each_pattern
def test_every_pattern_has_its_twins(pattern: Pattern) -> None:
    ours, tuned = resolve(pattern.url), resolve(pattern.tuned_url)
    assert pattern.url.startswith(f"/api/kitchen/{pattern.slug}/")
    assert pattern.tuned_url == f"{pattern.url}tuned/"
    assert issubclass(ours.func.cls, SQLListMixin)  # type: ignore[attr-defined]
    assert issubclass(tuned.func.cls, ListAPIView)  # type: ignore[attr-defined]
    assert not issubclass(tuned.func.cls, SQLListMixin)  # type: ignore[attr-defined]
    assert ours.kwargs == tuned.kwargs == pattern.kwargs


@each_pattern
def test_the_twins_answer_alike(pattern: Pattern) -> None:
    for query in QUERIES + pattern.queries:
        ours, tuned = answer(pattern.url, query), answer(pattern.tuned_url, query)
        assert ours == tuned, query
        if "page=" not in query:
            assert ours[0] == 200, query


@each_pattern
def test_both_paths_of_one_view_answer_alike(pattern: Pattern) -> None:
    view = resolve(pattern.url)
    for query in ("", "page_size=150", "page=2&page_size=5", *pattern.queries):
        request = RequestFactory().get(f"{pattern.url}?{query}")
        parity = assert_parity(view.func, request, **view.kwargs)
        assert parity.ours.queries <= parity.drf.queries, query
        if parity.ours.status == 200:
            assert parity.mode in EXPECTED[pattern.slug], (query, parity.problems)


@each_pattern
def test_the_browsable_api_works(pattern: Pattern) -> None:
    for url in (pattern.url, pattern.tuned_url):
        response: Any = Client().get(f"{url}?format=api&page_size=3")
        assert response.status_code == 200
        assert b"GET" in response.content


def test_the_rows_are_worth_a_look() -> None:
    """No list is empty: equal bytes of nothing would prove nothing."""
    for pattern in PATTERNS:
        response: Any = Client().get(f"{pattern.tuned_url}?page_size=50")
        data = response.json()
        rows = data if isinstance(data, list) else data.get("results", data.get("items"))
        assert len(rows) > 2, pattern.slug


def test_links_lead_somewhere() -> None:
    client = Client()
    found = client.get("/api/kitchen/hyperlinks/?page_size=5").json()["results"]
    urls = {url for row in found for url in (row["url"], row["station"], row["author"], row["tester"], *row["tags"])}
    for row in client.get("/api/kitchen/own-hyperlinks/?page_size=3").json()["results"]:
        urls.add(row["href"])
    for url in urls - {None}:
        assert client.get(url).status_code == 200, url


def test_the_home_page_links_every_twin() -> None:
    home = Client().get("/").content.decode()
    for pattern in PATTERNS:
        assert f'"{pattern.url}?format=json"' in home
        assert f'"{pattern.tuned_url}?format=json"' in home


def test_the_kitchen_is_seeded_once(capsys: pytest.CaptureFixture[str]) -> None:
    seed.Command().handle(orders=0)
    assert "The kitchen is there already." in capsys.readouterr().out
