"""What is kept between requests, against everything else that an answer may depend on."""

import datetime
import decimal
from contextvars import ContextVar
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.db.models import CharField, Value
from django.utils import timezone
from django.utils.functional import classproperty, lazystr
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.models import Prefixed, prefix
from tests.outcomes import assert_same
from tests.testapp.models import Author, Book, ChoiceRow, MomentRow
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db

word: ContextVar[str] = ContextVar("word", default="one")
NOON = datetime.datetime(2024, 7, 1, 12, tzinfo=datetime.timezone.utc)


def both(pair: tuple[type, type], url: str = "/rows/", **extra: Any) -> bytes:
    expected, actual = (call(view, url, **extra) for view in pair)
    assert_same(expected, actual)
    return actual.body


def test_time_zones_of_one_name():
    """A zone made from what the browser says, always under the same name."""
    MomentRow.objects.create(moment=NOON)
    pair = twins(queryset=MomentRow.objects.all(), serializer_class=model_serializer(MomentRow, "moment"))
    for hours in (1, 2, 0, 1):
        with timezone.override(datetime.timezone(datetime.timedelta(hours=hours), "browser")):
            both(pair)


def test_decimals_of_another_context():
    """The rounding of a ``decimal`` context is each thread's own."""
    Book.objects.create(title="a", price="0.25")
    shown = model_serializer(Book, price=serializers.DecimalField(8, 1))
    pair = twins(queryset=Book.objects.all(), serializer_class=shown)
    both(pair)
    with decimal.localcontext() as context:
        context.rounding = decimal.ROUND_HALF_UP
        both(pair)
    both(pair)


class WordyField(serializers.CharField):
    """A field is made anew for each serializer: its options may be of this request."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "default": word.get()})


class WordyDate(serializers.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "format": "%Y" if word.get() == "one" else "%m"})


class WordySlug(serializers.SlugRelatedField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "slug_field": "name" if word.get() == "one" else "code"})


class WordySource(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "source": "title" if word.get() == "one" else "author.name"})


@pytest.mark.parametrize(
    "field",
    [
        WordyField(source="author.country.name"),
        WordyDate(source="published"),
        WordySlug(source="origin", read_only=True),
        WordySource(default=None),
        serializers.CharField(source="author.country.name", default=lazystr(word.get)),
    ],
    ids=lambda field: type(field).__name__,
)
def test_fields_that_are_made_otherwise_for_each_request(field: serializers.Field):
    library()
    shown = model_serializer(Book, "id", shown=field)
    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
    for value in ("one", "two", "one"):
        token = word.set(value)
        both(pair)
        word.reset(token)


def test_fields_of_a_mapping_that_are_made_otherwise():
    library()

    class Shown(serializers.ModelSerializer):
        serializer_field_mapping = {
            **serializers.ModelSerializer.serializer_field_mapping,
            Book._meta.get_field("published").__class__: WordyDate,
        }

        class Meta:
            model = Book
            fields = ["id", "published"]

    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=Shown)
    for value in ("one", "two", "one"):
        token = word.set(value)
        both(pair)
        word.reset(token)


def test_labels_that_are_lazy_on_more_than_the_language(monkeypatch: pytest.MonkeyPatch):
    ChoiceRow.objects.create(status="new")
    field = ChoiceRow._meta.get_field("status")
    monkeypatch.setattr(field, "choices", [("new", lazystr(word.get))])
    shown = model_serializer(ChoiceRow, status=serializers.CharField(source="get_status_display"))
    pair = twins(queryset=ChoiceRow.objects.all(), serializer_class=shown)
    for value in ("one", "two"):
        token = word.set(value)
        both(pair)
        word.reset(token)


@pytest.mark.parametrize(
    ("owner", "name", "replacement"),
    [
        ("serializer", "to_representation", lambda self, row: {"patched": True}),
        ("serializer", "get_fields", lambda self: {"id": serializers.IntegerField()}),
        ("nested", "to_representation", lambda self, row: {"patched": True}),
        ("nested", "get_fields", lambda self: {"id": serializers.IntegerField()}),
        ("field", "to_representation", lambda self, value: "patched"),
        ("field", "get_attribute", lambda self, row: "patched"),
        ("plain", "get_serializer", lambda self, rows, **kwargs: Other(rows, **kwargs)),
        ("plain", "paginate_queryset", lambda self, rows: list(rows)[:1]),
        ("plain", "get_paginated_response", lambda self, rows: serializers.Response({"patched": True})),
        ("paginator", "paginate_queryset", lambda self, rows, request, view=None: None),
        ("paginator", "page_size", 1),
        ("paginator", "get_page_number", lambda self, request, paginator: 2),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_classes_patched_between_requests(owner: str, name: str, replacement: Any):
    """``mock.patch.object`` in a project's tests, a package that patches at run time."""
    library()

    class Loud(serializers.CharField):
        pass

    class Pages(PagesOfTwo):
        pass

    nested = model_serializer(Book, "title")
    shown = model_serializer(Author, "id", name=Loud(), books=nested(many=True))
    pair = twins(queryset=Author.objects.order_by("pk"), serializer_class=shown, pagination_class=Pages)
    owners = {"serializer": [shown], "nested": [nested], "field": [Loud], "model": [Author], "plain": pair}
    both(pair)
    with mock.patch.multiple(owners.get(owner, [Pages])[0], **{name: replacement}):
        if owner == "plain":
            with mock.patch.multiple(pair[1], **{name: replacement}):
                both(pair)
        else:
            both(pair)
    both(pair)


