"""``SQLField`` of single objects: shown in one statement, written to, in views without the mixin."""

import json
from typing import Any

import pytest
from django.db.models import Count, Max
from rest_framework.generics import GenericAPIView, RetrieveAPIView
from rest_framework.renderers import JSONRenderer

from drf_sqllist import SQLField
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.computed_authors import (
    AuthorLine,
    NoRequest,
    Ours,
    Retrieving,
)
from tests.testapp.models import Author, Book, Chapter
from tests.views import call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def test_an_object_by_itself_is_one_statement():
    key = Author.objects.get(name="Cat").pk
    view = type("Authors", (Retrieving,), {"serializer_class": NoRequest})
    shown = call(view, arguments={"pk": key})
    assert json.loads(shown.body) == {"name": "Cat", "n": 1, "place": 2, "shown": "Cat"}
    assert len(shown.statements) == 1
    assert len(call(view, arguments={"pk": key}, method="head").statements) == 1
    plain = call(
        type("Authors", (RetrieveAPIView,), {**vars(Retrieving), "serializer_class": NoRequest}), arguments={"pk": key}
    )
    assert (plain.body, len(plain.statements)) == (shown.body, 3)


def test_an_object_with_a_function_of_the_request():
    key = Author.objects.get(name="Cat").pk
    shown = call(Retrieving, "/rows/?word=Hi", arguments={"pk": key})
    assert json.loads(shown.body)["hello"] == "HiCat"
    listed = json.loads(call(Ours, "/rows/?word=Hi").body)
    assert json.loads(shown.body) == listed[2]


@pytest.mark.parametrize("method", ["put", "patch"])
def test_an_object_that_is_written_to(method: str):
    """Its answer has the values of after that."""
    key = Author.objects.get(name="Cat").pk
    view = type("Authors", (Retrieving,), {"serializer_class": NoRequest})
    body = json.loads(call(view, arguments={"pk": key}, method=method, data={"name": "Ab", "shown": "x", "n": 9}).body)
    assert body == {"name": "Ab", "n": 1, "place": 4, "shown": "Ab"}


def test_the_browsable_api_and_options():
    from rest_framework.renderers import BrowsableAPIRenderer

    key = Author.objects.get(name="Cat").pk
    made = {"serializer_class": NoRequest, "renderer_classes": [BrowsableAPIRenderer]}
    page = call(type("Authors", (Retrieving,), made), arguments={"pk": key}).body.decode()
    assert 'name="name"' in page
    assert 'name="n"' not in page  # a form has no read-only fields
    told = call(
        type("Authors", (Retrieving,), {"serializer_class": AuthorLine}), arguments={"pk": key}, method="options"
    )
    fields = json.loads(told.body)["actions"]["PUT"]
    assert {name: fields[name]["type"] for name in ("n", "income", "last", "known", "hello")} == {
        "n": "integer",
        "income": "decimal",
        "last": "datetime",
        "known": "boolean",
        "hello": "string",
    }
    assert all(fields[name]["read_only"] and not fields[name]["required"] for name in ("n", "income"))


def test_a_view_without_the_mixin():
    """``list_response`` works on any view: without the mixin, nothing has a name."""

    class Bare(GenericAPIView):
        queryset = Author.objects.order_by("pk")
        serializer_class = NoRequest
        renderer_classes = [JSONRenderer]

        def get(self, request: Any) -> Any:
            from drf_sqllist import list_response

            return list_response(self, request)

    shown = call(Bare)
    assert [row["n"] for row in json.loads(shown.body)] == [2, 1, 1, 0]
    assert len(shown.statements) == 1


def test_chapters_of_books_by_hand():
    """A list ordered by a count is that of Python's own sort."""
    serializer = model_serializer(Book, "id", n=SQLField(Count("chapters")), first=SQLField(Max("chapters__title")))
    view = type(
        "Books",
        (Ours,),
        {
            "queryset": Book.objects.all(),
            "serializer_class": serializer,
            "ordering_fields": ["n", "id"],
            "search_fields": [],
            "filterset_class": None,
        },
    )
    rows = json.loads(call(view, "/rows/?ordering=-n,-id").body)
    expected = sorted(Book.objects.all(), key=lambda book: (-Chapter.objects.filter(book=book).count(), -book.pk))
    assert [row["id"] for row in rows] == [book.pk for book in expected]
