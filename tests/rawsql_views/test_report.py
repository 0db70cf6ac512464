"""The demo's report: by hand-written SQL, by computed fields, each on DRF's own path, too, and by methods."""

from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIRequestFactory

from demo.pizzas.reports import DeclaredOrderReport, NaiveOrderReport, OrderReport
from drf_sqllist.testing import assert_parity
from tests.outcomes import assert_same
from tests.views import call

pytestmark = pytest.mark.usefixtures("shop")

BY_DRF = {"sqllist_enabled": False}
HandWrittenByDRF = type("OrderReport", (OrderReport,), BY_DRF)
DeclaredByDRF = type("DeclaredOrderReport", (DeclaredOrderReport,), BY_DRF)

QUERIES = (
    "",
    "page_size=7",
    "page_size=7&page=3",
    "page=last&page_size=11",
    "page=0",
    "page=99",
    "page=x",
    "since=2024-01-02",
    "since=2024-01-01T18:00:00Z&until=2024-01-02T06:30:00%2B02:00",
    "until=2024-01-01T20:00:00",
    "since=&until=&min_total=",
    "min_total=40",
    "min_total=40.5&ordering=-total,id",
    "min_total=1e1&page_size=5",
    "min_total=999999.99",
    "since=2030-01-01",
    "status=done",
    "status=",
    "customer=Ada%20Brown",
    "customer=%C4%B0pek%20Lovelace",
    "search=brown",
    "search=%C3%A9",
    "search=rue+ada",
    "search=%25",
    "search=_",
    "search=\\",
    "ordering=placed_at",
    "ordering=-total,-id",
    "ordering=total,id&page_size=9&page=2",
    "ordering=-pizza_count,topping_count,-id",
    "ordering=topping_count,-placed_at",
    "ordering=customer",
    "ordering=nope",
    "ordering=",
    "status=done&search=o&min_total=20&since=2024-01-01&ordering=-total,id&page_size=3&page=2",
)


@pytest.mark.parametrize("query", QUERIES)
def test_three_ways(query: str):
    url = f"/report/?{query}"
    naive = call(NaiveOrderReport, url)
    for view in (OrderReport, DeclaredOrderReport):
        ours = call(view, url)
        assert_same(naive, ours)
        if ours.status == 200:
            # SQLite adds decimals as floats: Python writes them where the SQL does not round.
            by_python = view is DeclaredOrderReport and connection.vendor == "sqlite"
            assert ours.response.sqllist.mode == ("spliced" if by_python and ours.response.data["results"] else "sql")
            assert not ours.response.sqllist.problems
            # Which page is the last one has to be asked first, as of a model.
            assert len(ours.statements) == (2 if "page=last" in query else 1)
    for view in (HandWrittenByDRF, DeclaredByDRF):
        by_drf = call(view, url)
        assert_same(naive, by_drf)
        if by_drf.status == 200:
            assert by_drf.response.sqllist.mode == "serializer"


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("since=soon", {"since"}),
        ("until=2024-13-01", {"until"}),
        ("min_total=much", {"min_total"}),
        ("min_total=1234567890", {"min_total"}),
        ("min_total=NaN", {"min_total"}),
        ("since=x&until=y&min_total=z", {"since", "until", "min_total"}),
    ],
)
def test_what_is_no_value_is_a_400_before_any_statement(query: str, body: set[str]):
    naive = call(NaiveOrderReport, f"/?{query}")
    for view in (OrderReport, DeclaredOrderReport):
        ours = call(view, f"/?{query}")
        assert ours.status == 400
        assert set(ours.response.data) == body
        assert len(ours.statements) == 0
        assert_same(naive, ours)


@pytest.mark.parametrize("page", ["1", "2"])
def test_the_statements_text_knows_no_value(page: str):
    texts = set()
    for since, least, word in (
        ("2024-01-01", "1", "a"),
        ("2024-01-01T03:04:05Z", "3.33", "o"),
        ("2023-01-01", "2", "e"),
    ):
        url = f"/?since={since}&min_total={least}&search={word}&page={page}&page_size=1"
        texts.add(call(OrderReport, url).statements.sql[0])
    assert len(texts) == 1


def test_the_librarys_own_comparer():
    parity = assert_parity(OrderReport, APIRequestFactory().get("/?min_total=20&ordering=-total,id&page_size=7"))
    assert (parity.mode, parity.ours.queries) == ("sql", 1)


def test_shadow_mode(settings: Any, caplog: pytest.LogCaptureFixture):
    """Both paths from one view, whose queryset is made again for the second."""
    expected = call(OrderReport, "/?since=2024-01-01&page_size=7")
    settings.DRF_SQLLIST = {"SHADOW": 1.0}
    found = call(OrderReport, "/?since=2024-01-01&page_size=7")
    assert found.body == expected.body
    assert len(found.statements) > 1
    assert caplog.records == []


def test_one_statement_whatever_the_page(shop: Any):
    for size in (1, 10, 60):
        assert len(call(OrderReport, f"/?page_size={size}").statements) == 1
        assert len(call(DeclaredOrderReport, f"/?page_size={size}").statements) == 1
    assert len(call(NaiveOrderReport, "/?page_size=60").statements) > 60
