"""Fields that declare what the database computes."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import (
    Avg,
    BooleanField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models import Case as Conditional
from django.db.models.functions import Coalesce, Concat, DenseRank, Lag, Now, RowNumber, TruncDate
from rest_framework import serializers

from drf_sqllist import JSONRows, SQLField
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Coin,
    Comment,
    Country,
    MomentRow,
    Pizzeria,
    Place,
    Profile,
    Reserved,
    Tag,
    UuidChild,
    UuidKey,
)

from .case import BY_FUNCTION, Case, model_serializer
from .library import authors, books, library
from .moments import MOMENTS
from .rows import make


def of(model: type, *names: str, **fields: Any) -> type:
    return model_serializer(model, *names, **fields)


def latest(field: str) -> Subquery:
    return Subquery(Book.objects.filter(author=OuterRef("pk")).order_by("-pk").values(field)[:1])


CHAPTERS = Chapter.objects.filter(book=OuterRef("pk")).order_by()
LINES = CHAPTERS.values("number").annotate(n=Count("pk"), last=Max("title")).order_by(F("number").desc(nulls_last=True))

COUNTRY = of(Country, "code", readers=SQLField(Count("authors")))
BOOK = of(
    Book,
    "title",
    chapters=SQLField(Count("chapters", distinct=True)),
    tagged=SQLField(Count("tags", distinct=True)),
    origin=COUNTRY(),
    place=SQLField(Window(RowNumber(), order_by=["title", "pk"])),
)


class LongestTitle(serializers.CharField):
    """An output whose Python is its own."""

    def to_representation(self, value: str) -> str:
        return value.upper()


class NoModel(serializers.Serializer):
    """The model is the queryset's."""

    name = serializers.CharField()
    books = SQLField(Count("books"))
    rich = SQLField(Sum("books__price"), output=serializers.DecimalField(10, 3))


class Counting(serializers.ModelSerializer):
    n = SQLField(Count("books"))
    unused = SQLField(Count("editings"))

    class Meta:
        model = Author
        fields = ["id", "n", "unused"]


class Inheriting(Counting):
    """One field is inherited, one is replaced, one is taken away."""

    n = SQLField(Count("pupils"))
    unused = None
    more = SQLField("mentor__name")

    class Meta(Counting.Meta):
        fields = ["id", "n", "more"]


def greeting(request: Any) -> Any:
    word = request.query_params.get("word", "Hello") if request else "Hello"
    return Concat(Value(f"{word} % "), "name")


def uuids() -> None:
    keys = [UuidKey.objects.create(name=name) for name in ("a", "b", "c")]
    for key in (keys[0], keys[0], keys[2]):
        UuidChild.objects.create(parent=key)


def places() -> None:
    first = Pizzeria.objects.create(name="Luigi", stars=3)
    Pizzeria.objects.create(name="Mario", stars=1, rival=first)
    Place.objects.create(name="Nowhere")


def reserved() -> None:
    top = Reserved.objects.create(select="s", order=1, mixed="m")
    Reserved.objects.create(select="t", order=2, mixed="n", parent=top)


def comments() -> Any:
    return Comment.everything.order_by("pk")


def case(
    name: str, title: str, serializer: Any, queryset: Any, mode: Any = "sql", rows: Any = library, **more: Any
) -> Case:
    return Case(f"sqlfield_{name}", title, "`SQLField`", rows, serializer, queryset, mode, **more)


def on_postgresql() -> list[Case]:
    from django.contrib.postgres import aggregates

    text_of = getattr(models, "StringAgg", aggregates.StringAgg)  # Django 6.0 has it for all databases

    names = text_of("books__title", delimiter=Value(", "), order_by=("books__title", "books__pk"))
    titles = aggregates.ArrayAgg("books__title", order_by="books__pk", filter=Q(books__isnull=False), default=Value([]))
    prices = aggregates.ArrayAgg("books__price", order_by="books__pk", filter=Q(books__price__isnull=False))
    fields = of(Author, "id", names=SQLField(names), titles=SQLField(titles), prices=SQLField(prices))
    return [case("postgresql_aggregates", "StringAgg and ArrayAgg", fields, authors, vendors=("postgresql",))]


