"""What may be done to a queryset: to rows of SQL it does what it does to the table that they are read from."""

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import connection, models
from django.db.models import (
    Avg,
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Lower, RowNumber, TruncYear

from drf_sqllist import sql_rows
from tests.cases.library import library
from tests.rawsql.support import sealed
from tests.statements import record
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Country,
)

pytestmark = pytest.mark.django_db

POSTGRESQL = connection.vendor == "postgresql"


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "count": lambda rows: rows.count(),
    "count_filtered": lambda rows: rows.filter(author__name="Ann").count(),
    "count_sliced": lambda rows: rows.order_by("pk")[1:3].count(),
    "count_distinct": lambda rows: rows.values("title").distinct().count(),
    "count_distinct_rows": lambda rows: rows.distinct().count(),
    "count_annotated": lambda rows: rows.annotate(n=Count("author__books")).filter(n__gt=1).count(),
    "exists": lambda rows: (rows.exists(), rows.filter(title="nothing").exists()),
    "slice": lambda rows: rows.order_by("pk")[1:3],
    "step": lambda rows: [row.pk for row in rows.order_by("pk")[::2]],
    "index": lambda rows: rows.order_by("pk")[1].pk,
    "reverse": lambda rows: rows.order_by("pk").reverse(),
    "first_last": lambda rows: (
        rows.order_by("pk").first().pk,
        rows.order_by("pk").last().pk,
        rows.order_by("-title", "pk").first().pk,
    ),
    "earliest": lambda rows: rows.filter(published__isnull=False).earliest("published", "pk").pk,
    "get": lambda rows: rows.get(title="Zero").pk,
    "in_bulk": lambda rows: {key: row.title for key, row in rows.in_bulk().items()},
    "iterator": lambda rows: [row.pk for row in rows.order_by("pk").iterator(chunk_size=2)],
    "contains": lambda rows: rows.contains(rows.get(title="Zero")),
    "aggregate": lambda rows: rows.aggregate(Sum("price"), Max("published"), Avg("rating"), n=Count("author")),
    "aggregate_join": lambda rows: rows.aggregate(n=Count("author__pupils", distinct=True)),
    "aggregate_sliced": lambda rows: rows.order_by("pk")[:2].aggregate(Sum("price")),
    "annotate": lambda rows: rows.annotate(n=Count("author__books")).order_by("pk").values_list("pk", "n"),
    "annotate_two": lambda rows: (
        rows.annotate(n=Count("author__books", distinct=True), m=Count("author__pupils", distinct=True))
        .filter(n__gt=0)
        .order_by("pk")
        .values_list("pk", "n", "m")
    ),
    "annotate_f": lambda rows: rows.annotate(x=F("author__country__name")).order_by("pk").values_list("pk", "x"),
    "annotate_case": lambda rows: (
        rows.annotate(x=Case(When(price__gt=1, then=Value("dear")), default=Value("cheap")))
        .order_by("pk")
        .values_list("pk", "x")
    ),
    "annotate_window": lambda rows: (
        rows.annotate(n=Window(RowNumber(), partition_by="title", order_by="pk")).order_by("pk").values_list("pk", "n")
    ),
    "filter_window": lambda rows: (
        rows.annotate(n=Window(RowNumber(), partition_by="title", order_by="pk"))
        .filter(n=1)
        .order_by("pk")
        .values_list("pk", "n")
    ),
    "annotate_function": lambda rows: (
        rows.annotate(low=Lower("title"), year=TruncYear("published"), p=Coalesce("price", Decimal(0)))
        .order_by("low", "pk")
        .values_list("pk", "low", "year", "p")
    ),
    "group": lambda rows: rows.values("title").annotate(n=Count("pk"), s=Sum("price")).order_by("title"),
    "group_having": lambda rows: rows.values("author").annotate(n=Count("pk")).filter(n__gt=1).order_by("author"),
    "group_join": lambda rows: (
        rows.values("author__country__code").annotate(n=Count("pk")).order_by("n", "author__country__code")
    ),
    "values": lambda rows: rows.order_by("pk").values("pk", "author__name", "origin"),
    "values_flat": lambda rows: rows.order_by("pk").values_list("author", flat=True),
    "values_named": lambda rows: [tuple(row) for row in rows.order_by("pk").values_list("pk", "title", named=True)],
    "dates": lambda rows: rows.datetimes("published", "year"),
    "distinct": lambda rows: rows.filter(author__pupils__isnull=False).distinct().order_by("pk"),
    "order_by_join": lambda rows: rows.order_by(F("author__name").asc(nulls_last=True), "pk"),
    "alias": lambda rows: rows.alias(n=Count("author__books")).filter(n=2).order_by("pk"),
    "q": lambda rows: rows.filter(Q(title="Zero") | ~Q(author__name="Ann")).order_by("pk"),
    "xor": lambda rows: rows.filter(Q(title="Zero") ^ Q(author__name="Ann")).order_by("pk"),
    "exclude_many": lambda rows: rows.exclude(author__books__title="Alpha").order_by("pk"),
    "exclude_many_null": lambda rows: rows.exclude(author__pupils__name="Bob").order_by("pk"),
    "exclude_deep": lambda rows: rows.exclude(author__books__tags__name="z").order_by("pk"),
    "exclude_f": lambda rows: rows.exclude(author__books__title=F("title")).order_by("pk"),
    "exclude_nested": lambda rows: rows.exclude(
        author__in=Author.objects.exclude(books__chapters__number__gt=1)
    ).order_by("pk"),
    "exclude_isnull": lambda rows: rows.exclude(author__books__isnull=True).order_by("pk"),
    "filtered_relation": lambda rows: (
        rows.annotate(alpha=FilteredRelation("author__books", condition=Q(author__books__title="Alpha")))
        .filter(alpha__isnull=False)
        .order_by("pk")
    ),
    "union": lambda rows: rows.filter(title="Zero").union(rows.filter(title="Mid")).order_by("title"),
    "union_values": lambda rows: rows.values_list("pk").union(rows.values_list("pk"), all=True).order_by("pk"),
    "intersection": lambda rows: rows.filter(pk__gt=0).intersection(rows.filter(title="Mid")).order_by("title"),
    "difference": lambda rows: rows.difference(rows.filter(title="Mid")).order_by("title", "id"),
    "or": lambda rows: (rows.filter(title="Zero") | rows.filter(author__name="Bob é\u2028")).order_by("pk"),
    "and": lambda rows: (rows.filter(title="Alpha") & rows.filter(author__name="Ann")).order_by("pk"),
    "or_joined": lambda rows: (
        (rows.filter(author__books__title="Mid") | rows.filter(author__country__code="NL")).distinct().order_by("pk")
    ),
    "in_own": lambda rows: rows.filter(pk__in=rows.filter(title="Alpha")).order_by("pk"),
    "in_own_values": lambda rows: rows.filter(author__in=rows.filter(title="Zero").values("author")).order_by("pk"),
    "in_sliced": lambda rows: rows.filter(pk__in=rows.order_by("-pk").values("pk")[:2]).order_by("pk"),
    "in_other": lambda rows: Author.objects.filter(pk__in=rows.values("author")).order_by("pk"),
    "not_in_other": lambda rows: Author.objects.exclude(
        pk__in=rows.filter(author__isnull=False).values("author")
    ).order_by("pk"),
    "in_model": lambda rows: rows.filter(pk__in=Chapter.objects.values("book")).order_by("pk"),
    "subquery_of_rows": lambda rows: (
        Author.objects.annotate(
            first=Subquery(rows.filter(author=OuterRef("pk")).order_by("title", "pk").values("title")[:1])
        )
        .order_by("pk")
        .values_list("pk", "first")
    ),
    "subquery_in_rows": lambda rows: (
        rows.annotate(
            chapter=Subquery(Chapter.objects.filter(book=OuterRef("pk")).order_by("title", "pk").values("title")[:1])
        )
        .order_by("pk")
        .values_list("pk", "chapter")
    ),
    "subquery_of_itself": lambda rows: (
        rows.annotate(other=Subquery(rows.filter(title=OuterRef("title")).exclude(pk=OuterRef("pk")).values("pk")[:1]))
        .order_by("pk")
        .values_list("pk", "other")
    ),
    "exists_of_rows": lambda rows: Author.objects.filter(Exists(rows.filter(author=OuterRef("pk")))).order_by("pk"),
    "exists_in_rows": lambda rows: rows.filter(~Exists(Chapter.objects.filter(book=OuterRef("pk")))).order_by("pk"),
    "exclude_in_subquery": lambda rows: Author.objects.filter(
        pk__in=rows.exclude(author__books__tags__name="z").values("author")
    ).order_by("pk"),
    "none": lambda rows: (rows.none().count(), [*rows.none()], rows.none() | rows.filter(title="Zero")),
    "using": lambda rows: rows.using("default").order_by("pk"),
    "extra": lambda rows: rows.extra(where=["price > %s"], params=[1]).order_by("pk"),
    "select_related": lambda rows: [
        (row.pk, row.author and row.author.name, row.author and row.author.country and row.author.country.name)
        for row in rows.select_related("author__country").order_by("pk")
    ],
    "prefetch_related": lambda rows: [
        (row.pk, row.author and [book.title for book in row.author.books.all()])
        for row in rows.prefetch_related("author__books").order_by("pk")
    ],
    "prefetch": lambda rows: [
        (row.pk, row.author and [book.title for book in row.author.zeros])
        for row in rows.prefetch_related(
            Prefetch("author__books", queryset=Book.objects.filter(title="Zero"), to_attr="zeros")
        ).order_by("pk")
    ],
    "only": lambda rows: [(row.pk, row.title, row.price) for row in rows.only("title").order_by("pk")],
    "defer": lambda rows: [(row.pk, row.title, row.price) for row in rows.defer("title", "price").order_by("pk")],
    "only_related": lambda rows: [
        (row.pk, row.title, row.author and row.author.name)
        for row in rows.select_related("author").only("author__name").order_by("pk")
    ],
    "defer_related": lambda rows: [
        (row.pk, row.title, row.author and row.author.born)
        for row in rows.select_related("author").defer("author__born").order_by("pk")
    ],
    "only_none": lambda rows: [row.price for row in rows.only("title").only("pk").defer(None).order_by("pk")],
    "fk_to_field": lambda rows: rows.filter(origin__name__startswith="N").order_by("pk").values_list("pk", "origin_id"),
    "fk_object": lambda rows: rows.filter(author=Author.objects.get(name="Ann")).order_by("pk"),
    "fk_null": lambda rows: rows.filter(author=None).values_list("pk", "author_id"),
    "deepcopy": lambda rows: copy.deepcopy(rows.filter(title="Zero")),
}
if POSTGRESQL:
    OPERATIONS |= {
        "distinct_on": lambda rows: rows.order_by("title", "-pk").distinct("title"),
        "distinct_on_count": lambda rows: rows.order_by("title", "-pk").distinct("title").count(),
    }


