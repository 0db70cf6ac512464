"""A second round, at what the first one changed."""

import datetime
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import F, Func, OuterRef, Prefetch, Subquery, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from drf_sqllist import SQLListMixin
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.models import Basis, Helped, Item, Legacy, Ring, Shop, Wordy
from tests.outcomes import assert_same, outcome
from tests.testapp.models import Author, Book, MomentRow, UuidChild, UuidKey
from tests.views import PagesOfTwo, call, compare, factory, twins

pytestmark = pytest.mark.django_db
SHOWN = model_serializer(Author, "id", "name")
BASIS = model_serializer(Basis, "id", "name")


@pytest.fixture
def hidden() -> Basis:
    basis = Basis.objects.create(name="closed", is_open=False)
    first = Ring.objects.create(basis=basis)
    Ring.objects.create(basis=basis, next=first)
    return basis


def ring(**declared: Any) -> type:
    return model_serializer(Ring, "id", **declared)


def test_a_parent_knows_what_select_related_brought(hidden: Basis):
    shown = ring(previous=ring(next=ring(basis=BASIS())())(many=True))
    compare("/rows/", queryset=Ring.objects.select_related("basis"), serializer_class=shown)


def test_a_parent_knows_what_the_view_gave_it(hidden: Basis):
    shown = ring(previous=ring(next=ring(basis=BASIS())())(many=True))
    compare("/rows/", get_queryset=lambda self: Basis.objects.get().rings.all(), serializer_class=shown)


def test_a_parent_below_a_parent(hidden: Basis):
    shown = ring(previous=ring(next=ring(previous=ring(next=ring(basis=BASIS())())(many=True))())(many=True))
    rows = Ring.objects.prefetch_related(Prefetch("previous", queryset=Ring.objects.filter(pk=-1)))
    for queryset in (rows, Ring.objects.prefetch_related("previous__next__basis"), Ring.objects.all()):
        compare("/rows/", queryset=queryset, serializer_class=shown)


def test_a_prefetched_child_with_the_way_back_selected(hidden: Basis):
    """Django puts the parent in place of what ``select_related`` brought."""
    shown = ring(previous=ring(next=ring(basis=BASIS())())(many=True))
    children = Ring.objects.select_related("next__basis")
    rows = Ring.objects.prefetch_related(Prefetch("previous", queryset=children))
    compare("/rows/", queryset=rows, serializer_class=shown)
    named = Prefetch("previous", queryset=children, to_attr="found")
    shown = ring(found=ring(next=ring(basis=BASIS())())(many=True))
    compare("/rows/", queryset=Ring.objects.prefetch_related(named), serializer_class=shown)


def test_values_of_the_parent_by_source(hidden: Basis):
    shown = ring(previous=ring(name=serializers.CharField(source="next.basis.name", default="none"))(many=True))
    for rows in (Ring.objects.select_related("basis"), Ring.objects.prefetch_related("basis"), Ring.objects.all()):
        compare("/rows/", queryset=rows, serializer_class=shown)


@pytest.mark.parametrize("prefetched", [False, True])
def test_a_manager_that_asks_by_a_helper(prefetched: bool):
    shop = Shop.objects.create(name="a")
    for flag in (True, False):
        Helped.objects.create(shop=shop, public=flag)
    rows = Shop.objects.prefetch_related("helped") if prefetched else Shop.objects.all()
    compare("/rows/", queryset=rows, serializer_class=model_serializer(Shop, "id", "helped"))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's types")
def test_a_key_of_another_type():
    shop = Shop.objects.create(name="a")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE testapp_wordy (id bigint, shop_id varchar(10))")
        cursor.execute("INSERT INTO testapp_wordy VALUES (1, %s), (2, NULL)", [str(shop.pk)])
    for shown in (
        model_serializer(Wordy, "id", shop=model_serializer(Shop, "name")()),
        model_serializer(Wordy, "id", "shop"),
        model_serializer(Wordy, "id", name=serializers.CharField(source="shop.name", default=None)),
    ):
        for pagination in (None, PagesOfTwo):
            compare("/rows/", queryset=Wordy.objects.all(), serializer_class=shown, pagination_class=pagination)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's types")