Other = model_serializer(Author, "id")


def test_metas_patched_between_requests():
    library()
    nested = model_serializer(Book, "title", "id")
    shown = model_serializer(Author, "id", "name", books=nested(many=True))
    pair = twins(queryset=Author.objects.order_by("pk"), serializer_class=shown)
    both(pair)
    nested.Meta.fields.remove("title")
    assert b"title" not in both(pair)
    shown.Meta.fields.remove("name")
    both(pair)
    shown._declared_fields["books"] = serializers.SlugRelatedField("title", many=True, read_only=True)
    both(pair)
    shown.Meta.extra_kwargs = {"id": {"source": "name"}}
    both(pair)
    shown.Meta.extra_kwargs["id"]["source"] = "pk"
    both(pair)
    shown.Meta.list_serializer_class = type("L", (serializers.ListSerializer,), {"to_representation": lambda s, d: [1]})
    both(pair)


def test_metas_that_are_computed():
    library()

    class Shown(serializers.ModelSerializer):
        class Meta:
            model = Author
            fields = classproperty(lambda cls: ["id"] if word.get() == "one" else ["id", "name"])

    pair = twins(queryset=Author.objects.order_by("pk"), serializer_class=Shown)
    bodies = []
    for value in ("one", "two", "one"):
        token = word.set(value)
        bodies.append(both(pair))
        word.reset(token)
    assert bodies[0] == bodies[2] != bodies[1]


def test_metas_patched_where_they_are_inherited():
    library()

    class Common:
        model = Author
        fields = ("id", "name")

    class Shown(serializers.ModelSerializer):
        class Meta(Common):
            pass

    pair = twins(queryset=Author.objects.order_by("pk"), serializer_class=Shown)
    assert b"name" in both(pair)
    Common.fields = ("id",)
    assert b"name" not in both(pair)
    Common.fields = ["id", "name"]
    both(pair)
    Common.fields.reverse()
    both(pair)


def test_the_encoder_of_the_project(monkeypatch: pytest.MonkeyPatch):
    """``JSONRenderer.encoder_class = ...`` at start-up: the class itself is not what it was."""
    library()

    class Loud(JSONEncoder):
        def encode(self, value: Any) -> str:
            return super().encode(value).upper()

        def iterencode(self, value: Any, _one_shot: bool = False) -> Any:
            return (part.upper() for part in super().iterencode(value, _one_shot))

    monkeypatch.setattr(JSONRenderer, "encoder_class", Loud)
    for pagination in (None, PagesOfTwo):
        made = {"serializer_class": model_serializer(Author, "name"), "pagination_class": pagination}
        compare("/rows/", queryset=Author.objects.order_by("pk"), **made)


def test_the_render_of_the_project(monkeypatch: pytest.MonkeyPatch):
    library()
    original = JSONRenderer.render
    monkeypatch.setattr(JSONRenderer, "render", lambda self, data, *rest: b"//" + original(self, data, *rest))
    for pagination in (None, PagesOfTwo):
        made = {"serializer_class": model_serializer(Author, "name"), "pagination_class": pagination}
        compare("/rows/", queryset=Author.objects.order_by("pk"), **made)


@pytest.mark.parametrize("name", ["to_representation", "get_attribute"])
def test_a_field_class_of_drf_patched(monkeypatch: pytest.MonkeyPatch, name: str):
    """Some projects and packages patch DRF's own classes at start-up."""
    library()
    monkeypatch.setattr(serializers.CharField, name, lambda self, value: "patched")
    made = {"queryset": Author.objects.order_by("pk"), "serializer_class": model_serializer(Author, "id", "name")}
    compare("/rows/", **made)


def test_the_hour_that_comes_twice():
    """Two instants that Python calls equal: ``fold`` takes no part in comparison."""
    zone = ZoneInfo("Europe/Amsterdam")
    first, second = (datetime.datetime(2024, 10, 27, 2, 30, tzinfo=zone, fold=fold) for fold in (0, 1))
    MomentRow.objects.create(moment=first)
    MomentRow.objects.create(moment=second)
    shown = model_serializer(MomentRow, "moment")
    for moment in (first, second, first):
        rows = MomentRow.objects.filter(moment__gte=moment).order_by("pk")
        compare("/rows/", queryset=rows, serializer_class=shown)


def test_a_value_that_means_another_thing_to_another_tenant():
    Prefixed.objects.bulk_create(Prefixed(name=name) for name in ("x", "y"))
    shown = model_serializer(Prefixed, "id")
    for tenant in ("a", "b", "a"):
        token = prefix.set(tenant)
        Prefixed.objects.create(name="z")
        compare("/rows/", queryset=Prefixed.objects.filter(name="z").order_by("pk"), serializer_class=shown)
        prefix.reset(token)


def test_annotations_of_one_name_and_other_values():
    library()
    shown = model_serializer(Author, "id", x=serializers.ReadOnlyField(), name=serializers.CharField())

    def get_queryset(self: Any) -> Any:
        value = [
            Value("a"),
            Value(1),
            Value(True),
            Value(1.5),
            Value(None, CharField()),
            Value(decimal.Decimal("1.10")),
        ]
        return Author.objects.annotate(x=value[int(self.request.query_params["n"])]).order_by("pk")

    pair = twins(get_queryset=get_queryset, serializer_class=shown)
    for number in (0, 1, 2, 3, 4, 5, 3, 1, 0):
        both(pair, f"/rows/?n={number}")