def shown(result: Any) -> Any:
    """A queryset by its rows' keys, or its values."""
    if isinstance(result, tuple):
        return tuple(map(shown, result))
    if isinstance(result, models.QuerySet):
        return [getattr(row, "pk", row) for row in result]
    return result


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations(name: str) -> None:
    library()
    expected = shown(OPERATIONS[name](Book.objects.order_by()))
    assert shown(OPERATIONS[name](sealed(Book))) == expected
    # The author's own conditions, with values that are bound, in each place where the SELECT stands.
    some = {"title": "Zero", "price": Decimal("5")}
    where = "WHERE title <> %(title)s OR price > %(price)s"
    theirs = Book.objects.order_by().filter(~Q(title="Zero") | Q(price__gt=5))
    assert shown(OPERATIONS[name](sealed(Book, where, some))) == shown(OPERATIONS[name](theirs))


def test_different_parameters_are_never_mixed() -> None:
    library()
    where = "WHERE title = %(title)s"
    zero, mid = (sealed(Book, where, {"title": title}) for title in ("Zero", "Mid"))
    for combine in (lambda: zero | mid, lambda: zero & mid, lambda: zero ^ mid):
        with pytest.raises(TypeError, match="two querysets of sql_rows with different parameters: use union"):
            combine()
    assert {row.title for row in zero.union(mid)} == {"Zero", "Mid"}
    assert [*zero.filter(pk__in=mid)] == []
    assert {row.title for row in zero.filter(pk__in=zero)} == {"Zero"}
    assert sealed(Book, where, {"title": "Zero"}) | zero
    one, true = (sealed(Book, "WHERE 1 = %(one)s", {"one": value}) for value in (1, True))
    with pytest.raises(TypeError, match="different parameters"):
        one | true
    with pytest.raises(TypeError):
        zero | sealed(Book)
    # Django makes a further query over the rows for this, which must have its own values.
    for title, others in (("Zero", 0), ("Mid", 1)):
        rows = sealed(Book, where, {"title": title}).exclude(author__books__title="Alpha")
        assert rows.count() == others


