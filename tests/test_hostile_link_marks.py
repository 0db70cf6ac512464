"""Links beside data that looks like the marks of links, and in the hands of renderers, paginators, serializers."""

import json
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test import override_settings
from django.urls import path
from rest_framework import pagination, renderers, serializers
from rest_framework.response import Response

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.settings import VENDOR
from tests.testapp.models import Author, Book, ChoiceRow, FileRow, JsonRow, Tag, TextRow
from tests.views import PagesOfTwo, Plain, compare

pytestmark = pytest.mark.django_db

CONTROLS = "".join(map(chr, range(1, 0x20)))
NAMES = [f"view-{number}" for number in range(45)]
ROUTES = tuple(path(f"{name}/<int:pk>/{name}", Plain.as_view(), name=name) for name in NAMES)


@pytest.fixture(autouse=True)
def _routes() -> Any:
    with override_settings(ROOT_URLCONF=ROUTES):
        yield


def own(name: str = NAMES[0]) -> Any:
    return serializers.HyperlinkedIdentityField(view_name=name)


BAILS = "\x01!\x02"
"""As SQL says that Python is to make the list: beside an instance it does."""
MARKS = [
    CONTROLS,
    *CONTROLS,
    "\x1e10\x1f",
    "\x1e0\x1f\x1e44\x1f",
    BAILS,
    "\x010:5\x02",
    '"\x03"',
    "\\u0003",
    "\u2403",
]


@pytest.mark.parametrize("links", [1, 5, 45])
def test_texts_like_marks(links: int):
    """More links than there are single marks, each of a view of its own."""
    for text in MARKS:
        if text != BAILS:
            TextRow.objects.create(char=text, text=text * 3, maybe=text)
    shown = model_serializer(
        TextRow,
        "char",
        "text",
        **{f"url{number}": own(name) for number, name in enumerate(NAMES[:links])},
        bare=serializers.ReadOnlyField(source="maybe"),
        made=serializers.SerializerMethodField(method_name="get_made"),
        get_made=lambda self, row: row.maybe,
    )
    del shown.Meta.fields[-1]  # the method
    response, _ = compare("/rows/", queryset=TextRow.objects.order_by("pk"), serializer_class=shown)
    assert response.sqllist.mode == "spliced", response.sqllist.problems
    TextRow.objects.create(maybe=BAILS)
    compare("/rows/", queryset=TextRow.objects.order_by("pk"), serializer_class=shown)


def test_all_by_sql():
    for text in MARKS:
        TextRow.objects.create(char=text)
    links = {f"url{number}": own(name) for number, name in enumerate(NAMES)}
    rows = TextRow.objects.annotate(x=Value(CONTROLS), y=F("char")).order_by("pk")
    annotated = {"x": serializers.ReadOnlyField(), "y": serializers.CharField()}
    response, _ = compare(
        "/rows/", queryset=rows, serializer_class=model_serializer(TextRow, "char", **links, **annotated)
    )
    assert response.sqllist.mode == "sql"


@pytest.mark.parametrize(
    "value", [CONTROLS, {CONTROLS: [CONTROLS]}, ["\x1e10\x1f"], {"\x03": {"\x04": "\x05"}}], ids=repr
)
def test_documents_like_marks(value: Any):
    JsonRow.objects.create(data=value, decoded=value)
    shown = model_serializer(
        JsonRow, "data", "decoded", url=own(), whole=serializers.JSONField(source="data", binary=True)
    )
    compare("/rows/", queryset=JsonRow.objects.all(), serializer_class=shown)


@pytest.mark.skipif(VENDOR == "postgresql", reason="PostgreSQL refuses such documents")
@pytest.mark.parametrize(
    "raw", ['"\x03"', '{"\x04":"\x03"}', '["a",\x03]', "\x03", '"\x1e10\x1f"', '"\x010:1\x02"'], ids=repr
)
def test_documents_that_are_no_json(raw: str):
    """SQLite keeps any text in a JSON column: Python's reader refuses it."""
    row = JsonRow.objects.create(data=1)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("UPDATE testapp_jsonrow SET data = %s WHERE id = %s", [raw, row.pk])
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    compare("/rows/", queryset=JsonRow.objects.all(), serializer_class=model_serializer(JsonRow, "data", url=own()))


def test_names_and_labels_like_marks():
    """Keys, labels, defaults, file names."""
    library()
    ChoiceRow.objects.create(custom="x", status="done")
    labels = serializers.ChoiceField(choices=[("done", CONTROLS), ("\x03", "\x04")], source="status")
    fields = {"\x03": own(), CONTROLS: labels, "\x1e10\x1f": serializers.CharField(source="status")}
    compare("/rows/", queryset=ChoiceRow.objects.all(), serializer_class=model_serializer(ChoiceRow, **fields))
    default = serializers.CharField(source="author.country.name", default=CONTROLS)
    shown = model_serializer(Book, **{"\x03a": default, "url": own()})
    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)
    FileRow.objects.create(file=f"a{CONTROLS}.txt", image="\x03")
    compare(
        "/rows/", queryset=FileRow.objects.all(), serializer_class=model_serializer(FileRow, "file", "image", url=own())
    )


