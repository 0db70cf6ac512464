"""A list of books with one member, which a test's own method makes."""

from typing import Any

from rest_framework import serializers

from tests.testapp.models import Book
from tests.views import compare


class Lines(serializers.ModelSerializer):
    """Made anew for each test: what is said of a function is never taken back."""

    line = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "line"]


def lines(method: Any) -> type:
    return type("Lines", (Lines,), {"get_line": method, "__module__": __name__})


def shown(serializer: type, url: str = "/rows/", **made: Any) -> tuple[str, list[str]]:
    queryset = made.pop("queryset", serializer.Meta.model.objects.order_by("pk"))  # type: ignore[attr-defined]
    response, statements = compare(url, queryset=queryset, serializer_class=serializer, **made)
    return response.sqllist.mode, statements.sql
