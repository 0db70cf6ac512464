"""ChoiceField and the display methods."""

from datetime import datetime, timezone
from decimal import Decimal

from rest_framework import serializers

from tests.testapp.models import ChoiceRow

from .case import Case, model_serializer
from .rows import make, raw

SAFE = {"postgresql": "sql", "sqlite": "spliced"}


def rows():
    return ChoiceRow.objects.order_by("pk")


def choice(source: str, choices: object) -> type:
    return model_serializer(ChoiceRow, value=serializers.ChoiceField(choices=choices, source=source))


STATUSES = make(ChoiceRow, status=["new", "done", "", "unknown", 'q"'], level=[1, 2, None, 99])
DISPLAY = model_serializer(
    ChoiceRow,
    status=serializers.CharField(source="get_status_display"),
    get_status_display=serializers.ReadOnlyField(),
    level=serializers.CharField(source="get_level_display"),
    get_level_display=serializers.ReadOnlyField(),
    grouped=serializers.ReadOnlyField(source="get_grouped_display"),
)

CASES = [
    Case(
        "choice_enums",
        "TextChoices and IntegerChoices, unknown values pass",
        "ChoiceField",
        STATUSES,
        model_serializer(ChoiceRow, "status", "level", "grouped", "custom"),
        rows,
    ),
    Case(
        "choice_decimal",
        "a decimal with choices is printed as a float",
        "ChoiceField",
        make(ChoiceRow, amount=["1.50", "2.25", "0", "-0.10"]),
        model_serializer(ChoiceRow, "amount"),
        rows,
        SAFE,
    ),
    Case(
        "choice_moment",
        "an instant with choices stays in UTC",
        "ChoiceField",
        make(ChoiceRow, since=[datetime(2024, 7, 1, 12, tzinfo=timezone.utc), None]),
        model_serializer(ChoiceRow, "since"),
        rows,
        timezone="Europe/Amsterdam",
    ),
    Case(
        "choice_changes_type",
        "choices given as text over a column of integers",
        "ChoiceField",
        make(ChoiceRow, level=[1, 2, 3, None]),
        choice("level", [("1", "One"), ("2", "Two")]),
        rows,
    ),
    Case(
        "choice_to_number",
        "choices given as integers over a column of text",
        "ChoiceField",
        make(ChoiceRow, custom=["1", "2", "x", ""]),
        choice("custom", [(1, "One"), (2, "Two")]),
        rows,
    ),
    Case(
        "choice_to_boolean",
        "keys that are no strings: booleans, None, floats, decimals",
        "ChoiceField",
        make(ChoiceRow, custom=["True", "None", "1.5", "2.50", "x"]),
        choice("custom", [(True, "T"), (None, "N"), (1.5, "F"), (Decimal("2.50"), "D")]),
        rows,
    ),
    Case("choice_declared_enum", "a declared enum class", "ChoiceField", STATUSES, choice("level", [1, 2]), rows),
    Case(
        "choice_grouped",
        "choices in groups",
        "ChoiceField",
        make(ChoiceRow, grouped=["a", "b", "c", "z", ""]),
        choice("grouped", [("Odd", [("a", "A"), ("c", "C")]), ("b", "B")]),
        rows,
    ),
    Case("choice_display", "get_FOO_display in the language of the code", "get_FOO_display", STATUSES, DISPLAY, rows),
    Case(
        "choice_display_translated",
        "get_FOO_display in the active language",
        "get_FOO_display",
        STATUSES,
        DISPLAY,
        rows,
        language="de",
    ),
    Case(
        "choice_display_groups",
        "get_FOO_display looks into groups",
        "get_FOO_display",
        make(ChoiceRow, grouped=["a", "b", "c", "z", ""]),
        DISPLAY,
        rows,
    ),
    Case(
        "choice_display_overridden",
        "a display method of the model's own needs the instance",
        "get_FOO_display",
        make(ChoiceRow, custom=["x", "<"]),
        model_serializer(ChoiceRow, custom=serializers.CharField(source="get_custom_display")),
        rows,
        "spliced",
    ),
    Case(
        "choice_foreign_storage",
        "text in an integer column with choices",
        "ChoiceField",
        raw(ChoiceRow, "level", "'1'", "2"),
        model_serializer(ChoiceRow, "level"),
        rows,
        vendors=("sqlite",),
    ),
]
