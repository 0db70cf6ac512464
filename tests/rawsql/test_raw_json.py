"""JSON that the author's SQL builds: passed through unparsed, or written as DRF writes it."""

import json
from typing import Any
from unittest import mock

import pytest
from django.db import connection, models
from django.db.models import F, TextField
from django.db.models.functions import Upper
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_sqllist import RawJSONField, sql_rows
from tests.outcomes import Outcome
from tests.testapp.models import JsonRow, TextRow
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db

EXACT = [
    "{}",
    "[]",
    "null",
    "true",
    "-0",
    "9.50",
    "1e5",
    "12345678901234567890123",
    "0.1234567890123456789",
    '"text"',
    '"1"',
    '""',
    '{"b":1,"a":9.50, "b" :2}',
    " [1 ,\t2\n,\r3 ] ",
    '{"nested":{"list":[1,[2.0,[]],{}]}}',
    '"é \\u00e9 \\n \\" \\\\ / \\/ \\u0000 \\u0001 \\ud83c\\udf55 🍕 \x7f"',
    '{"\\u0001":[0,"a"],"\\u0002":[0,[]]}',
    '{"%s %(a)s %%":"%"}',
]
"""Documents that both databases leave as they are written."""

REFUSED = ["", "{", "NaN", "[1,]", "{'a':1}", "1 2", '"\x01"', "\x0b1", "[Infinity]", '"\\x"']

MANY = "SELECT 1 AS id, %(one)s AS doc UNION ALL SELECT 2, %(two)s"
if connection.vendor == "postgresql":
    MANY = "SELECT 1 AS id, CAST(%(one)s AS text) AS doc UNION ALL SELECT 2, CAST(%(two)s AS text)"


def rows(one: str | None, two: str | None = None) -> Any:
    return sql_rows(MANY, {"one": one, "two": two}, {"id": int, "doc": dict}).order_by("id")


class RawSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    doc = RawJSONField()


class ParsedSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    doc = serializers.JSONField()


def both(queryset: Any, serializer: type, **attributes: Any) -> tuple[Outcome, Outcome]:
    plain, ours = twins(queryset=queryset, serializer_class=serializer, filter_backends=[], **attributes)
    return call(plain), call(ours)


@pytest.mark.parametrize("document", EXACT)
def test_a_document_passes_as_it_is(document: str) -> None:
    plain, ours = both(rows(document), RawSerializer)
    assert ours.body == f'[{{"id":1,"doc":{document}}},{{"id":2,"doc":null}}]'.encode()
    assert json.loads(ours.body) == json.loads(plain.body)
    assert ours.response.sqllist.mode == "sql"
    assert len(ours.statements) == 1
    assert ours.response.data == plain.response.data


@pytest.mark.parametrize("document", EXACT)
def test_a_json_field_gives_drfs_bytes(document: str) -> None:
    response, statements = compare(queryset=rows(document), serializer_class=ParsedSerializer, filter_backends=[])
    assert response.sqllist.mode == "spliced"
    assert len(statements) == 1


@pytest.mark.parametrize("document", REFUSED)
@pytest.mark.parametrize("serializer", [RawSerializer, ParsedSerializer])
def test_what_is_no_json_is_an_error(document: str, serializer: type) -> None:
    """PostgreSQL refuses to make JSON of it, SQLite leaves it to Python: the same error on both paths."""
    plain, ours = both(rows("{}", document), serializer)
    assert plain.error
    assert plain.error.startswith("django.db" if connection.vendor == "postgresql" else ("json", "builtins"))
    assert ours.error == plain.error


def test_a_text_does_not_end_at_a_nul() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL's texts hold no NUL")
    plain, ours = both(
        sql_rows("SELECT 1 AS id, '1' || char(0) || 'x' AS doc", {}, {"id": int, "doc": dict}), RawSerializer
    )
    assert plain.error.startswith("json.decoder.JSONDecodeError")
    assert ours.error == plain.error


