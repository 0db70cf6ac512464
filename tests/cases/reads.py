"""Methods that say what they read."""

from typing import Any

from django.db.models import Count
from rest_framework import serializers

from drf_sqllist import reads
from tests.testapp.models import Author, Book

from .case import Case, model_serializer
from .library import authors, books, library
from .lines import AuthorLine, BookLine


class ReadsColumns(BookLine):
    @reads("title", "price")
    def get_line(self, book: Book) -> Any:
        return f"{book.title}: {book.price}"


class ReadsNothing(BookLine):
    @reads()
    def get_line(self, book: Book) -> Any:
        return "always"


class ReadsToOne(BookLine):
    @reads("title", "author__country__name", "origin")
    def get_line(self, book: Book) -> Any:
        country = book.author.country if book.author else None
        return [book.title, country and country.name, book.origin and book.origin.code]


class ReadsToMany(BookLine):
    @reads("chapters__title", "tags")
    def get_line(self, book: Book) -> Any:
        chapters = [chapter.title for chapter in book.chapters.all()]
        return {"chapters": chapters, "tags": sum(tag.weight for tag in book.tags.all()), "n": len(book.tags.all())}


class ReadsDeep(AuthorLine):
    @reads("books__editings__editor__name", "mentor__country__code")
    def get_line(self, author: Author) -> Any:
        editors = [[one.editor.name for one in book.editings.all()] for book in author.books.all()]
        country = author.mentor and author.mentor.country
        return editors, country and country.code


class ReadsProperty(AuthorLine):
    """The property has declared its own."""

    @reads("signature")
    def get_line(self, author: Author) -> Any:
        return author.signature


class ReadsAnnotation(AuthorLine):
    @reads("count", "name")
    def get_line(self, author: Any) -> Any:
        return [author.count, author.name]


class TwoMethods(ReadsColumns):
    """What both need is loaded once."""

    other = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "line", "other"]

    @reads("author__name", "title")
    def get_other(self, book: Book) -> Any:
        return book.title, book.author and book.author.name


class Whole(serializers.Field):
    """Is given the object, and says what it looks at."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    @reads("name", "country__code")
    def to_representation(self, value: Author) -> Any:
        return {"value": value.name, "label": f"{value.name} {value.country.code if value.country else '-'}"}


class Short(serializers.CharField):
    @reads("name")
    def get_attribute(self, instance: Author) -> str:
        return instance.name[:2]


class DeclaredObject(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name", "born"]

    @reads("country__name")
    def to_representation(self, instance: Author) -> Any:
        return {**super().to_representation(instance), "from": instance.country and instance.country.name}


def case(name: str, title: str, serializer: Any, queryset: Any, mode: Any = "spliced") -> Case:
    return Case(name, title, "`reads()`", library, serializer, queryset, mode)


CASES = [
    case("reads_columns", "columns: nothing else is loaded", ReadsColumns, books),
    case("reads_nothing", "nothing at all", ReadsNothing, books),
    case("reads_to_one", "columns of related objects, and a whole one", ReadsToOne, books),
    case("reads_to_many", "columns of lists of objects, and whole ones", ReadsToMany, books),
    case("reads_deep", "through a list and out of it, through a key that is NULL", ReadsDeep, authors),
    case("reads_property", "a property that has declared its own", ReadsProperty, authors),
    case(
        "reads_annotation",
        "an annotation of the queryset",
        ReadsAnnotation,
        lambda: authors().annotate(count=Count("books")),
    ),
    case("reads_two_methods", "two methods of one object", TwoMethods, books),
    case(
        "reads_model_property",
        "on a property of the model, read directly and through a path",
        model_serializer(Author, "id", "mentor", of=serializers.CharField(source="signature")),
        authors,
    ),
    case(
        "reads_model_property_path",
        "… at the end of a path",
        model_serializer(Book, "id", by=serializers.CharField(source="author.signature", default=None)),
        books,
    ),
    case(
        "reads_field",
        "on the methods of fields",
        model_serializer(Author, "id", whole=Whole(), short=Short()),
        authors,
    ),
    case("reads_serializer", "on a `to_representation` of a serializer", DeclaredObject, authors),
    case(
        "reads_nested",
        "in a nested list",
        model_serializer(Author, "id", books=ReadsToMany(many=True)),
        authors,
    ),
]
