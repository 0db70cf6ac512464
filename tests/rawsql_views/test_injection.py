"""Nothing that a request carries becomes SQL: every parameter of a report under the classic strings."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from django_filters.rest_framework import CharFilter, DjangoFilterBackend, FilterSet
from rest_framework import serializers
from rest_framework.filters import OrderingFilter, SearchFilter

from demo.pizzas import reports
from demo.pizzas.models import Customer, Order
from tests.outcomes import assert_same
from tests.rawsql_views.shop import over_model, over_sql
from tests.views import call

pytestmark = pytest.mark.usefixtures("shop")

STRINGS = (
    "'",
    "''",
    '"',
    '""',
    "`",
    "\\",
    "\\'",
    ";",
    "--",
    "/*",
    "*/",
    "#",
    "%",
    "%%",
    "%s",
    "%(since)s",
    "%(x)s",
    "$1",
    "$$",
    ":1",
    "?",
    "{}",
    "{0}",
    "' OR '1'='1",
    "' OR 1=1--",
    '" OR ""="',
    "1 OR 1=1",
    "1) OR (1=1",
    "1')) OR 1=1--",
    "1; DROP TABLE pizzas_order",
    "'; DROP TABLE pizzas_order; --",
    "1; DELETE FROM pizzas_order WHERE 1=1",
    "1 UNION SELECT name FROM pizzas_customer",
    "' UNION ALL SELECT NULL,NULL,NULL--",
    "1 AND 1=CAST((SELECT version()) AS int)",
    "(SELECT pg_sleep(5))",
    "'||(SELECT 1)||'",
    "1 AND randomblob(500000000)",
    "id;SELECT 1",
    "id,(SELECT 1)",
    "-id'--",
    "id NULLS FIRST",
    "(CASE WHEN 1=1 THEN id ELSE total END)",
    "id COLLATE nocase",
    "customer__name",
    "__",
    "__class__",
    "1e309",
    "-1",
    "99999999999999999999",
    "NaN",
    "Infinity",
    "null",
    "true",
    "[]",
    "\u0000",
    "\u2028",
    "\uff07 OR 1=1",
    "\u02bc OR 1=1",
    "a\r\nSet-Cookie: b=c",
    "' " * 200,
)
SMALL = type("Small", (reports.OrderReport.pagination_class,), {"page_size": 3, "max_page_size": 20})
OrderReport: Any = type("OrderReport", (reports.OrderReport,), {"pagination_class": SMALL})
NaiveOrderReport: Any = type("NaiveOrderReport", (reports.NaiveOrderReport,), {"pagination_class": SMALL})
PARAMETERS = ("since", "until", "min_total", "status", "customer", "search", "ordering", "page", "page_size", "format")


def harmless(parameter: str, string: str) -> tuple[str, ...]:
    """Values of the same shape that no author of attacks would write."""
    if parameter == "search":  # a condition for each word
        request = type("Request", (), {"query_params": {"search": string.replace("\0", "")}})
        return (" ".join("a" for _ in SearchFilter().get_search_terms(request)),)
    if parameter == "ordering":  # what is a column of the report counts
        terms = [term.strip() for term in string.split(",")]
        return (",".join(term for term in terms if term.lstrip("-") in OrderReport.ordering_fields),)
    return {"customer": ("a", ""), "page": ("1", "7", "last")}.get(parameter, ("",))


@cache
def texts(parameter: str, values: tuple[str, ...]) -> set[str]:
    found = [call(OrderReport, f"/?{parameter}={quote(value)}") for value in values]
    return {shape(sql) for one in found for sql in one.statements.sql}


def shape(sql: str) -> str:
    """A statement without the numbers of its page, which DRF makes integers of, and Django puts into the text."""
    return re.sub(r"(LIMIT|OFFSET) \d+", r"\1 n", sql)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_the_report(parameter: str):
    for string in STRINGS:
        url = f"/?{parameter}={quote(string)}"
        ours, naive = call(OrderReport, url), call(NaiveOrderReport, url)
        assert_same(naive, ours)
        assert ours.status in (200, 400, 404), (string, ours)
        assert {*map(shape, ours.statements.sql)} <= texts(parameter, harmless(parameter, string)), string
    assert Order.objects.count() == 60


class Texts(serializers.Serializer):
    """A parameter that takes anything."""

    q = serializers.CharField(trim_whitespace=False, allow_blank=True)


def of_words(request: Any) -> Any:
    params = Texts(data=request.query_params)
    params.is_valid(raise_exception=True)
    return params.validated_data


class ORMTwin:
    def get_queryset(self) -> Any:
        q = of_words(self.request)["q"]  # type: ignore[attr-defined]
        return super().get_queryset().filter(customer__name=q)  # type: ignore[misc]


class Filter(FilterSet):
    note = CharFilter(lookup_expr="icontains")


def test_texts_that_are_bound():
    """The row that is called like the string is found, and no other."""
    sql = """
        select o.id, o.status, o.placed_at, o.customer_id, o.note, c.name, '100%%; --' as weird
        from pizzas_order o join pizzas_customer c on c.id = o.customer_id
        where c.name = %(q)s -- 100%% bound
    """
    options = {"filter_backends": [DjangoFilterBackend, SearchFilter, OrderingFilter], "filterset_class": Filter}
    ours = over_sql(sql=sql, params_serializer=Texts, **options)
    twin = over_model("Orders", ORMTwin, **options)
    order, found = Order.objects.get(pk=1), set()
    for string in STRINGS:
        if "\u0000" not in string:
            Customer.objects.filter(pk=order.customer_id).update(name=string[:80])
            Order.objects.filter(pk=1).update(note=string)
        value = quote(string[:80])
        url = f"/?q={value}&note={quote(string)}"
        mine = call(ours, url)
        assert_same(call(twin, url), mine)
        if mine.status == 200:
            # django-filter makes no condition of what is white space alone.
            found.update(mine.statements.sql if string.strip() else ())
            assert 1 in [row["id"] for row in json.loads(mine.body)["results"]], string
    assert len(found) == 1


def test_names_of_parameters_are_nothing():
    """A query string that has the strings as names."""
    expected = call(OrderReport, "/")
    for string in STRINGS:
        found = call(OrderReport, f"/?{quote(string)}=1")
        assert found.response.data["results"] == expected.response.data["results"]
        assert found.statements.sql == expected.statements.sql


def test_repeated_parameters():
    """The last one counts, as everywhere in DRF; a list is bound as a list."""
    for parameter in PARAMETERS:
        url = f"/?{parameter}=1%27--&{parameter}="
        assert_same(call(NaiveOrderReport, url), call(OrderReport, url))


@pytest.mark.parametrize("option", ["ordering_fields", "search_fields", "filterset_fields"])
def test_names_come_from_the_declared_columns_alone(option: str):
    """A table's column that the SQL does not return cannot be asked for, however the name is spelt."""
    backends = {"filter_backends": [DjangoFilterBackend, SearchFilter, OrderingFilter], "ordering_fields": "__all__"}
    view = over_sql(**backends, serializer_class=None)
    for name in ("email", "c.name", "customer__email", "o.id", "Orders.id", "order_id", "pizzas__price", "id__gt"):
        found = call(view, f"/?ordering={name}&{name}=1&search=a")
        assert found.status == 200
        assert found.statements.sql == call(view, "/?search=a").statements.sql
        assert not re.search(rf'ORDER BY[^)]*"{re.escape(name)}"', found.statements.sql[0])
