"""PostgreSQL's arrays, ranges and hstore."""

import uuid
from datetime import date, datetime, timezone
from decimal import Decimal

from django.conf import settings
from rest_framework import serializers

from .case import Case, model_serializer
from .moments import MOMENTS
from .rows import CHARACTERS, make, raw

ONLY = ("postgresql",)


def cases() -> list[Case]:
    from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange, NumericRange

    from tests.testapp.models import ArrayRow, HStoreRow, RangeRow

    def arrays():
        return ArrayRow.objects.order_by("pk")

    def ranges():
        return RangeRow.objects.order_by("pk")

    def hstores():
        return HStoreRow.objects.order_by("pk")

    whole = [NumericRange(1, 10), NumericRange(1, 10, "[]"), NumericRange(None, 5), NumericRange(5, None)]
    whole += [NumericRange(None, None), NumericRange(empty=True), None]
    moment = datetime(2024, 1, 2, 3, 4, 5, 6000, timezone.utc)
    return [
        Case(
            "array_plain",
            "arrays of integers, text, booleans, uuids and addresses, nested ones, null in them and for them",
            "ListField over ArrayField",
            make(
                ArrayRow,
                integers=[[1, None, -3], [], None],
                words=[["a", 'q"', None, ""], CHARACTERS[:45], ["NULL", "{}", "a,b"]],
                flags=[[True, False, None]],
                uuids=[[uuid.UUID(int=5)], []],
                addresses=[["10.0.0.1", "::1"]],
                grid=[[[1, 2], [3, 4]], []],
            ),
            model_serializer(ArrayRow, "integers", "words", "flags", "uuids", "addresses", "grid"),
            arrays,
            vendors=ONLY,
        ),
        Case(
            "array_lower_bound",
            "an array that does not start at 1",
            "ListField over ArrayField",
            raw(ArrayRow, "integers", "'[0:1]={7,8}'"),
            model_serializer(ArrayRow, "integers"),
            arrays,
            vendors=ONLY,
        ),
        Case(
            "array_by_child",
            "arrays whose elements have a spelling of their own",
            "ListField over ArrayField",
            make(
                ArrayRow,
                decimals=[[Decimal("1.5"), None, Decimal("-0.001")], [], None],
                floats=[[0.1, 1.0, None, 1e15, -0.0], []],
                dates=[[date(1, 1, 1), date(2024, 2, 29)], []],
                moments=[[*MOMENTS, None], []],
            ),
            model_serializer(ArrayRow, "decimals", "floats", "dates", "moments"),
            arrays,
            vendors=ONLY,
            timezone="UTC",
        ),
        Case(
            "array_in_zone",
            "instants in an array, in the current zone",
            "ListField over ArrayField",
            make(ArrayRow, moments=[MOMENTS[10:16], []]),
            model_serializer(ArrayRow, "moments"),
            arrays,
            vendors=ONLY,
            timezone="Europe/Amsterdam",
        ),
        Case(
            "array_guarded",
            "a float in an array that SQL cannot spell",
            "ListField over ArrayField",
            make(ArrayRow, floats=[[0.5, 1e23, 1e16], [1.0]]),
            model_serializer(ArrayRow, "floats"),
            arrays,
            "spliced",
            vendors=ONLY,
        ),
        Case(
            "array_read_only_field",
            "ReadOnlyField over arrays",
            "ReadOnlyField",
            make(ArrayRow, integers=[[1, None]], words=[["a"]], decimals=[[Decimal("1.50")]], dates=[[date(1, 1, 1)]]),
            model_serializer(
                ArrayRow,
                **{name: serializers.ReadOnlyField() for name in ("integers", "words", "decimals", "dates")},
            ),
            arrays,
            vendors=ONLY,
        ),
        Case(
            "range_integers",
            "integer ranges are JSON inside a string",
            "ModelField over range fields",
            make(RangeRow, integers=whole, bigs=[NumericRange(2**40, 2**62)]),
            model_serializer(RangeRow, "integers", "bigs"),
            ranges,
            vendors=ONLY,
        ),
        Case(
            "range_others",
            "ranges of decimals, dates and instants",
            "ModelField over range fields",
            make(
                RangeRow,
                decimals=[NumericRange(Decimal("1.50"), Decimal("2")), NumericRange(empty=True), None],
                dates=[DateRange(date(2024, 1, 1), date(2024, 2, 1))],
                moments=[DateTimeTZRange(moment, None, "()")],
            ),
            model_serializer(RangeRow, "decimals", "dates", "moments"),
            ranges,
            vendors=ONLY,
        ),
        Case(
            "hstore",
            "key-value pairs in the order of storage",
            "HStoreField",
            make(
                HStoreRow,
                data=[{"b": "1", "aa": None, "a": 'q"\n'}, {}, None, {"": "", "é\u2028": "😀"}, {"100%": "%s"}],
            ),
            model_serializer(HStoreRow, "data"),
            hstores,
            vendors=ONLY,
            needs="hstore",
        ),
    ]


CASES = cases() if settings.VENDOR == "postgresql" else []