CASES = [
    case(
        "aggregates",
        "Count, Sum, Avg, Min and Max over two relations, none multiplies another",
        of(
            Author,
            "id",
            books=SQLField(Count("books")),
            edits=SQLField(Count("editings")),
            chapters=SQLField(Count("books__chapters")),
            numbers=SQLField(Sum("books__chapters__number")),
            rating=SQLField(Avg("books__rating")),
            first=SQLField(Min("books__title")),
            last=SQLField(Max("books__published")),
        ),
        authors,
        BY_FUNCTION,
    ),
    case(
        "decimals",
        "decimals: of the column's places, of others, as numbers",
        of(
            Author,
            "id",
            income=SQLField(Sum("books__price")),
            exact=SQLField(Sum("books__price"), output=serializers.DecimalField(12, 3)),
            number=SQLField(Avg("books__price"), output=serializers.FloatField()),
            bare=SQLField(Max("books__price"), output=serializers.ReadOnlyField()),
            nothing=SQLField(Coalesce(Sum("books__price"), Value(0), output_field=Book._meta.get_field("price"))),
        ),
        authors,
        BY_FUNCTION,
    ),
    case(
        "filtered",
        "filtered and distinct aggregates",
        of(
            Author,
            "id",
            cheap=SQLField(Count("books", filter=Q(books__price__lt=5))),
            tags=SQLField(Count("books__tags", distinct=True)),
            roles=SQLField(Count("editings__role", distinct=True, filter=~Q(editings__role="art"))),
        ),
        authors,
    ),
    case(
        "subqueries",
        "Exists, Subquery, the latest related value",
        of(
            Author,
            "id",
            sells=SQLField(Exists(Book.objects.filter(author=OuterRef("pk"), price__gt=0))),
            idle=SQLField(~Exists(Book.objects.filter(author=OuterRef("pk")))),
            title=SQLField(latest("title")),
            when=SQLField(latest("published"), output=serializers.DateTimeField(format="%Y-%m-%d")),
        ),
        authors,
        BY_FUNCTION,
    ),
    case(
        "conditions",
        "boolean conditions, Case and When",
        of(
            Book,
            "id",
            free=SQLField(Q(price=0)),
            dear=SQLField(Q(price__gt=5) | Q(rating__gt=50)),
            abroad=SQLField(
                Conditional(When(origin__code="NL", then=False), default=True, output_field=BooleanField())
            ),
            word=SQLField(Conditional(When(price__gt=5, then=Value("dear")), default=Value("cheap"))),
        ),
        books,
    ),
    case(
        "paths",
        "a column's name, and paths to columns",
        of(Book, "id", name=SQLField("title"), home=SQLField("author__country__code"), key=SQLField(F("author"))),
        books,
    ),
    case(
        "many_to_many",
        "through many-to-many relations",
        of(Tag, "name", n=SQLField(Sum("books__rating"))),
        lambda: Tag.objects.order_by("pk"),
        BY_FUNCTION,
    ),
    case(
        "moments",
        "instants, days, times and durations, in another zone",
        of(
            MomentRow,
            "id",
            next=SQLField(F("moment") + timedelta(days=1, microseconds=5)),
            day=SQLField(TruncDate("moment")),
            clock=SQLField("time"),
            lasts=SQLField(ExpressionWrapper(F("duration") * 2, DurationField())),
        ),
        lambda: MomentRow.objects.order_by("pk"),
        {"postgresql": "sql", "sqlite": "spliced"},
        rows=lambda: MomentRow.objects.bulk_create(
            MomentRow(date=m.date(), time=m.time(), moment=m, duration=timedelta(hours=h, microseconds=h))
            for h, m in enumerate((m for m in MOMENTS if 2010 < m.year < 2030), -3)
        ),
        timezone="Europe/Amsterdam",
    ),
    case("of_request", "a function of the request", of(Author, "id", hello=SQLField(greeting)), authors),
    case(
        "windows",
        "windows: over all rows of the model, whatever the page is",
        of(
            Book,
            "id",
            place=SQLField(Window(RowNumber(), order_by=["title", "pk"])),
            rank=SQLField(Window(DenseRank(), order_by=F("title").desc())),
            before=SQLField(Window(Lag("title"), order_by="pk")),
            share=SQLField(Window(Count("pk"), partition_by="author")),
        ),
        lambda: Book.objects.exclude(title="Orphan \\ /").order_by("-pk"),
    ),
    case(
        "windows_of_manager",
        "… that the default manager shows",
        of(Comment, "text", place=SQLField(Window(RowNumber(), order_by="pk"))),
        comments,
    ),
    case(
        "hidden",
        "rows that the default manager hides have values, too",
        of(Comment, "text", n=SQLField(Count("replies"))),
        comments,
    ),
    case(
        "output",
        "an output of another type, and one whose Python is its own",
        of(
            Author,
            "id",
            text=SQLField(Count("books"), output=serializers.CharField()),
            loud=SQLField(Max("books__title"), output=LongestTitle()),
        ),
        authors,
        "spliced",
    ),
    case(
        "groups",
        "groups within a parent, as JSON",
        of(Book, "id", lines=SQLField(JSONRows(LINES)), n=SQLField(Count("chapters"))),
        books,
        "spliced",
    ),
    case(
        "nested_single",
        "in nested objects",
        of(Profile, "id", home=COUNTRY(), n=SQLField("author__name")),
        lambda: Profile.objects.order_by("pk"),
    ),
    case(
        "nested_many",
        "in nested lists, windows too, and in an object in them",
        of(Author, "name", books=BOOK(many=True), n=SQLField(Count("books"))),
        authors,
    ),
    case(
        "nested_through",
        "in lists through many-to-many relations",
        of(Tag, "name", books=BOOK(many=True)),
        lambda: Tag.objects.order_by("pk"),
    ),
    case("no_model", "in a serializer without a model", NoModel, authors, BY_FUNCTION),
    case("inherited", "in a subclass of a serializer", Inheriting, authors),
    case(
        "uuid_key",
        "a UUID as primary key",
        of(UuidKey, "name", n=SQLField(Count("children"))),
        lambda: UuidKey.objects.order_by("name"),
        rows=uuids,
    ),
    case(
        "inheritance",
        "a model with a parent",
        of(Pizzeria, "name", rivals=SQLField(Count("rivals")), w=SQLField("restaurant_ptr__stars")),
        lambda: Pizzeria.objects.order_by("pk"),
        rows=places,
    ),
    case(
        "reserved",
        "names that SQL reserves",
        of(
            Reserved,
            "id",
            n=SQLField(Count("where")),
            p=SQLField("parent__mixed"),
            place=SQLField(Window(RowNumber(), order_by="-order")),
        ),
        lambda: Reserved.objects.order_by("pk"),
        rows=reserved,
    ),
    case(
        "annotated",
        "beside an annotation of the same name",
        of(Author, "id", n=SQLField(Count("books"))),
        lambda: authors().annotate(n=Count("editings")),
    ),
    case(
        "distinct",
        "on a queryset with distinct()",
        of(Author, "id", n=SQLField(Count("books"))),
        lambda: Author.objects.distinct().order_by("pk"),
    ),
    case(
        "coins",
        "no rows",
        of(Coin, "id", n=SQLField(F("value") + 1), p=SQLField(Window(RowNumber()))),
        lambda: Coin.objects.order_by("pk"),
        rows=make(Coin),
    ),
    case(
        "now", "the time of the statement, as a condition", of(Book, "id", old=SQLField(Q(published__lt=Now()))), books
    ),
]

if settings.VENDOR == "postgresql":
    CASES += on_postgresql()
