"""Querysets at the edges of what Django lets one write."""

from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, JSONObject, Lower
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.models import Crate, Item, Shop
from tests.testapp.models import Author, Book, CustomFieldRow, Pair, Tag
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db
READ_ONLY = serializers.ReadOnlyField


class OwnPages(PagesOfTwo):
    """Pages by itself: its rows are then read by their keys."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return super().paginate_queryset(queryset, request, view)


PAGINATIONS = [None, PagesOfTwo, OwnPages]


def shown(**declared: Any) -> type:
    author = model_serializer(Author, "name")()
    return model_serializer(Book, "id", "title", "tags", author=author, **declared)


QUERYSETS: dict[str, Any] = {
    "locked": lambda: Book.objects.select_for_update().order_by("pk"),
    "locked_self": lambda: Book.objects.select_for_update(of=("self",)).order_by("pk"),
    "locked_related": lambda: Book.objects.select_related("author").select_for_update(of=("self",)).order_by("pk"),
    "locked_skipping": lambda: Book.objects.select_for_update(skip_locked=True, no_key=True).order_by("pk"),
    "raw_percent": lambda: Book.objects.annotate(x=RawSQL("title || %s || '%%'", ["%s"])).order_by("pk"),
    "order_by_case": lambda: Book.objects.order_by(Case(When(title="Mid", then=Value(0)), default=Value(1)), "-pk"),
    "order_by_case_percent": lambda: Book.objects.order_by(
        Case(When(title__contains="%", then=Value(0)), default=Value(1)), "-pk"
    ),
    "contains_signs": lambda: Book.objects.filter(title__contains="\\ /").order_by("pk"),
    "not_contains_signs": lambda: Book.objects.exclude(title__icontains="%_\\").order_by("pk"),
    "regex": lambda: Book.objects.filter(title__regex=r"^[A-Z]\w*$").order_by("pk"),
    "huge_in": lambda: Book.objects.filter(pk__in=range(20000)).order_by("pk"),
    "json_key": lambda: Book.objects.filter(details__b=1).order_by("pk"),
    "json_has": lambda: Book.objects.filter(details__has_key="a%").order_by("pk"),
    "json_path": lambda: Book.objects.filter(details__a__0__gt=1).order_by("pk"),
    "filtered_relation": lambda: (
        Book.objects.annotate(heavy=FilteredRelation("tags", condition=Q(tags__weight__gt=0)))
        .filter(heavy__isnull=False)
        .distinct()
        .order_by("pk")
    ),
    "filtered_relation_order": lambda: Book.objects.annotate(
        heavy=FilteredRelation("tags", condition=Q(tags__weight__gt=0))
    ).order_by("heavy__name", "pk", "heavy__pk"),
    "exists": lambda: Book.objects.filter(Exists(Tag.objects.filter(books=OuterRef("pk"), name="a"))).order_by("pk"),
    "values_then_instances": lambda: Book.objects.filter(pk__in=Book.objects.values("pk").distinct()).order_by("pk"),
    "reverse_slice": lambda: Book.objects.order_by("-pk").reverse()[1:4],
    "last_ones": lambda: Book.objects.order_by("-pk")[:3],
    "union_all": lambda: (
        Book.objects.filter(title="Zero")
        .order_by()
        .union(Book.objects.filter(title="Mid").order_by(), all=True)
        .order_by("id")
    ),
    "intersection": lambda: (
        Book.objects.order_by().intersection(Book.objects.filter(title="Mid").order_by()).order_by("id")
    ),
    "difference": lambda: (
        Book.objects.order_by().difference(Book.objects.filter(title="Mid").order_by()).order_by("-id")
    ),
    "or_of_querysets": lambda: (Book.objects.filter(title="Mid") | Book.objects.filter(author=None)).order_by("pk"),
    "and_of_querysets": lambda: (Book.objects.filter(title="Mid") & Book.objects.filter(price__lt=0)).order_by("pk"),
    "alias_order": lambda: Book.objects.alias(n=Count("tags")).order_by("-n", "pk"),
    "extra_order": lambda: Book.objects.extra(select={"l": "length(title)"}, order_by=["-l", "id"]),
    "extra_tables": lambda: Book.objects.extra(
        tables=["testapp_author"], where=["testapp_author.id = testapp_book.author_id"]
    ).order_by("pk"),
    "hints": lambda: Author.objects.get(name="Ann").books.filter(title="Zero"),
    "empty_or": lambda: Book.objects.filter(Q(pk__in=[]) | Q(title="Mid")).order_by("pk"),
    "only_deferred_pk": lambda: Book.objects.only("author").order_by("pk"),
    "defer_all": lambda: Book.objects.defer("title", "author").select_related("author").order_by("pk"),
    "select_related_true": lambda: Book.objects.select_related().order_by("pk"),
    "date_lookup": lambda: Book.objects.filter(published__date="2024-07-01").order_by("pk"),
    "annotated_fk": lambda: Book.objects.annotate(x=F("author__mentor")).order_by("pk"),
    "group_by_order": lambda: Book.objects.annotate(n=Count("chapters")).order_by("n", "author__name", "pk"),
}


@pytest.mark.filterwarnings("ignore:Calling select_related")
@pytest.mark.parametrize("pagination", PAGINATIONS)
@pytest.mark.parametrize("name", QUERYSETS)
def test_querysets(name: str, pagination: type | None):
    library()
    for serializer in (shown(), model_serializer(Book, "id", "title")):
        compare("/rows/", queryset=QUERYSETS[name](), serializer_class=serializer, pagination_class=pagination)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="DISTINCT ON")
@pytest.mark.parametrize("pagination", PAGINATIONS)
def test_distinct_on(pagination: type | None):
    library()
    rows = Book.objects.order_by("author_id", "-pk").distinct("author_id")
    compare("/rows/", queryset=rows, serializer_class=shown(), pagination_class=pagination)


ANNOTATIONS: dict[str, Any] = {
    "rank_by_hand": lambda: RawSQL("rank() OVER (ORDER BY title DESC)", [], output_field=models.IntegerField()),
    "raw_text": lambda: RawSQL("%s || title", ["100% %s \\ '"], output_field=models.CharField()),
    "bool": lambda: Value(True),
    "null": lambda: Value(None, output_field=models.CharField()),
    "text_for_integer": lambda: Value("5", output_field=models.IntegerField()),
    "integer_for_text": lambda: Value(5, output_field=models.CharField()),
    "case": lambda: Case(When(price__gt=1, then=Value("a")), default=Value(None)),
    "cast": lambda: Cast("price", models.IntegerField()),
    "cast_text": lambda: Cast("pk", models.CharField()),
    "coalesce": lambda: Coalesce("author__name", Value("%s '\\")),
    "json": lambda: JSONObject(a="title", b=F("price"), c=Value("%")),
    "exists": lambda: Exists(Tag.objects.filter(books=OuterRef("pk"))),
    "subquery_of_text": lambda: Subquery(Tag.objects.filter(books=OuterRef("pk")).order_by("pk").values("name")[:1]),
    "subquery_of_key": lambda: Subquery(Author.objects.filter(books=OuterRef("pk")).values("country")[:1]),
    "lower": lambda: Lower("title"),
    "q": lambda: Q(price__gt=1),
    "sum": lambda: models.Sum("chapters__number"),
    "average": lambda: models.Avg("price"),
    "count_distinct": lambda: Count("tags", distinct=True, filter=Q(tags__weight__gt=0)),
    "max_date": lambda: models.Max("published"),
    "difference": lambda: models.ExpressionWrapper(F("price") - F("rating"), models.FloatField()),
    "power": lambda: F("id") * 1.5,
    "modulo": lambda: F("id") % 2,
}


@pytest.mark.parametrize("pagination", PAGINATIONS)
@pytest.mark.parametrize("name", ANNOTATIONS)
def test_annotations(name: str, pagination: type | None):
    library()
    if name == "power" and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no bigint * unknown")
    for field in (READ_ONLY(), serializers.CharField(), serializers.JSONField()):
        rows = Book.objects.annotate(x=ANNOTATIONS[name]()).order_by("pk")
        made = {"serializer_class": shown(x=field), "pagination_class": pagination}
        compare("/rows/", queryset=rows, **made)


def test_blanks_of_a_fixed_length():
    CustomFieldRow.objects.create(padded="ab")
    rows = CustomFieldRow.objects.annotate(x=Coalesce("padded", Value("x")))
    compare("/rows/", queryset=rows, serializer_class=model_serializer(CustomFieldRow, "padded", x=READ_ONLY()))


def test_a_percent_sign_beside_parameters_of_another_list():
    """The drivers treat a text otherwise where nothing is bound; a nested list brings parameters."""
    library()
    extra = Book.objects.extra(where=["title LIKE 'A%%'"]).order_by("pk")
    bare = Book.objects.extra(where=["title LIKE 'A%'"]).order_by("pk")
    for rows in (extra, bare) if connection.vendor == "sqlite" else (extra,):
        for pagination in (None, PagesOfTwo):
            made = {"serializer_class": shown(), "pagination_class": pagination}
            compare("/rows/", queryset=rows, **made)
            nested = rows.prefetch_related(Prefetch("tags", queryset=Tag.objects.filter(name="a")))
            compare("/rows/", queryset=nested, **made)


def test_more_values_than_a_statement_takes():
    """Bound by the server, 65 535 values are the most: the count must not double them."""
    Tag.objects.create(name="a")
    rows = Tag.objects.filter(pk__in=list(range(40000))).order_by("pk")
    for pagination in (None, PagesOfTwo):
        made = {"serializer_class": model_serializer(Tag, "name"), "pagination_class": pagination}
        compare("/rows/", queryset=rows, **made)


class Peculiar(QuerySet):
    def count(self) -> int:
        return 3

    def order_by(self, *names: Any) -> QuerySet:
        return super().order_by(*(names or ("-pk",)))

    def filter(self, *args: Any, **kwargs: Any) -> QuerySet:
        kwargs.pop("pk__in", None)
        return super().filter(*args, **kwargs)


@pytest.mark.parametrize("pagination", [*PAGINATIONS, PageNumberPagination])
def test_a_queryset_with_methods_of_its_own(pagination: type | None):
    library()
    for rows in (Peculiar(Book), Peculiar(Book).order_by("pk")):
        compare("/rows/", queryset=rows, serializer_class=shown(), pagination_class=pagination)


def test_what_a_failed_list_leaves():
    """The user's transaction goes on where DRF's would."""
    library()
    with transaction.atomic():
        Author.objects.create(name="written before")
        rows = Book.objects.annotate(x=Value("n/a", output_field=models.IntegerField())).order_by("pk")
        compare("/rows/", queryset=rows, serializer_class=shown(x=READ_ONLY()))
        assert Author.objects.filter(name="written before").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_a_read_only_transaction():
    library()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown(), pagination_class=PagesOfTwo)
        transaction.set_rollback(True)


@pytest.mark.parametrize("setting", ["standard_conforming_strings = off", "extra_float_digits = 0"])
@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_sessions(setting: str):
    library()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {setting}")
    declared = {"back\\slash 'n": serializers.CharField(source="title"), "rating": serializers.FloatField()}
    for rows in (Book.objects.order_by("pk"), Book.objects.filter(title__contains="\\").order_by("pk")):
        compare("/rows/", queryset=rows, serializer_class=shown(**declared))


def test_an_item_of_the_class_itself():
    """Composite keys, as the children of a list and as the list."""
    Pair.objects.create(left=1, right="x")
    for names in (["left", "right"], ["pk"], ["pk", "left"]):
        for pagination in PAGINATIONS:
            made = {"serializer_class": model_serializer(Pair, *names), "pagination_class": pagination}
            compare("/rows/", queryset=Pair.objects.order_by("left"), **made)


def test_a_shared_prefetch():
    """A ``Prefetch`` made once, on the view's class, answers for every request."""
    shop = Shop.objects.create(name="a")
    prefetch = Prefetch("items", queryset=Item.all_objects.filter(stock__gt=0))
    rows = Shop.objects.prefetch_related(prefetch)
    made = {"queryset": rows, "serializer_class": model_serializer(Shop, "id", "items")}
    for stock in (0, 1, 2):
        Item.all_objects.create(shop=shop, name=str(stock), stock=stock)
        compare("/rows/", **made)