def test_the_two_line_separators_are_escaped_as_the_renderer_does() -> None:
    _, ours = both(rows('"\u2028\u2029"'), RawSerializer)
    assert b'{"id":1,"doc":"\\u2028\\u2029"}' in ours.body


def test_other_settings_of_the_renderer() -> None:
    """Escapes beyond ASCII are made in the passed text, too; spaces are its own."""
    document = '{"é":"\u2028🍕\x7f"}'
    with mock.patch.object(JSONRenderer, "ensure_ascii", True):
        plain, ours = both(rows(document), RawSerializer)
    assert ours.body == plain.body
    assert ours.body.isascii()
    with mock.patch.object(JSONRenderer, "compact", False):
        _, ours = both(rows(document), RawSerializer)
    assert ours.body.startswith(b'[{"id": 1, "doc": {"\xc3\xa9":"')


def test_inside_objects_and_lists() -> None:
    class Inner(serializers.Serializer):
        doc = RawJSONField()
        again = RawJSONField(source="doc")

    class Outer(serializers.Serializer):
        inner = Inner(source="*")
        id = serializers.IntegerField()

    _, ours = both(rows("[1.50]", '"x"'), Outer)
    assert ours.body == (b'[{"inner":{"doc":[1.50],"again":[1.50]},"id":1},{"inner":{"doc":"x","again":"x"},"id":2}]')
    assert ours.response.sqllist.mode == "sql"


def test_beside_members_that_python_makes() -> None:
    """What a method reads is parsed; where Python makes the whole object, so is the document."""

    class WithMethod(serializers.Serializer):
        doc = RawJSONField()
        size = serializers.SerializerMethodField()

        def get_size(self, row: Any) -> int:
            return len(row.doc)

    _, ours = both(rows("[1.50]", "[]"), WithMethod)
    assert ours.body == b'[{"doc":[1.50],"size":1},{"doc":[],"size":0}]'
    assert len(ours.statements) == 1

    class Whole(RawSerializer):
        def to_representation(self, row: Any) -> Any:
            return {**super().to_representation(row), "more": row.doc}

    response, statements = compare(
        queryset=rows('{"\\u0001":[0,"1.50"],"\\u0002":[0,[]]}', '"x"'), serializer_class=Whole, filter_backends=[]
    )
    assert response.sqllist.mode == "spliced"
    assert len(statements) == 1


class ItemSerializer(serializers.Serializer):
    name = serializers.CharField()
    price = serializers.DecimalField(6, 2)
    missing = serializers.CharField(required=False)


class ItemsSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    items = ItemSerializer(many=True, source="doc")


class ItemOfRowSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    doc = ItemSerializer(allow_null=True)


@pytest.mark.parametrize(
    ("serializer", "one", "two"),
    [
        (ItemsSerializer, '[{"name": "Ann", "price": "1.5"}, {"price": 2, "name": 3, "missing": null}]', "[]"),
        (ItemOfRowSerializer, '{"name": "Ann", "price": "1.5", "more": 1}', None),
        (ItemsSerializer, None, "[]"),
        (ItemOfRowSerializer, '{"price": "1.5"}', None),
        (ItemsSerializer, "1", "[]"),
    ],
)
def test_a_nested_serializer_over_json(serializer: type, one: str, two: str) -> None:
    """Python parses and writes it, in one statement; the note names what does without."""
    declared = sql_rows(MANY, {"one": one, "two": two}, {"doc": dict}, serializer=serializer).order_by("id")
    plain, ours = both(declared, serializer)
    assert (ours.body, ours.error) == (plain.body, plain.error)
    if not plain.error:
        assert len(ours.statements) == 1
        (problem,) = ours.response.sqllist.problems
        assert problem.hint == "If the SQL builds the JSON as it is wanted, let a RawJSONField pass it through."


