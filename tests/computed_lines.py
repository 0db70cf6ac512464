"""Serializers of authors, books and countries with computed fields."""

from typing import Any

from django.db.models import Count, Sum
from rest_framework import serializers
from rest_framework.request import Request

from drf_sqllist import SQLField
from tests.testapp.models import Author, Book, Country
from tests.views import factory


class BookLine(serializers.ModelSerializer):
    chapters = SQLField(Count("chapters"))
    pages = SQLField(Sum("chapters__number"))

    class Meta:
        model = Book
        fields = ["title", "chapters", "pages"]


class CountryLine(serializers.ModelSerializer):
    readers = SQLField(Count("authors"))

    class Meta:
        model = Country
        fields = ["code", "readers"]


class AuthorLine(serializers.ModelSerializer):
    books = SQLField(Count("books"))
    income = SQLField(Sum("books__price"))
    edits = SQLField(Count("editings"))

    class Meta:
        model = Author
        fields = ["name", "books", "income", "edits"]


class AuthorTree(AuthorLine):
    books = BookLine(many=True)
    country = CountryLine()

    class Meta(AuthorLine.Meta):
        fields = ["name", "books", "country", "edits"]


def context() -> dict[str, Any]:
    return {"request": Request(factory.get("/rows/")), "format": None, "view": None}
