"""Columns that are not what the model says, and names that the statement uses for itself."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, Prefetch, Sum, Value
from django.utils import timezone
from rest_framework import serializers

from drf_sqllist import SQLField
from tests.cases.case import model_serializer
from tests.hostile.models import (
    Elsewhere,
    HexRow,
    Item,
    Legacy,
    LongAlike,
    Pointer,
    Remark,
    Remarked,
    Report,
    Shop,
    Titled,
    Underscored,
)
from tests.testapp.models import Author, NumberRow
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's types")


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def legacy(columns: str, *values: str) -> None:
    """The table of ``Legacy`` with columns of these types; the others as Django makes them."""
    kinds = {
        "number": "double precision",
        "moment": "timestamptz",
        "amount": "numeric(10,2)",
        "count": "integer",
        "flag": "boolean",
        "text": "text",
        "date": "date",
        "key": "uuid",
    }
    name, _, kind = columns.partition(" ")
    kinds[name] = kind
    execute(f"CREATE TABLE testapp_legacy (id bigint, {', '.join(' '.join(pair) for pair in kinds.items())})")
    for number, value in enumerate(values):
        execute(f"INSERT INTO testapp_legacy (id, {name}) VALUES ({number}, {value})")


@postgresql
@pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam"])
@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ("number real", ["0.1", "1e20", "3"]),
        ("number numeric(8,3)", ["0.1", "12345.678"]),
        ("number integer", ["3"]),
        ("moment timestamp", ["'2024-07-01 12:00'", "'2024-01-01 12:00:00.5'", "'1999-01-01'"]),
        ("moment date", ["'2024-07-01'"]),
        ("amount double precision", ["1.1", "0.125", "3"]),
        ("amount numeric", ["1.1", "1.125", "3"]),
        ("amount numeric(10,4)", ["1.1", "1.125", "1.135", "3"]),
        ("amount integer", ["3"]),
        ("amount money", ["3"]),
        ("count numeric(10,2)", ["3", "3.5"]),
        ("count numeric(10,0)", ["3"]),
        ("count double precision", ["3", "3.5"]),
        ("count boolean", ["true"]),
        ("count text", ["'5'"]),
        ("flag smallint", ["1", "0", "2"]),
        ("flag char(1)", ["'t'", "'Y'", "'0'"]),
        ("text integer", ["5"]),
        ("text boolean", ["true"]),
        ("text uuid", ["'00000000-0000-0000-0000-00000000000a'"]),
        ("text timestamptz", ["'2024-07-01 12:00+00'"]),
        ("text text[]", ["'{a,b}'"]),
        ("text jsonb", ["'{\"a\": 1}'"]),
        ("text json", ["'{\"a\": 1}'"]),
        ("text inet", ["'10.0.0.1'"]),
        ("text bytea", ["'abc'"]),
        ("text interval", ["'1 day'"]),
        ("text numeric", ["1.50"]),
        ("text char(5)", ["'a'"]),
        ("date timestamp", ["'2024-07-01 12:00'"]),
        ("date text", ["'2024-07-01'"]),
        ("key text", ["'00000000-0000-0000-0000-00000000000A'"]),
        ("key char(32)", ["'0000000000000000000000000000000a'"]),
    ],
    ids=str,
)
def test_other_types_than_the_model_says(columns: str, values: list[str], zone: str):
    if columns == "text bytea" and connection.Database.__name__ == "psycopg2":
        pytest.skip("its text is an address in memory")
    legacy(columns, *values)
    name = columns.split()[0]
    with timezone.override(zone):
        compare("/rows/", queryset=Legacy.objects.all(), serializer_class=model_serializer(Legacy, "id", name))


def test_null_where_the_model_says_never():
    """A database view: the key is NULL although its field has no ``null=True``."""
    shop = Shop.objects.create(name="a")
    execute(f"CREATE VIEW testapp_report AS SELECT 1 AS id, {shop.pk} AS shop_id UNION ALL SELECT 2, NULL")
    nested = model_serializer(Report, "id", shop=model_serializer(Shop, "note")())
    for serializer in (nested, model_serializer(Report, "id", "shop")):
        for pagination in (None, PagesOfTwo):
            made = {"serializer_class": serializer, "pagination_class": pagination}
            compare("/rows/", queryset=Report.objects.order_by("id"), **made)
    sourced = model_serializer(Report, "id", note=serializers.CharField(source="shop.note", default="none"))
    compare("/rows/", queryset=Report.objects.order_by("id"), serializer_class=sourced)


@postgresql
def test_a_table_of_another_schema():
    """``db_table = 'schema"."table'`` and ``db_column = '"Name"'``, as Django's ``quote_name`` allows."""
    execute(
        "CREATE SCHEMA hostile",
        'CREATE TABLE hostile.elsewhere (id bigint PRIMARY KEY, "Name" text)',
        "INSERT INTO hostile.elsewhere VALUES (1, 'there')",
    )
    Pointer.objects.create(elsewhere_id=1)
    there = model_serializer(Elsewhere, "id", "name")
    compare("/rows/", queryset=Elsewhere.objects.all(), serializer_class=there)
    compare(
        "/rows/", queryset=Pointer.objects.all(), serializer_class=model_serializer(Pointer, "id", elsewhere=there())
    )
    shown = model_serializer(Elsewhere, "name", "pointers")
    compare("/rows/", queryset=Elsewhere.objects.all(), serializer_class=shown)


