"""Attacks on ``SQLNested``: odd keys, managers and databases."""

import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import SQLNested
from tests.cases.case import model_serializer
from tests.cases.circles import circles
from tests.cases.library import library
from tests.hostile.models import Crate, Item, Letterbox, Remark, Remarked, Shop, Ticket, Underscored
from tests.statements import record
from tests.test_routing import ReadsFromOther, TagsAreElsewhere
from tests.testapp.models import (
    Badge,
    Book,
    Chapter,
    Customer,
    DecimalChild,
    DecimalKey,
    Guild,
    Invoice,
    Pair,
    Person,
    Place,
    Reserved,
    Restaurant,
    Secret,
    Tag,
    TextKey,
    UuidChild,
    UuidKey,
    Waiter,
    allowed,
    tenant,
)
from tests.three_ways import CHAPTER, listing, three_ways
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db


class TestKeys:
    def test_uuid(self):
        for number in range(3):
            parent = UuidKey.objects.create(id=uuid.UUID(int=3 - number), name="x")
            for _ in range(number + 1):
                UuidChild.objects.create(parent=parent)
        child = model_serializer(UuidChild, "id", "parent")
        three_ways(listing(UuidKey), child, "children", order_by=["-pk"], limit=2)
        three_ways(listing(UuidKey), child, "children", filter=Q(parent=uuid.UUID(int=2)))

    def test_decimals(self):
        for text in ("1.50", "2.00", "-0.10"):
            parent = DecimalKey.objects.create(id=Decimal(text))
            for _ in range(3):
                DecimalChild.objects.create(parent=parent)
        three_ways(listing(DecimalKey), model_serializer(DecimalChild, "id"), "children", order_by=["-pk"], limit=2)

    def test_texts(self):
        """A symmetrical relation between rows whose keys are texts."""
        first, second, third = (TextKey.objects.create(slug=slug) for slug in ("a", "é-ü", "c"))
        first.peers.set([second, third])
        child = model_serializer(TextKey, "slug")
        three_ways(listing(TextKey), child, "peers", order_by=["-slug"], limit=1)
        three_ways(listing(TextKey), child, "peers", filter=Q(slug__gt="b"))

    def test_composite_children(self, monkeypatch: pytest.MonkeyPatch):
        """Keys of two columns break ties, column by column."""
        for left, right in ((2, "b"), (1, "b"), (1, "a"), (2, "a")):
            Pair.objects.create(left=left, right=right)
        monkeypatch.setattr(Book, "pairs", property(lambda self: Pair.objects.all()), raising=False)
        Book.objects.create(title="x")
        shown = model_serializer(Book, "id", pairs=SQLNested(model_serializer(Pair, "left", "right"), limit=3))
        _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)
        assert b'"pairs":[{"left":1,"right":"a"},{"left":1,"right":"b"},{"left":2,"right":"a"}]' in call(ours).body

    def test_composite_parents(self):
        """A parent whose key has two columns has no list here that is found by one."""
        Pair.objects.create(left=1, right="x")
        shown = model_serializer(Pair, "left", none=SQLNested(CHAPTER, source="chapters"))
        compare("/rows/", queryset=Pair.objects.order_by("left"), serializer_class=shown)

    @pytest.mark.parametrize("limit", [None, 1, 2])
    def test_generic_uuids(self, limit: int | None):
        """Of another type than the key that they are kept in; SQLite keeps UUIDs as digits."""
        for number in range(3):
            target = Remarked.objects.create(id=uuid.UUID(int=9 - number))
            for text in ("b", "a", "%", "é"):
                Remark.objects.create(target=target, text=text)
        mode = {"postgresql": "sql", "sqlite": "serializer"}[connection.vendor]
        three_ways(
            listing(Remarked),
            model_serializer(Remark, "text"),
            "remarks",
            filter=~Q(text="a"),
            order_by=["text"],
            limit=limit,
            mode=mode,
        )

    def test_inheritance(self):
        """Parents and children whose columns are in two tables."""
        for number in range(3):
            restaurant = Restaurant.objects.create(name=f"r{number}", stars=number)
            for name in ("b", "a", "c"):
                Waiter.objects.create(restaurant=restaurant, name=name)
        three_ways(listing(Restaurant), model_serializer(Waiter, "name"), "waiters", order_by=["-name"], limit=2)
        child = model_serializer(Waiter, "name")
        three_ways(
            listing(Restaurant), child, "waiters", filter=Q(restaurant__name="r1"), order_by=["restaurant__name"]
        )
        assert Place.objects.count() == 3

    def test_reserved_words(self):
        first = Reserved.objects.create(select="a", order=1, mixed="m")
        for number in range(3):
            Reserved.objects.create(select=f"b{number}", order=number, mixed="%s", parent=first)
        child = model_serializer(Reserved, "select", "order", "mixed")
        three_ways(
            listing(Reserved), child, "where", filter=Q(mixed="%s", select__gt="b"), order_by=["-order"], limit=2
        )

    def test_names_of_our_own(self):
        """Columns called as the statement calls its own."""
        for name in ("a", "b"):
            shop = Shop.objects.create(name=name)
            for number in range(3):
                Underscored.objects.create(shop=shop, _row=number)
        three_ways(listing(Shop), model_serializer(Underscored, "_row", "_parent"), "underscored", limit=2)

    def test_a_row_without_a_model_order(self):
        """Ties are broken by the key, whatever order the rows are found in."""
        shops = [Shop.objects.create(name=str(number)) for number in range(5)]
        Crate.objects.bulk_create(Crate(shop=shops[n % 5], source=shops[0], label=str(n % 3)) for n in range(60))
        Crate.objects.filter(label="1").update(label="1")
        three_ways(listing(Shop), model_serializer(Crate, "id", "label"), "crates", order_by=["label"], limit=7)
        three_ways(listing(Shop), model_serializer(Crate, "id"), "crates")