@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("text", "varchar(9)", "'a'"),
        ("text", "name", "'a'"),
        ("text", 'text COLLATE "C"', "'a'"),
        ("count", "bigint", "5"),
        ("count", "smallint", "5"),
        ("amount", "numeric(12,2)", "1234567890.12"),
        ("amount", "numeric(5,2)", "1.10"),
        ("amount", "numeric(10,2)", "'NaN'"),
        ("moment", "timestamptz(0)", "'2024-07-01 12:00+00'"),
        ("number", "double precision", "'NaN'"),
        ("key", "uuid", "'00000000-0000-0000-0000-00000000000a'"),
        ("date", "date", "'infinity'"),
    ],
)
def test_types_of_an_unmanaged_table(name: str, kind: str, value: str):
    columns = {field.column: "text" for field in Legacy._meta.fields} | {"id": "bigint", name: kind}
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE testapp_legacy ({', '.join(' '.join(pair) for pair in columns.items())})")
        cursor.execute(f"INSERT INTO testapp_legacy (id, {name}) VALUES (1, {value}), (2, NULL)")
    shown = model_serializer(Legacy, "id", name, again=serializers.ReadOnlyField(source=name))
    rows = Legacy.objects.annotate(x=F(name))
    compare("/rows/", queryset=rows, serializer_class=shown)
    compare("/rows/", queryset=rows, serializer_class=model_serializer(Legacy, "id", x=serializers.ReadOnlyField()))


class OwnPages(PagesOfTwo):
    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return super().paginate_queryset(queryset, request, view)


@pytest.mark.parametrize(
    "annotation",
    [
        Func(template="rank() OVER (ORDER BY title)", output_field=models.IntegerField()),
        Func(F("title"), template="rank() OVER (ORDER BY %(expressions)s)", output_field=models.IntegerField()),
        Subquery(
            Book.objects.filter(pk=OuterRef("pk"))
            .annotate(r=RawSQL("rank() OVER (ORDER BY title)", [], output_field=models.IntegerField()))
            .values("r")[:1]
        ),
    ],
    ids=["template", "function", "inside"],
)
def test_windows_in_disguise(annotation: Any):
    library()
    shown = model_serializer(Book, "id", x=serializers.ReadOnlyField())
    made = {"serializer_class": shown, "pagination_class": OwnPages}
    for page in (1, 2):
        compare(f"/rows/?page={page}", queryset=Book.objects.annotate(x=annotation).order_by("-pk"), **made)


def test_an_envelope_is_asked_once():
    """Whatever ``get_paginated_response`` does, it does it once."""

    def get_paginated_response(self: Any, data: Any) -> Response:
        self.asked = getattr(self, "asked", 0) + 1
        Author.objects.create(name="asked")
        return Response({"asked": self.asked, "size": len(data), "rows": [1, *data, *([*data, 2])], "n": authors()})

    def authors() -> int:
        return Author.objects.filter(name="asked").count()

    library()
    UuidChild.objects.create(parent=UuidKey.objects.create(name="u"))
    made = {"pagination_class": PagesOfTwo, "get_paginated_response": get_paginated_response}
    for rows, shown in (
        (Book.objects.order_by("pk"), model_serializer(Book, "id", "title")),
        (UuidChild.objects.order_by("pk"), model_serializer(UuidChild, "id", "parent")),
    ):
        plain, ours = twins(queryset=rows, serializer_class=shown, **made)
        expected, actual = call(plain), None
        Author.objects.filter(name="asked").delete()
        actual = call(ours)
        Author.objects.filter(name="asked").delete()
        assert_same(expected, actual)


def test_an_envelope_that_refuses():
    def get_paginated_response(self: Any, data: Any) -> Response:
        self.asked = getattr(self, "asked", 0) + 1
        raise PermissionDenied(f"asked {self.asked}")

    library()
    made = {"pagination_class": PagesOfTwo, "get_paginated_response": get_paginated_response}
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=SHOWN, **made)


