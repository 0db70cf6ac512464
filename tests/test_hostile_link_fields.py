"""What a field of links may say, and what its columns may hold. DRF's answer to the same request is right."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, F, Func, Value
from rest_framework import serializers

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.linked import ROUTES, both_kinds, one_by_one, routes
from tests.settings import VENDOR
from tests.testapp.models import (
    Author,
    Book,
    CustomFieldRow,
    Profile,
    SeenSign,
)
from tests.views import compare

pytestmark = pytest.mark.django_db


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
