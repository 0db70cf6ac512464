"""Querysets of a project's own class: how they are built is in their query, how they are read is not."""

from typing import Any

import pytest
from django.db.models import Count, Model, Q, QuerySet
from django.db.models.query import ModelIterable, ValuesIterable
from django.test import override_settings
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from drf_sqllist.plan.doors import register
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import SHAPES, attack, made
from tests.hostile.models import AliveManager, Item, Letterbox, Shop
from tests.testapp.models import Author, Book, Tag
from tests.views import compare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class Counting(BasePagination):
    """Pages by itself."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        return list(queryset.filter(pk__gt=1)[:3])

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"rows": data})


LETTERBOX = model_serializer(Letterbox, "id", "hidden")
EVERY = [*SHAPES.values(), {"pagination_class": Counting}]


# How they are built.


class Rewriting(QuerySet):
    """What filter() and order_by() are given is rewritten, as django-modeltranslation does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rewrites = True
        if self.model and not self.query.order_by:
            self.query.add_ordering("-pk")

    def _clone(self) -> Any:
        clone = super()._clone()
        clone.rewrites = self.rewrites
        return clone

    def _filter_or_exclude(self, negate: bool, args: Any, kwargs: Any) -> Any:
        kwargs = {name.replace("name", "title"): value for name, value in kwargs.items()}
        return super()._filter_or_exclude(negate, args, kwargs)

    def order_by(self, *names: Any) -> Any:
        return super().order_by(*(name.replace("name", "title") for name in names), "pk")


class Narrowing(QuerySet):
    """Each copy has one condition more, and so has each page."""

    def _clone(self) -> Any:
        clone = super()._clone()
        clone.query.add_q(Q(pk__gt=2 if self.query.order_by else 0))
        return clone


class Turning(QuerySet):
    """Ordered anew by each of these."""

    def filter(self, *args: Any, **kwargs: Any) -> Any:
        return super().filter(*args, **kwargs).reverse()

    def all(self) -> Any:
        return super().all().order_by("-title", "pk")

    def using(self, alias: Any) -> Any:
        return super().using(alias).order_by("title", "pk")

    def _chain(self) -> Any:
        return super()._chain()

    def _next_is_sticky(self) -> Any:
        return super()._next_is_sticky()

    def _add_hints(self, **hints: Any) -> None:
        super()._add_hints(**hints)


BUILT: dict[str, Any] = {
    "rewriting": lambda: Rewriting(Book),
    "rewriting_filtered": lambda: Rewriting(Book).filter(name__contains="a").order_by("name"),
    "rewriting_annotated": lambda: Rewriting(Book).annotate(n=Count("tags")).select_related("author").order_by("-name"),
    "narrowing": lambda: Narrowing(Book).order_by("pk"),
    "turning": lambda: Turning(Book).order_by("pk"),
    "turning_all": lambda: Turning(Book).all(),
    "turning_using": lambda: Turning(Book).using("default").filter(pk__gt=1),
}
SHOWN: dict[str, Any] = {
    "sql": model_serializer(Book, "id", "title", tags=model_serializer(Tag, "name")(many=True)),
    "spliced": made(lambda self, book: [book.title, book.author and book.author.name], "id", "title", model=Book),
}


@pytest.mark.parametrize("shape", EVERY, ids=lambda shape: getattr(shape["pagination_class"], "__name__", "whole"))
@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("name", BUILT)
def test_how_a_queryset_is_built_is_in_its_query(name: str, shown: str, shape: dict[str, Any]):
    response, _ = compare("/rows/", get_queryset=lambda self: BUILT[name](), serializer_class=SHOWN[shown], **shape)
    if shape["pagination_class"] is not Counting:
        assert response.sqllist.mode == shown, response.sqllist.problems


class Becoming(QuerySet):
    """A copy is another thing."""

    change: Any = None

    def _clone(self) -> Any:
        clone = super()._clone()
        return type(self).change(clone) or clone


def of_another_class(clone: Any) -> Any:
    clone.__class__ = Reversed