def test_items_without_an_order():
    """They come as they are found in the table, which is how DRF's own statement finds them; joins shuffle nothing."""
    shops = [Shop.objects.create(name=f"s{number}") for number in range(40)]
    Crate.objects.bulk_create(
        Crate(shop=shops[number % 40], source=shops[-number % 37], label=str(number)) for number in range(2000)
    )
    Crate.objects.filter(label__endswith="3").update(label="moved")
    crates = model_serializer(Crate, "id", "label", source=model_serializer(Shop, "name")())
    plain = model_serializer(Crate, "id", "label")
    ids = list(Crate.objects.order_by("-pk").values_list("pk", flat=True)[::7])
    for number, shop in enumerate(shops):
        shop.bought.set(ids[number::11])
    bought = model_serializer(Shop, "id", "bought", all=crates(source="bought", many=True))
    compare("/rows/", queryset=Shop.objects.all(), serializer_class=bought)
    for shown in (crates, plain):
        serializer = model_serializer(Shop, "id", crates=shown(many=True))
        for queryset in (Shop.objects.all(), Shop.objects.prefetch_related("crates"), Shop.objects.all()[:20]):
            compare("/rows/", queryset=queryset, serializer_class=serializer)


class Picky(QuerySet):
    """Filters in a way of its own; the view has filtered already."""

    def _filter_or_exclude(self, negate: bool, args: Any, kwargs: Any) -> Any:
        return super()._filter_or_exclude(negate, args, {f"{name}__isnull": False for name in kwargs})


def test_a_queryset_class_that_filters_in_its_own_way():
    Shop.objects.create(name="a")
    Shop.objects.create(name="b", note="n")
    shown = model_serializer(Shop, "id", "name")
    for pagination in PAGINATIONS:
        queryset = Picky(Shop).filter(note="anything").order_by("pk")
        response, _ = compare("/rows/", queryset=queryset, serializer_class=shown, pagination_class=pagination)
        assert response.sqllist.mode == "sql"
