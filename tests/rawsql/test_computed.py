"""Computed fields and nested lists of the models that rows of hand-written SQL lead to."""

from typing import Any

import pytest
from django.db.models import DO_NOTHING, Count, F, ForeignKey, OneToOneField, Prefetch, Window
from django.db.models.functions import DenseRank
from rest_framework import serializers

from drf_sqllist import SQLField, SQLNested, sql_rows
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book, Country
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db

SQL = "SELECT id, title, author_id, origin_id FROM testapp_book"
COLUMNS: dict[str, Any] = {
    "foreign": {"author": Author},
    "one to one": {"author": OneToOneField(Author, DO_NOTHING, related_name="+")},
    "to a code": {"origin": ForeignKey(Country, DO_NOTHING, to_field="code", related_name="+")},
}


def authors(**options: Any) -> Any:
    return model_serializer(
        Author,
        "name",
        n=SQLField(Count("books")),
        place=SQLField(Window(DenseRank(), order_by=F("name").desc())),
        first=SQLNested(model_serializer(Book, "title", n=SQLField(Count("chapters"))), source="books", limit=1),
    )(**options)


def countries(**options: Any) -> Any:
    return model_serializer(Country, "code", n=SQLField(Count("authors")), authors=authors(many=True))(**options)


def rows(columns: dict[str, Any]) -> Any:
    return sql_rows(SQL, {}, {"id": int, "title": str, **columns}, key="id").order_by("id")


def row(**members: Any) -> Any:
    return type("Row", (serializers.Serializer,), {"title": serializers.CharField(), **members})


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


@pytest.mark.parametrize("way", ["", "select_related", "prefetch_related", "some", "all"])
@pytest.mark.parametrize("kind", COLUMNS)
def test_ways_to_a_model(kind: str, way: str):
    """Null foreign keys, and one object in several rows; ``to_attr`` is no relation of the rows."""
    (name,) = COLUMNS[kind]
    made, model = (authors, Author) if name == "author" else (countries, Country)
    queryset = rows(COLUMNS[kind])
    if way.endswith("related"):
        queryset = getattr(queryset, way)(name)
    elif way:
        objects = model.objects.exclude(pk=model.objects.latest("pk").pk) if way == "some" else model.objects.all()
        queryset = queryset.prefetch_related(Prefetch(name, objects, to_attr="given"))
        name = "given"
    response, statements = compare(queryset=queryset, serializer_class=row(**{name: made()}))
    assert len(statements) == 1
    assert any(one[name] is None for one in response.data)
    assert any(one[name] and one[name]["n"] == 2 for one in response.data)


@pytest.mark.parametrize("columns", [COLUMNS["foreign"], COLUMNS["one to one"]])
@pytest.mark.parametrize("to_attr", [None, "given"])
def test_objects_in_memory_are_asked_for_together(columns: Any, to_attr: str | None):
    """The rows, their authors, values, windows, books and the books' values: one each, on DRF's own path."""
    queryset = rows(columns).prefetch_related(Prefetch("author", Author.objects.all(), to_attr=to_attr))
    plain, _ = twins(queryset=queryset, serializer_class=row(**{to_attr or "author": authors()}))
    statements = call(plain).statements
    assert len(statements) == 6, statements.sql


@pytest.mark.parametrize("columns", [COLUMNS["foreign"], COLUMNS["one to one"]])
def test_objects_that_are_loaded_one_by_one(columns: Any):
    """Values come for all rows' authors at once; four statements load those."""
    made = model_serializer(Author, "name", n=SQLField(Count("books")))
    plain, _ = twins(queryset=rows(columns), serializer_class=row(author=made()))
    assert len(call(plain).statements) == 1 + 4 + 1
