"""The state of the connection: what a project has set on it changes nothing, and we leave it as it was."""

from typing import Any
from unittest import mock

import pytest
from django.db import connection, connections
from rest_framework import serializers

from tests.cases import CASES, Case
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.outcomes import assert_same
from tests.testapp.models import Author, Book, ChoiceRow, Tag, TextRow
from tests.views import Ours, PagesOfTwo, Plain, call, compare

pytestmark = pytest.mark.django_db

NAMES = (
    "float_plain",
    "decimal_as_stored",
    "moment_utc",
    "moment_in_europe_amsterdam",
    "date_years",
    "time_fractions",
    "duration_iso",
    "binary_base64",
    "text_characters",
    "nested_tree",
    "json_values",
    "array_by_child",
)
SETTINGS = [
    "extra_float_digits = 3",
    "timezone = 'Etc/UTC'",
    "datestyle = 'ISO, DMY'",
    "datestyle = 'ISO, YMD'",
    "bytea_output = 'escape'",
    "lc_numeric = 'C'",
    "lc_time = 'C'",
    "standard_conforming_strings = off",
    "escape_string_warning = off",
    "search_path = public",
    "jit = on",
    "enable_hashagg = off",
    "plan_cache_mode = force_generic_plan",
    "max_parallel_workers_per_gather = 4",
]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no session settings that change text")
@pytest.mark.parametrize("setting", SETTINGS)
def test_session_settings(setting: str):
    """DRF's bytes under this setting, whatever they are."""
    cases: list[Case] = [case for case in CASES if case.name in NAMES]
    assert len(cases) == len(NAMES)
    for case in cases:
        with case.environment():
            case.rows()
            made = {"queryset": case.queryset(), "serializer_class": case.serializer_class}
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL {setting}")
            assert_same(*(call(type("RowList", (view,), dict(made))) for view in (Plain, Ours)))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's sessions")
def test_the_session_is_left_as_it_was():
    library()

    def state() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name")
            return list(cursor.fetchall())

    before = state()
    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=model_serializer(Book, "id", "details"))
    assert state() == before


SIGNS = ["\x01", "\x02", "\x01!\x02", '\x010:"x"\x02', "\x01\x01", "a\x01b\x02c"]


def test_our_own_signs_in_the_data():
    """What marks a splice cannot be written by a user."""
    TextRow.objects.bulk_create(TextRow(text=text, char=text, maybe=text) for text in SIGNS)
    Book.objects.bulk_create(Book(title=text, details={text: [text]}) for text in SIGNS)
    compare("/rows/", queryset=TextRow.objects.order_by("pk"), serializer_class=model_serializer(TextRow, "text"))
    shown = model_serializer(Book, "id", "title", "details", "rating")
    for pagination in (None, PagesOfTwo):
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown, pagination_class=pagination)


@pytest.mark.parametrize("text", SIGNS)
def test_our_own_signs_in_the_serializer(text: str):
    library()
    ChoiceRow.objects.create(level=1)
    shown = model_serializer(
        Book,
        **{
            f"key {text}": serializers.CharField(source="title"),
            "default": serializers.CharField(source="author.country.name", default=text),
        },
    )
    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)
    choices = model_serializer(ChoiceRow, level=serializers.ChoiceField(choices=[(text, text), (1, text)]))
    compare("/rows/", queryset=ChoiceRow.objects.all(), serializer_class=choices)


def test_many_rows():
    """More than the rule's border, more than SQLite's variables, nested lists in each."""
    authors = Author.objects.bulk_create(Author(name=f"a{number}") for number in range(1200))
    tag = Tag.objects.create(name="t")
    books = Book.objects.bulk_create(
        Book(title=f"b{number}", author=authors[number % 1000], rating=number / 7) for number in range(2500)
    )
    Book.tags.through.objects.bulk_create(Book.tags.through(book=book, tag=tag) for book in books[::3])
    shown = model_serializer(Author, "id", books=model_serializer(Book, "title", "rating", "tags")(many=True))
    response, statements = compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)
    assert len(statements) == 1
    assert response.sqllist.mode in ("sql", "spliced")


def test_a_version_that_is_too_old():
    library()
    made = {"queryset": Author.objects.order_by("pk"), "serializer_class": model_serializer(Author, "id", "name")}
    expected = call(type("RowList", (Plain,), dict(made)))
    with mock.patch.object(connections["default"], "get_database_version", return_value=(3, 9)):
        actual = call(type("RowList", (Ours,), dict(made)))
    assert_same(expected, actual)
    assert actual.response.sqllist.mode == "serializer"
    assert "3.9" in str(actual.response.sqllist.problems[0])


@pytest.mark.parametrize("vendor", ["mysql", "oracle", "microsoft"])
def test_another_vendor(vendor: str):
    """DRF's path and a reason, never a statement that the database does not know."""
    library()
    made = {"queryset": Author.objects.all().order_by("pk"), "serializer_class": model_serializer(Author, "id", "name")}
    expected = call(type("RowList", (Plain,), dict(made)))
    with mock.patch.multiple(connections["default"], vendor=vendor, display_name=vendor):
        actual = call(type("RowList", (Ours,), dict(made)))
    assert_same(expected, actual)
    assert actual.response.sqllist.mode == "serializer"
    assert vendor in str(actual.response.sqllist.problems[0])
