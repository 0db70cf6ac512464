"""What a project says of its own Python: declared reads, twins in SQL, overrides that may be ignored."""

from typing import Any

from django.db.models import Case as Conditional
from django.db.models import CharField, Count, Exists, F, OuterRef, Sum, Value, When
from django.db.models.functions import Concat, Length
from rest_framework import serializers

from drf_sqllist import reads, register, sql_twin
from tests.testapp.models import Author, Book, Chapter, Country, Profile, Tag

from .case import Case, model_serializer
from .library import library


def authors():
    return Author.objects.order_by("pk")


def books():
    return Book.objects.order_by("pk")


class BookLine(serializers.ModelSerializer):
    """One method field; each subclass has another method."""

    line = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "line"]


class AuthorLine(serializers.ModelSerializer):
    line = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["id", "line"]


# Declared reads.


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


# Twins.


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


# By path, as for code that cannot be edited.


class PathReads(BookLine):
    def get_line(self, book: Book) -> Any:
        return [book.title, book.author and book.author.name]


class PathTwin(BookLine):
    def get_line(self, book: Book) -> Any:
        return book.title


class Watched(serializers.ModelSerializer):
    """Does nothing for JSON."""

    class Meta:
        model = Chapter
        fields = ["title", "number"]

    def to_representation(self, instance: Chapter) -> Any:
        return dict(super().to_representation(instance))


class WatchedTwice(Watched):
    def to_representation(self, instance: Chapter) -> Any:
        return super().to_representation(instance) | {}


class Secretive(serializers.ModelSerializer):
    """Takes two keys out."""

    class Meta:
        model = Author
        fields = ["id", "name", "born", "country"]

    def to_representation(self, instance: Author) -> Any:
        data = super().to_representation(instance)
        data.pop("born")
        data.pop("country", None)
        return data


class Logged(serializers.CharField):
    def get_attribute(self, instance: Any) -> Any:
        return super().get_attribute(instance)

    def to_representation(self, value: Any) -> str:
        return super().to_representation(value)


HERE = __name__
register(f"{HERE}.PathReads.get_line", reads=["title", "author__name"])
register(f"{HERE}.PathTwin.get_line", twin=F("title"))
register(f"{HERE}.Watched.to_representation", waive=True)
register(WatchedTwice.to_representation, waive=True)
register(f"{HERE}.Secretive.to_representation", drop=["born", "country"])
register(f"{HERE}.Logged.get_attribute", waive=True)
register(f"{HERE}.Logged.to_representation", waive=True)

READS = "`reads()`"
TWIN = "`sql_twin()`"
REGISTER = "`register()`"


def case(field: str, name: str, title: str, serializer: Any, queryset: Any, mode: Any = None, **options: Any) -> Case:
    usual = "spliced" if field == READS else "sql"
    return Case(name, title, field, library, serializer, queryset, mode or usual, **options)


CASES = [
    case(READS, "reads_columns", "columns: nothing else is loaded", ReadsColumns, books),
    case(READS, "reads_nothing", "nothing at all", ReadsNothing, books),
    case(READS, "reads_to_one", "columns of related objects, and a whole one", ReadsToOne, books),
    case(READS, "reads_to_many", "columns of lists of objects, and whole ones", ReadsToMany, books),
    case(READS, "reads_deep", "through a list and out of it, through a key that is NULL", ReadsDeep, authors),
    case(READS, "reads_property", "a property that has declared its own", ReadsProperty, authors),
    case(
        READS,
        "reads_annotation",
        "an annotation of the queryset",
        ReadsAnnotation,
        lambda: authors().annotate(count=Count("books")),
    ),
    case(READS, "reads_two_methods", "two methods of one object", TwoMethods, books),
    case(
        READS,
        "reads_model_property",
        "on a property of the model, read directly and through a path",
        model_serializer(Author, "id", "mentor", of=serializers.CharField(source="signature")),
        authors,
    ),
    case(
        READS,
        "reads_model_property_path",
        "… at the end of a path",
        model_serializer(Book, "id", by=serializers.CharField(source="author.signature", default=None)),
        books,
    ),
    case(
        READS,
        "reads_field",
        "on the methods of fields",
        model_serializer(Author, "id", whole=Whole(), short=Short()),
        authors,
    ),
    case(READS, "reads_serializer", "on a `to_representation` of a serializer", DeclaredObject, authors),
    case(
        READS,
        "reads_nested",
        "in a nested list",
        model_serializer(Author, "id", books=ReadsToMany(many=True)),
        authors,
    ),
    case(TWIN, "twin_name", "the name of a column", TwinName, books),
    case(TWIN, "twin_path", "the path to a column", TwinPath, books),
    case(TWIN, "twin_text", "a concatenation", TwinText, books),
    case(TWIN, "twin_case", "a condition", TwinCase, books),
    case(TWIN, "twin_aggregates", "aggregates over three relations", TwinSums, authors),
    case(TWIN, "twin_exists", "a sub-query", TwinExists, authors),
    case(
        TWIN,
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
        TWIN,
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
    case(TWIN, "twin_of_request", "a function of the request", TwinOfRequest, authors),
    case(TWIN, "twin_field", "on a field's own method", model_serializer(Book, "id", size=TwinField()), books),
    case(TWIN, "twin_nested_single", "in a nested object", ProfileWithTwin, lambda: Profile.objects.order_by("pk")),
    case(
        TWIN,
        "twin_nested_many",
        "in a nested list, and in an object in it",
        model_serializer(Tag, "name", books=BookWithTwin(many=True)),
        lambda: Tag.objects.order_by("pk"),
    ),
    case(REGISTER, "register_reads", "reads by a path", PathReads, books, "spliced"),
    case(REGISTER, "register_twin", "a twin by a path", PathTwin, books),
    case(REGISTER, "register_waive", "a waived `to_representation`", Watched, lambda: Chapter.objects.order_by("pk")),
    case(
        REGISTER,
        "register_waive_nested",
        "two of them, one above the other, in a nested list",
        model_serializer(Book, "id", chapters=WatchedTwice(many=True)),
        books,
    ),
    case(REGISTER, "register_drop", "a `to_representation` that takes out keys", Secretive, authors),
    case(
        REGISTER,
        "register_drop_nested",
        "… in a nested object",
        model_serializer(Book, "id", author=Secretive()),
        books,
    ),
    case(
        REGISTER,
        "register_waive_field",
        "waived methods of a field",
        model_serializer(Author, "id", name=Logged()),
        authors,
    ),
]
