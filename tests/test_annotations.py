"""Annotations of every kind, read by ReadOnlyField and by declared fields."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import (
    Avg,
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    JSONField,
    Max,
    Min,
    OuterRef,
    Q,
    StdDev,
    Subquery,
    Sum,
    UUIDField,
    Value,
    When,
)
from django.db.models import functions as f
from django.utils import timezone as zones
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book, Chapter
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db

MOMENT = datetime(2024, 7, 1, 12, 30, 0, 5000, timezone.utc)
ANNOTATIONS: dict[str, Any] = {
    "integer": Value(7),
    "negative": F("id") * -1,
    "division": F("id") / 2,
    "modulo": F("id") % 3,
    "power": f.Power(F("id"), 2),
    "big": Value(2**62) + F("id"),
    "float": Value(0.1),
    "float_large": Value(1e23),
    "float_of_integer": f.Cast("id", FloatField()),
    "float_sum": F("rating") * 3,
    "float_root": f.Sqrt("id"),
    "decimal": Value(Decimal("1.50")),
    "decimal_wrapped": ExpressionWrapper(F("price") * 2, DecimalField(12, 3)),
    "decimal_double": F("price") + F("price"),
    "decimal_cast": f.Cast("id", DecimalField(10, 4)),
    "round": f.Round("price"),
    "round_places": f.Round("price", precision=1),
    "floor": f.Floor("price"),
    "text": Value('a\u2028"b'),
    "text_length": f.Length("title"),
    "text_concat": f.Concat("title", Value("-"), "author__name"),
    "text_lower": f.Lower("title"),
    "text_substr": f.Substr("title", 1, 2),
    "text_cast": f.Cast("id", CharField()),
    "text_of_decimal": f.Cast("price", CharField()),
    "null": Value(None, output_field=IntegerField()),
    "null_text": Value(None, output_field=CharField()),
    "true": Value(True),
    "condition": Q(price__gt=1),
    "conditions": ~Q(price__gt=1) | Q(title="Mid"),
    "exists": Exists(Chapter.objects.filter(book=OuterRef("pk"))),
    "not_exists": ~Exists(Chapter.objects.filter(book=OuterRef("pk"))),
    "case": Case(When(price__gt=1, then=Value("dear")), When(price__isnull=True, then=None), default=Value("cheap")),
    "case_boolean": Case(When(price__gt=1, then=True), default=False, output_field=BooleanField()),
    "coalesce": f.Coalesce("price", Decimal("0.00")),
    "coalesce_typed": f.Coalesce("price", 0, output_field=DecimalField(8, 2)),
    "nullif": f.NullIf("title", Value("Alpha")),
    "greatest": f.Greatest("id", Value(3)),
    "date": f.TruncDate("published"),
    "date_value": Value(date(99, 1, 2), output_field=DateField()),
    "month": f.TruncMonth("published"),
    "hour": f.TruncHour("published"),
    "time": f.TruncTime("published"),
    "extract": f.ExtractYear("published"),
    "extract_week_day": f.ExtractWeekDay("published"),
    "moment_value": Value(MOMENT, output_field=DateTimeField()),
    "moment_plus": ExpressionWrapper(F("published") + timedelta(days=1), DateTimeField()),
    "duration": ExpressionWrapper(F("published") - Value(MOMENT), DurationField()),
    "duration_value": Value(timedelta(days=-1, microseconds=5)),
    "uuid": Value("6ba7b810-9dad-11d1-80b4-00c04fd430c8", output_field=UUIDField()),
    "json_key": F("details__a"),
    "json_deep": F("details__a__0"),
    "json_text": f.Cast("details", CharField()),
    "json_object": f.JSONObject(b=F("id"), a=F("title"), c=F("price")),
    "json_value": Value({"b": 1}, output_field=JSONField()),
    "column": F("title"),
    "column_decimal": F("price"),
    "column_moment": F("published"),
    "column_json": F("details"),
    "relation": F("author__country__name"),
    "relation_key": F("author"),
    "relation_key_column": F("author_id"),
    "relation_date": F("author__born"),
    "relation_to_field": F("origin"),
    "subquery": Subquery(Chapter.objects.filter(book=OuterRef("pk")).order_by("pk").values("title")[:1]),
    "subquery_count": Subquery(
        Chapter.objects.filter(book=OuterRef("pk")).order_by().values("book").annotate(n=Count("pk")).values("n")
    ),
    "count": Count("chapters"),
    "count_distinct": Count("tags", distinct=True),
    "count_filtered": Count("chapters", filter=Q(chapters__number=1)),
    "sum": Sum("chapters__number"),
    "sum_default": Sum("chapters__number", default=0),
    "sum_decimal": Sum("author__books__price"),
    "average": Avg("chapters__number"),
    "average_decimal": Avg("author__books__price"),
    "average_float": Avg("author__books__rating"),
    "minimum": Min("chapters__title"),
    "maximum": Max("published"),
    "deviation": StdDev("chapters__number"),
}


def postgres() -> dict[str, Any]:
    from django.contrib.postgres.aggregates import ArrayAgg, BoolAnd, JSONBAgg
    from django.contrib.postgres.expressions import ArraySubquery

    return {
        "array": ArrayAgg("chapters__title", order_by="chapters__pk"),
        "array_numbers": ArrayAgg("tags__weight", order_by="tags__pk", default=Value([])),
        "array_of_decimals": ArrayAgg("author__books__price", order_by="author__books__pk"),
        "array_subquery": ArraySubquery(Chapter.objects.filter(book=OuterRef("pk")).order_by("pk").values("number")),
        "json_list": JSONBAgg("chapters__number", order_by="chapters__pk"),
        "bool_and": BoolAnd("comments__deleted"),
    }


if connection.vendor == "postgresql":
    ANNOTATIONS |= postgres()


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


@pytest.mark.parametrize("name", ANNOTATIONS)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_read_only_field(name: str, pagination: type | None):
    """The annotation's own type decides, after Django's conversion of it."""
    shown = model_serializer(Book, "id", value=serializers.ReadOnlyField())
    with zones.override("Europe/Amsterdam"):
        compare(
            "/rows/",
            queryset=Book.objects.annotate(value=ANNOTATIONS[name]).order_by("pk"),
            serializer_class=shown,
            pagination_class=pagination,
        )


DECLARED = {
    "char": serializers.CharField,
    "integer": serializers.IntegerField,
    "float": serializers.FloatField,
    "decimal": lambda: serializers.DecimalField(12, 2),
    "boolean": serializers.BooleanField,
    "moment": serializers.DateTimeField,
    "date": serializers.DateField,
    "json": serializers.JSONField,
    "duration": serializers.DurationField,
    "list": serializers.ListField,
}


@pytest.mark.parametrize("name", ANNOTATIONS)
@pytest.mark.parametrize("field", DECLARED.values(), ids=DECLARED)
def test_declared(name: str, field: Any):
    """Every field class over every annotation: the bytes, or the error."""
    shown = model_serializer(Book, "id", value=field())
    queryset = Book.objects.annotate(value=ANNOTATIONS[name]).order_by("pk")
    compare("/rows/", queryset=queryset, serializer_class=shown)


def test_annotations_of_nested_rows():
    """An annotation belongs to its own level."""
    shown = model_serializer(
        Book, "id", n=serializers.IntegerField(), author=model_serializer(Author, n=serializers.ReadOnlyField())()
    )
    compare("/rows/", queryset=Book.objects.annotate(n=Count("chapters")).order_by("pk"), serializer_class=shown)


def test_an_annotation_that_hides_a_relation_of_another_level():
    shown = model_serializer(Book, "id", name=serializers.ReadOnlyField(), author=model_serializer(Author, "name")())
    compare("/rows/", queryset=Book.objects.annotate(name=Value("x")).order_by("pk"), serializer_class=shown)
