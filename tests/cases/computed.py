"""Annotations, generated columns, properties and methods."""

from decimal import Decimal

from django.db.models import Avg, BooleanField, CharField, Count, F, Max, Q, Sum, Value, When
from django.db.models import Case as Conditional
from django.db.models.functions import Cast, Coalesce, Now, TruncDate, Upper
from rest_framework import serializers

from tests.testapp.models import Author, Book, GeneratedRow, NumberRow

from .case import RERUN, Case, model_serializer
from .library import authors, books, library
from .rows import make

SAFE = {"postgresql": "sql", "sqlite": "spliced"}


def read_only(model: type, *names: str) -> type:
    return model_serializer(model, "id", **{name: serializers.ReadOnlyField() for name in names})


def generated() -> None:
    for amount in ("1.10", "-0.05", "0", "999.99"):
        GeneratedRow.objects.create(name='a"b', amount=Decimal(amount))


def aggregated():
    return Author.objects.annotate(
        count=Count("books"),
        total=Sum("books__price"),
        average=Avg("books__price"),
        mean=Avg("books__id") - Avg("books__id"),
        rating=Avg("books__rating"),
        latest=Max("books__published"),
    ).order_by("pk")


def expressions():
    return Author.objects.annotate(
        upper=Upper("name"),
        constant=Value(7),
        text=Value("%s 100% \u2028 'q'"),
        nothing=Value(None, output_field=CharField()),
        known=Conditional(When(country__isnull=False, then=True), default=False, output_field=BooleanField()),
        home=F("country__name"),
        either=Coalesce("country__code", Value("?")),
    ).order_by("pk")


class WithMethod(serializers.ModelSerializer):
    loud = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["id", "loud"]

    def get_loud(self, author: Author) -> str:
        return author.name.upper()


class Represented(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name"]

    def to_representation(self, instance: Author) -> dict[str, object]:
        return {"wrapped": super().to_representation(instance)}


class Shouting(serializers.CharField):
    def to_representation(self, value: str) -> str:
        return super().to_representation(value).upper() + "!"


class Hidden(serializers.ModelSerializer):
    secret = serializers.CharField(write_only=True, source="name")
    always = serializers.HiddenField(default="x")

    class Meta:
        model = Author
        fields = ["id", "secret", "always"]


class InputOnly(serializers.CharField):
    """Overrides nothing that reading uses."""

    def to_internal_value(self, data: object) -> str:
        return str(data).strip()


class Nothing(serializers.Serializer):
    pass


CASES = [
    Case(
        "generated_column",
        "a generated decimal is printed as a float, generated text as text",
        "ModelField over GeneratedField",
        generated,
        model_serializer(GeneratedRow, "amount", "double", "shout"),
        lambda: GeneratedRow.objects.order_by("pk"),
        SAFE,
    ),
    Case(
        "annotation_boolean",
        "a number cast to a boolean: SQLite leaves a 2 as it is",
        "ReadOnlyField",
        make(NumberRow, integer=[0, 1, 2]),
        lambda: model_serializer(
            NumberRow, flag=serializers.BooleanField(), value=serializers.ReadOnlyField(source="flag")
        ),
        lambda: NumberRow.objects.annotate(flag=Cast("integer", BooleanField())).order_by("pk"),
        {"postgresql": "sql", "sqlite": RERUN},
    ),
    Case(
        "annotation_aggregates",
        "Count, Sum, Avg and Max through ReadOnlyField",
        "ReadOnlyField",
        library,
        read_only(Author, "count", "total", "average", "mean", "rating", "latest"),
        aggregated,
        SAFE,
    ),
    Case(
        "annotation_declared",
        "aggregates through declared fields",
        "IntegerField, DecimalField",
        library,
        model_serializer(
            Author,
            count=serializers.IntegerField(),
            total=serializers.DecimalField(10, 2),
            average=serializers.FloatField(),
            latest=serializers.DateTimeField(),
        ),
        aggregated,
        SAFE,
        timezone="Europe/Amsterdam",
    ),
    Case(
        "annotation_expressions",
        "constants, conditions and joined columns",
        "ReadOnlyField",
        library,
        read_only(Author, "upper", "constant", "text", "nothing", "known", "home", "either"),
        expressions,
    ),
    Case(
        "annotation_condition",
        "a condition as an annotation",
        "ReadOnlyField",
        library,
        read_only(Author, "named", "abroad"),
        lambda: Author.objects.annotate(
            named=Q(name="Ann") | Q(name="Cat"), abroad=Q(country__code="FR", country__isnull=False)
        ).order_by("pk"),
    ),
    Case(
        "annotation_date",
        "a truncated instant",
        "ReadOnlyField",
        library,
        read_only(Book, "day"),
        lambda: Book.objects.annotate(day=TruncDate("published")).order_by("pk"),
    ),
    Case(
        "annotation_unselected",
        "an annotation that no field reads",
        "ReadOnlyField",
        library,
        model_serializer(Book, "id", "title"),
        lambda: Book.objects.annotate(now=Now(), count=Count("chapters")).order_by("pk"),
    ),
    Case(
        "write_only_and_hidden",
        "write-only and hidden fields are left out",
        "HiddenField",
        library,
        Hidden,
        authors,
    ),
    Case(
        "input_side_only",
        "a subclass that overrides only the input side counts as its base",
        "CharField",
        library,
        model_serializer(Author, "id", name=InputOnly()),
        authors,
    ),
    Case(
        "custom_representation",
        "a subclass that overrides to_representation is called with its value",
        "CharField",
        library,
        model_serializer(Author, "id", name=Shouting()),
        authors,
        "spliced",
    ),
    Case(
        "property",
        "a property of the model needs the instance",
        "ReadOnlyField",
        library,
        read_only(Author, "initials"),
        authors,
        "spliced",
    ),
    Case(
        "model_method",
        "so does a method of the model",
        "CharField",
        library,
        model_serializer(Author, "id", shout=serializers.CharField()),
        authors,
        "spliced",
    ),
    Case(
        "serializer_method",
        "SerializerMethodField needs the instance",
        "SerializerMethodField",
        library,
        WithMethod,
        authors,
        "spliced",
    ),
    Case(
        "serializer_representation",
        "a serializer with a to_representation of its own",
        "Serializer",
        library,
        Represented,
        authors,
        "spliced",
    ),
    Case("serializer_without_fields", "a serializer of no fields", "Serializer", library, Nothing, books),
    Case(
        "no_rows",
        "an empty table is an empty list",
        "Serializer",
        make(Author),
        model_serializer(Author, "id", "name"),
        authors,
    ),
]
