"""FloatField: Python's repr."""

from rest_framework import serializers

from tests.testapp.models import CustomFieldRow, DecimalRow, NumberRow

from .case import BY_FUNCTION, Case, model_serializer
from .rows import make, random_floats, raw

SMALL = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    0.2 + 0.1,
    1 / 3,
    100.0,
    123456.789,
    1e-4,
    9.999e-5,
    1e-5,
    1.5e-7,
    5e-324,
    2.2250738585072014e-308,
    1e14,
    999999999999999.0,
    999999999999999.9,
    1e15,
    1234567890123456.0,
    1234567890123456.8,
    9007199254740991.0,
    9007199254740992.0,
    9007199254740993.0,
    9.999999999999998e15,
]
LARGE = [
    1e16,
    -1e16,
    2.0**54,
    2.0**54 + 4,
    36028797018963968.0,
    2.0**55 + 8,
    1e17,
    123456789012345680.0,
    1e21,
    1e22,
    1e23,
    -1e23,
    2.0**69,
    9.5e22,
    1.7976931348623157e308,
]


def numbers():
    return NumberRow.objects.order_by("pk")


FLOATS = model_serializer(NumberRow, "floating", "maybe_floating")

CASES = [
    Case(
        "float_plain",
        "whole numbers keep their .0, small ones their exponent",
        "FloatField",
        make(NumberRow, floating=SMALL, maybe_floating=[None]),
        FLOATS,
        numbers,
        BY_FUNCTION,
    ),
    Case(
        "float_large",
        "from 1e16 on the database finds other digits than Python: spliced",
        "FloatField",
        make(NumberRow, floating=[*LARGE, 1.5]),
        FLOATS,
        numbers,
        "spliced",
    ),
    Case(
        "float_random",
        "random floats below 1e15, both signs",
        "FloatField",
        make(NumberRow, floating=random_floats(400, 1e-12, 1e15)),
        FLOATS,
        numbers,
        BY_FUNCTION,
    ),
    Case(
        "float_random_large",
        "random floats up to the largest",
        "FloatField",
        make(NumberRow, floating=random_floats(200, 1e15, 1e300)),
        FLOATS,
        numbers,
        "spliced",
    ),
    Case(
        "float_nan",
        "NaN is not JSON: DRF raises",
        "FloatField",
        raw(NumberRow, "floating", "1.5", "'NaN'"),
        FLOATS,
        numbers,
        vendors=("postgresql",),
        raises=ValueError,
    ),
    Case(
        "float_infinity",
        "infinity is not JSON: DRF raises",
        "FloatField",
        make(NumberRow, floating=[1.5, float("-inf")]),
        FLOATS,
        numbers,
        raises=ValueError,
    ),
    Case(
        "float_not_strict",
        "STRICT_JSON off prints NaN and Infinity bare",
        "FloatField",
        raw(NumberRow, "floating", "1.5", "'NaN'", "'Infinity'", "'-Infinity'"),
        FLOATS,
        numbers,
        {"postgresql": "spliced"},
        vendors=("postgresql",),
        rest_framework={"STRICT_JSON": False},
    ),
    Case(
        "float_not_strict_infinity",
        "STRICT_JSON off: infinity, also where NaN cannot be stored",
        "FloatField",
        make(NumberRow, floating=[1.5, float("inf"), float("-inf")]),
        FLOATS,
        numbers,
        "spliced",
        rest_framework={"STRICT_JSON": False},
    ),
    Case(
        "float_custom_class",
        "a subclass of Django's FloatField",
        "FloatField",
        make(CustomFieldRow, warmth=[0.5, 1e-7, -40.0]),
        model_serializer(CustomFieldRow, "warmth"),
        lambda: CustomFieldRow.objects.order_by("pk"),
        BY_FUNCTION,
    ),
    Case(
        "float_over_integer",
        "FloatField over an integer column",
        "FloatField",
        make(NumberRow, integer=[0, -3, 2**31 - 1], big=[2**53 + 1, 2**63 - 1]),
        model_serializer(NumberRow, integer=serializers.FloatField(), big=serializers.FloatField()),
        numbers,
        "spliced",
    ),
    Case(
        "float_over_decimal",
        "FloatField over a decimal column",
        "FloatField",
        make(DecimalRow, price=["0", "1.5", "-0.0001", "12345678.1234"]),
        model_serializer(DecimalRow, price=serializers.FloatField()),
        lambda: DecimalRow.objects.order_by("pk"),
        BY_FUNCTION,
    ),
    Case(
        "float_foreign_storage",
        "integers and text in a real column of SQLite",
        "FloatField",
        raw(NumberRow, "floating", "3", "'4.5'", "1e3"),
        FLOATS,
        numbers,
        "spliced",
        vendors=("sqlite",),
    ),
]
