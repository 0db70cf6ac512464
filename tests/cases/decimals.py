"""DecimalField: places, rounding, coercion."""

import decimal
from decimal import Decimal

from rest_framework import serializers

from tests.testapp.models import DecimalRow, NumberRow

from .case import Case, model_serializer
from .rows import make, raw

PRICES = [
    Decimal(text)
    for text in (
        "0 0.0001 -0.0001 0.005 -0.005 0.0049 -0.0049 0.0051 0.015 0.025 0.035 -0.015 -0.025 1 -1 1.5 2.5 -2.5 "
        "1.1 1.10 99.995 -99.995 12345678.1234 -12345678.1234 99999999.9999 0.1 10 100 1000000 0.0050 0.00"
    ).split()
]
ROUNDINGS = (
    "ROUND_UP",
    "ROUND_DOWN",
    "ROUND_FLOOR",
    "ROUND_CEILING",
    "ROUND_HALF_UP",
    "ROUND_HALF_DOWN",
    "ROUND_HALF_EVEN",
    "ROUND_05UP",
)
SAFE = {"postgresql": "sql", "sqlite": "spliced"}


def decimals():
    return DecimalRow.objects.order_by("pk")


def places(digits: int | None, count: int | None, source: str = "price", **options: object) -> type:
    return model_serializer(DecimalRow, value=serializers.DecimalField(digits, count, source=source, **options))


PRICED = make(DecimalRow, price=PRICES)

