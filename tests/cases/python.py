"""Members that Python makes of model instances: methods, properties and fields that look at the object."""

from typing import Any

from rest_framework import serializers

from tests.testapp.models import Author, Book, Profile, SealedRow, Tag

from .case import RERUN, Case, model_serializer
from .library import authors, books, library
from .rows import make


class Titled(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "label", "price"]

    def get_label(self, book: Book) -> Any:
        return book.title


class TagNames(Titled):
    def get_label(self, book: Book) -> Any:
        return [tag.name for tag in book.tags.all()]


class AuthorNames(Titled):
    def get_label(self, book: Book) -> Any:
        return book.author.name if book.author else None


class ChapterCount(Titled):
    def get_label(self, book: Book) -> Any:
        return book.chapters.count()


class OddLabels(Titled):
    """Whatever DRF's encoder takes."""

    def get_label(self, book: Book) -> Any:
        return {"price": book.price, "at": book.published, 1: (book.pk, None), "set": [{1.5}]}


class Numbered(Titled):
    """Counts on the serializer: its rows must come in their order."""

    def get_label(self, book: Book) -> Any:
        self.count = getattr(self, "count", 0) + 1
        return self.count


class LoudAuthor(serializers.ModelSerializer):
    loud = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["name", "loud", "initials"]

    initials = serializers.ReadOnlyField()

    def get_loud(self, author: Author) -> str:
        return author.name.upper()


class BookOfLoud(serializers.ModelSerializer):
    label = serializers.SerializerMethodField()
    author = LoudAuthor()

    class Meta:
        model = Book
        fields = ["title", "label", "author"]

    def get_label(self, book: Book) -> str:
        return f"<{book.title}>"


class TagOfBooks(serializers.ModelSerializer):
    books = BookOfLoud(many=True)

    class Meta:
        model = Tag
        fields = ["name", "books"]


class ProfileOfAuthor(serializers.ModelSerializer):
    author = LoudAuthor()

    class Meta:
        model = Profile
        fields = ["id", "bio", "author"]


class Initials(serializers.CharField):
    """Looks at the object, not at a value."""

    def get_attribute(self, instance: Any) -> str:
        return f"{instance.pk}/{instance.name[:1]}"


class ByDefault(serializers.IntegerField):
    def get_default(self) -> int:
        return 7


class Pair(serializers.RelatedField):
    """A related object as it likes."""

    def to_representation(self, value: Any) -> Any:
        return {"id": value.pk, "display": str(value)}


class Initial(serializers.Field):
    """A class of nobody's kin."""

    def to_representation(self, value: Any) -> str:
        return str(value)[:1]


class Quoted(serializers.SlugRelatedField):
    def to_representation(self, obj: Any) -> str:
        return f"»{super().to_representation(obj)}«"


class SkippingFirst(serializers.ModelSerializer):
    homeland = serializers.CharField(required=False)

    class Meta:
        model = Author
        fields = ["homeland", "id", "name"]


class SkippingMiddle(SkippingFirst):
    class Meta:
        model = Author
        fields = ["id", "homeland", "name"]


class SkippingLast(SkippingFirst):
    class Meta:
        model = Author
        fields = ["id", "name", "homeland"]


class OnlySkipping(SkippingFirst):
    class Meta:
        model = Author
        fields = ["homeland"]


PYTHON = "Members made by Python"


def case(name: str, title: str, serializer: Any, queryset: Any, field: str = PYTHON, **options: Any) -> Case:
    return Case(name, title, field, library, serializer, queryset, options.pop("mode", "spliced"), **options)


