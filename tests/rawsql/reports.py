"""A report of authors by hand-written SQL, with a foreign key."""

from typing import Any

from rest_framework import serializers

from drf_sqllist import sql_rows
from tests.cases.nested import AuthorSerializer
from tests.testapp.models import Author

REPORT = """
SELECT a.id, a.name, a.country_id, a.id AS author_id, count(b.id) AS books, sum(b.price) AS total,
    max(b.published) AS latest, min(b.title) AS title
FROM testapp_author a LEFT JOIN testapp_book b ON b.author_id = a.id AND b.title <> %(but)s
GROUP BY a.id, a.name, a.country_id
"""


class ReportSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    author = AuthorSerializer()
    books = serializers.IntegerField()
    total = serializers.DecimalField(8, 2)
    latest = serializers.DateTimeField()
    country_name = serializers.CharField(source="author.country.name", default=None)


def report(**params: Any) -> Any:
    return sql_rows(
        REPORT, {"but": "Mid", **params}, {"author": Author, "title": str}, serializer=ReportSerializer, name="report"
    )