def test_a_property_with_a_setter_keeps_the_annotation():
    """``annotate(sold=...)`` sets the property; what it gives back is its own business."""
    shop = Shop.objects.create(name="a")
    Shop.objects.create(name="b")
    Item.all_objects.create(shop=shop, name="i", stock=3)
    rows = Shop.objects.annotate(sold=Sum("items__stock"))
    shown = model_serializer(Shop, "id", sold=serializers.IntegerField())
    compare("/rows/", queryset=rows, serializer_class=shown)
    items = model_serializer(Item, "id", sold=serializers.IntegerField(source="shop.sold"))
    compare("/rows/", queryset=Item.objects.prefetch_related(Prefetch("shop", queryset=rows)), serializer_class=items)


def test_a_model_that_sets_its_attributes_its_own_way():
    Titled.objects.create(pk=1, name="x")
    Titled.objects.filter(pk=1).update(name="lower case")
    compare("/rows/", queryset=Titled.objects.all(), serializer_class=model_serializer(Titled, "name"))


def test_a_generic_relation_by_text():
    """A UUID in a text column: with dashes, whatever the database makes of UUIDs."""
    made = Remarked.objects.create()
    Remark.objects.create(target=made, text="found")
    shown = model_serializer(Remarked, "id", remarks=model_serializer(Remark, "text")(many=True))
    for rows in (Remarked.objects.all(), Remarked.objects.prefetch_related("remarks")):
        compare("/rows/", queryset=rows, serializer_class=shown)


def test_our_own_names():
    shop = Shop.objects.create(name="a")
    Underscored.objects.create(shop=shop)
    shown = model_serializer(Underscored, "id", "_row", "_parent")
    for pagination in (None, PagesOfTwo):
        compare("/rows/", queryset=Underscored.objects.all(), serializer_class=shown, pagination_class=pagination)
        nested = model_serializer(Shop, "id", underscored=shown(many=True))
        compare("/rows/", queryset=Shop.objects.all(), serializer_class=nested, pagination_class=pagination)
    annotated = Shop.objects.annotate(_row=Value(3), n=Count("underscored"))
    shown = model_serializer(Shop, "id", _row=serializers.IntegerField(), n=serializers.IntegerField())
    compare("/rows/", queryset=annotated, serializer_class=shown)


def test_long_names_that_begin_alike():
    names = [field.name for field in LongAlike._meta.fields if field.name != "id"]
    LongAlike.objects.create(**dict.fromkeys(names, 1))
    compare("/rows/", queryset=LongAlike.objects.all(), serializer_class=model_serializer(LongAlike, *names))


def test_long_annotations_that_begin_alike():
    Shop.objects.create(name="a")
    names = ["n" * 65 + end for end in "ab"]
    rows = Shop.objects.annotate(**{name: Value(number) for number, name in enumerate(names)})
    shown = model_serializer(Shop, **{name: serializers.IntegerField() for name in names})
    compare("/rows/", queryset=rows, serializer_class=shown)


def test_a_column_that_shows_itself_its_own_way():
    HexRow.objects.create(data=b"abc")
    compare("/rows/", queryset=HexRow.objects.all(), serializer_class=model_serializer(HexRow, "data"))


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_fraction_in_a_column_of_integers(factor: float):
    """SQLite keeps what it is given."""
    NumberRow.objects.create(**{"big": 5})
    NumberRow.objects.update(big=F("big") * factor)
    compare("/rows/", queryset=NumberRow.objects.all(), serializer_class=model_serializer(NumberRow, "big"))
    shown = model_serializer(NumberRow, big=serializers.ReadOnlyField())
    compare("/rows/", queryset=NumberRow.objects.all(), serializer_class=shown)
    shown = model_serializer(NumberRow, big=serializers.CharField())
    compare("/rows/", queryset=NumberRow.objects.all(), serializer_class=shown)


@pytest.mark.parametrize(
    "select", [{"name": "1"}, {"name": "upper(name)"}, {"name": "NULL"}, {"born": "'x'"}, {"born": "1.5"}], ids=str
)
def test_extra_in_the_place_of_a_column(select: dict[str, Any]):
    Author.objects.create(name="ann", born=datetime.date(2024, 1, 2))
    shown = model_serializer(Author, "id", "name", "born")
    for pagination in (None, PagesOfTwo):
        rows = Author.objects.extra(select=select).order_by("pk")
        compare("/rows/", queryset=rows, serializer_class=shown, pagination_class=pagination)


def test_another_table_by_extra():
    for name in ("a", "b"):
        Shop.objects.create(name=name)
    Author.objects.create(name="x")
    shown = model_serializer(Author, "name")
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)
    rows = Author.objects.extra(tables=["testapp_shop"]).order_by("pk")
    compare("/rows/", queryset=rows, serializer_class=shown)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")
@pytest.mark.parametrize(
    "member", [lambda: serializers.ReadOnlyField(source="integers"), lambda: SQLField("integers")], ids=["read", "sql"]
)
def test_ranges_that_no_field_writes(member: Any):
    """DRF's encoder knows none; a ``ModelField`` would write its text."""
    from django.db.backends.postgresql.psycopg_any import NumericRange

    from tests.testapp.models import RangeRow

    RangeRow.objects.bulk_create([RangeRow(), RangeRow(integers=NumericRange(1, 5))])
    serializer = model_serializer(RangeRow, "id", value=member())
    compare(queryset=RangeRow.objects.order_by("pk"), serializer_class=serializer)
    compare(queryset=RangeRow.objects.filter(integers=None), serializer_class=serializer)