def test_over_a_text_column() -> None:
    """SQLite knows valid JSON when it sees it; of PostgreSQL's text Python is the judge."""

    class Texts(serializers.Serializer):
        text = RawJSONField()
        maybe = RawJSONField()

    TextRow.objects.create(text='{"a":  1.50}', maybe=None)
    TextRow.objects.create(text='"x"', maybe="1")
    plain, ours = both(TextRow.objects.order_by("pk"), Texts)
    assert plain.body == b'[{"text":{"a":1.5},"maybe":null},{"text":"x","maybe":1}]'
    assert json.loads(ours.body) == json.loads(plain.body)
    assert len(ours.statements) == 1
    if connection.vendor == "sqlite":
        assert b'{"a":  1.50}' in ours.body
    else:
        assert ours.body == plain.body
    TextRow.objects.create(text="no json")
    plain, ours = both(TextRow.objects.order_by("pk"), Texts)
    assert plain.error.startswith("json.decoder.JSONDecodeError")
    assert ours.error == plain.error


def test_over_a_json_column() -> None:
    class Documents(serializers.ModelSerializer):
        data = RawJSONField()

        class Meta:
            model = JsonRow
            fields = ["data"]

    for value in ({"b": 1.5, "a": [1]}, [], None, 7):
        JsonRow.objects.create(data=value)
    plain, ours = both(JsonRow.objects.order_by("pk"), Documents)
    assert b'{"b": 1.5, "a": [1]}' in ours.body or b'{"a": [1], "b": 1.5}' in ours.body
    assert json.loads(ours.body) == json.loads(plain.body)
    assert ours.response.sqllist.mode == "sql"
    JsonRow.objects.create(data="a string")
    plain, ours = both(JsonRow.objects.order_by("pk"), Documents)
    assert plain.error.startswith("json.decoder.JSONDecodeError")  # a text is taken for JSON text
    assert ours.error == plain.error


def test_over_annotations() -> None:
    """An expression over JSON need not be JSON: it is looked at."""

    class Annotated(serializers.Serializer):
        same = RawJSONField()
        upper = RawJSONField()

    annotated = rows('[1.50, "x"]', "[]").annotate(same=F("doc"), upper=Upper("doc"))
    plain, ours = both(annotated, Annotated)
    assert (
        json.loads(ours.body)
        == json.loads(plain.body)
        == [
            {"same": [1.5, "x"], "upper": [1.5, "X"]},
            {"same": [], "upper": []},
        ]
    )
    assert len(ours.statements) == 1
    broken = rows("true", "[]").annotate(same=F("doc"), upper=Upper("doc", output_field=TextField()))
    plain, ours = both(broken, Annotated)
    assert plain.error.startswith("json.decoder.JSONDecodeError")
    assert ours.error == plain.error


def test_the_authors_sql_builds_json() -> None:
    TextRow.objects.create(char="a", text="b")
    TextRow.objects.create(char='"é\u2028', text="")
    build = {
        "postgresql": "json_agg(json_build_object('char', t.char, 'n', 1.50) ORDER BY t.id)",
        "sqlite": "json_group_array(json_object('char', t.char, 'n', 1.5))",
    }[connection.vendor]
    sql = f"SELECT 1 AS id, {build} AS doc FROM (SELECT * FROM testapp_textrow ORDER BY id) t"
    queryset = sql_rows(sql, {}, serializer=RawSerializer)
    plain, ours = both(queryset, RawSerializer)
    assert json.loads(ours.body)[0]["doc"] == [{"char": "a", "n": 1.5}, {"char": '"é\u2028', "n": 1.5}]
    assert json.loads(ours.body) == json.loads(plain.body)
    assert (b"1.50" in ours.body) is (connection.vendor == "postgresql")
    compare(queryset=queryset, serializer_class=ParsedSerializer, filter_backends=[])


def test_the_field_alone() -> None:
    assert RawJSONField().read_only
    assert RawJSONField().to_representation('{"a": 1.50}') == {"a": 1.5}
    assert RawJSONField().to_representation({"a": 1}) == {"a": 1}
    assert rows('"1"').first().doc == "1"
    assert RawSerializer(rows('"1"').first()).data["doc"] == "1"
    assert isinstance(sql_rows("SELECT 1 AS id", {}, {"id": models.IntegerField()}).get().id, int)
