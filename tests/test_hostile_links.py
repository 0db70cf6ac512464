"""Links against routes and values that are not what they seem. DRF's answer to the same request is right."""

import uuid
from typing import Any

import pytest
from django.db import connection

from tests.cases.case import model_serializer
from tests.linked import ROUTES, both_kinds, every_route, one_by_one, routes
from tests.testapp.models import (
    CustomFieldRow,
    Dangling,
    NumberRow,
    SealedRow,
    Sign,
    TextKey,
    TextRow,
    UuidRow,
)

pytestmark = pytest.mark.django_db

KEY = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


@both_kinds
@every_route
def test_integers(route: Any, own: Any, other: Any):
    for value in (0, 1, 5, 10, 2**31, -1):
        NumberRow.objects.create(big=value, maybe=None if value == 5 else 3)
    shown = model_serializer(
        NumberRow,
        "id",
        big=own(view_name="detail", lookup_field="big", lookup_url_kwarg="pk"),
    )
    maybe = model_serializer(NumberRow, maybe=own(view_name="detail", lookup_field="maybe", lookup_url_kwarg="pk"))
    with routes(*route):
        one_by_one(NumberRow.objects.all(), shown)
        one_by_one(NumberRow.objects.all(), maybe)


TEXTS = [
    *(
        "",
        "a",
        "b",
        "ab",
        "abc",
        "1",
        "10",
        "007",
        "5",
        "-1",
        "a-b_C",
        "a b",
        "a/b",
        "/a",
        "a/",
        "//a",
        "..",
        ".",
        "../a",
    ),
    *(
        "a/../b",
        "a/.",
        ".a",
        "é",
        "ß",
        "Ⅷ",
        "٣",
        "\u2028",
        "\U0001f600",
        "%41",
        "%",
        "a%sb",
        "%(pk)s",
        "{pk}",
        "a?b",
        "a#b",
    ),
    *("a&b", '"', "'", "\\", "<", "a\nb", "a\n", "\t", "\x03", "\x1e10\x1f", "\x7f", "a;b", "~:@!$&'()*+,;=", "None"),
    *(str(KEY), KEY.hex, str(KEY).upper(), "x" * 60, "http://a.b/", "javascript:1", "a.b", "a.json"),
]


@both_kinds
@every_route
def test_texts(route: Any, own: Any, other: Any):
    for text in TEXTS:
        TextRow.objects.create(maybe=text)
    TextRow.objects.create(maybe=None)
    shown = model_serializer(TextRow, "id", url=own(view_name="detail", lookup_field="maybe", lookup_url_kwarg="pk"))
    with routes(*route):
        one_by_one(TextRow.objects.all(), shown)


@both_kinds
@every_route
def test_uuids(route: Any, own: Any, other: Any):
    UuidRow.objects.create(id=KEY, other=uuid.UUID(int=0))
    UuidRow.objects.create(id=uuid.UUID(int=5), other=None)
    shown = model_serializer(
        UuidRow,
        url=own(view_name="detail"),
        other=own(view_name="detail", lookup_field="other", lookup_url_kwarg="pk"),
    )
    with routes(*route):
        one_by_one(UuidRow.objects.all(), shown)
        one_by_one(UuidRow.objects.all(), model_serializer(UuidRow, url=own(view_name="detail")))


@both_kinds
@pytest.mark.parametrize("route", ["str", "path", "slug", "int", "regex_any"])
def test_text_keys(route: str, own: Any, other: Any):
    """Keys that are empty have no link; those of a foreign key too."""
    for text in ("", "a", "a b", "..", "a/b", "1"):
        key = TextKey.objects.create(slug=text)
        Sign.objects.create(key=key, slug=text)
    Sign.objects.create()
    of_keys = model_serializer(
        TextKey, url=own(view_name="detail"), signs=other(view_name="detail", many=True, read_only=True)
    )
    by_slug = {"view_name": "detail", "lookup_field": "slug", "lookup_url_kwarg": "pk", "read_only": True}
    of_signs = model_serializer(Sign, "id", key=other(view_name="detail", read_only=True))
    again = model_serializer(Sign, "id", key=other(**by_slug), url=own(**{**by_slug, "read_only": True}))
    with routes(*ROUTES[route]):
        one_by_one(TextKey.objects.all(), of_keys)
        one_by_one(Sign.objects.all(), of_signs)
        one_by_one(Sign.objects.all(), again)


