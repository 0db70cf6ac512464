"""Twins, computed fields and nested lists of rows of SQL, and of the models that they lead to."""

import json
from typing import Any

import pytest
from django.db.models import Count, F, Value
from django.db.models.functions import Concat
from rest_framework import serializers

from drf_sqllist import SQLField, SQLNested, sql_twin
from tests.cases.library import library
from tests.rawsql.reports import report
from tests.testapp.models import Author, Book
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def test_a_twin_cannot_find_the_rows_again() -> None:
    class Twin(serializers.Serializer):
        cheer = serializers.SerializerMethodField()

        @sql_twin(Concat("name", Value("!")))
        def get_cheer(self, row: Any) -> str:
            return f"{row.name}!"

    response, statements = compare(queryset=report().order_by("id"), serializer_class=Twin, filter_backends=[])
    (problem,) = response.sqllist.problems
    assert problem.reason == "report is hand-written SQL: the twin cannot find its row again."
    assert response.sqllist.mode == "spliced"
    assert len(statements) == 1


def test_computed_fields_and_nested_lists_of_related_models() -> None:
    class TitleSerializer(serializers.ModelSerializer):
        class Meta:
            model = Book
            fields = ["title", "price"]

    class WithBooks(serializers.ModelSerializer):
        edits = SQLField(Count("editings"))
        dearest = SQLNested(TitleSerializer, source="books", order_by=["-price"], limit=2)

        class Meta:
            model = Author
            fields = ["name", "edits", "dearest"]

    class Row(serializers.Serializer):
        id = serializers.IntegerField()
        author = WithBooks()
        newest = SQLNested(TitleSerializer, source="author.books", order_by=["-id"], limit=1)

    response, statements = compare(queryset=report().order_by("id"), serializer_class=Row, filter_backends=[])
    assert response.sqllist.problems == ()
    assert len(statements) == 1
    assert any(len(row["author"]["dearest"]) == 2 for row in json.loads(response.content))


def test_a_computed_field_of_the_row_itself() -> None:
    class Row(serializers.Serializer):
        double = SQLField(F("books") * 2, output=serializers.IntegerField())

    outcomes = [call(view) for view in twins(queryset=report().order_by("id"), serializer_class=Row)]
    for outcome in outcomes:
        assert outcome.error == (
            "django.core.exceptions.ImproperlyConfigured: Row.double cannot be computed on report, which is "
            "hand-written SQL and has no table: let the SQL return the value."
        )


def test_a_twin_of_a_related_model() -> None:
    class Twin(serializers.Serializer):
        name = serializers.CharField()
        cheer = serializers.ReadOnlyField(source="author.cheer")
        count = serializers.ReadOnlyField(source="author.book_count")

    response, statements = compare(queryset=report().order_by("id"), serializer_class=Twin, filter_backends=[])
    assert response.sqllist.problems == ()
    assert len(statements) == 1