def test_a_value_that_changes_later() -> None:
    if not POSTGRESQL:
        pytest.skip("SQLite has no arrays")
    library()
    titles = ["Zero"]
    rows = sealed(Book, "WHERE title = ANY(%(titles)s)", {"titles": titles})
    assert rows.count() == 1
    titles.append("Mid")
    assert rows.count() == 1


def test_related_objects_are_the_models_own() -> None:
    library()
    row = sealed(Book).get(title="Zero")
    assert isinstance(row.author, Author)
    assert isinstance(row.origin, Country)
    assert row.author.books.count() == 2
    with record() as statements:
        assert [row.author.name for row in sealed(Book).filter(author__isnull=False).select_related("author")]
    assert len(statements) == 1


def test_unknown_names_are_errors() -> None:
    rows = sealed(Book)
    for use in (
        lambda: rows.filter(nothing=1),
        lambda: rows.order_by("nothing"),
        lambda: rows.values("nothing"),
        lambda: rows.filter(tags__name="a"),  # no column of the SELECT
        lambda: sql_rows("SELECT 1 AS id, '{}' AS doc", {}, {"id": int, "doc": dict}).filter(doc__a=1),
    ):
        with pytest.raises(FieldError):
            [*use()]
    for use in (lambda: rows.only("nothing"), lambda: rows.defer("nothing")):
        with pytest.raises(FieldDoesNotExist):
            use()


