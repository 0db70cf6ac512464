"""Random rows through random serializers: DRF's bytes, or DRF's error."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.pagination import LimitOffsetPagination

from tests import trees
from tests.cases.case import model_serializer
from tests.outcomes import assert_same
from tests.testapp.models import (
    Author,
    Book,
    Country,
    DecimalRow,
    FlagRow,
    JsonRow,
    MomentRow,
    NumberRow,
    Profile,
    TextRow,
)
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db

# The same examples in every run; SQLLIST_EXAMPLES asks for more, and SQLLIST_RANDOM for others.
randomly = settings(
    max_examples=int(os.environ.get("SQLLIST_EXAMPLES", "80")),
    derandomize="SQLLIST_RANDOM" not in os.environ,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
ZONES = st.sampled_from(["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata"])
PAGES = st.sampled_from(
    [
        (None, ""),
        (PagesOfTwo, ""),
        (PagesOfTwo, "?page=2"),
        (PagesOfTwo, "?page=last"),
        (LimitOffsetPagination, "?limit=2&offset=1"),
        (LimitOffsetPagination, "?limit=100"),
    ]
)
JOINS = st.sampled_from([1, 500])
INTEGERS = st.integers(-(2**31), 2**31 - 1)
SCALARS: dict[type, dict[str, st.SearchStrategy[Any]]] = {
    TextRow: {"text": trees.TEXTS, "char": trees.TEXTS, "maybe": st.none() | trees.TEXTS},
    NumberRow: {
        "integer": INTEGERS,
        "big": st.integers(-(2**63), 2**63 - 1),
        "maybe": st.none() | INTEGERS,
        "floating": trees.FLOATS,
        "maybe_floating": st.none() | trees.FLOATS,
    },
    DecimalRow: {
        "price": st.decimals("-99999999.9999", "99999999.9999", places=4),
        "maybe": st.none() | st.decimals("-9.9999", "9.9999", places=4),
        "tiny": st.decimals("-9999.99999999", "9999.99999999", places=8),
        "whole": st.decimals("-9999999999", "9999999999", places=0),
    },
    FlagRow: {"flag": st.booleans(), "maybe": st.none() | st.booleans()},
    MomentRow: {
        "date": st.none() | st.dates(),
        "time": st.none() | st.times(),
        "moment": st.none() | trees.MOMENTS,
        "duration": st.none() | st.timedeltas(-timedelta(days=10**7), timedelta(days=10**7)),
    },
    JsonRow: {"data": trees.DOCUMENTS},
}


class scratch(transaction.Atomic):  # noqa: N801
    """Rows of one example are gone before the next."""

    def __init__(self) -> None:
        super().__init__(using="default", savepoint=True, durable=False)

    def __exit__(self, *error: Any) -> None:
        transaction.set_rollback(True)
        super().__exit__(*error)


@randomly
@given(data=st.data(), model=st.sampled_from(list(SCALARS)), zone=ZONES, page=PAGES)
def test_scalars(data: st.DataObject, model: type, zone: str, page: tuple[type | None, str]):
    with scratch():
        columns = SCALARS[model]
        for _ in range(data.draw(st.integers(0, 5))):
            model.objects.create(**{name: data.draw(values) for name, values in columns.items()})
        names = data.draw(st.lists(st.sampled_from(["id", *columns]), unique=True, min_size=1))
        pagination, query = page
        with timezone.override(zone):
            compare(
                f"/rows/{query}",
                queryset=model.objects.order_by("pk"),
                serializer_class=model_serializer(model, *names),
                pagination_class=pagination,
            )


@randomly
@given(
    data=st.data(),
    model=st.sampled_from([Author, Book, Country, Profile]),
    zone=ZONES,
    page=PAGES,
    join=JOINS,
)
def test_trees(data: st.DataObject, model: type, zone: str, page: tuple[type | None, str], join: int):
    with scratch(), override_settings(DRF_SQLLIST={"JOIN_FROM": join}), timezone.override(zone):
        data.draw(trees.libraries())
        serializer = data.draw(trees.trees(model))
        queryset = model.objects.order_by(data.draw(st.sampled_from(["pk", "-pk"])))
        if related := data.draw(
            st.lists(st.sampled_from(sorted(trees.ONE[model])), unique=True) if trees.ONE[model] else st.just([])
        ):
            queryset = queryset.select_related(*related)
        if lists := data.draw(
            st.lists(st.sampled_from(sorted(trees.MANY[model])), unique=True) if model in trees.MANY else st.just([])
        ):
            queryset = queryset.prefetch_related(*lists)
        pagination, query = page
        plain, ours = twins(queryset=queryset, serializer_class=serializer, pagination_class=pagination)
        expected, actual = call(plain, f"/rows/{query}"), call(ours, f"/rows/{query}")
        assert_same(expected, actual)
        response, statements = actual.response, actual.statements
        if response is not None and response.status_code == 200 and response.sqllist.mode != "serializer":
            # Instances load what they are asked for as Django's do: where an object leads back to the one before it.
            most = 1 + ("last" in query) if not response.sqllist.problems else len(expected.statements)
            assert len(statements) <= most


def test_the_connection_is_as_it_was():
    """Nothing above leaves a session setting behind."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW timezone")
            assert cursor.fetchone() == ("UTC",)
