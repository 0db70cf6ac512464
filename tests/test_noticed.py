"""What counts as a change of an instance: the list stays SQL's where nothing that SQL wrote has changed."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Count, DecimalField, ExpressionWrapper, Prefetch, Value
from django.db.models.functions import Coalesce
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import made
from tests.testapp.models import Author, Book, ConvertedByDescriptor, Remembering
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db


def mode(queryset: Any, serializer_class: type, **options: Any) -> str:
    """Asked twice: what is noticed the first time is remembered."""
    for _ in range(2):
        response, _ = compare("/rows/", queryset=queryset.all(), serializer_class=serializer_class, **options)
    return str(response.sqllist.mode)


@pytest.mark.parametrize("loads", ["only", "defer"])
def test_columns_that_are_loaded_later(loads: str):
    library()
    books = Book.objects.only("title") if loads == "only" else Book.objects.defer("price", "rating")
    shown = made(lambda serializer, book: f"{book.title} {book.price} {book.rating}", "id", "price", model=Book)
    assert mode(books.order_by("pk"), shown, pagination_class=PagesOfTwo) == "spliced"
    # To ask the database what they should be would be one statement more than DRF's.
    assert mode(books.order_by("pk"), shown) == "serializer"


def test_columns_that_are_set_later():
    library()

    def set_price(serializer: Any, book: Book) -> str:
        book.price = Decimal("1.25")
        return "set"

    shown = made(set_price, "id", "price", model=Book)
    assert mode(Book.objects.only("title").order_by("pk"), shown, pagination_class=PagesOfTwo) == "serializer"


def test_columns_of_prefetched_objects_that_are_loaded_later():
    library()
    authors = Prefetch("author", Author.objects.only("name"))
    shown = made(
        lambda serializer, book: book.author and str(book.author.born),
        "id",
        author=model_serializer(Author, "id", "name", "born")(),
        model=Book,
    )
    books = Book.objects.prefetch_related(authors).order_by("pk")
    assert mode(books, shown, pagination_class=PagesOfTwo) == "spliced"


def test_a_column_that_its_attribute_converts():
    """The first look at it puts another value in the instance."""
    for word in ("a", "bc"):
        ConvertedByDescriptor.objects.create(name=word, word=word)
    shown = made(lambda serializer, row: row.word.size, "id", "name", "word", model=ConvertedByDescriptor)
    assert mode(ConvertedByDescriptor.objects.order_by("pk"), shown) == "spliced"


def test_what_a_model_keeps_for_itself():
    """A dictionary of its own, made when the instance was, is no column's."""
    Remembering.objects.create(name="a", document={})

    def remember(serializer: Any, row: Remembering) -> int:
        row._was["seen"] = True
        return len(row._was)

    shown = made(remember, "id", "name", model=Remembering)
    assert mode(Remembering.objects.order_by("pk"), shown) == "spliced"


def test_an_annotation_that_is_changed_inside():
    library()

    def change(serializer: Any, book: Book) -> str:
        book.data["b"] = 2
        return "changed"

    class Changing(serializers.ModelSerializer):
        made = serializers.SerializerMethodField()
        data = serializers.ReadOnlyField()
        get_made = change

        class Meta:
            model = Book
            fields = ["id", "made", "data"]

    annotated = Book.objects.annotate(data=Coalesce("details", Value({"a": 1}, Book._meta.get_field("details"))))
    assert mode(annotated.order_by("pk"), Changing) == "serializer"


def test_integers_that_are_said_to_be_decimals():
    """Django makes decimals of them."""
    library()
    shown = model_serializer(
        Author,
        "id",
        n=serializers.ReadOnlyField(),
        m=serializers.DecimalField(8, 2, source="n"),
        k=serializers.IntegerField(source="n"),
    )
    counted = ExpressionWrapper(Count("books"), output_field=DecimalField())
    assert mode(Author.objects.annotate(n=counted).order_by("pk"), shown) != "serializer"
