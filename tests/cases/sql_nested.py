"""Nested lists with a condition, an order and a limit for each parent."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Length, Lower
from rest_framework import serializers

from drf_sqllist import SQLNested
from tests.testapp.models import Author, Book, Chapter, Country, Editing, Note, Tag

from .case import Case, model_serializer
from .library import authors, books, library
from .nested import ChapterSerializer, CommentSerializer, TagSerializer

TITLE = model_serializer(Book, "title", "price")
NOTE = model_serializer(Note, "text")


class BookList(serializers.ModelSerializer):
    """Two chapters of each book, and two tags of it."""

    chapters = SQLNested(ChapterSerializer, order_by=["title"], limit=2)
    marks = SQLNested(TagSerializer, source="tags", filter=Q(weight__gt=0), limit=2)

    class Meta:
        model = Book
        fields = ["title", "chapters", "marks"]


class BookWithLine(serializers.ModelSerializer):
    line = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "line"]

    def get_line(self, book: Book) -> str:
        return f"{book.title} by {book.author.name if book.author else 'nobody'}"


def with_notes() -> None:
    library()
    for number, book in enumerate(Book.objects.order_by("pk")):
        for text in ("100%", "é", "%s")[: number % 4]:
            Note.objects.create(target=book, text=text)


def of_books(**options: object) -> type[serializers.BaseSerializer]:
    """The chapters of each book."""
    return model_serializer(Book, "id", found=SQLNested(ChapterSerializer, source="chapters", **options))


def by_request(request: object) -> Q:
    return Q(number__isnull=request is None)


CASES = [
    Case("sql_nested_plain", "all of a relation, its ties broken", "SQLNested", library, of_books(), books),
    Case("sql_nested_filter", "filter", "SQLNested", library, of_books(filter=Q(number=1)), books),
    Case("sql_nested_order", "order_by", "SQLNested", library, of_books(order_by=["-title"]), books),
    Case("sql_nested_limit", "limit, in the model's own order", "SQLNested", library, of_books(limit=2), books),
    Case(
        "sql_nested_top",
        "filter, order_by and limit: the top two of each row",
        "SQLNested",
        library,
        of_books(filter=Q(number__gt=0) | Q(number=None), order_by=["-number", "title"], limit=2),
        books,
    ),
    Case(
        "sql_nested_nulls",
        "an order with NULL at its end",
        "SQLNested",
        library,
        of_books(order_by=[F("number").asc(nulls_last=True), Lower("title").desc()], limit=3),
        books,
    ),
    Case(
        "sql_nested_ties",
        "rows that tie come by their primary key",
        "SQLNested",
        library,
        of_books(order_by=["number"], limit=2),
        books,
    ),
    Case("sql_nested_empty", "no such rows", "SQLNested", library, of_books(filter=Q(number=99), limit=1), books),
    Case(
        "sql_nested_percent",
        "a condition with the signs of SQL in it",
        "SQLNested",
        with_notes,
        model_serializer(Book, "id", found=SQLNested(NOTE, source="notes", filter=Q(text__contains="%"), limit=1)),
        books,
    ),
    Case(
        "sql_nested_request",
        "filter as a function of the request",
        "SQLNested",
        library,
        of_books(filter=by_request, limit=2),
        books,
    ),
    Case(
        "sql_nested_many_to_many",
        "a many-to-many relation",
        "SQLNested",
        library,
        model_serializer(Book, "id", found=SQLNested(TagSerializer, source="tags", order_by=["name"], limit=2)),
        books,
    ),
    Case(
        "sql_nested_many_to_many_reverse",
        "a many-to-many relation from its other side",
        "SQLNested",
        library,
        model_serializer(Tag, "id", found=SQLNested(TITLE, source="books", order_by=["-price"], limit=2)),
        lambda: Tag.objects.order_by("pk"),
    ),
    Case(
        "sql_nested_through",
        "through a model that has the same row twice",
        "SQLNested",
        library,
        model_serializer(
            Book,
            "id",
            found=SQLNested(model_serializer(Author, "name"), source="editors", order_by=["-name"], limit=2),
        ),
        books,
    ),
    Case(
        "sql_nested_generic",
        "a generic relation",
        "SQLNested",
        with_notes,
        model_serializer(Book, "id", found=SQLNested(NOTE, source="notes", order_by=["-pk"], limit=2)),
        books,
    ),
    Case(
        "sql_nested_key_of_another_column",
        "a foreign key to another column than the primary key",
        "SQLNested",
        library,
        model_serializer(Country, "code", found=SQLNested(TITLE, source="books", order_by=["-pk"], limit=1)),
        lambda: Country.objects.order_by("pk"),
    ),
    Case(
        "sql_nested_path",
        "source through a to-one relation; the key is left out where it ends",
        "SQLNested",
        library,
        model_serializer(Book, "id", found=SQLNested(TITLE, source="author.books", order_by=["-title"], limit=1)),
        lambda: Book.objects.select_related("author").order_by("pk"),
    ),
    Case(
        "sql_nested_inside",
        "inside the object of a relation",
        "SQLNested",
        library,
        model_serializer(
            Book, "id", author=model_serializer(Author, "name", books=SQLNested(TITLE, order_by=["-pk"], limit=1))()
        ),
        lambda: Book.objects.select_related("author").order_by("pk"),
    ),
    Case(
        "sql_nested_twice",
        "one inside another",
        "SQLNested",
        library,
        model_serializer(Author, "name", works=SQLNested(BookList, source="books", order_by=["-title"], limit=2)),
        authors,
    ),
    Case(
        "sql_nested_in_a_list",
        "inside an ordinary list",
        "SQLNested",
        library,
        model_serializer(Author, "name", books=BookList(many=True)),
        lambda: Author.objects.prefetch_related("books").order_by("pk"),
    ),
    Case(
        "sql_nested_around_a_list",
        "ordinary lists inside",
        "SQLNested",
        library,
        model_serializer(
            Author,
            "name",
            books=SQLNested(
                model_serializer(Book, "title", "tags", chapters=ChapterSerializer(many=True)),
                filter=~Q(title="Zero"),
                limit=2,
            ),
        ),
        authors,
    ),
    Case(
        "sql_nested_by_relation",
        "order_by and filter over another relation",
        "SQLNested",
        library,
        model_serializer(
            Book,
            "id",
            found=SQLNested(
                model_serializer(Editing, "role"),
                source="editings",
                filter=Q(editor__country__code="NL"),
                order_by=["-editor__name"],
                limit=2,
            ),
        ),
        books,
    ),
    Case(
        "sql_nested_join",
        "a filter over many rows: each row as often as QuerySet.filter gives it",
        "SQLNested",
        library,
        model_serializer(
            Author, "id", found=SQLNested(TITLE, source="books", filter=Q(chapters__number__gt=0), limit=3)
        ),
        authors,
    ),
    Case(
        "sql_nested_expressions",
        "filter and order_by of expressions",
        "SQLNested",
        library,
        model_serializer(
            Author,
            "id",
            found=SQLNested(
                TITLE,
                source="books",
                filter=Exists(Chapter.objects.filter(book=OuterRef("pk"), number__gt=0)),
                order_by=[Length("title").desc(), F("rating").asc(nulls_first=True)],
                limit=2,
            ),
        ),
        authors,
    ),
    Case(
        "sql_nested_manager",
        "what the default manager hides stays hidden",
        "SQLNested",
        library,
        model_serializer(Book, "id", comments=SQLNested(CommentSerializer, order_by=["-pk"], limit=2)),
        books,
    ),
    Case(
        "sql_nested_beside_a_prefetch",
        "a prefetch of the relation takes no part in it",
        "SQLNested",
        library,
        model_serializer(
            Book,
            "id",
            chapters=ChapterSerializer(many=True),
            top=SQLNested(ChapterSerializer, source="chapters", limit=1),
        ),
        lambda: Book.objects.prefetch_related(
            Prefetch("chapters", queryset=Chapter.objects.filter(number=1).order_by("pk"))
        ).order_by("pk"),
    ),
    Case(
        "sql_nested_method",
        "a method field in its rows",
        "SQLNested",
        library,
        model_serializer(
            Author,
            "name",
            books=SQLNested(
                BookWithLine,
                order_by=["-pk"],
                limit=1,
            ),
        ),
        authors,
        mode="spliced",
    ),
]
