"""Methods and properties with an SQL expression beside them."""

from typing import Any

from django.db.models import Case as Conditional
from django.db.models import CharField, Count, Exists, F, OuterRef, Sum, Value, When
from django.db.models.functions import Concat, Length
from rest_framework import serializers

from drf_sqllist import sql_twin
from tests.testapp.models import Author, Book, Country, Profile, Tag

from .case import Case, model_serializer
from .library import authors, books, library
from .lines import AuthorLine, BookLine


class TwinName(BookLine):
    @sql_twin("title")
    def get_line(self, book: Book) -> Any:
        return book.title


class TwinPath(BookLine):
    @sql_twin("author__country__code")
    def get_line(self, book: Book) -> Any:
        return book.author.country.code if book.author and book.author.country else None


class TwinText(BookLine):
    @sql_twin(Concat(F("title"), Value(" by "), F("author__name"), output_field=CharField()))
    def get_line(self, book: Book) -> Any:
        return f"{book.title} by {book.author.name if book.author else ''}"


class TwinCase(BookLine):
    @sql_twin(
        Conditional(
            When(price__isnull=True, then=Value("unknown")),
            When(price__gt=5, then=Value("dear")),
            default=Value("cheap"),
        )
    )
    def get_line(self, book: Book) -> Any:
        if book.price is None:
            return "unknown"
        return "dear" if book.price > 5 else "cheap"


class TwinSums(AuthorLine):
    """Two aggregates over two relations: neither multiplies the other."""

    pages = serializers.SerializerMethodField()
    edits = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["id", "line", "pages", "edits"]

    @sql_twin(Count("books"))
    def get_line(self, author: Author) -> Any:
        return author.books.count()

    @sql_twin(Sum("books__chapters__number"))
    def get_pages(self, author: Author) -> Any:
        numbers = [one.number for book in author.books.all() for one in book.chapters.all() if one.number is not None]
        return sum(numbers) if numbers else None

    @sql_twin(Count("editings"))
    def get_edits(self, author: Author) -> Any:
        return author.editings.count()


class TwinExists(AuthorLine):
    @sql_twin(Exists(Book.objects.filter(author=OuterRef("pk"), price__gt=0)))
    def get_line(self, author: Author) -> Any:
        return author.books.filter(price__gt=0).exists()


def greeting_of(request: Any) -> Any:
    """Another expression for another request."""
    word = request.query_params.get("word", "Hello") if request else "Hello"
    return Concat(Value(f"{word} "), "name")


class TwinOfRequest(AuthorLine):
    @sql_twin(greeting_of)
    def get_line(self, author: Author) -> Any:
        return f"{self.context['request'].query_params.get('word', 'Hello')} {author.name}"


class TwinField(serializers.IntegerField):
    """The twin stands beside the field's own method."""

    @sql_twin(Length("title"))
    def get_attribute(self, instance: Book) -> int:
        return len(instance.title)


class CountryWithTwin(serializers.ModelSerializer):
    readers = serializers.SerializerMethodField()

    class Meta:
        model = Country
        fields = ["code", "readers"]

    @sql_twin(Count("authors"))
    def get_readers(self, country: Country) -> Any:
        return country.authors.count()


class ProfileWithTwin(serializers.ModelSerializer):
    home = CountryWithTwin()

    class Meta:
        model = Profile
        fields = ["id", "home"]


class BookWithTwin(serializers.ModelSerializer):
    """In a list, and in an object in it."""

    chapters = serializers.SerializerMethodField()
    origin = CountryWithTwin()

    class Meta:
        model = Book
        fields = ["title", "chapters", "origin"]

    @sql_twin(Count("chapters"))
    def get_chapters(self, book: Book) -> Any:
        return book.chapters.count()


def case(name: str, title: str, serializer: Any, queryset: Any, mode: Any = "sql") -> Case:
    return Case(name, title, "`sql_twin()`", library, serializer, queryset, mode)


CASES = [
    case("twin_name", "the name of a column", TwinName, books),
    case("twin_path", "the path to a column", TwinPath, books),
    case("twin_text", "a concatenation", TwinText, books),
    case("twin_case", "a condition", TwinCase, books),
    case("twin_aggregates", "aggregates over three relations", TwinSums, authors),
    case("twin_exists", "a sub-query", TwinExists, authors),
    case(
        "twin_property",
        "on properties and methods of the model, through three fields",
        model_serializer(
            Author,
            "id",
            cheer=serializers.ReadOnlyField(),
            loud=serializers.CharField(source="cheer"),
            books=serializers.IntegerField(source="book_count"),
            income=serializers.DecimalField(9, 2),
        ),
        authors,
        {"postgresql": "sql", "sqlite": "spliced"},
    ),
    case(
        "twin_property_path",
        "… at the end of a path",
        model_serializer(
            Book,
            "id",
            count=serializers.ReadOnlyField(source="author.book_count"),
            cheer=serializers.CharField(source="author.mentor.cheer", default="–"),
        ),
        books,
    ),
    case("twin_of_request", "a function of the request", TwinOfRequest, authors),
    case("twin_field", "on a field's own method", model_serializer(Book, "id", size=TwinField()), books),
    case("twin_nested_single", "in a nested object", ProfileWithTwin, lambda: Profile.objects.order_by("pk")),
    case(
        "twin_nested_many",
        "in a nested list, and in an object in it",
        model_serializer(Tag, "name", books=BookWithTwin(many=True)),
        lambda: Tag.objects.order_by("pk"),
    ),
]
