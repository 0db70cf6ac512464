"""Dates, times and instants."""

from datetime import date, timedelta, timezone

from django.db import DataError, models
from django.db.models.expressions import RawSQL
from rest_framework import serializers

from tests.testapp.models import MomentRow

from .case import RERUN, Case, model_serializer
from .moments import EARLY, EDGES, LATE, MOMENTS, TIMES, random_moments
from .rows import make, raw

SAFE = {"postgresql": "sql", "sqlite": "spliced"}
ZONES = (
    "Europe/Amsterdam",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
)


def rows():
    return MomentRow.objects.order_by("pk")


def computed(output: type, *texts: str) -> Case:
    """Annotations of texts that look like Django's own."""
    fields = {f"a{number}": text for number, text in enumerate(texts)}
    return Case(
        f"computed_{output.__name__.lower()}_of_text",
        "an annotated text that is no such value, in SQLite",
        "ReadOnlyField",
        make(MomentRow, moment=[None]),
        lambda: model_serializer(MomentRow, **{name: serializers.ReadOnlyField() for name in fields}),
        lambda: rows().annotate(**{name: RawSQL(f"'{text}'", [], output()) for name, text in fields.items()}),
        {"sqlite": RERUN},
        vendors=("sqlite",),
        raises=AttributeError if output is models.DateTimeField else ValueError,
    )


def formatted(source: str, kind: type, format: object) -> type:
    return model_serializer(MomentRow, value=kind(source=source, format=format))


MOMENT = model_serializer(MomentRow, "moment")
MODERN = [moment for moment in MOMENTS if moment.year > 1000]
STRFTIME = {
    "date": (serializers.DateField, "%d/%m/%y", "%d. %B %Y", "%a %A %b %j"),
    "time": (serializers.TimeField, "%H:%M", "%I.%M %p", "%H%M%S%f"),
    "moment": (serializers.DateTimeField, "%Y-%m-%d %H:%M:%S", '%d "%b" %y\\%%', "%A at %I %p"),
}
VALUES = {
    "date": make(MomentRow, date=[*(moment.date() for moment in MOMENTS), None]),
    "time": make(MomentRow, time=[*TIMES, None]),
    "moment": make(MomentRow, moment=[*MODERN, None]),
}
OUT_OF_RANGE = [
    ("date", "infinity", "an infinite date", "DateField", ("'2024-01-01'", "'infinity'", "'-infinity'")),
    ("date", "beyond", "a date before year 1", "DateField", ("'2024-01-01'", "'0044-03-15 BC'", "'10000-01-01'")),
    ("time", "midnight", "24:00:00", "TimeField", ("'12:00'", "'24:00:00'")),
    ("moment", "infinity", "an infinite instant", "DateTimeField", ("'2024-01-01Z'", "'infinity'", "'-infinity'")),
    ("moment", "beyond", "an instant after year 9999", "DateTimeField", ("'2024-01-01Z'", "'10000-01-02Z'")),
]
FOREIGN = [
    ("date", "DateField", ("'2024-01-02'", "'2024-1-2'", "'2024-01-02 00:00:00'")),
    ("time", "TimeField", ("'12:34'", "'12:34:56.120'", "'12:34:56.000000'", "'1:02:03'")),
    (
        "moment",
        "DateTimeField",
        (
            "'2024-01-02 03:04:05.120'",
            "'2024-01-02T03:04:05'",
            "'2024-01-02 03:04:05.000000'",
            "'2024-01-02 03:04:05+02:00'",
            "'2024-01-02 03:04'",
            "'2024-01-02 03:04:05Z'",
            "'2024-01-02'",
            "strftime('%Y-%m-%d %H:%M:%f', '2024-01-02 03:04:05')",
        ),
    ),
]

