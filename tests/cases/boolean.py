"""BooleanField."""

from django.db import connection
from rest_framework import serializers

from tests.testapp.models import FlagRow, NumberRow

from .case import Case, model_serializer
from .rows import make, raw


def flags():
    return FlagRow.objects.order_by("pk")


def _unchecked() -> None:
    """The column has a CHECK for 0 and 1 on some versions of Django: switched off for these rows."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            raw(FlagRow, "maybe", "1", "0", "2", "'1'", "NULL")()
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


CASES = [
    Case(
        "boolean_values",
        "true, false and null",
        "BooleanField",
        make(FlagRow, flag=[True, False], maybe=[True, False, None]),
        model_serializer(FlagRow, "flag", "maybe"),
        flags,
    ),
    Case(
        "boolean_read_only_field",
        "ReadOnlyField over a boolean column",
        "ReadOnlyField",
        make(FlagRow, maybe=[True, False, None]),
        model_serializer(FlagRow, maybe=serializers.ReadOnlyField()),
        flags,
    ),
    Case(
        "boolean_over_integer",
        "BooleanField over integers knows 0 and 1, and takes the truth of others",
        "BooleanField",
        make(NumberRow, integer=[0, 1, 2, -1]),
        model_serializer(NumberRow, integer=serializers.BooleanField()),
        lambda: NumberRow.objects.order_by("pk"),
        "spliced",
    ),
    Case(
        "boolean_foreign_storage",
        "a 2 in SQLite's boolean column is false",
        "BooleanField",
        _unchecked,
        model_serializer(FlagRow, "flag", "maybe"),
        flags,
        vendors=("sqlite",),
    ),
]
