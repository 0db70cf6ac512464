"""Serializers with a ``to_representation`` of their own."""

from typing import Any

from rest_framework import serializers

from tests.testapp.models import Author, Book, Chapter

from .case import Case, model_serializer
from .library import books, library


class Patched(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "price", "published"]

    def to_representation(self, instance: Book) -> Any:
        data = super().to_representation(instance)
        data["title"] = data["title"].strip()
        data["cents"] = None if data["price"] is None else int(float(data["price"]) * 100)
        data["known"] = instance.author_id is not None
        return data


class Renamed(Patched):
    def to_representation(self, instance: Book) -> Any:
        data = super(Patched, self).to_representation(instance)
        data["name"] = data.pop("title")
        return {key: value for key, value in data.items() if value is not None}


class Free(Patched):
    def to_representation(self, instance: Book) -> Any:
        return [instance.pk, instance.title]


class Plain(Patched):
    """An object becomes a text."""

    def to_representation(self, instance: Book) -> Any:
        return str(instance)


class PatchedAuthor(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name", "born"]

    def to_representation(self, instance: Author) -> Any:
        return {"by": instance.shout(), **super().to_representation(instance)}


class PatchedChapter(serializers.ModelSerializer):
    class Meta:
        model = Chapter
        fields = ["title", "number"]

    def to_representation(self, instance: Chapter) -> Any:
        data = super().to_representation(instance)
        return f"{data['number']}: {data['title']}"


def case(name: str, title: str, serializer: Any, queryset: Any) -> Case:
    field = "`to_representation` of a serializer"
    return Case(name, title, field, library, serializer, queryset, "spliced")


CASES = [
    case("output_patched", "`super()`, then keys changed and added", Patched, books),
    case("output_renamed", "`super()`, then a key renamed and nulls taken out", Renamed, books),
    case("output_free", "no `super()` at all", Free, books),
    case("output_text", "a text in the object's place", Plain, books),
    case(
        "output_nested_single",
        "in a nested object",
        model_serializer(Book, "id", author=PatchedAuthor()),
        books,
    ),
    case(
        "output_nested_many",
        "in a nested list",
        model_serializer(Book, "id", chapters=PatchedChapter(many=True)),
        books,
    ),
]