@pytest.mark.skipif(VENDOR != "postgresql", reason="arrays")
def test_arrays_like_marks():
    from tests.testapp.models.arrays import ArrayRow

    ArrayRow.objects.create(words=["\x03", CONTROLS], documents=[{"\x03": "\x04"}])
    shown = model_serializer(ArrayRow, "words", "documents", url=own())
    compare("/rows/", queryset=ArrayRow.objects.all(), serializer_class=shown)


class ReadsItsLink(serializers.ModelSerializer):
    url = own()

    class Meta:
        model = Author
        fields = ["url", "name"]

    def to_representation(self, instance: Any) -> Any:
        data = super().to_representation(instance)
        data["name"] = f"{type(data['url']).__name__} {data['url']} {data['url'].name}"
        return data


class AsksForItsLink(serializers.ModelSerializer):
    url = own()
    twice = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["url", "twice"]

    def get_twice(self, instance: Any) -> Any:
        return self.fields["url"].to_representation(instance) * 2


LINKED_BOOK = model_serializer(
    Book,
    "title",
    url=own(),
    fast=FastHyperlinkedIdentityField(view_name=NAMES[1]),
    author=model_serializer(Author, url=own(NAMES[2]))(),
    tags=model_serializer(Tag, "name", url=own(NAMES[3]))(many=True),
    empty=model_serializer(Tag, url=own(NAMES[4]))(source="tags", many=True),
)


@pytest.mark.parametrize("shown", [ReadsItsLink, AsksForItsLink])
def test_serializers_that_read_their_links(shown: Any):
    library()
    compare("/rows/", queryset=Author.objects.all(), serializer_class=shown)
    nested = model_serializer(Book, "id", url=own(), author=shown(), editors=shown(many=True))
    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=nested)


class Types(renderers.BaseRenderer):
    """Writes what it is given, by types."""

    media_type, format = "text/plain", "types"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        def told(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: told(one) for key, one in value.items()}
            if isinstance(value, list):
                return [told(one) for one in value]
            return [type(value).__name__, str(value), getattr(value, "name", None)]

        return json.dumps(told(data)).encode()


class Ascii(renderers.JSONRenderer):
    ensure_ascii = True
    compact = False


class Upper(renderers.JSONRenderer):
    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return super().render(data, *args, **kwargs).upper()


class Envelope(PagesOfTwo):
    """Looks at its rows."""

    def get_paginated_response(self, data: Any) -> Response:
        first = data[0]["url"] if data else None
        return Response(
            {"first": first, "kind": type(first).__name__, "links": [row["fast"] for row in data], "rows": data}
        )


class Cursor(pagination.CursorPagination):
    page_size = 2
    ordering = ("title", "pk")


class Offset(pagination.LimitOffsetPagination):
    default_limit = 3


STOCK = (renderers.JSONRenderer, renderers.BrowsableAPIRenderer, renderers.AdminRenderer)
PAGINATORS = [None, PagesOfTwo, Envelope, Cursor, Offset]


@pytest.mark.parametrize("paginator", PAGINATORS)
@pytest.mark.parametrize("renderer", [*STOCK, Types, Ascii, Upper])
def test_renderers_and_paginators(renderer: Any, paginator: Any):
    library()
    given = {"serializer_class": LINKED_BOOK, "renderer_classes": [renderer], "pagination_class": paginator}
    for url in ("/rows/", "/rows/?page=2", "/rows/?offset=3&limit=1", "/rows/?page=99"):
        compare(url, queryset=Book.objects.all(), **given)
        compare(url, queryset=Book.objects.none(), **given)
        compare(url, queryset=Book.objects.filter(title="nothing"), **given)


def test_indents():
    library()
    for accept in ("application/json; indent=4", "application/json; indent=0", "application/json"):
        headers = {"HTTP_ACCEPT": accept}
        compare("/rows/", request=headers, queryset=Book.objects.all(), serializer_class=LINKED_BOOK)


@pytest.mark.parametrize("method", ["head", "options"])
def test_other_methods(method: str):
    library()
    compare("/rows/", request={"method": method}, queryset=Book.objects.all(), serializer_class=LINKED_BOOK)


def test_views_that_look_at_the_data():
    """They find texts where DRF has its ``Hyperlink``."""
    library()

    def finalize_response(self: Any, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response.data.append({"last": response.data[-1]["url"], "length": len(response.data[-1]["url"])})
        return super(type(self), self).finalize_response(request, response, *args, **kwargs)

    shown = {"serializer_class": LINKED_BOOK, "finalize_response": finalize_response}
    response, _ = compare("/rows/", queryset=Book.objects.all(), **shown)
    assert type(response.data[-1]["last"]) is str
