"""PostgreSQL's arrays, ranges and hstore."""

import uuid
from datetime import date, datetime, timezone
from decimal import Decimal

from django.conf import settings
from django.db import DataError
from django.db.models import Model
from rest_framework import serializers

from .case import RERUN, Case, model_serializer
from .moments import MOMENTS
from .rows import CHARACTERS, make, raw

ONLY = ("postgresql",)
ARRAYS = (
    *("integers", "words", "flags", "uuids", "addresses", "grid", "decimals", "floats", "dates", "moments"),
    *("documents", "spans"),
)


def held(model: type[Model], *names: str) -> type[serializers.ModelSerializer]:
    """A serializer whose method shows what the instance holds, types included."""

    class Held(serializers.ModelSerializer):
        held = serializers.SerializerMethodField()

        class Meta:
            fields = ["id", "held"]

        def get_held(self, row: Model) -> str:
            return repr([(type(value).__name__, value) for value in (getattr(row, name) for name in names)])

    Held.Meta.model = model
    return Held


def cases() -> list[Case]:
    from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange, NumericRange

    from tests.testapp.models import ArrayRow, HStoreRow, RangeRow, SearchRow

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
            "array_of_an_instance",
            "arrays in the hands of a method",
            "SerializerMethodField",
            make(
                ArrayRow,
                integers=[[1, None, -3], [], None],
                words=[["a", 'q"', None, "", "null"], ["{}", "a,b\n", "\u2028"]],
                flags=[[True, False, None]],
                uuids=[[uuid.UUID(int=5)], []],
                addresses=[["10.0.0.1", "::1"], []],
                grid=[[[1, 2], [3, 4]], []],
                decimals=[[Decimal("1.5"), None, Decimal("-0.001")], []],
                floats=[[0.1, 1e23, None, -0.0], []],
                dates=[[date(1, 1, 1), date(2024, 2, 29)], []],
                moments=[[MOMENTS[10], None], []],
                documents=[[{"b": 1, "a": [1.50, None]}, "x", 1], []],
                spans=[[NumericRange(1, 4), NumericRange(None, 5)], []],
            ),
            held(ArrayRow, *ARRAYS),
            arrays,
            "spliced",
            vendors=ONLY,
        ),
        Case(
            "array_of_an_instance_refused",
            "a date in an array that Python cannot hold",
            "SerializerMethodField",
            raw(ArrayRow, "dates", "ARRAY['2024-01-01'::date,'infinity']"),
            held(ArrayRow, "dates"),
            arrays,
            RERUN,
            vendors=ONLY,
            raises=DataError,
        ),
        Case(
            "range_of_an_instance",
            "ranges in the hands of a method",
            "SerializerMethodField",
            make(
                RangeRow,
                integers=whole,
                decimals=[NumericRange(Decimal("1.50"), Decimal("2"), "(]"), NumericRange(empty=True), None],
                dates=[DateRange(date(2024, 1, 1), date(2024, 2, 1)), DateRange(None, None), DateRange(empty=True)],
                moments=[DateTimeTZRange(moment, None, "()"), DateTimeTZRange(empty=True)],
            ),
            held(RangeRow, "integers", "decimals", "dates", "moments"),
            ranges,
            "spliced",
            vendors=ONLY,
        ),
        Case(
            "search_vector",
            "a search vector is its text, in a method's hands as well",
            "ModelField over SearchVectorField",
            raw(SearchRow, "words", "to_tsvector('simple','the é fat \"rat\" it''s')", "NULL", "''"),
            model_serializer(SearchRow, "id", "words"),
            lambda: SearchRow.objects.order_by("pk"),
            vendors=ONLY,
        ),
        Case(
            "search_vector_of_an_instance",
            "a search vector in the hands of a method",
            "SerializerMethodField",
            raw(SearchRow, "words", "to_tsvector('simple','the é fat \"rat\" it''s')", "NULL", "''"),
            held(SearchRow, "words"),
            lambda: SearchRow.objects.order_by("pk"),
            "spliced",
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
        Case(
            "hstore_of_an_instance",
            "key-value pairs in the hands of a method",
            "SerializerMethodField",
            make(HStoreRow, data=[{"b": "1", "aa": None, "a": 'q"\n'}, {}, None, {"": "", "é\u2028": "😀"}]),
            held(HStoreRow, "data"),
            hstores,
            "spliced",
            vendors=ONLY,
            needs="hstore",
        ),
    ]


CASES = cases() if settings.VENDOR == "postgresql" else []