CASES = [
    computed(models.DateTimeField, "01.07.2024 12:30:00"),
    computed(models.DateField, "2024-13-45"),
    computed(models.TimeField, "12:75:00"),
    Case(
        "date_years",
        "dates from year 1 to 9999",
        "DateField",
        make(MomentRow, date=[date(1, 1, 1), date(99, 12, 31), date(2024, 2, 29), date(9999, 12, 31), None]),
        model_serializer(MomentRow, "date"),
        rows,
    ),
    Case(
        "time_fractions",
        "microseconds appear only when there are any, and then all six digits",
        "TimeField",
        make(MomentRow, time=[*TIMES, None]),
        model_serializer(MomentRow, "time"),
        rows,
    ),
    Case(
        "moment_utc",
        "instants in UTC end with Z",
        "DateTimeField",
        make(MomentRow, moment=[*MOMENTS, *EARLY, *LATE, None]),
        MOMENT,
        rows,
    ),
    Case(
        "moment_random",
        "random instants of two thousand years",
        "DateTimeField",
        make(MomentRow, moment=random_moments(300, 100, 2200)),
        MOMENT,
        rows,
    ),
    *(
        Case(
            "moment_in_" + zone.lower().replace("/", "_"),
            f"instants in {zone}, summer and winter",
            "DateTimeField",
            make(MomentRow, moment=[*MOMENTS[:5], *MOMENTS[10:16], *random_moments(150, 2010, 2037), None]),
            MOMENT,
            rows,
            SAFE,
            timezone=zone,
        )
        for zone in ZONES
    ),
    Case(
        "moment_outside_the_window",
        "instants before 2010 in a zone with summer time are spliced",
        "DateTimeField",
        make(MomentRow, moment=[*random_moments(50, 1990, 2009), MOMENTS[-1]]),
        MOMENT,
        rows,
        "spliced",
        timezone="Europe/Amsterdam",
    ),
    Case(
        "moment_strftime_early_year",
        "strftime does not pad years below 1000",
        "DateTimeField",
        make(MomentRow, moment=[*EARLY, MOMENTS[0]]),
        formatted("moment", serializers.DateTimeField, "%Y/%m"),
        rows,
        "spliced",
    ),
    Case(
        "moment_local_mean_time",
        "before the zones were made, offsets have seconds",
        "DateTimeField",
        make(MomentRow, moment=[*MOMENTS, *random_moments(50, 1800, 1950), *EARLY[1:]]),
        MOMENT,
        rows,
        "spliced",
        timezone="Europe/Amsterdam",
    ),
    Case(
        "moment_far_future",
        "a zone's rule goes on for ever",
        "DateTimeField",
        make(MomentRow, moment=[*random_moments(50, 2038, 3000), *LATE]),
        MOMENT,
        rows,
        "spliced",
        timezone="Europe/Amsterdam",
    ),
    Case(
        "moment_first_and_last_day",
        "the first and the last instant, in UTC",
        "DateTimeField",
        make(MomentRow, moment=EDGES),
        MOMENT,
        rows,
    ),
    Case(
        "moment_overflow",
        "the last instant does not exist east of Greenwich: DRF answers 400",
        "DateTimeField",
        make(MomentRow, moment=[MOMENTS[0], EDGES[1]]),
        MOMENT,
        rows,
        timezone="Asia/Tokyo",
        raises=serializers.ValidationError,
        status=400,
    ),
    Case(
        "moment_underflow",
        "the first instant does not exist west of it",
        "DateTimeField",
        make(MomentRow, moment=[MOMENTS[0], EDGES[0]]),
        MOMENT,
        rows,
        timezone="America/New_York",
        raises=serializers.ValidationError,
        status=400,
    ),
    Case(
        "moment_fixed_zone",
        "a field with a zone of its own, of a fixed offset",
        "DateTimeField",
        make(MomentRow, moment=[*MOMENTS, *random_moments(50)]),
        model_serializer(
            MomentRow,
            moment=serializers.DateTimeField(default_timezone=timezone(-timedelta(hours=3, minutes=30))),
        ),
        rows,
        SAFE,
    ),
    Case(
        "moment_naive",
        "USE_TZ off: no offset",
        "DateTimeField",
        make(MomentRow, moment=[moment.replace(tzinfo=None) for moment in (*MOMENTS, *EARLY)]),
        MOMENT,
        rows,
        settings={"USE_TZ": False},
    ),
    Case(
        "moment_no_format",
        "format=None leaves the instant to the encoder, in UTC whatever the current zone",
        "DateTimeField",
        make(MomentRow, moment=[*MOMENTS, *EARLY, *LATE, None], date=[date(1, 1, 1)], time=TIMES),
        model_serializer(
            MomentRow,
            moment=serializers.DateTimeField(format=None),
            date=serializers.DateField(format=None),
            time=serializers.TimeField(format=None),
        ),
        rows,
        timezone="Europe/Amsterdam",
    ),
    Case(
        "moment_no_format_by_setting",
        "DATETIME_FORMAT, DATE_FORMAT and TIME_FORMAT None",
        "DateTimeField",
        make(MomentRow, moment=[*MOMENTS, None], date=[date(99, 1, 1)], time=TIMES),
        model_serializer(MomentRow, "moment", "date", "time"),
        rows,
        rest_framework={"DATETIME_FORMAT": None, "DATE_FORMAT": None, "TIME_FORMAT": None},
        timezone="Asia/Kolkata",
    ),
    Case(
        "moment_format_by_setting",
        "DATETIME_FORMAT of the project",
        "DateTimeField",
        make(MomentRow, moment=MODERN),
        MOMENT,
        rows,
        SAFE,
        rest_framework={"DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ"},
    ),
    Case(
        "moment_read_only_field",
        "ReadOnlyField over date, time and instant",
        "ReadOnlyField",
        make(MomentRow, moment=[*MOMENTS, None], date=[date(99, 1, 1)], time=TIMES),
        model_serializer(
            MomentRow,
            moment=serializers.ReadOnlyField(),
            date=serializers.ReadOnlyField(),
            time=serializers.ReadOnlyField(),
        ),
        rows,
        timezone="Europe/Amsterdam",
    ),
    *(
        Case(
            f"{source}_strftime_{number}",
            f"strftime format {format}",
            kind.__name__,
            VALUES[source],
            formatted(source, kind, format),
            rows,
            SAFE,
        )
        for source, (kind, *formats) in STRFTIME.items()
        for number, format in enumerate(formats, 1)
    ),
    Case(
        "moment_strftime_in_zone",
        "strftime in the current zone",
        "DateTimeField",
        make(MomentRow, moment=[*MOMENTS[10:16], *random_moments(50, 2010, 2037)]),
        formatted("moment", serializers.DateTimeField, "%d %H:%M"),
        rows,
        SAFE,
        timezone="Europe/Amsterdam",
    ),
    Case(
        "moment_strftime_codes_of_python",
        "format codes that only Python has",
        "DateTimeField",
        make(MomentRow, moment=MODERN),
        formatted("moment", serializers.DateTimeField, "%G-W%V-%u %z %Z %-d %s"),
        rows,
        "spliced",
    ),
    Case(
        "date_strftime_early_year",
        "strftime does not pad years below 1000",
        "DateField",
        make(MomentRow, date=[date(99, 1, 2), date(2024, 1, 2)]),
        formatted("date", serializers.DateField, "%Y/%m"),
        rows,
        "spliced",
    ),
    Case(
        "date_over_moment",
        "DateField over a datetime column is refused by DRF",
        "DateField",
        make(MomentRow, moment=MOMENTS[:1]),
        model_serializer(MomentRow, value=serializers.DateField(source="moment")),
        rows,
        raises=AssertionError,
    ),
    *(
        Case(
            f"{column}_{name}_psycopg",
            f"{title}: psycopg 3 refuses it",
            kind,
            raw(MomentRow, column, *literals),
            model_serializer(MomentRow, column),
            rows,
            vendors=("postgresql",),
            drivers=("psycopg",),
            raises=DataError,
        )
        for column, name, title, kind, literals in OUT_OF_RANGE
    ),
    *(
        Case(
            f"{column}_{name}_psycopg2",
            f"{title}: psycopg2 makes something of it",
            kind,
            raw(MomentRow, column, *literals),
            model_serializer(MomentRow, column),
            rows,
            RERUN,
            vendors=("postgresql",),
            drivers=("psycopg2",),
        )
        for column, name, title, kind, literals in OUT_OF_RANGE
        if name != "beyond"
    ),
    *(
        Case(
            f"{column}_foreign_spelling",
            f"{kind} text in SQLite that Django did not write",
            kind,
            raw(MomentRow, column, *literals),
            model_serializer(MomentRow, column),
            rows,
            "spliced",
            vendors=("sqlite",),
        )
        for column, kind, literals in FOREIGN
    ),
]
