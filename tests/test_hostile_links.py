"""Links against routes, values and requests that are not what they seem. DRF's answer to the same request is right."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, F, Func, Value
from django.test import override_settings
from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter
from rest_framework import serializers

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.outcomes import assert_same
from tests.settings import VENDOR
from tests.testapp.models import (
    Author,
    Book,
    CustomFieldRow,
    Dangling,
    NumberRow,
    Profile,
    SealedRow,
    SeenSign,
    Sign,
    TextKey,
    TextRow,
    UuidRow,
)
from tests.views import Plain, call, compare, twins

pytestmark = pytest.mark.django_db

CLASSES = [
    (serializers.HyperlinkedIdentityField, serializers.HyperlinkedRelatedField),
    (FastHyperlinkedIdentityField, FastHyperlinkedRelatedField),
]
both_kinds = pytest.mark.parametrize(("own", "other"), CLASSES, ids=["stock", "fast"])

KEY = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


class Doubled(IntConverter):
    """A converter of the project's own: what it writes is no copy."""

    def to_url(self, value: Any) -> str:
        return str(int(value) * 2)


class Backwards(StringConverter):
    def to_url(self, value: Any) -> str:
        return str(value)[::-1]


class Picky(StringConverter):
    regex = "[a-c]+"

    def to_url(self, value: Any) -> str:
        if value == "b":
            raise ValueError("not b")
        return str(value)


class Longer(IntConverter):
    """Django's ``to_url`` under another expression."""

    regex = "[0-9]{2,}"


for name, converter in {"doubled": Doubled, "backwards": Backwards, "picky": Picky, "longer": Longer}.items():
    register_converter(converter, name)


def routes(*patterns: tuple[str, str] | Any) -> Any:
    """Settings under which these routes lead to ``detail``."""
    made = [path(one, Plain.as_view(), name="detail") if isinstance(one, str) else one for one in patterns]
    return override_settings(ROOT_URLCONF=tuple(made))


def matching(regex: str, *args: Any) -> Any:
    return re_path(regex, Plain.as_view(), *args, name="detail")


ROUTES = {
    "int": ("x/<int:pk>/",),
    "uuid": ("x/<uuid:pk>/",),
    "slug": ("x/<slug:pk>/",),
    "str": ("x/<str:pk>/",),
    "path": ("x/<path:pk>",),
    "doubled": ("x/<doubled:pk>/",),
    "backwards": ("x/<backwards:pk>/",),
    "picky": ("x/<picky:pk>/",),
    "longer": ("x/<longer:pk>/",),
    "int_then_str": ("x/<str:pk>/", "n/<int:pk>/"),
    "str_then_int": ("n/<int:pk>/", "x/<str:pk>/"),
    "default": (path("x/<int:pk>/", Plain.as_view(), {"kind": "a"}, name="detail"),),
    "default_of_key": (path("x/", Plain.as_view(), {"pk": 1}, name="detail"), "y/<int:pk>/"),
    "other_argument": ("x/<int:id>/",),
    "two_arguments": ("x/<int:pk>/<int:other>/",),
    "in_the_middle": ("a.b/<str:pk>.json",),
    "glued": ("x-<str:pk>.<slug:pk2>/", "x/v<str:pk>v/"),
    "regex": (matching(r"^x/(?P<pk>\d+)/$"),),
    "regex_word": (matching(r"^x/(?P<pk>\w+)/$"),),
    "regex_no_dot": (matching(r"^x/(?P<pk>[^/.]+)/$"),),
    "regex_any": (matching(r"^x/(?P<pk>.*)/$"),),
    "regex_optional": (matching(r"^x/(?:(?P<pk>\d+)/)?$"),),
    "regex_either": (matching(r"^(?:x|y)/(?P<pk>[-\w]+)/$"),),
    "regex_open": (matching(r"^x/(?P<pk>\d+)"),),
    "regex_ahead": (matching(r"^x/(?!5)(?P<pk>[^/]+)/$"),),
    "regex_few": (matching(r"^x/(?P<pk>1|ab)/$"),),
    "regex_unnamed": (matching(r"^x/(\d+)/$"),),
    "odd_text": ("100/ü /<str:pk>/?/",),
    "percent": ("100%/<str:pk>/",),
    "dots_before": ("a/../<str:pk>/",),
    "dot_joined": ("a/.<str:pk>/",),
    "slashes": ("/a//<str:pk>//",),
    "nothing_else": ("<path:pk>",),
    "none": ("<int:other>/",),
}
every_route = pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)