def test_how_it_is_printed_and_explained() -> None:
    library()
    rows = sealed(Book, "WHERE title = %(title)s", {"title": "Zero"}, name="report").filter(price__gt=1)
    assert '"report"."title"' in str(rows.query)
    assert "Zero" in str(rows.query)
    assert repr(rows).startswith("<SQLRows [<report: report object (")
    assert rows.explain()
    assert rows.model.__name__ == "report"


def test_raw_gives_rows() -> None:
    """SQL besides the SQL, for who asks for it."""
    assert sealed(Book).raw("SELECT 1 AS id, 'a' AS title")[0].title == "a"


@pytest.mark.django_db(databases="__all__")
def test_two_databases() -> None:
    library()
    Book.objects.using("other").create(title="Elsewhere")
    rows = sealed(Book).order_by("title", "pk")
    assert [row.title for row in rows.using("other")] == ["Elsewhere"]
    assert rows.count() == 5
    assert rows.using("other").first()._state.db == "other"
    with pytest.raises(ValueError, match="Subqueries aren't allowed across different databases"):
        [*rows.filter(pk__in=rows.using("other"))]


def test_a_name_that_a_table_has() -> None:
    """Django trims the SELECT off a sub-select, and begins it with a table of the same name."""
    library()
    rows = sealed(Book, "WHERE title <> %(title)s", {"title": "Mid"}, name="testapp_author")
    theirs = Book.objects.exclude(title="Mid")
    for operation in ("exclude_many", "exclude_deep", "exclude_many_null", "or_joined", "annotate_two"):
        assert shown(OPERATIONS[operation](rows)) == shown(OPERATIONS[operation](theirs.order_by()))