@both_kinds
def test_keys_that_lead_nowhere(own: Any, other: Any):
    for place in (5, -5, None):
        Dangling.objects.create(place_id=place)
    to_name = other(source="place", view_name="detail", lookup_field="name", lookup_url_kwarg="pk", read_only=True)
    shown = model_serializer(Dangling, "id", place=other(view_name="detail", read_only=True), name=to_name)
    for route in ("int", "str", "longer"):
        with routes(*ROUTES[route]):
            one_by_one(Dangling.objects.all(), shown)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no such values")
@both_kinds
def test_values_that_only_sqlite_takes(own: Any, other: Any):
    rows = [TextRow.objects.create(maybe="a") for _ in range(5)]
    keys = [NumberRow.objects.create() for _ in range(4)]
    uuids = [UuidRow.objects.create(id=uuid.UUID(int=number)) for number in range(5)]
    with connection.cursor() as cursor:
        for row, text in zip(rows, ["'a' || char(0) || 'b'", "char(0)", "x'6162'", "12", "1.5"], strict=True):
            cursor.execute(f"UPDATE testapp_textrow SET maybe = {text} WHERE id = {row.pk}")
        for row, number in zip(keys, ["2.5", "'x'", "'007'", "x'31'"], strict=True):
            cursor.execute(f"UPDATE testapp_numberrow SET big = {number} WHERE id = {row.pk}")
        values = [f"'{KEY}'", f"'{KEY.hex.upper()}'", f"CAST('{KEY.hex}' AS BLOB)", "'x'", "''"]
        for row, value in zip(uuids, values, strict=True):
            cursor.execute(f"UPDATE testapp_uuidrow SET other = {value} WHERE id = '{row.pk.hex}'")
    texts = model_serializer(TextRow, "id", url=own(view_name="detail", lookup_field="maybe", lookup_url_kwarg="pk"))
    numbers = model_serializer(NumberRow, "id", url=own(view_name="detail", lookup_field="big", lookup_url_kwarg="pk"))
    others = model_serializer(UuidRow, "id", url=own(view_name="detail", lookup_field="other", lookup_url_kwarg="pk"))
    for route in ("int", "str", "slug", "uuid", "path"):
        with routes(*ROUTES[route]):
            one_by_one(TextRow.objects.all(), texts)
            one_by_one(NumberRow.objects.all(), numbers)
            one_by_one(UuidRow.objects.all(), others)


@both_kinds
@pytest.mark.parametrize("column", ["padded", "warmth", "word"])
def test_columns_of_the_projects_own(column: str, own: Any, other: Any):
    for text in ("ab", "a b", ""):
        CustomFieldRow.objects.create(padded=text, warmth=1.5, word=list(text))
    url = own(view_name="detail", lookup_field=column, lookup_url_kwarg="pk")
    for route in ("str", "slug", "path"):
        with routes(*ROUTES[route]):
            one_by_one(CustomFieldRow.objects.all(), model_serializer(CustomFieldRow, "id", url=url))


@both_kinds
def test_columns_that_python_changes(own: Any, other: Any):
    for text in ("ab", None):
        SealedRow.objects.create(text=text)
    url = own(view_name="detail", lookup_field="text", lookup_url_kwarg="pk")
    with routes(*ROUTES["path"]):
        one_by_one(SealedRow.objects.all(), model_serializer(SealedRow, "id", url=url))
