"""A list serializer of the root with a ``to_representation`` of its own."""

from typing import Any

import pytest
from rest_framework import serializers

from tests.cases.library import library
from tests.cases.nested import TagSerializer
from tests.testapp.models import Author, Book, Tag
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class BookSerializer(serializers.ModelSerializer):
    place = serializers.SerializerMethodField()
    tags = TagSerializer(many=True)

    class Meta:
        model = Book
        fields = ["id", "title", "price", "author", "tags", "place"]

    def get_place(self, book: Book) -> Any:
        return self.context.get("places", {}).get(book.author_id)


def placed(serializer: Any, data: Any) -> None:
    """What methods need, fetched for all rows at once."""
    keys = {book.author_id for book in data}
    authors = Author.objects.filter(pk__in=keys).select_related("country")
    serializer.context["places"] = {author.pk: author.country and author.country.name for author in authors}


class Prepares(serializers.ListSerializer):
    def to_representation(self, data):
        placed(self, data)
        return super().to_representation(data)


class PreparesTwice(Prepares):
    def to_representation(self, data):
        self.child.context["count"] = len(list(data))
        return super().to_representation(data)


class Copies(Prepares):
    def to_representation(self, data):
        return super().to_representation(list(data))


class Appends(Prepares):
    def to_representation(self, data):
        return [*super().to_representation(data), {"last": True}]


class Extends(Prepares):
    def to_representation(self, data):
        found = super().to_representation(data)
        found.append({"last": True})
        return found


class Counts(Prepares):
    def to_representation(self, data):
        found = super().to_representation(data)
        return found if len(found) > 1 else []


class Reverses(Prepares):
    def to_representation(self, data):
        return super().to_representation(list(data)[::-1])


class Drops(Prepares):
    def to_representation(self, data):
        return super().to_representation([book for book in data if book.price])


class Narrows(Prepares):
    def to_representation(self, data):
        self.child.fields.pop("price", None)
        return super().to_representation(data)


class Changes(Prepares):
    def to_representation(self, data):
        for book in data:
            book.title = book.title.upper()
        return super().to_representation(data)


class Twice(Prepares):
    def to_representation(self, data):
        return [super().to_representation(data), super().to_representation(data)]


class Never(serializers.ListSerializer):
    def to_representation(self, data):
        return [[book.pk] for book in data]


class Empties(serializers.ListSerializer):
    def to_representation(self, data):
        return super().to_representation([])


class Raises(serializers.ListSerializer):
    def to_representation(self, data):
        super().to_representation(data)
        raise ZeroDivisionError("never mind")


class Adds(serializers.ListSerializer):
    def to_representation(self, data):
        return super().to_representation(data) or [{"nothing": True}]


def shown(base: type) -> type:
    class Meta(BookSerializer.Meta):
        list_serializer_class = base

    return type("Shown", (BookSerializer,), {"Meta": Meta})


@pytest.mark.parametrize("base", [Prepares, PreparesTwice])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_what_only_prepares(base: type, pagination: type | None):
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": shown(base), "pagination_class": pagination}
    for _ in range(2):
        response, statements = compare("/rows/", **made)
        assert response.sqllist.mode == "spliced"
        assert len(statements) == 2


@pytest.mark.parametrize(
    "base", [Copies, Appends, Extends, Counts, Reverses, Drops, Narrows, Changes, Twice, Never, Empties, Raises, Adds]
)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_what_does_more(base: type, pagination: type | None):
    made = {"queryset": Book.objects.order_by("pk"), "serializer_class": shown(base), "pagination_class": pagination}
    for _ in range(2):
        response, _ = compare("/rows/", **made)
        assert getattr(response, "sqllist", None) is None or response.sqllist.mode == "serializer"


@pytest.mark.parametrize("base", [Prepares, Appends, Adds, Empties, Never])
@pytest.mark.parametrize("rows", [Book.objects.none(), Book.objects.filter(title="no such book")])
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_no_rows(base: type, rows: Any, pagination: type | None):
    compare("/rows/", queryset=rows.order_by("pk"), serializer_class=shown(base), pagination_class=pagination)


def test_of_plain_columns():
    class Counted(serializers.ListSerializer):
        def to_representation(self, data):
            self.seen = [tag.name for tag in data]
            return super().to_representation(data)

    class Meta(TagSerializer.Meta):
        list_serializer_class = Counted

    prepared = type("Prepared", (TagSerializer,), {"Meta": Meta})
    response, _ = compare("/rows/", queryset=Tag.objects.order_by("pk"), serializer_class=prepared)
    assert response.sqllist.mode == "spliced"
