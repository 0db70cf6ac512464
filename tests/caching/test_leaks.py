"""No body crosses: each request gets DRF's answer to it, whatever others were answered before from the same cache."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from rest_framework.permissions import BasePermission
from rest_framework.throttling import BaseThrottle, UserRateThrottle

from drf_sqllist import ListCache
from tests.caching.askers import Asker, again, answer, everybody
from tests.caching.conftest import every_backend
from tests.caching.worlds import WHO, WORLDS, Case, TagSerializer, World, world
from tests.outcomes import assert_same
from tests.testapp.models import Author, Book, ChoiceRow, Tag
from tests.testapp.models.scalars import Status

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 2


@pytest.fixture(autouse=True)
def shelf() -> None:
    ann, bob = Author.objects.create(name="Ann"), Author.objects.create(name="Bob")
    tags = [Tag.objects.create(name=name, weight=1) for name in "ab"]
    for number in range(10):
        price = Decimal(number) if number % 3 else None
        published = datetime(2024, 3, 10, number * 2, 30, tzinfo=timezone.utc)
        book = Book.objects.create(
            title=f"Book {number}", author=(ann, bob)[number % 2], price=price, published=published
        )
        book.tags.set(tags[: number % 3])
        ChoiceRow.objects.create(status=Status.values[number % 2])


def asked(case: Case, askers: list[Asker], cache: ListCache | None = None) -> list[tuple[int, Any]]:
    """Each answer with its round, all of them DRF's."""
    drf, kept = case.twins(cache)
    found = []
    for number, asker in again(askers, ROUNDS):
        expected, actual = answer(drf, asker), answer(kept, asker)
        try:
            assert_same(expected, actual)
        except AssertionError as error:
            raise AssertionError(f"{asker}: {error}") from error
        found.append((number, actual))
    return found


@pytest.mark.parametrize("case", WORLDS.values(), ids=WORLDS)
@every_backend
def test_no_body_crosses(lists: Any, case: Case):
    answers = asked(case, everybody(case.facets))
    listed = [(number, one) for number, one in answers if one.status == 200]
    assert len({one.body for _, one in listed}) > 1, "these requests are answered alike: nothing could cross"
    # What is looked at comes from the cache.
    states = [one.response.sqllist.cache for number, one in listed if number]
    assert [state for state in states if state is None or state.state != "hit"] == []
    assert states


@pytest.mark.parametrize("case", WORLDS.values(), ids=WORLDS)
def test_no_tag_is_taken_for_another(lists: Any, case: Case):
    """Who has all that others were sent, and not the answer to this, gets it; who has it, too, is told so."""
    drf, kept = case.twins(ListCache(etag=True))
    found = {asker: answer(kept, asker) for asker in everybody(case.facets, most=30)}
    tags = {asker: one.response["ETag"] for asker, one in found.items() if one.response.has_header("ETag")}
    bodies = {asker: answer(drf, asker).body for asker in tags}
    assert len(set(bodies.values())) > 1
    for asker, tag in tags.items():
        others = [other for one, other in tags.items() if bodies[one] != bodies[asker]]
        new, known = (answer(kept, replace(asker, has=", ".join(has))) for has in (others, [*others, tag]))
        assert (new.status, new.body) == (200, bodies[asker]), asker
        assert (known.status, known.body, known.response["ETag"]) == (304, b"", tag), asker


class Invited(BasePermission):
    """Bob is not."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return bool(request.user) and request.user.username != "Bob"


class Tired(BaseThrottle):
    """Whoever is not staff may ask for the second page not now."""

    def allow_request(self, request: Any, view: Any) -> bool:
        return request.user.is_staff or request.query_params.get("page") != "2"

    def wait(self) -> float:
        return 7.0


@every_backend
def test_who_is_refused_is_refused_though_the_rows_are_kept(lists: Any):
    case = Case(
        world(permission_classes=[Invited], throttle_classes=[Tired]),
        {"who": (*WHO, "locked"), "query": ("", "page=2")},
    )
    answers = [one for _, one in asked(case, everybody(case.facets))]
    assert {one.status for one in answers} == {200, 401, 403, 429}
    assert {one.status for one in answers if b"Book" in one.body} == {200}
    assert [one.response.sqllist.cache.state for one in answers if one.status == 200][-3:] == ["hit"] * 3


@every_backend
def test_a_hit_counts_for_a_throttle(lists: Any):
    class Twice(UserRateThrottle):
        rate = "2/hour"

    _, kept = Case(world(throttle_classes=[Twice]), {}).twins()
    answers = [answer(kept, Asker("ann")) for _ in range(3)]
    assert [one.status for one in answers] == [200, 200, 429]
    assert answers[1].response.sqllist.cache.state == "hit"


TENANTS = ("red", "blue")


def move_in(tenant: str) -> None:
    """Let this connection see the tags of a tenant, as a middleware would: no statement's text tells of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {tenant}, public" if tenant else "SET search_path TO public")
        return
    # Past Django, which would take it for a change of the table.
    connection.ensure_connection()
    connection.connection.execute("DROP TABLE IF EXISTS temp.testapp_tag")
    if tenant:
        connection.connection.execute(
            f"CREATE TEMP TABLE testapp_tag AS SELECT id, '{tenant} ' || name AS name, weight FROM main.testapp_tag"
        )


@pytest.fixture
def tenants() -> Iterator[None]:
    """Each has a table of tags of its own."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for tenant in TENANTS:
                cursor.execute(f"CREATE SCHEMA {tenant}")
                cursor.execute(
                    f"CREATE TABLE {tenant}.testapp_tag AS "
                    f"SELECT id, '{tenant} ' || name AS name, weight FROM public.testapp_tag"
                )
    yield
    move_in("")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for tenant in TENANTS:
                cursor.execute(f"DROP SCHEMA {tenant} CASCADE")


class OfTenant(World):
    queryset = Tag.objects.all()
    serializer_class = TagSerializer

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        move_in(request.headers["X-Tenant"])


OF_TENANT = Case(OfTenant, {"tenant": TENANTS, "who": WHO, "query": ("", "size=1")})


def tenant_of(request: Any) -> str:
    return str(request.headers["X-Tenant"])


@every_backend
def test_tenants(lists: Any, tenants: None):
    answers = asked(OF_TENANT, everybody(OF_TENANT.facets), ListCache(vary=tenant_of))
    assert {b"red" in one.body for _, one in answers} == {True, False}
    assert {one.response.sqllist.cache.state for number, one in answers if number} == {"hit"}


def test_without_vary_tenants_are_taken_for_each_other(lists: Any, tenants: None):
    """That is what the test above looks for."""
    with pytest.raises(AssertionError, match="bodies differ"):
        asked(OF_TENANT, everybody(OF_TENANT.facets))
