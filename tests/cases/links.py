"""URLs of objects."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from tests.testapp.models import Author, Book, Tag

from .case import Case, model_serializer
from .library import authors, books, library


class BookLink(serializers.HyperlinkedIdentityField):
    """A URL of two columns."""

    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> str | None:
        if obj.author_id is None:
            return None
        kwargs = {"author": obj.author_id, "pk": obj.pk}
        return reverse(view_name, kwargs=kwargs, request=request, format=format)


IDENTITY = "HyperlinkedIdentityField"
LINKS = "HyperlinkedRelatedField"


def case(name: str, title: str, serializer: Any, queryset: Any, field: str, mode: str = "sql") -> Case:
    return Case(name, title, field, library, serializer, queryset, mode)


CASES = [
    case(
        "links_identity",
        "a link to the row itself",
        model_serializer(Author, "name", url=serializers.HyperlinkedIdentityField(view_name="author-detail")),
        authors,
        IDENTITY,
    ),
    case(
        "links_model",
        "`HyperlinkedModelSerializer`: its own link, and its relations', one and many",
        type(
            "LinkedBook",
            (serializers.HyperlinkedModelSerializer,),
            {"Meta": type("Meta", (), {"model": Book, "fields": ["url", "title", "author", "tags", "editors"]})},
        ),
        books,
        LINKS,
    ),
    case(
        "links_lookup_field",
        "links by another column, of a foreign key to that column, too",
        model_serializer(
            Author,
            "name",
            country=serializers.HyperlinkedRelatedField(
                view_name="country-by-code", lookup_field="code", read_only=True
            ),
        ),
        authors,
        LINKS,
    ),
    case(
        "links_nested",
        "links in a nested list",
        model_serializer(
            Tag,
            "name",
            books=type(
                "LinkedBook",
                (serializers.HyperlinkedModelSerializer,),
                {"Meta": type("Meta", (), {"model": Book, "fields": ["url", "author"]})},
            )(many=True),
        ),
        lambda: Tag.objects.order_by("pk"),
        LINKS,
    ),
    case(
        "links_own_url",
        "a `get_url` of the project's own, of two columns",
        model_serializer(Book, "title", url=BookLink(view_name="book-of-author")),
        books,
        IDENTITY,
        mode="spliced",
    ),
]