CASES = [
    Case(
        "decimal_as_stored",
        "the column's own places, in quotes",
        "DecimalField",
        make(DecimalRow, price=PRICES, maybe=[None], tiny=["0.00000001", "1234.00000001"], whole=["12", "-7"]),
        model_serializer(DecimalRow, "price", "maybe", "tiny", "whole"),
        decimals,
    ),
    Case(
        "decimal_wide",
        "22 digits: more than SQLite keeps",
        "DecimalField",
        make(DecimalRow, wide=["123456789012345678.1234", "-99999999999999999.9999", "0.1", "1234567890.1234"]),
        model_serializer(DecimalRow, "wide"),
        decimals,
        SAFE,
    ),
    *(
        Case(
            f"decimal_{rounding.lower()}",
            f"fewer places than the column, {rounding}",
            "DecimalField",
            PRICED,
            places(12, 2, rounding=getattr(decimal, rounding)),
            decimals,
            {"postgresql": "spliced" if rounding in ("ROUND_05UP", "ROUND_HALF_DOWN") else "sql", "sqlite": "spliced"},
        )
        for rounding in ROUNDINGS
    ),
    Case(
        "decimal_fewer_places",
        "fewer places than the column: half to even, and negative zero keeps its sign",
        "DecimalField",
        PRICED,
        places(12, 2),
        decimals,
        SAFE,
    ),
    Case("decimal_no_places", "no places at all", "DecimalField", PRICED, places(12, 0), decimals, SAFE),
    Case("decimal_more_places", "more places than the column", "DecimalField", PRICED, places(20, 6), decimals, SAFE),
    Case(
        "decimal_any_digits",
        "max_digits=None leaves the precision to the decimal context",
        "DecimalField",
        make(DecimalRow, wide=["123456789012345678.1234", "0.0001"]),
        places(None, 8, "wide"),
        decimals,
        SAFE,
    ),
    Case(
        "decimal_any_digits_overflow",
        "… and 28 digits are its end",
        "DecimalField",
        make(DecimalRow, wide=["123456789012345678.1234"]),
        places(None, 12, "wide"),
        decimals,
        raises=decimal.InvalidOperation,
    ),
    Case(
        "decimal_any_places",
        "decimal_places=None leaves the value alone",
        "DecimalField",
        PRICED,
        places(None, None),
        decimals,
    ),
    Case(
        "decimal_overflow",
        "more digits than max_digits: InvalidOperation",
        "DecimalField",
        make(DecimalRow, price=["1.5", "12345.5"]),
        places(5, 2),
        decimals,
        raises=decimal.InvalidOperation,
    ),
    Case(
        "decimal_overflow_by_rounding",
        "rounding up adds the digit that is too many",
        "DecimalField",
        make(DecimalRow, price=["99.9950", "9.9949"]),
        places(4, 2),
        decimals,
        raises=decimal.InvalidOperation,
    ),
    Case(
        "decimal_as_number",
        "coerce_to_string=False prints the float that Python makes of it",
        "DecimalField",
        PRICED,
        places(12, 4, coerce_to_string=False),
        decimals,
        SAFE,
    ),
    Case(
        "decimal_as_number_wide",
        "… also of more digits than a float holds",
        "DecimalField",
        make(DecimalRow, wide=["123456789012345678.1234", "1234567890123456.1234", "0.1"]),
        places(22, 4, "wide", coerce_to_string=False),
        decimals,
        "spliced",
    ),
    Case(
        "decimal_as_number_by_setting",
        "COERCE_DECIMAL_TO_STRING off",
        "DecimalField",
        make(DecimalRow, price=PRICES, maybe=[None]),
        model_serializer(DecimalRow, "price", "maybe"),
        decimals,
        SAFE,
        rest_framework={"COERCE_DECIMAL_TO_STRING": False},
    ),
    Case(
        "decimal_number_rounded",
        "coerce_to_string=False after rounding",
        "DecimalField",
        PRICED,
        places(12, 1, coerce_to_string=False),
        decimals,
        SAFE,
    ),
    Case(
        "decimal_normalized",
        "normalize_output strips zeros and shows no exponent",
        "DecimalField",
        make(DecimalRow, price=[*PRICES, "1000", "100.5000"]),
        places(12, 4, normalize_output=True),
        decimals,
        SAFE,
    ),
    Case(
        "decimal_normalized_number",
        "normalize_output as a number",
        "DecimalField",
        PRICED,
        places(12, 4, normalize_output=True, coerce_to_string=False),
        decimals,
        SAFE,
    ),
    Case(
        "decimal_localized",
        "localize=True in a language with a comma",
        "DecimalField",
        PRICED,
        places(12, 4, localize=True),
        decimals,
        "spliced",
        language="de",
    ),
    Case(
        "decimal_localized_thousands",
        "localize=True with thousand separators",
        "DecimalField",
        make(DecimalRow, price=["12345678.1234", "-1234.5"]),
        places(12, 4, localize=True),
        decimals,
        "spliced",
        language="de",
        settings={"USE_THOUSAND_SEPARATOR": True},
    ),
    Case(
        "decimal_read_only_field",
        "ReadOnlyField over a decimal column prints a float",
        "ReadOnlyField",
        make(DecimalRow, price=PRICES, maybe=[None]),
        model_serializer(DecimalRow, price=serializers.ReadOnlyField(), maybe=serializers.ReadOnlyField()),
        decimals,
        SAFE,
    ),
    Case(
        "decimal_nan",
        "NaN in a numeric column, in quotes",
        "DecimalField",
        raw(DecimalRow, "price", "1", "'NaN'"),
        model_serializer(DecimalRow, "price"),
        decimals,
        vendors=("postgresql",),
    ),
    Case(
        "decimal_nan_as_number",
        "NaN as a number is not JSON: DRF raises",
        "DecimalField",
        raw(DecimalRow, "price", "1", "'NaN'"),
        places(12, 4, coerce_to_string=False),
        decimals,
        vendors=("postgresql",),
        raises=ValueError,
    ),
    Case(
        "decimal_over_integer",
        "DecimalField over an integer column",
        "DecimalField",
        make(NumberRow, integer=[0, -1, 12345]),
        model_serializer(NumberRow, integer=serializers.DecimalField(10, 2)),
        lambda: NumberRow.objects.order_by("pk"),
        SAFE,
    ),
    Case(
        "decimal_over_float",
        "DecimalField over a float column goes through its repr",
        "DecimalField",
        make(NumberRow, floating=[0.0, -0.0, 0.005, 0.015, 1.1, 1e15, 2.675]),
        model_serializer(NumberRow, floating=serializers.DecimalField(20, 2)),
        lambda: NumberRow.objects.order_by("pk"),
        "spliced",
    ),
]
