"""Managers that filter: what one request may not see is never in another's answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Prefetch
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.testapp.models import Book, Comment, Customer, Invoice, Secret, allowed, tenant
from tests.views import Ours, call, compare

pytestmark = pytest.mark.django_db

SECRETS = model_serializer(Customer, "id", "name", secrets=model_serializer(Secret, "id", "text")(many=True))
SECRET_KEYS = model_serializer(
    Customer,
    "id",
    "secrets",
    texts=serializers.SlugRelatedField("text", source="secrets", many=True, read_only=True),
)
INVOICES = model_serializer(Customer, "name", invoices=model_serializer(Invoice, "total")(many=True))


@contextmanager
def having(variable: ContextVar, value: object) -> Iterator[None]:
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)


@pytest.fixture
def customers() -> list[Customer]:
    rows = [Customer.objects.create(name=name) for name in ("a", "b", "c")]
    for number, customer in enumerate(rows[:2]):
        Secret.everything.create(customer=customer, text=f"secret {number}")
        for name in ("red", "blue"):
            Invoice.everything.create(customer=customer, tenant=name, total=number + (100 if name == "red" else 200))
    return rows


def check(serializer: type, queryset=None):
    made = {"queryset": Customer.objects.all() if queryset is None else queryset, "serializer_class": serializer}
    response, statements = compare("/rows/", **made)
    assert response.sqllist.mode == "sql"
    assert len(statements) == 1, statements.sql
    return json.loads(response.content)


@pytest.mark.parametrize("serializer", [SECRETS, SECRET_KEYS])
def test_an_empty_pk_in_inside_a_relation(serializer: type, customers: list[Customer]):
    """Django writes 0 in place of a subquery of no rows: the parent must still be there, with an empty list."""
    with having(allowed, ()):
        rows = check(serializer)
    assert [row["secrets"] for row in rows] == [[], [], []]


@pytest.mark.parametrize("serializer", [SECRETS, SECRET_KEYS])
def test_allowed_after_nothing_was_allowed(serializer: type, customers: list[Customer]):
    """A kept statement must not keep the emptiness, nor the rows."""
    every = tuple(Secret.everything.values_list("pk", flat=True))
    for ids, lengths in (
        ((), [0, 0, 0]),
        (every[:1], [1, 0, 0]),
        (every, [1, 1, 0]),
        ((), [0, 0, 0]),
        (every[1:], [0, 1, 0]),
    ):
        with having(allowed, ids):
            assert [len(row["secrets"]) for row in check(serializer)] == lengths


def test_an_empty_prefetch(customers: list[Customer]):
    for queryset in (Secret.everything.none(), Secret.everything.filter(pk__in=[])):
        prefetch = Prefetch("secrets", queryset=queryset)
        assert [row["secrets"] for row in check(SECRETS, Customer.objects.prefetch_related(prefetch))] == [[], [], []]


def test_an_empty_relation_of_a_relation(customers: list[Customer]):
    nested = model_serializer(Invoice, "total", customer=SECRETS())
    with having(allowed, ()), having(tenant, "red"):
        made = {"queryset": Invoice.objects.all(), "serializer_class": nested}
        response, statements = compare("/rows/", **made)
    assert [row["customer"]["secrets"] for row in json.loads(response.content)] == [[], []]
    assert len(statements) == 1


def test_a_tenant_never_sees_another(customers: list[Customer]):
    """Three requests through one and the same view class, and back."""
    for name, totals in (
        ("red", [100, 101]),
        ("blue", [200, 201]),
        ("", []),
        ("red", [100, 101]),
        ("blue", [200, 201]),
    ):
        with having(tenant, name):
            rows = check(INVOICES)
        assert [invoice["total"] for row in rows for invoice in row["invoices"]] == totals


def test_a_tenant_of_the_view_itself(customers: list[Customer]):
    """The same, where the view's queryset is the filtered one, evaluated anew for each request."""
    made = {
        "get_queryset": lambda self: Invoice.objects.all(),
        "serializer_class": model_serializer(Invoice, "tenant", "customer"),
    }
    for name in ("red", "blue", "red"):
        with having(tenant, name):
            response, _ = compare("/rows/", **made)
        assert {row["tenant"] for row in json.loads(response.content)} == {name}


@pytest.mark.django_db(transaction=True)
def test_tenants_in_threads(customers: list[Customer]):
    """Requests of two tenants at the same time, in threads of their own, through one view class."""
    view = type("RowList", (Ours,), {"queryset": Customer.objects.all(), "serializer_class": INVOICES})
    seen: list[tuple[str, list[int]]] = []

    def ask(name: str) -> None:
        try:
            for _ in range(5):
                with having(tenant, name):
                    rows = json.loads(call(view).body)
                seen.append((name, [invoice["total"] for row in rows for invoice in row["invoices"]]))
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[name]) for name in ("red", "blue")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 10
    assert {(name, tuple(totals)) for name, totals in seen} == {("red", (100, 101)), ("blue", (200, 201))}


def test_values_of_a_filter_are_bound_not_kept(customers: list[Customer]):
    made = {
        "serializer_class": SECRET_KEYS,
        "get_queryset": lambda self: Customer.objects.filter(name=self.request.query_params["name"]),
    }
    with having(allowed, ()):
        for name in ("a", "b", "a' OR '1'='1", "100%s", "\\", "c"):
            response, statements = compare("/rows/", request={"data": {"name": name}}, **made)
            assert len(json.loads(response.content)) == (1 if name in "abc" else 0)
            assert all(name not in sql for sql in statements.sql if len(name) > 1)


def test_soft_deleted_rows_stay_hidden_in_every_kind_of_list():
    from tests.cases.library import library

    library()
    shown = model_serializer(
        Book,
        "id",
        "comments",
        texts=serializers.SlugRelatedField("text", source="comments", many=True, read_only=True),
        whole=model_serializer(Comment, "text")(source="comments", many=True),
    )
    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)
    rows = json.loads(response.content)
    assert [len(row["comments"]) for row in rows] == [len(row["whole"]) for row in rows] == [2, 0, 0, 0, 1]
