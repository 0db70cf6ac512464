"""JSONField and the fields made for JSON values."""

import json

from rest_framework import serializers

from drf_sqllist import RawJSONField
from tests.testapp.models import JsonRow

from .case import Case, model_serializer
from .rows import CHARACTERS, make, raw

DOCUMENTS = [
    {},
    [],
    {"b": 1, "a": 2, "aa": 3},
    {"nested": {"list": [1, [2, [3, []]], {}], "null": None, "true": True, "false": False}},
    [None, True, False, 0, -1, 2**70, 1.5, 1e-7, 1e22, 0.1, 100.0],
    {"text": "".join(CHARACTERS)},
    {'ke"y\n': "é\u2028", "": "", "a: b, c": ": , "},
    "just text",
    'with: comma, and "quotes" and \\ slash',
    0,
    12345678901234567890123,
    1.10,
    True,
    False,
    ["a", "b"],
    {"é": "\x7f"},
]
NUMBERS = (
    "'1.10'",
    "'0.0000001'",
    "'1e5'",
    "'-0.0'",
    "'-0'",
    "'100000000000000000.5'",
    "'0.1234567890123456789'",
    "'1e400'",
    "'[1.0, 2]'",
    "'{\"a\": 1.50}'",
)


def documents():
    return JsonRow.objects.order_by("pk")


VALUES = make(JsonRow, data=[*DOCUMENTS, None])
DATA = model_serializer(JsonRow, "data")

CASES = [
    Case("json_values", "values of every JSON type", "JSONField", VALUES, DATA, documents, "spliced"),
    Case(
        "json_null",
        "SQL NULL and the JSON null",
        "JSONField",
        raw(JsonRow, "data", "NULL", "'null'", "'[null]'"),
        DATA,
        documents,
        "spliced",
    ),
    Case(
        "json_foreign_numbers",
        "numbers in spellings that Python does not use",
        "JSONField",
        raw(JsonRow, "data", *(number for number in NUMBERS if "400" not in number)),
        DATA,
        documents,
        "spliced",
    ),
    Case(
        "json_too_many_digits",
        "an integer of more digits than Python reads",
        "JSONField",
        raw(JsonRow, "data", "'1'", "'1e5000'"),
        DATA,
        documents,
        vendors=("postgresql",),
        raises=ValueError,
    ),
    Case(
        "json_spaced",
        "COMPACT_JSON off reaches into the document",
        "JSONField",
        VALUES,
        DATA,
        documents,
        "spliced",
        rest_framework={"COMPACT_JSON": False},
    ),
    Case(
        "json_ascii",
        "UNICODE_JSON off reaches into the document",
        "JSONField",
        VALUES,
        DATA,
        documents,
        "spliced",
        rest_framework={"UNICODE_JSON": False},
    ),
    Case(
        "json_foreign_spelling",
        "documents that Django did not write, in SQLite",
        "JSONField",
        raw(JsonRow, "data", '\'{ "a" : 1, "a" : 2 }\'', "'\"\\u00e9\"'", "'[1,  2]'", "'\"\\/\"'"),
        DATA,
        documents,
        "spliced",
        vendors=("sqlite",),
    ),
    Case(
        "json_read_only_field",
        "ReadOnlyField over a JSON column",
        "ReadOnlyField",
        VALUES,
        model_serializer(JsonRow, data=serializers.ReadOnlyField()),
        documents,
        "spliced",
    ),
    Case(
        "json_decoder",
        "a column with a decoder of its own",
        "JSONField",
        make(JsonRow, decoded=["text", {"a": "b"}, None]),
        model_serializer(JsonRow, "decoded"),
        documents,
        "spliced",
    ),
    Case(
        "json_binary",
        "JSONField(binary=True) dumps the value into a string",
        "JSONField",
        VALUES,
        model_serializer(JsonRow, data=serializers.JSONField(binary=True)),
        documents,
        "spliced",
    ),
    Case(
        "json_raw",
        "a document passes with the database's spaces, which are Python's own",
        "RawJSONField",
        make(JsonRow, data=[{"b": 1, "a": 2, "aa": [1.5, "x", None, {}]}, [], 0, True, None]),
        model_serializer(JsonRow, data=RawJSONField()),
        documents,
        rest_framework={"COMPACT_JSON": False},
    ),
    Case(
        "json_raw_string",
        "a string of a JSON column would be taken for JSON text",
        "RawJSONField",
        make(JsonRow, data=[1, "a"]),
        model_serializer(JsonRow, data=RawJSONField()),
        documents,
        raises=json.JSONDecodeError,
    ),
    Case(
        "json_list_field",
        "ListField over a JSON column",
        "ListField",
        make(JsonRow, data=[["1", 2, None], [], None]),
        model_serializer(JsonRow, data=serializers.ListField(child=serializers.CharField())),
        documents,
        "spliced",
    ),
    Case(
        "json_dict_field",
        "DictField over a JSON column",
        "DictField",
        make(JsonRow, data=[{"b": 1, "a": "2", "n": None}, {}, None]),
        model_serializer(JsonRow, data=serializers.DictField(child=serializers.IntegerField())),
        documents,
        "spliced",
    ),
    Case(
        "json_dict_field_of_list",
        "DictField over a value that is no dict raises",
        "DictField",
        make(JsonRow, data=[{"a": 1}, [1]]),
        model_serializer(JsonRow, data=serializers.DictField()),
        documents,
        raises=AttributeError,
    ),
    Case(
        "json_multiple_choice",
        "MultipleChoiceField over a JSON list keeps the first of equal values",
        "MultipleChoiceField",
        make(JsonRow, data=[["b", "a", "b"], [], ["other", "1"]]),
        model_serializer(JsonRow, data=serializers.MultipleChoiceField(choices=["a", "b", (1, "One")])),
        documents,
        "spliced",
    ),
]