def one_by_one(rows: Any, shown: Any) -> list[str]:
    """Each row by itself, and all at once: one that raises would hide the others."""
    modes = []
    for pk in [*rows.values_list("pk", flat=True), None]:
        queryset = rows if pk is None else rows.filter(pk=pk)
        pair = twins(queryset=queryset.order_by("pk"), serializer_class=shown)
        expected, actual = (call(view) for view in pair)
        assert_same(expected, actual)
        if actual.response is None:
            continue
        facts = actual.response.sqllist
        modes.append(facts.mode)
        if facts.mode == "serializer":
            assert facts.problems
            assert len(actual.statements) <= len(expected.statements) + 1, actual.statements.sql
        else:
            assert len(actual.statements) == facts.queries <= len(expected.statements), actual.statements.sql
    return modes


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


@both_kinds
@pytest.mark.parametrize(
    "lookup", ["country", "country.code", "country_id", "initials", "shout", "nothing", "books", "born", "x", "pk"]
)
def test_what_lookup_field_may_name(lookup: str, own: Any, other: Any):
    """A column, an annotation, a relation, a property, a method; never a path."""
    library()
    rows = Author.objects.annotate(x=F("name"))
    url = own(view_name="detail", lookup_field=lookup, lookup_url_kwarg="pk")
    with routes(*ROUTES["path"]):
        one_by_one(rows, model_serializer(Author, "id", url=url))
        compare(
            "/rows/", queryset=rows.only("id").order_by("pk"), serializer_class=model_serializer(Author, "id", url=url)
        )


PADDED = (
    [] if VENDOR == "sqlite" else [Func(F("name"), template="(%(expressions)s)::char(9)", output_field=CharField())]
)


@both_kinds
@pytest.mark.parametrize(
    "value", [Value(5), Value("a b"), Value(None), Value(True), Value(1.5), F("pk") * -1, F("pk") / 2.0, *PADDED]
)
def test_annotations(value: Any, own: Any, other: Any):
    library()
    url = own(view_name="detail", lookup_field="x", lookup_url_kwarg="pk")
    for route in ("int", "slug", "path"):
        with routes(*ROUTES[route]):
            one_by_one(Author.objects.annotate(x=value), model_serializer(Author, "id", url=url))


OPTIONS: list[dict[str, Any]] = [
    {},
    {"allow_null": True},
    {"required": False},
    {"default": None},
    {"default": "x"},
    {"default": 5},
    {"default": type(None)},
]


@both_kinds
@pytest.mark.parametrize("lookup", ["pk", "id"])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_ways_that_end(options: dict[str, Any], lookup: str, own: Any, other: Any):
    library()
    given = {"read_only": True, "view_name": "detail", "lookup_field": lookup, "lookup_url_kwarg": "pk", **options}
    with routes(*ROUTES["int"]):
        for source in ("author.country", "author.mentor.country", "author.profile", "author.profile.home", "author"):
            shown = model_serializer(Book, "id", url=other(source=source, **given))
            one_by_one(Book.objects.all(), shown)


