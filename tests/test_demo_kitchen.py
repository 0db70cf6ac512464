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

# How each pattern is answered; where that depends on the query, by the query. A list of DRF's: for which reason.
EXPECTED: dict[str, str | dict[str, str]] = {
    "small-methods": "spliced",
    "related-methods": "spliced",
    "querying-methods": "spliced",
    "request-methods": "spliced",
    "view-kwargs": "spliced",
    "python-methods": "spliced",
    "serializer-methods": "spliced",
    "running-totals": "spliced",
    "left-on-object": "spliced",
    "looks-around": "spliced",
    "odd-values": "spliced",
    "properties": "spliced",
    "own-properties": "spliced",
    "strings": "spliced",
    "nested-strings": "spliced",
    "own-fields": "spliced",
    "unix-times": "spliced",
    "own-attributes": "spliced",
    "choices": "spliced",
    "auto-choices": "spliced",
    "display": "spliced",
    "translated": "spliced",
    "localized": "spliced",
    "documents": "spliced",
    "document-paths": "spliced",
    "nested-documents": "spliced",
    "nested-methods": "spliced",
    "hyperlinks": "sql",
    "self-hyperlinks": "sql",
    "nested-hyperlinks": "sql",
    "own-hyperlinks": "spliced",
    "patched": "spliced",
    "without-nulls": "spliced",
    "free": "spliced",
    "plain-values": "serializer: override",
    "nested-output": "spliced",
    "grouped": "serializer: override",
    "present": "serializer: override",
    "numbered": "serializer: override",
    "own-data": "serializer: override",
    "dynamic-fields": {"": "spliced", "fields=id,name": "sql", "fields=author,nothing": "sql"},
    "brief": "spliced",
    "staff-fields": {"": "sql", "as=chef": "spliced"},
    "serializer-choice": {"": "sql", "view=full": "spliced"},
    "context-fields": "spliced",
    "generic-method": "spliced",
    "generic-field": "spliced",
    "generic-relation": "spliced",
    "annotated": "spliced",
    "filtered-prefetch": "spliced",
    "plain-prefetch": "sql",
    "distinct": "spliced",
    "only": "spliced",
    "defer": "spliced",
    "extra-context": "spliced",
    "own-filter": "spliced",
    "own-list": "sql",
    "own-list-data": "sql",
    "envelope": "sql",
    "own-envelope": "serializer: envelope",
    "estimated-count": "sql",
    "unpaged": "spliced",
    "column-classes": "spliced",
    "sealed": "spliced",
    "dirty-tracking": "spliced",
    "post-init": "spliced",
    "soft-delete": "sql",
}


def expected(slug: str, query: str) -> str:
    found = EXPECTED[slug]
    return found if isinstance(found, str) else found.get(query, found[""])


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
            codes = [problem.code for problem in parity.problems if parity.mode == "serializer"]
            assert ": ".join([parity.mode, *codes]) == expected(pattern.slug, query), (query, parity.problems)


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
