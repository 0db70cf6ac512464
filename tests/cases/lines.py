"""Objects with one method field; each subclass has another method."""

from rest_framework import serializers

from tests.testapp.models import Author, Book


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