class Methodical(serializers.ModelSerializer):
    n = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["id", "n"]

    def get_n(self, author: Author) -> int:
        return self.context["asked"]

    def get_fields(self) -> Any:
        return super().get_fields()


@pytest.mark.parametrize("shown", [Methodical, SHOWN])
def test_a_context_that_asks_the_database(shown: type):
    """Falling back may not ask twice what the view asks once."""

    def get_serializer_context(self: Any) -> Any:
        self.asked = getattr(self, "asked", 0) + 1
        total = Book.objects.count()
        return {**super(type(self), self).get_serializer_context(), "asked": self.asked, "total": total}

    library()
    for pagination in (None, PagesOfTwo):
        made = {"serializer_class": shown, "pagination_class": pagination}
        rows = Author.objects.order_by("pk")
        plain, ours = twins(queryset=rows, get_serializer_context=get_serializer_context, **made)
        expected, actual = call(plain), call(ours)
        assert_same(expected, actual)
        assert len(actual.statements) <= len(expected.statements), actual.statements.sql


def test_zones_that_cannot_be_keys():
    """Some packages' zones have no hash."""

    class Zone(datetime.tzinfo):
        __hash__ = None  # type: ignore[assignment]

        def __init__(self, hours: int) -> None:
            self.hours = hours

        def utcoffset(self, moment: Any) -> datetime.timedelta:
            return datetime.timedelta(hours=self.hours)

        def dst(self, moment: Any) -> datetime.timedelta:
            return datetime.timedelta(0)

        def tzname(self, moment: Any) -> str:
            return "here"

        def __deepcopy__(self, memo: Any) -> Any:
            return self

    MomentRow.objects.create(moment=datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc))
    pair = twins(queryset=MomentRow.objects.all(), serializer_class=model_serializer(MomentRow, "moment"))
    for hours in (1, 2):
        with timezone.override(Zone(hours)):
            assert_same(*(call(view) for view in pair))


class Actions(viewsets.ModelViewSet):
    """A viewset as projects have them."""

    serializer_class = SHOWN
    pagination_class = PagesOfTwo
    queryset = Author.objects.order_by("pk")

    def get_serializer_class(self) -> type:
        return {"list": SHOWN, "named": model_serializer(Author, "name")}.get(self.action, Methodical)

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        if request.query_params.get("data") == "add":
            response.data["extra"] = [row["name"] for row in response.data["results"]]
        elif request.query_params.get("data") == "bare":
            response.data = response.data["results"]
        elif request.query_params.get("data") == "drop":
            for row in response.data["results"]:
                row.pop("id", None)
        elif request.query_params.get("data") == "header":
            response["X-Total"] = str(response.data["count"])
        return response

    @action(detail=False)
    def named(self, request: Any) -> Response:
        return self.list(request)

    @action(detail=False)
    def paged(self, request: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(SHOWN(page, many=True).data)


@pytest.mark.parametrize("data", ["", "add", "bare", "drop", "header"])
@pytest.mark.parametrize("name", ["list", "named", "paged"])
def test_viewsets(name: str, data: str):
    library()
    ours = type("Actions", (Actions, SQLListMixin, viewsets.ModelViewSet), {})
    answers = []
    for view in (Actions, ours):
        answers.append(outcome(lambda view=view: view.as_view({"get": name})(factory.get(f"/rows/?data={data}"))))
    assert_same(*answers)


def test_an_item_and_its_shop():
    """A list of children with the parent's own list beside it."""
    shop = Shop.objects.create(name="a")
    Item.all_objects.create(shop=shop, name="x", deleted=True)
    shown = model_serializer(Item, "name", shop=model_serializer(Shop, "name", "items")())
    for rows in (Item.all_objects.all(), Item.all_objects.select_related("shop").prefetch_related("shop__items")):
        compare("/rows/", queryset=rows, serializer_class=shown)
    rows = Item.all_objects.annotate(x=Value(1)).filter(x=1)
    compare("/rows/", queryset=rows, serializer_class=shown, pagination_class=PagesOfTwo)