def of_dictionaries(clone: Any) -> None:
    clone._iterable_class = ValuesIterable


def with_an_annotation(clone: Any) -> None:
    clone.query.add_annotation(Count("tags"), "n")


def with_a_relation(clone: Any) -> None:
    clone.query.add_select_related(["author"])


def without_columns(clone: Any) -> None:
    clone.query.add_deferred_loading(["title"])


def with_prefetched(clone: Any) -> None:
    clone._prefetch_related_lookups = ("tags",)


def read_already(clone: Any) -> None:
    clone._result_cache = []


@pytest.mark.parametrize(
    "change",
    [
        of_another_class,
        of_dictionaries,
        with_an_annotation,
        with_a_relation,
        without_columns,
        with_prefetched,
        read_already,
    ],
)
def test_a_copy_that_is_read_in_another_way(change: Any):
    cls = type("Changed", (Becoming,), {"change": staticmethod(change)})
    n = serializers.SerializerMethodField(method_name="get_n")
    shown = model_serializer(Book, "id", "title", n=n)
    shown.get_n = lambda self, book: [getattr(book, "n", None), sorted(getattr(book, "_prefetched_objects_cache", ()))]
    for shape in EVERY[:2]:
        response, _ = compare("/rows/", get_queryset=lambda self: cls(Book), serializer_class=shown, **shape)
        codes = [] if response is None else [problem.code for problem in response.sqllist.problems]
        assert response is None or codes == ["queryset-class"]


# How they are read.


class Reversed(QuerySet):
    def __iter__(self) -> Any:
        return iter([*super().__iter__()][::-1])


class Dropping(QuerySet):
    def _fetch_all(self) -> None:
        super()._fetch_all()
        self._result_cache = self._result_cache[:1]


class Listing(QuerySet):
    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        return list(found) if isinstance(key, slice) else found


class Prefetching(QuerySet):
    def _prefetch_related_objects(self) -> None:
        super()._prefetch_related_objects()
        for book in self._result_cache:
            book._prefetched_objects_cache = {"tags": Tag.objects.none()}


class Iterating(QuerySet):
    def iterator(self, chunk_size: int | None = None) -> Any:
        return reversed([*super().iterator(chunk_size)])


def test_a_copy_that_is_read_in_another_way_sometimes():
    """A kept plan is of a queryset whose copies are read as it is."""
    cls = type("Changed", (Becoming,), {"change": None})
    view = {"get_queryset": lambda self: cls(Book), "serializer_class": SHOWN["spliced"], **SHAPES["pages"]}
    for change, mode in (
        (lambda clone: None, "spliced"),
        (of_another_class, "serializer"),
        (lambda clone: None, "spliced"),
    ):
        cls.change = staticmethod(change)
        response, _ = compare("/rows/", **view)
        assert response.sqllist.mode == mode


@pytest.mark.parametrize("cls", [Reversed, Dropping, Listing, Prefetching, Iterating])
@pytest.mark.parametrize("shown", SHOWN)
def test_a_queryset_that_reads_in_its_own_way_is_drfs(cls: Any, shown: str):
    for queryset in (cls(Book).order_by("pk"), cls(Book).prefetch_related("author").order_by("pk")):
        for shape in EVERY[:-1]:
            response, _ = compare("/rows/", queryset=queryset, serializer_class=SHOWN[shown], **shape)
            (problem,) = response.sqllist.problems
            assert problem.code == "queryset-class"
            assert cls.__name__ in problem.reason
            assert "register()" in problem.hint


def test_a_relation_is_built_by_its_class():
    """A related manager filters by the class's own methods, so they have a say in a nested list."""
    shop = Shop.objects.create(name="a")
    for hidden in (True, False):
        Letterbox.objects.create(shop=shop, hidden=hidden)
    response, _ = compare("/rows/", queryset=Letterbox.objects.order_by("pk"), serializer_class=LETTERBOX)
    assert response.sqllist.mode == "sql"
    shown = model_serializer(Shop, "id", letterboxes=LETTERBOX(many=True))
    response, _ = compare("/rows/", queryset=Shop.objects.order_by("pk"), serializer_class=shown)
    assert [(problem.code, problem.reason.split()[0]) for problem in response.sqllist.problems] == [
        ("queryset-class", "LiveRows.filter")
    ]


