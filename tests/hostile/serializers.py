"""Serializers over the library's books: objects, lists, methods, properties."""

from typing import Any

from rest_framework import serializers

from tests.testapp.models import Author, Book, Country, Tag


class Telling(serializers.ModelSerializer):
    above = serializers.SerializerMethodField()

    def get_above(self, instance: Any) -> Any:
        above = getattr(self.root, "above", None)
        return [self.context.get("above"), above and type(above).__name__, getattr(above, "title", None)]


class TagSerializer(Telling):
    class Meta:
        model = Tag
        fields = ["id", "name", "above"]


class PlainTagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "name"]


class CountrySerializer(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = ["code", "name"]


class AuthorSerializer(Telling):
    country = CountrySerializer(read_only=True)
    shout = serializers.CharField(read_only=True)

    class Meta:
        model = Author
        fields = ["id", "name", "born", "country", "shout", "above"]


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer(read_only=True)
    tags = TagSerializer(many=True, read_only=True)
    plain = PlainTagSerializer(many=True, read_only=True, source="tags")
    initials = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "title", "price", "rating", "published", "details", "author", "tags", "plain", "initials"]

    def get_initials(self, book: Any) -> Any:
        return book.author and book.author.initials
