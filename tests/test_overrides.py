"""What a subclass overrides on the way out runs; what it overrides on the way in changes nothing."""

from collections import OrderedDict
from decimal import Decimal
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from rest_framework import relations, serializers

from drf_sqllist.plan.registry import find_kind
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.cases.nested import TagSerializer
from tests.testapp.models import Author, Book, Country, Tag
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db


class Loud(serializers.CharField):
    def to_representation(self, value):
        return super().to_representation(value).upper()


class OfTheInstance(serializers.CharField):
    def get_attribute(self, instance):
        return f"{instance.pk}:{instance.title}"


class OwnDefault(serializers.CharField):
    def get_default(self):
        return "made"


class RoundedDown(serializers.DecimalField):
    def quantize(self, value):
        return value.quantize(Decimal("1"))


class NoZone(serializers.DateTimeField):
    def enforce_timezone(self, value):
        return value.replace(tzinfo=None)


class LabelledChoice(serializers.ChoiceField):
    def to_representation(self, value):
        return {"value": value, "label": self.choices.get(value)}


class LoadingKey(serializers.PrimaryKeyRelatedField):
    def use_pk_only_optimization(self):
        return False


class OwnKey(serializers.PrimaryKeyRelatedField):
    def to_representation(self, value):
        return {"id": value.pk}


class OwnSlug(serializers.SlugRelatedField):
    def to_representation(self, obj):
        return f"#{super().to_representation(obj)}"


class OwnRelated(serializers.RelatedField):
    def to_representation(self, value):
        return [value.pk, str(value)]


class SortedMany(serializers.ManyRelatedField):
    def get_attribute(self, instance):
        return sorted(super().get_attribute(instance), key=lambda row: row.name)


class SortedKey(serializers.PrimaryKeyRelatedField):
    @classmethod
    def many_init(cls, *args, **kwargs):
        return SortedMany(child_relation=cls(*args, **kwargs), read_only=True)


class CountedMany(serializers.ManyRelatedField):
    def to_representation(self, iterable):
        return len(super().to_representation(iterable))


class ReversedList(serializers.ListSerializer):
    def to_representation(self, data):
        return super().to_representation(data)[::-1]


class FilteredList(serializers.ListSerializer):
    def to_representation(self, data):
        return super().to_representation(data.filter(weight__gt=0))


class InputList(serializers.ListSerializer):
    def update(self, instance, validated_data):
        return instance


class Wrapped(TagSerializer):
    def to_representation(self, instance):
        return OrderedDict(tag=super().to_representation(instance))


