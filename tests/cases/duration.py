"""DurationField: three spellings of an interval."""

from rest_framework import serializers

from tests.testapp.models import MomentRow

from .case import Case, model_serializer
from .moments import DURATIONS, random_durations
from .rows import make, raw

VALUES = make(MomentRow, duration=[*DURATIONS, *random_durations(100), None])


def rows():
    return MomentRow.objects.order_by("pk")


def formatted(format: str | None) -> type:
    return model_serializer(MomentRow, duration=serializers.DurationField(format=format))


CASES = [
    Case(
        "duration_django",
        "Django's spelling: a negative day count and a positive time",
        "DurationField",
        VALUES,
        model_serializer(MomentRow, "duration"),
        rows,
    ),
    Case("duration_iso", "ISO 8601", "DurationField", VALUES, lambda: formatted("iso-8601"), rows, since=(3, 17)),
    Case(
        "duration_iso_by_setting",
        "DURATION_FORMAT of the project",
        "DurationField",
        VALUES,
        model_serializer(MomentRow, "duration"),
        rows,
        rest_framework={"DURATION_FORMAT": "iso-8601"},
        since=(3, 17),
    ),
    Case(
        "duration_no_format",
        "format=None prints the seconds, as a string",
        "DurationField",
        VALUES,
        lambda: formatted(None),
        rows,
        {"postgresql": "sql", "sqlite": "spliced"},
        since=(3, 17),
    ),
    Case(
        "duration_read_only_field",
        "ReadOnlyField over an interval column prints the seconds too",
        "ReadOnlyField",
        VALUES,
        model_serializer(MomentRow, duration=serializers.ReadOnlyField()),
        rows,
        {"postgresql": "sql", "sqlite": "spliced"},
    ),
    Case(
        "duration_months",
        "intervals with months and years, as other programs write them",
        "DurationField",
        raw(
            MomentRow,
            "duration",
            "'1 day'",
            "'1 month'",
            "'1 year 2 months -3 days 04:05:06.7'",
            "'-1 month 25:00:00'",
            "'1 mon -30 days'",
        ),
        model_serializer(MomentRow, "duration"),
        rows,
        "spliced",
        vendors=("postgresql",),
    ),
    Case(
        "duration_huge",
        "intervals near the end of what a timedelta holds",
        "DurationField",
        raw(MomentRow, "duration", "'99999998 days'", "'-2399999 days'", "'-2400001 days'", "'-99999999 days'"),
        model_serializer(MomentRow, "duration"),
        rows,
        "spliced",
        vendors=("postgresql",),
    ),
]