CASES = [
    case("python_method", "a method that gives a column", Titled, books),
    case("python_method_odd", "a method that gives what DRF's encoder takes", OddLabels, books),
    case("python_method_counts", "a method that counts on its serializer", Numbered, books),
    case(
        "python_method_prefetched",
        "a method over a prefetched relation",
        TagNames,
        lambda: books().prefetch_related("tags"),
        loads=True,
    ),
    case("python_method_list", "a method over a relation that nobody prefetched", TagNames, books, loads=True),
    case(
        "python_method_to_one",
        "a method over a foreign key: the objects of all rows come in one statement",
        AuthorNames,
        books,
        loads=True,
    ),
    case(
        "python_method_selected",
        "a method over a foreign key under `select_related`",
        AuthorNames,
        lambda: books().select_related("author"),
    ),
    case("python_method_queries", "a method with a statement of its own", ChapterCount, books, loads=True),
    case(
        "python_property",
        "a property, a cached property and a method of the model",
        model_serializer(
            Author,
            "id",
            initials=serializers.ReadOnlyField(),
            greeting=serializers.CharField(),
            shout=serializers.ReadOnlyField(),
        ),
        authors,
    ),
    case(
        "python_property_path",
        "a property at the end of a path: the object there is in the statement",
        model_serializer(
            Book,
            "id",
            initials=serializers.CharField(source="author.initials", allow_null=True),
            shout=serializers.ReadOnlyField(source="author.shout"),
            greeting=serializers.CharField(source="author.greeting", default="?"),
        ),
        books,
    ),
    case("python_skip_first", "a property without a value as the first key", SkippingFirst, authors, loads=True),
    case("python_skip_middle", "… in the middle", SkippingMiddle, authors, loads=True),
    case("python_skip_last", "… as the last key", SkippingLast, authors, loads=True),
    case("python_skip_only", "… as the only key", OnlySkipping, authors, mode=RERUN),
    case(
        "python_attribute_error",
        "a required property without a value raises",
        model_serializer(Author, "id", homeland=serializers.CharField()),
        authors,
        raises=AttributeError,
    ),
    case(
        "python_get_attribute",
        "a field that overrides `get_attribute`",
        model_serializer(Author, "id", "born", short=Initials()),
        authors,
    ),
    case(
        "python_get_default",
        "a field that overrides `get_default`",
        model_serializer(Book, "id", who=ByDefault(source="author.born.year", default=1)),
        books,
        loads=True,
    ),
    case(
        "python_field",
        "a field class that derives from `Field` alone",
        model_serializer(Book, "id", title=Initial(), by=Initial(source="author.name", default="?")),
        books,
    ),
    case(
        "python_related",
        "a `RelatedField` of the project's own, one and many",
        model_serializer(Book, "id", origin=Pair(read_only=True), editors=Pair(many=True, read_only=True)),
        books,
    ),
    case(
        "python_slug",
        "a `SlugRelatedField` that overrides `to_representation`, one and many",
        model_serializer(
            Book,
            "id",
            author=Quoted("name", read_only=True),
            tags=Quoted("name", many=True, read_only=True),
        ),
        books,
    ),
    case(
        "python_string",
        "`StringRelatedField` beside members of SQL",
        model_serializer(
            Book,
            "title",
            origin=serializers.StringRelatedField(),
            editors=serializers.StringRelatedField(many=True),
        ),
        books,
        "StringRelatedField",
    ),
    case(
        "python_nested_single",
        "methods and properties in a nested object, and around it",
        BookOfLoud,
        books,
    ),
    case(
        "python_nested_one_to_one",
        "methods in a nested object, none around it",
        ProfileOfAuthor,
        lambda: Profile.objects.order_by("pk"),
    ),
    case(
        "python_nested_many",
        "methods in a nested list",
        model_serializer(Author, "name", books=Titled(many=True)),
        authors,
    ),
    case(
        "python_nested_list_in_object",
        "methods in a list in an object",
        model_serializer(Book, "id", author=model_serializer(Author, "name", books=BookOfLoud(many=True))()),
        books,
    ),
    case(
        "python_nested_deep",
        "methods in an object in a list",
        TagOfBooks,
        lambda: Tag.objects.order_by("pk"),
    ),
    Case(
        "column_from_db",
        "a column whose `from_db_value` makes the value",
        "ModelField",
        make(SealedRow, text=["a", 'q"\\', "é\u2028", "", None]),
        model_serializer(SealedRow, "id", "text", as_text=serializers.CharField(source="text")),
        lambda: SealedRow.objects.order_by("pk"),
        "spliced",
    ),
    Case(
        "column_from_db_method",
        "… on an instance",
        "ModelField",
        make(SealedRow, text=["a", None]),
        model_serializer(SealedRow, "id", opened=serializers.ReadOnlyField()),
        lambda: SealedRow.objects.order_by("pk"),
        "spliced",
    ),
]
