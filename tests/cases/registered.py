"""What is said by path, as for code that cannot be edited."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from drf_sqllist import register
from tests.testapp.models import Author, Book, Chapter

from .case import Case, model_serializer
from .library import authors, books, library
from .lines import BookLine


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


def case(name: str, title: str, serializer: Any, queryset: Any, mode: Any = "sql") -> Case:
    return Case(name, title, "`register()`", library, serializer, queryset, mode)


CASES = [
    case("register_reads", "reads by a path", PathReads, books, "spliced"),
    case("register_twin", "a twin by a path", PathTwin, books),
    case("register_waive", "a waived `to_representation`", Watched, lambda: Chapter.objects.order_by("pk")),
    case(
        "register_waive_nested",
        "two of them, one above the other, in a nested list",
        model_serializer(Book, "id", chapters=WatchedTwice(many=True)),
        books,
    ),
    case("register_drop", "a `to_representation` that takes out keys", Secretive, authors),
    case(
        "register_drop_nested",
        "… in a nested object",
        model_serializer(Book, "id", author=Secretive()),
        books,
    ),
    case(
        "register_waive_field",
        "waived methods of a field",
        model_serializer(Author, "id", name=Logged()),
        authors,
    ),
]
