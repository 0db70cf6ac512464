"""A renderer that is not DRF's own gets the values that DRF's ``data`` would have held: of every case."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.renderers import BaseRenderer

from tests.cases import APPLICABLE, Case, require
from tests.cases.case import model_serializer
from tests.cases.documents import DOCUMENTS
from tests.cases.library import library
from tests.testapp.models import Book, JsonRow
from tests.views import compare

pytestmark = pytest.mark.django_db


class Values(BaseRenderer):
    """The values themselves, as Python spells them; of their containers only what they hold."""

    media_type = "text/plain"
    format = "values"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return repr(plain(data)).encode(errors="backslashreplace")


def plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {plain(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if isinstance(data, memoryview):  # psycopg2's bytes: spelled by their address
        return {memoryview: bytes(data)}
    return data


class Windows(LimitOffsetPagination):
    default_limit = 100


@pytest.mark.parametrize("pagination", [None, Windows])
@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_the_same_values(case: Case, pagination: type | None):
    require(case)
    with case.environment():
        case.rows()
        made = {"queryset": case.queryset(), "serializer_class": case.serializer_class}
        compare("/rows/", renderer_classes=[Values], pagination_class=pagination, **made)


@pytest.mark.parametrize(
    ("serializer", "mode"),
    [
        (model_serializer(JsonRow, "data"), "spliced"),
        (model_serializer(JsonRow, data=serializers.ReadOnlyField()), "spliced"),
        (model_serializer(JsonRow, data=serializers.JSONField(binary=True)), "serializer"),
        (model_serializer(JsonRow, "decoded"), "serializer"),
    ],
)
def test_documents(serializer: type, mode: str):
    """A document is parsed again; what a decoder made of it, or its bytes, are not."""
    for document in DOCUMENTS:
        JsonRow.objects.create(data=document, decoded=document)
    rows = JsonRow.objects.order_by("pk")
    response, _ = compare("/rows/", renderer_classes=[Values], queryset=rows, serializer_class=serializer)
    assert response.sqllist.mode == mode


@pytest.mark.parametrize(
    ("default", "mode"),
    [("made", "sql"), (7, "sql"), (True, "sql"), (Decimal("1.50"), "serializer"), (date(2024, 1, 2), "serializer")],
)
def test_defaults(default: Any, mode: str):
    library()
    field = serializers.ReadOnlyField(source="author.country.name", default=default)
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": model_serializer(Book, "title", value=field)}
    response, _ = compare("/rows/", renderer_classes=[Values], **made)
    assert response.sqllist.mode == mode
    response, _ = compare("/rows/", **made)
    assert response.sqllist.mode == "sql"
