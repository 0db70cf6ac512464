"""Nested lists in both shapes, wherever they stand: the bytes are the same."""

from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book, Country, Tag
from tests.views import compare

pytestmark = pytest.mark.django_db

BookWithTags = model_serializer(Book, "id", "title", tags=model_serializer(Tag, "id", "name")(many=True))
AuthorWithBooks = model_serializer(Author, "name", books=BookWithTags(many=True))


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def statement(**attributes: Any) -> str:
    response, statements = compare("/rows/", **attributes)
    assert (response.sqllist.mode, len(statements)) == ("sql", 1)
    return statements.sql[0]


def authors(shapes: dict[str, str]) -> str:
    return statement(queryset=Author.objects.order_by("pk"), serializer_class=AuthorWithBooks, sqllist_shapes=shapes)


@pytest.mark.parametrize("rows_in_page", [1, 10**9])
@pytest.mark.parametrize("books", ["auto", "correlated", "joined"])
@pytest.mark.parametrize("tags", ["auto", "correlated", "joined"])
def test_every_combination(books: str, tags: str, rows_in_page: int):
    with override_settings(DRF_SQLLIST={"JOIN_FROM": rows_in_page}):
        sql = authors({"books": books, "books.tags": tags})
    if connection.vendor == "postgresql":
        assert ('LEFT JOIN (SELECT "_books' in sql) == (books == "joined" or books == "auto")
    else:
        assert "LEFT JOIN (SELECT" not in sql


def test_a_list_below_a_foreign_key():
    """Its parents' keys are read along the way there, from the page."""
    with_books = model_serializer(Author, "name", books=model_serializer(Book, "title")(many=True))
    serializer = model_serializer(Book, "id", author=with_books())
    for shape in ("correlated", "joined"):
        statement(
            queryset=Book.objects.order_by("pk"), serializer_class=serializer, sqllist_shapes={"author.books": shape}
        )


def test_two_foreign_keys_down():
    with_authors = model_serializer(Country, "code", authors=model_serializer(Author, "name")(many=True))
    author = model_serializer(Author, "name", country=with_authors())
    for shape in ("correlated", "joined"):
        statement(
            queryset=Book.objects.order_by("pk"),
            serializer_class=model_serializer(Book, "id", author=author()),
            sqllist_shapes={"author.country.authors": shape},
        )


@pytest.mark.parametrize("ordering", ["title", "-title", "author__name", "?"])
def test_orders_of_a_list(ordering: str):
    """By columns of its own, by a relation's, by none that could be compared."""
    from django.db.models import Prefetch

    books = Book.objects.order_by("pk") if ordering == "?" else Book.objects.order_by(ordering, "pk")
    queryset = Author.objects.order_by("pk").prefetch_related(Prefetch("books", queryset=books))
    for shape in ("correlated", "joined"):
        statement(queryset=queryset, serializer_class=AuthorWithBooks, sqllist_shapes={"books": shape})


def test_keys_of_a_list():
    serializer = model_serializer(
        Book, "id", tags=serializers.PrimaryKeyRelatedField(many=True, read_only=True), author=AuthorWithBooks()
    )
    for shape in ("correlated", "joined"):
        statement(queryset=Book.objects.order_by("pk"), serializer_class=serializer, sqllist_shapes={"tags": shape})