# What is waived.


class Marking(QuerySet):
    """Leaves something on each instance, as django-parler does."""

    mark = "-"

    def _clone(self) -> Any:
        clone = super()._clone()
        clone.mark = self.mark
        return clone

    def marked(self, mark: str) -> Any:
        self.mark = mark
        return self

    def _fetch_all(self) -> None:
        super()._fetch_all()
        for book in self._result_cache:
            if isinstance(book, Model):
                book.mark = self.mark


class Shouting(QuerySet):
    """Is no such class, whatever is said of it."""

    def _fetch_all(self) -> None:
        super()._fetch_all()
        for book in self._result_cache:
            book.title = book.title.upper()


MARKED = made(lambda self, book: getattr(book, "mark", None), "id", "title", model=Book)
MARKED_BELOW = model_serializer(Book, "id", author=made(lambda self, one: one.name, "id", model=Author)())
WAIVED = {"REGISTER": {f"{__name__}.{cls}._fetch_all": {"waive": True} for cls in ("Marking", "Shouting")}}


@pytest.mark.parametrize("shape", EVERY, ids=lambda shape: getattr(shape["pagination_class"], "__name__", "whole"))
def test_what_a_waived_class_does_to_instances_is_done(shape: dict[str, Any]):
    for serializer, mode in ((MARKED, "spliced"), (MARKED_BELOW, "spliced"), (model_serializer(Book, "title"), "sql")):
        made_by = {
            "get_queryset": lambda self: Marking(Book).marked("x").order_by("pk"),
            "serializer_class": serializer,
        }
        response, _ = compare("/rows/", **made_by, **shape)
        assert response.sqllist.mode == "serializer"
        with override_settings(DRF_SQLLIST=WAIVED):
            response, _ = compare("/rows/", **made_by, **shape)
        assert response.sqllist.mode == mode, response.sqllist.problems
        assert (b'"x"' in response.content) == (serializer is MARKED)


def test_a_waiver_that_is_not_true_is_noticed():
    """Where Python has the instances: SQL has written the columns that were changed."""
    with override_settings(DRF_SQLLIST=WAIVED):
        for shape in ("whole", "pages"):
            modes = attack(Shouting(Book).order_by("pk"), MARKED, shapes=(shape,))
            assert modes == {shape: "serializer"}


def test_a_waived_method_is_that_of_its_class():
    """An override below it is another one."""

    class Below(Marking):
        def _fetch_all(self) -> None:
            super()._fetch_all()

    with override_settings(DRF_SQLLIST=WAIVED):
        response, _ = compare("/rows/", queryset=Below(Book).order_by("pk"), serializer_class=MARKED)
        assert [problem.code for problem in response.sqllist.problems] == ["queryset-class"]
        register(Below._fetch_all, waive=True)
        response, _ = compare("/rows/", queryset=Below(Book).order_by("pk"), serializer_class=MARKED)
        assert response.sqllist.mode == "spliced"
        assert Below(Book)._iterable_class is ModelIterable


def test_a_relation_of_a_waived_class(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(AliveManager, "_queryset_class", Marking)
    shop = Shop.objects.create(name="a")
    for name in ("b", "c"):
        Item.all_objects.create(shop=shop, name=name)
    shown = model_serializer(Shop, "id", items=model_serializer(Item, "name")(many=True))
    for names, mode in (((), "spliced"), (("_fetch_all",), "spliced"), (("_fetch_all", "_clone"), "sql")):
        waived = {f"{__name__}.Marking.{name}": {"waive": True} for name in names}
        for shape in (SHAPES["whole"], SHAPES["pages"]):
            with override_settings(DRF_SQLLIST={"REGISTER": waived}):
                response, _ = compare("/rows/", queryset=Shop.objects.order_by("pk"), serializer_class=shown, **shape)
            assert response.sqllist.mode == mode