class TestManagers:
    def test_made_of_the_class(self):
        """A related manager is made without its arguments: what it hides stays hidden."""
        for name in ("a", "b"):
            shop = Shop.objects.create(name=name)
            for number in range(4):
                Item.all_objects.create(shop=shop, name=str(number), deleted=number == 3, stock=number % 2)
        child = model_serializer(Item, "name", "deleted")
        three_ways(listing(Shop), child, "items", filter=Q(stock__gte=0), order_by=["-name"], limit=2)

    def test_that_asks_for_its_instance(self):
        """Asked for one by one, as without ``SQLNested``."""
        for name in ("a", "b"):
            shop = Shop.objects.create(name=name)
            for number in range(4):
                Ticket(shop=shop, public=number % 2 == 0).save()
        child = model_serializer(Ticket, "public")
        for limit in (None, 1):
            three_ways(listing(Shop), child, "tickets", limit=limit, statements=3, mode="spliced")

    def test_whose_queryset_filters_in_its_own_way(self):
        for name in ("a", "b"):
            shop = Shop.objects.create(name=name)
            for number in range(4):
                Letterbox.objects.create(shop=shop, hidden=number % 2 == 0)
        child = model_serializer(Letterbox, "id", "hidden")
        for options in ({}, {"limit": 1}, {"filter": Q(pk__gt=0)}):
            three_ways(listing(Shop), child, "letterboxes", statements=3, mode="spliced", **options)

    def test_of_the_tenant(self):
        """What one request may see, another may not; nothing is kept of it."""
        customers = [Customer.objects.create(name=name) for name in "ab"]
        for number in range(8):
            Invoice.everything.create(customer=customers[number % 2], tenant="xy"[number // 4], total=number)
        child = model_serializer(Invoice, "tenant", "total")
        bodies = set()
        for name in ("x", "y", "", "x"):
            token = tenant.set(name)
            try:
                bodies.add(
                    three_ways(listing(Customer), child, "invoices", order_by=["-total"], limit=1, shapes=("whole",))
                )
            finally:
                tenant.reset(token)
        assert len(bodies) == 3

    def test_that_allow_nothing(self):
        customer = Customer.objects.create(name="a")
        secrets = [Secret.everything.create(customer=customer, text=str(number)) for number in range(3)]
        for keys in ((), tuple(secret.pk for secret in secrets[1:]), ()):
            token = allowed.set(keys)
            try:
                three_ways(
                    listing(Customer),
                    model_serializer(Secret, "text"),
                    "secrets",
                    order_by=["-text"],
                    limit=1,
                    statements=2 if keys else 1,
                )
            finally:
                allowed.reset(token)

    def test_distinct_with_many_joins(self):
        """The limit counts rows, not the joins that found them."""
        circles()
        person = Person.objects.order_by("pk")[0]
        for number in range(4):
            badge = Badge(person=person, title=str(number))
            badge.save()
            for _ in range(3):
                badge.medals.create(metal="m")
        child = model_serializer(Badge, "title", uses=serializers.IntegerField())
        for condition in (None, Q(medals__metal="m"), Q(uses__gt=1)):
            three_ways(listing(Person), child, "badges", filter=condition, order_by=["title"], limit=2)
        three_ways(listing(Person), model_serializer(Guild, "name"), "guilds", limit=1, hand=False)


class TestDatabases:
    databases = ("default", "other")

    @pytest.fixture(autouse=True)
    def _rows(self, request: pytest.FixtureRequest) -> None:
        library()

    @pytest.mark.django_db(databases=["default", "other"])
    def test_using(self):
        book = Book.objects.using("other").create(title="There")
        for number in range(3):
            Chapter.objects.using("other").create(book=book, title=f"there {number}", number=number)
        shown = model_serializer(Book, "title", chapters=SQLNested(CHAPTER, order_by=["-number"], limit=2))
        plain, ours = twins(queryset=Book.objects.using("other").order_by("pk"), serializer_class=shown)
        with record(using="other") as by_drf:
            expected = call(plain)
        with record(using="other") as by_us:
            actual = call(ours)
        assert actual.body == expected.body
        assert b"there 2" in actual.body
        assert (len(by_drf), len(by_us), len(expected.statements), len(actual.statements)) == (2, 1, 0, 0)

    @pytest.mark.django_db(databases=["default", "other"])
    @pytest.mark.parametrize("router", [ReadsFromOther, TagsAreElsewhere])
    def test_routers(self, router: type):
        book = Book.objects.using("other").create(title="There")
        tags = [Tag.objects.using("other").create(name=name) for name in "abc"]
        for tag in tags:
            Book.tags.through.objects.using("other").create(book_id=book.pk, tag_id=tag.pk)
        child = model_serializer(Tag, "name")
        shown = model_serializer(Book, "title", tags=SQLNested(child, order_by=["-name"], limit=2))
        with override_settings(DATABASE_ROUTERS=[router()]):
            plain, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
            expected, actual = call(plain), call(ours)
        assert (actual.error, actual.body) == (expected.error, expected.body)
        assert router is TagsAreElsewhere or b'[{"name":"c"},{"name":"b"}]' in actual.body
