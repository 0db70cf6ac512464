"""Whole numbers."""

from rest_framework import serializers

from tests.testapp.models import DecimalRow, NumberRow, TextRow

from .case import Case, model_serializer
from .decimals import PRICES
from .rows import both, make, raw


def numbers():
    return NumberRow.objects.order_by("pk")


EDGES = both(
    make(
        NumberRow,
        integer=[0, 1, -1, 2**31 - 1, -(2**31)],
        small=[2**15 - 1, -(2**15)],
        big=[2**63 - 1, -(2**63), 2**53 + 1, -(2**53) - 1],
        positive=[2**31 - 1],
        positive_small=[2**15 - 1],
        positive_big=[2**63 - 1],
        maybe=[None, 0],
    )
)
NAMES = ("id", "integer", "small", "big", "positive", "positive_small", "positive_big", "maybe")

CASES = [
    Case(
        "integer_edges",
        "every integer column at both ends of its range",
        "IntegerField, BigIntegerField",
        EDGES,
        model_serializer(NumberRow, *NAMES),
        numbers,
    ),
    Case(
        "integer_bigint_as_string",
        "COERCE_BIGINT_TO_STRING quotes big integers, the automatic id among them",
        "BigIntegerField",
        EDGES,
        model_serializer(NumberRow, *NAMES),
        numbers,
        rest_framework={"COERCE_BIGINT_TO_STRING": True},
        since=(3, 17),
    ),
    Case(
        "integer_bigint_own_choice",
        "a field's own coerce_to_string",
        "BigIntegerField",
        EDGES,
        lambda: model_serializer(NumberRow, big=serializers.BigIntegerField(coerce_to_string=True)),
        numbers,
        since=(3, 17),
    ),
    Case(
        "integer_declared",
        "a declared IntegerField with limits over a big column",
        "IntegerField",
        EDGES,
        model_serializer(NumberRow, big=serializers.IntegerField(min_value=0, max_value=3)),
        numbers,
    ),
    Case(
        "integer_over_decimal",
        "IntegerField over a decimal column cuts towards zero",
        "IntegerField",
        make(DecimalRow, maybe=[*PRICES, None]),
        model_serializer(DecimalRow, maybe=serializers.IntegerField()),
        lambda: DecimalRow.objects.order_by("pk"),
        {"postgresql": "sql", "sqlite": "spliced"},
    ),
    Case(
        "integer_over_decimal_nan",
        "NaN in a decimal column: int() raises",
        "IntegerField",
        raw(DecimalRow, "price", "1", "'NaN'"),
        model_serializer(DecimalRow, price=serializers.IntegerField()),
        lambda: DecimalRow.objects.order_by("pk"),
        vendors=("postgresql",),
        raises=ValueError,
    ),
    Case(
        "integer_over_float",
        "IntegerField over a float column cuts towards zero",
        "IntegerField",
        make(NumberRow, floating=[0.0, -0.5, 1.9, -1.9, 1e15, 123456789.5]),
        model_serializer(NumberRow, floating=serializers.IntegerField()),
        numbers,
        "spliced",
    ),
    Case(
        "integer_over_text",
        "IntegerField over a text column reads the digits as int() does",
        "IntegerField",
        make(TextRow, text=["1", " 7 ", "-0", "1_000", "٣"]),
        model_serializer(TextRow, text=serializers.IntegerField()),
        lambda: TextRow.objects.order_by("pk"),
        "spliced",
    ),
    Case(
        "integer_over_bad_text",
        "IntegerField over text without digits raises what int() raises",
        "IntegerField",
        make(TextRow, text=["1", "one"]),
        model_serializer(TextRow, text=serializers.IntegerField()),
        lambda: TextRow.objects.order_by("pk"),
        raises=ValueError,
    ),
    Case(
        "integer_foreign_storage",
        "text in an integer column of SQLite",
        "IntegerField",
        raw(NumberRow, "integer", "'12'", "3.0", "7"),
        model_serializer(NumberRow, "integer"),
        numbers,
        vendors=("sqlite",),
    ),
]