class WithoutNulls(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price", "author"]

    def to_representation(self, instance):
        return {key: value for key, value in super().to_representation(instance).items() if value is not None}


class OwnReadable(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price"]

    @property
    def _readable_fields(self):
        return [field for field in super()._readable_fields if field.field_name != "price"]


class OwnNames(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price"]

    def get_field_names(self, declared_fields, info):
        return ["title", "id"]


class OwnMapping(serializers.ModelSerializer):
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Loud,
    }
    serializer_related_field = OwnKey

    class Meta:
        model = Book
        fields = ["id", "title", "author", "tags"]


class ExtraKwargs(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price", "author", "published"]
        extra_kwargs = {
            "title": {"write_only": True},
            "price": {"max_digits": 9, "decimal_places": 3},
            "published": {"format": "%Y"},
        }


class ChangedInInit(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price", "published"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["price"].coerce_to_string = False
        self.fields["published"].format = "%d"
        self.fields["title"].to_representation = lambda value: value[::-1]


class Bound(serializers.CharField):
    def bind(self, field_name, parent):
        super().bind(field_name, parent)
        self.source_attrs = ["author_id"] if "author" in field_name else self.source_attrs


def related(field: Any, **options: Any) -> type:
    return model_serializer(Book, "id", **{options.pop("name", "author"): field})


OUTPUT: dict[str, type] = {
    "char": model_serializer(Book, "id", title=Loud()),
    "instance": model_serializer(Book, "id", title=OfTheInstance()),
    "decimal": model_serializer(Book, "id", price=RoundedDown(8, 2)),
    "moment": model_serializer(Book, "id", published=NoZone()),
    "choice": model_serializer(Book, "id", title=LabelledChoice(choices=[("Zero", "0"), ("Mid", "m")])),
    "key": related(OwnKey(read_only=True)),
    "slug": related(OwnSlug("name", read_only=True)),
    "related": related(OwnRelated(read_only=True)),
    "related_many": related(OwnRelated(read_only=True, many=True), name="tags"),
    "key_many": related(OwnKey(read_only=True, many=True), name="tags"),
    "sorted_many": related(SortedKey(read_only=True, many=True), name="tags"),
    "counted_many": related(CountedMany(child_relation=OwnKey(read_only=True), read_only=True), name="tags"),
    "list_reversed": related(ReversedList(child=TagSerializer()), name="tags"),
    "list_filtered": related(FilteredList(child=TagSerializer()), name="tags"),
    "nested": related(Wrapped(many=True), name="tags"),
    "without_nulls": WithoutNulls,
    "changed_on_the_instance": ChangedInInit,
    "own_mapping": OwnMapping,
    "encoder": model_serializer(Book, "id", details=serializers.JSONField(binary=True, encoder=DjangoJSONEncoder)),
    "default": model_serializer(Book, "id", value=OwnDefault(source="author.country.name", default="x")),
}
INPUT: dict[str, type] = {
    "loading_key": related(LoadingKey(read_only=True)),
    "readable": OwnReadable,
    "names": OwnNames,
    "extra_kwargs": ExtraKwargs,
    "list_update": related(InputList(child=TagSerializer()), name="tags"),
    "list_explicit": related(serializers.ListSerializer(child=TagSerializer()), name="tags"),
    "many_explicit": related(
        relations.ManyRelatedField(child_relation=serializers.PrimaryKeyRelatedField(read_only=True), read_only=True),
        name="tags",
    ),
    "bound": model_serializer(Book, "id", the_author=Bound(source="title")),
    "help": model_serializer(Book, "id", title=serializers.CharField(help_text="x", validators=[str], initial="i")),
    "trim": model_serializer(Book, title=serializers.CharField(trim_whitespace=True, max_length=1, min_length=1)),
}


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


@pytest.mark.parametrize("serializer", OUTPUT.values(), ids=OUTPUT)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_output_side(serializer: type, pagination: type | None):
    """DRF's bytes; Python made at least some of them."""
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": serializer, "pagination_class": pagination}
    response, _ = compare("/rows/", **made)
    assert response.sqllist.mode != "sql" or pagination is not None


@pytest.mark.parametrize("serializer", INPUT.values(), ids=INPUT)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_input_side(serializer: type, pagination: type | None):
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": serializer, "pagination_class": pagination}
    response, statements = compare("/rows/", **made)
    assert response.sqllist.queries == len(statements)


@pytest.mark.parametrize("base", [ReversedList, FilteredList, InputList])
def test_list_serializer_of_the_root(base: type):
    class Meta(TagSerializer.Meta):
        list_serializer_class = base

    shown = type("RootTag", (TagSerializer,), {"Meta": Meta})
    response, _ = compare("/rows/", queryset=Tag.objects.order_by("pk"), serializer_class=shown)
    assert (response.sqllist.mode == "sql") == (base is InputList)


def test_many_init():
    class Own(TagSerializer):
        @classmethod
        def many_init(cls, *args, **kwargs):
            return ReversedList(*args, child=cls(), context=kwargs.get("context"))

    compare("/rows/", queryset=Tag.objects.order_by("pk"), serializer_class=Own)


def test_data_property():
    class Own(ReversedList):
        @property
        def data(self):
            return [*super().data, {"more": True}]

    class Meta(TagSerializer.Meta):
        list_serializer_class = Own

    shown = type("RootTag", (TagSerializer,), {"Meta": Meta})
    response, _ = compare("/rows/", queryset=Tag.objects.order_by("pk"), serializer_class=shown)
    assert b'"more"' in response.content


def test_a_serializer_that_is_no_serializer():
    class Keys(serializers.BaseSerializer):
        def to_representation(self, instance):
            return instance.pk

    compare("/rows/", queryset=Tag.objects.order_by("pk"), serializer_class=Keys)


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("shout", serializers.CharField),
        ("books.count", serializers.IntegerField),
        ("country.name.upper", serializers.CharField),
        ("name.upper", serializers.CharField),
        ("name.title", serializers.ReadOnlyField),
        ("initials", serializers.CharField),
        ("country.__str__", serializers.CharField),
        ("_meta.model_name", serializers.CharField),
        ("_state.db", serializers.CharField),
        ("pk", serializers.ReadOnlyField),
        ("country.pk", serializers.ReadOnlyField),
        ("country.id", serializers.ReadOnlyField),
        ("country_id", serializers.ReadOnlyField),
        ("get_absolute_url", serializers.CharField),
        ("no_such_thing", serializers.CharField),
        ("country.no_such_thing", serializers.CharField),
        ("books", serializers.CharField),
        ("country", serializers.CharField),
        ("country", serializers.ReadOnlyField),
    ],
)
@pytest.mark.parametrize("options", [{}, {"required": False}, {"read_only": True}, {"default": "d"}])
def test_sources_that_are_no_columns(source: str, field: type, options: dict[str, Any]):
    if field is serializers.ReadOnlyField:
        options = {}
    shown = model_serializer(Author, "id", value=field(source=source, **options))
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)


@pytest.mark.parametrize("relation", ["books.all", "books", "edited.all"])
def test_lists_by_method(relation: str):
    inner = model_serializer(Book, "title")
    shown = model_serializer(Author, "id", value=inner(many=True, source=relation))
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)


def test_a_single_serializer_over_many_and_the_other_way_round():
    """DRF raises; so do we."""
    over_many = model_serializer(Author, "id", books=model_serializer(Book, "id")())
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=over_many)
    over_one = model_serializer(Author, "id", country=model_serializer(Country, "id")(many=True))
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=over_one)


def test_partial_root():
    """``partial`` leaves a key with a default out."""

    def get_serializer(self, *args, **kwargs):
        shown = model_serializer(Book, "id", v=serializers.CharField(source="author.country.name", default="d"))
        return shown(*args, partial=True, **kwargs)

    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=None, get_serializer=get_serializer)


def test_the_default_of_a_new_row_says_nothing_of_the_rows_that_are_there():
    class Counted(models.IntegerField):
        def get_default(self):
            return 7

    assert find_kind(Counted)[1] is None