@both_kinds
@pytest.mark.parametrize(
    "context", [{}, {"request": None}, {"format": "json"}, {"request": None, "format": "xml"}], ids=str
)
def test_contexts_of_the_projects_own(context: dict[str, Any], own: Any, other: Any):
    """Without the key DRF says that it needs the request; where it is None links are relative."""
    library()

    def get_serializer_context(self: Any) -> dict[str, Any]:
        return context

    shown = model_serializer(
        Book, "id", url=own(view_name="detail"), author=other(view_name="detail", read_only=True, format="api")
    )
    with routes("x/<int:pk>.<str:format>", "x/<int:pk>/"):
        rows = Book.objects.order_by("pk")
        compare("/rows/", queryset=rows, serializer_class=shown, get_serializer_context=get_serializer_context)
        compare("/rows/", queryset=rows.none(), serializer_class=shown, get_serializer_context=get_serializer_context)


TEMPLATES = ["/x/{pk}-{title}/", "/{author.pk}/{author.name}/", "/{nothing}/", "/{tags}/", "/{author}/"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates(template: str):
    library()
    url = FastHyperlinkedIdentityField(url_template=template)
    one_by_one(Book.objects.all(), model_serializer(Book, "id", url=url))
    author = FastHyperlinkedRelatedField(url_template=template.replace("title", "name"), read_only=True)
    one_by_one(Book.objects.all(), model_serializer(Book, "id", author=author))


FIELDS: list[dict[str, str]] = [
    {"pk": "pk", "title": "title"},
    {"title": "title"},
    {"pk": "author.profile.pk", "title": "author.profile.home.code"},
    {"pk": "author.mentor.mentor.country.pk", "title": "author.country.code"},
    {"pk": "origin_id", "title": "origin.pk"},
    {"pk": "author.country", "title": "pk"},
    {"pk": "tags", "title": "pk"},
    {"pk": "nothing", "title": "pk"},
    {"pk": "author.initials", "title": "pk"},
]


@pytest.mark.parametrize("fields", FIELDS, ids=str)
def test_lookup_fields(fields: dict[str, str]):
    library()
    url = FastHyperlinkedIdentityField(view_name="detail", lookup_fields=fields)
    nested = model_serializer(Book, url=url)(many=True)
    with routes("x/<path:title>", "x/<str:pk>/<path:title>"):
        one_by_one(Book.objects.all(), model_serializer(Book, "id", url=url))
        one_by_one(Author.objects.all(), model_serializer(Author, "id", books=nested))
        book = FastHyperlinkedRelatedField(
            source="books", many=True, read_only=True, view_name="detail", lookup_fields=fields
        )
        one_by_one(Author.objects.all(), model_serializer(Author, "id", books=book))


def test_a_profile_that_is_its_authors(django_assert_num_queries: Any):
    """From an object back to where it came from."""
    library()
    url = FastHyperlinkedIdentityField(
        view_name="detail", lookup_fields={"pk": "author.profile.author.pk", "title": "pk"}
    )
    profile = model_serializer(Profile, url=url)
    with routes("x/<str:pk>/<str:title>/"):
        one_by_one(Profile.objects.all(), profile)
        one_by_one(Author.objects.all(), model_serializer(Author, "id", profile=profile()))


class Framed(serializers.CharField):
    def to_representation(self, value: str) -> str:
        return f"<{value}>"


def test_blanks_that_a_cast_takes_away():
    """``character(n)`` of PostgreSQL, as text for Python."""
    CustomFieldRow.objects.create(padded="ab")
    compare(
        "/rows/",
        queryset=CustomFieldRow.objects.all(),
        serializer_class=model_serializer(CustomFieldRow, padded=Framed()),
    )


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such type")
@pytest.mark.parametrize("kind", ["text", "varchar(9)", "char(9)"])
@both_kinds
def test_texts_of_an_unmanaged_table(kind: str, own: Any, other: Any):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE testapp_sign ALTER COLUMN slug TYPE {kind}")
        for slug in ("'ab'", "'a b'", "''", "NULL"):
            cursor.execute(f"INSERT INTO testapp_sign (slug, number) VALUES ({slug}, 1)")
    url = own(view_name="detail", lookup_field="slug", lookup_url_kwarg="pk")
    for route in ("slug", "path", "int"):
        with routes(*ROUTES[route]):
            one_by_one(SeenSign.objects.all(), model_serializer(SeenSign, "id", url=url, slug=Framed()))
