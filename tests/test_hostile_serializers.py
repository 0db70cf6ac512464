"""Serializers that real projects write."""

from typing import Any, Generic, TypeVar

import pytest
from rest_framework import serializers
from rest_framework.fields import CreateOnlyDefault, CurrentUserDefault

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book, ChoiceRow, Country, JsonRow, Profile, Restaurant, Tag, TextRow, UuidRow
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db
T = TypeVar("T")
COUNTRY = model_serializer(Country, "code", "name")


def books(shown: type, **made: Any) -> None:
    library()
    for pagination in (None, PagesOfTwo):
        compare(
            "/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown, pagination_class=pagination, **made
        )


NAMES = [
    "a%sb",
    "100%",
    "%(x)s",
    "{brace}",
    "{0}",
    "quote'",
    'double"quote',
    "back\\slash",
    "new\nline",
    "\u2028",
    "\x7f",
    "ключ",
    "😀" * 30,
    "n" * 300,
    "",
    " ",
    "self",
    "class",
    "id",
    "_row",
    "body",
    "||",
    "CASE",
    "END",
    "--",
    "/*",
    ":name",
    "$1",
    "?",
    "null",
    "\x00",
    "\x01!\x02",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_of_fields(name: str):
    declared = {
        name: serializers.CharField(source="title"),
        "z": serializers.CharField(source="author.name", default="%s"),
    }
    nested = {"a": model_serializer(Author, **{name: serializers.CharField(source="name")})(source="author")}
    many = {name: model_serializer(Tag, **{name: serializers.CharField(source="name")})(many=True, source="tags")}
    for fields in (declared, nested, many):
        books(model_serializer(Book, **fields))
        Book.objects.all().delete()
        Author.objects.all().delete()
        Country.objects.all().delete()


@pytest.mark.parametrize("text", NAMES, ids=ascii)
def test_texts_of_options(text: str):
    """Defaults, choices, labels and formats go into the statement's text."""
    ChoiceRow.objects.create(level=1, status="new")
    level, status = (serializers.ChoiceField(choices=[(text, text), (1, text), ("new", text)]) for _ in range(2))
    shown = model_serializer(ChoiceRow, "id", level=level, status=status)
    compare("/rows/", queryset=ChoiceRow.objects.all(), serializer_class=shown)
    if "\x00" not in text:
        books(
            model_serializer(
                Book,
                published=serializers.DateTimeField(format=f"%Y{text.replace('%', '%%')}"),
                name=serializers.CharField(source="author.country.name", default=text),
            )
        )


def test_one_field_under_two_names():
    """DRF copies it once: both are the last name's."""
    both = serializers.CharField(source="title")
    books(model_serializer(Book, "id", one=both, two=both))


class Generically(serializers.ModelSerializer, Generic[T]):
    class Meta:
        model = Book
        fields = ["id", "title"]


class Left(serializers.ModelSerializer):
    author = COUNTRY(source="author.country")
    title = serializers.CharField(source="author.name", default="left")


class Right(serializers.ModelSerializer):
    title = serializers.CharField()
    tags = serializers.SlugRelatedField("name", many=True, read_only=True)


class Diamond(Left, Right):
    author = None

    class Meta:
        model = Book
        fields = ["title", "tags", "id", "author"]


class Swapped(serializers.ModelSerializer):
    author = COUNTRY(source="author.country")

    class Meta:
        model = Book
        fields = ["id", "author"]

    def get_fields(self) -> Any:
        fields = super().get_fields()
        fields["author"] = model_serializer(Author, "name", country=COUNTRY())()
        return fields


class Guarded(serializers.ModelSerializer):
    """Nests itself, as deep as it was told."""

    def __init__(self, *args: Any, depth: int = 2, **kwargs: Any) -> None:
        self.depth = depth
        super().__init__(*args, **kwargs)

    class Meta:
        model = Author
        fields = ["id", "name"]

    def get_fields(self) -> Any:
        fields = super().get_fields()
        if self.depth:
            fields["mentor"] = Guarded(depth=self.depth - 1)
            fields["pupils"] = Guarded(depth=self.depth - 1, many=True)
        return fields


class Dressed(serializers.ModelSerializer):
    secret = serializers.CharField(write_only=True)
    user = serializers.HiddenField(default=CurrentUserDefault())
    once = serializers.CharField(source="author.name", default=CreateOnlyDefault("x"), read_only=False)
    maybe = serializers.CharField(source="author.country.name", required=False)
    none = serializers.CharField(source="author.country.name", allow_null=True)
    read = serializers.CharField(source="author.country.name", read_only=True)
    empty = serializers.CharField(source="author.country.name", default="")
    called = serializers.CharField(source="author.country.name", default=lambda: "called")
    number = serializers.IntegerField(source="author.country.id", default="7")
    listed = serializers.JSONField(source="author.country.name", default=[1, {"a": None}])

    class Meta:
        model = Book
        fields = [
            "id",
            "secret",
            "user",
            "once",
            "maybe",
            "none",
            "read",
            "empty",
            "called",
            "number",
            "listed",
            "price",
        ]
        read_only_fields = ["price"]
        extra_kwargs = {"price": {"source": "rating", "coerce_to_string": False}}


class Listed(serializers.ListSerializer):
    def to_representation(self, data: Any) -> Any:
        return super().to_representation(data.filter(weight__gt=0) if hasattr(data, "filter") else data)


class TagOfList(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["name"]
        list_serializer_class = Listed


class ByMethod(serializers.ModelSerializer):
    n = serializers.SerializerMethodField()
    initials = serializers.ReadOnlyField(source="author.initials")
    loud = serializers.CharField(source="author.shout", default=None)
    text = serializers.StringRelatedField(source="author")
    texts = serializers.StringRelatedField(source="tags", many=True)
    absent = serializers.DictField(source="details.b", default=None)

    class Meta:
        model = Book
        fields = ["id", "n", "initials", "loud", "text", "texts", "absent"]

    def get_n(self, book: Book) -> int:
        return book.tags.count()


class Inline(serializers.ModelSerializer):
    """Parts of the row itself, in each other."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return super().__new__(cls, *args, **kwargs)

    outer = model_serializer(Book, "title", inner=model_serializer(Book, "price", "tags")(source="*"))(source="*")
    home = model_serializer(Profile, "bio", home=COUNTRY())(source="author.profile", read_only=True)

    class Meta:
        model = Book
        fields = ["outer", "home"]


class Deep(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = "__all__"
        depth = 3


class Excluded(serializers.ModelSerializer):
    class Meta:
        model = Book
        exclude = ["details", "tags"]
        depth = 1


@pytest.mark.parametrize(
    "shown", [Generically, Generically[int], Diamond, Swapped, Dressed, ByMethod, Inline, Deep, Excluded]
)
def test_shapes(shown: type):
    books(shown)


def test_a_serializer_that_nests_itself():
    library()
    compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=Guarded)


def test_a_list_serializer_that_filters():
    books(model_serializer(Book, "id", tags=TagOfList(many=True)))


class Upside(serializers.Field):
    """A base of the project's own."""

    def to_representation(self, value: Any) -> Any:
        return {"value": value, "type": type(value).__name__}


class Numbered(serializers.CharField):
    """Knows how many it has written."""

    count = 0

    def to_representation(self, value: Any) -> Any:
        self.count += 1
        return f"{self.count}: {value}"


class Dropping(serializers.CharField):
    def get_attribute(self, instance: Any) -> Any:
        raise serializers.SkipField


class ByContext(serializers.CharField):
    def to_representation(self, value: Any) -> Any:
        return f"{value} {self.context['request'].path} {type(self.context['view']).__name__} {self.parent.field_name}"


class Quiet(serializers.CharField):
    def to_representation(self, value: Any) -> Any:
        return None if value == "Zero" else float("nan") if value == "nan" else (value, {value})


@pytest.mark.parametrize("field", [Upside, Numbered, Dropping, ByContext, Quiet])
def test_fields_of_the_project(field: type):
    other = model_serializer(Author, name=field(), id=field(read_only=True))
    tags = model_serializer(Tag, name=field())(many=True)
    books(model_serializer(Book, "id", title=field(), price=field(), rating=field(), author=other(), tags=tags))


def test_children_of_lists():
    JsonRow.objects.bulk_create(JsonRow(data=data) for data in ([], {}, [1, None], {"a": [1.0]}, "x", 1, None, True))
    for field in (
        serializers.ListField(),
        serializers.ListField(child=serializers.CharField(allow_null=True)),
        serializers.DictField(),
        serializers.DictField(child=Upside()),
        serializers.JSONField(binary=True),
        serializers.ReadOnlyField(),
        serializers.CharField(),
        serializers.BooleanField(),
        serializers.IntegerField(),
        serializers.MultipleChoiceField(choices=["a"]),
        serializers.ChoiceField(choices=[("x", "X"), (1, "One")]),
    ):
        for row in JsonRow.objects.all():
            rows = JsonRow.objects.filter(pk=row.pk)
            compare("/rows/", queryset=rows, serializer_class=model_serializer(JsonRow, data=field))


MODELS: list[tuple[type, dict[str, Any]]] = [
    (TextRow, {"text": "%s 'x' \\ \" \u2028 \x7f 😀 \x1f"}),
    (UuidRow, {}),
    (Restaurant, {"name": "r"}),
    (Tag, {"name": "t"}),
]
FIELDS = [
    serializers.CharField,
    serializers.IntegerField,
    serializers.FloatField,
    serializers.BooleanField,
    serializers.DateField,
    serializers.DateTimeField,
    serializers.TimeField,
    serializers.DurationField,
    serializers.UUIDField,
    serializers.IPAddressField,
    serializers.SlugField,
    serializers.JSONField,
    serializers.ListField,
    serializers.DictField,
    serializers.FileField,
    serializers.ReadOnlyField,
    serializers.HStoreField,
    lambda: serializers.DecimalField(5, 1),
    lambda: serializers.ChoiceField([1, "a"]),
    lambda: serializers.PrimaryKeyRelatedField(read_only=True),
    lambda: serializers.PrimaryKeyRelatedField(read_only=True, many=True),
    lambda: serializers.SlugRelatedField("pk", read_only=True),
    lambda: serializers.StringRelatedField(many=True),
    lambda: COUNTRY(),
    lambda: COUNTRY(many=True),
]


@pytest.mark.parametrize("field", range(len(FIELDS)))
@pytest.mark.parametrize(("model", "values"), MODELS)
def test_any_field_over_any_column(model: type, values: dict[str, Any], field: int):
    """Where DRF raises, ours does, with the same words."""
    model.objects.create(**values)
    for column in model._meta.fields:
        shown = model_serializer(model, **{column.name: FIELDS[field]()})
        compare("/rows/", queryset=model.objects.all(), serializer_class=shown)
