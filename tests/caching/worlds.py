"""Lists whose answers depend on more than their rows, each with what it depends on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.versioning import AcceptHeaderVersioning, QueryParameterVersioning

from drf_sqllist import ListCache, SQLListView, reads
from tests.caching.askers import ByHeader
from tests.caching.shelves import AuthorSerializer, TagSerializer
from tests.testapp.models import Book, ChoiceRow

WHO = ("", "ann", "bob", "staff")
PAGES = ("", "page=2", "size=3")


def named(request: Any) -> str:
    """Who asks."""
    return request.user.username if request.user else ""


class Pages(PageNumberPagination):
    page_size = 4
    page_size_query_param = "size"


class Newest(CursorPagination):
    page_size = 4
    ordering = "-id"


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer()
    tags = TagSerializer(many=True)

    class Meta:
        model = Book
        fields = ["id", "title", "price", "published", "author", "tags"]


class World:
    """What all of them share."""

    queryset = Book.objects.order_by("id")
    serializer_class: Any = BookSerializer
    pagination_class: Any = Pages
    authentication_classes: Any = [ByHeader]
    renderer_classes: Any = [JSONRenderer]


class OfUser(World):
    """Each sees their own books; staff see all, nobody those without a price."""

    def get_queryset(self) -> Any:
        user = self.request.user  # type: ignore[attr-defined]
        if user and user.is_staff:
            return self.queryset.all()
        return self.queryset.filter(author__name=user.username) if user else self.queryset.filter(price=None)


class MineSerializer(BookSerializer):
    mine = serializers.SerializerMethodField()

    class Meta(BookSerializer.Meta):
        fields = [*BookSerializer.Meta.fields, "mine"]

    def get_mine(self, book: Book) -> str:
        return f"{book.title} is {named(self.context['request'])}'s: {book.author.name}"


class DeclaredSerializer(MineSerializer):
    @reads("title", "author__name")
    def get_mine(self, book: Book) -> str:
        return super().get_mine(book)


class StaffSerializer(BookSerializer):
    """Whoever is not staff does not see the price."""

    def get_fields(self) -> Any:
        fields = super().get_fields()
        user = self.context["request"].user
        if not (user and user.is_staff):
            del fields["price"]
        return fields


class ChosenSerializer(BookSerializer):
    """``?fields=id,title``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wanted := self.context["request"].query_params.get("fields"):
            for name in {*self.fields} - {*wanted.split(",")}:
                del self.fields[name]


class LabelSerializer(serializers.ModelSerializer):
    label = serializers.CharField(source="get_status_display")
    said = serializers.SerializerMethodField()

    class Meta:
        model = ChoiceRow
        fields = ["id", "status", "label", "said"]

    def get_said(self, row: ChoiceRow) -> str:
        return gettext("Yes")


class LinkSerializer(serializers.HyperlinkedModelSerializer):
    class Meta:
        model = Book
        fields = ["url", "title", "author", "tags"]


class LocalSerializer(BookSerializer):
    """What Python writes, in a language and in a time zone."""

    price = serializers.DecimalField(8, 2, localize=True)
    published = serializers.DateTimeField(format="%d %B %Y, %H:%M %Z")

    class Meta(BookSerializer.Meta):
        fields = ["id", "price", "published"]


class EverythingSerializer(MineSerializer, StaffSerializer, ChosenSerializer):
    url = serializers.HyperlinkedIdentityField(view_name="book-detail")
    said = serializers.SerializerMethodField()

    class Meta(BookSerializer.Meta):
        fields = [*MineSerializer.Meta.fields, "url", "said"]

    def get_said(self, book: Book) -> str:
        return gettext("Yes")


def versioned(scheme: Any) -> type[World]:
    """A list that has another serializer in version 2."""

    class Versioned(World):
        versioning_class = scheme

        def get_serializer_class(self) -> Any:
            return LinkSerializer if self.request.version == "2" else BookSerializer  # type: ignore[attr-defined]

    return Versioned


def world(**options: Any) -> type[World]:
    """A list that differs from others in its options."""
    return type("Books", (World,), options)


class Everything(OfUser):
    serializer_class = EverythingSerializer
    renderer_classes = (JSONRenderer, BrowsableAPIRenderer)
    versioning_class = QueryParameterVersioning


@dataclass(frozen=True)
class Case:
    """A list, and what its answers depend on.

    Arguments:
        facets: of an ``Asker``, with their values.
    """

    view: type[World]
    facets: Mapping[str, Sequence[Any]]

    def twins(self, cache: ListCache | None = None) -> tuple[Any, Any]:
        """DRF's own view and the one with a cache, under one name: the browsable API shows it."""
        kept = {"cache": cache or ListCache()}
        return type("Books", (self.view, ListAPIView), {}), type("Books", (self.view, SQLListView), kept)


HOSTS: dict[str, Sequence[Any]] = {
    "host": ("testserver", "example.org", "example.org:8443"),
    "secure": (False, True),
    "prefix": ("", "/shop"),
}
LANGUAGES = ("en", "nl", "de-AT,fr;q=0.5", "tlh")
ACCEPTS = (
    "application/json",
    "application/json; indent=4",
    "application/json; indent=2",
    "text/html",
)
ZONES = ("UTC", "America/New_York", "Asia/Kathmandu")

WORLDS = {
    "rows of a user": Case(OfUser, {"who": WHO, "query": PAGES}),
    "rows of a user, by cursor": Case(
        type("Books", (OfUser,), {"pagination_class": Newest}), {"who": WHO, "host": HOSTS["host"]}
    ),
    "a method that reads the user": Case(world(serializer_class=MineSerializer), {"who": WHO, "query": PAGES}),
    "a declared method that does": Case(world(serializer_class=DeclaredSerializer), {"who": WHO, "query": PAGES}),
    "fields for staff": Case(world(serializer_class=StaffSerializer), {"who": WHO, "query": PAGES}),
    "fields by choice": Case(
        world(serializer_class=ChosenSerializer),
        {"query": ("", "fields=id", "fields=title,id", "fields=price,tags", "page=2&fields=id"), "who": WHO},
    ),
    "languages": Case(
        world(queryset=ChoiceRow.objects.order_by("id"), serializer_class=LabelSerializer),
        {"language": LANGUAGES, "query": (*PAGES, "page=99")},
    ),
    "hosts": Case(world(serializer_class=LinkSerializer), {**HOSTS, "query": PAGES}),
    "renderers": Case(
        world(renderer_classes=(JSONRenderer, BrowsableAPIRenderer)),
        {"accept": ACCEPTS, "query": (*PAGES, "format=json", "format=api")},
    ),
    "versions by parameter": Case(
        versioned(QueryParameterVersioning), {"query": ("", "version=1", "version=2", "version=2&page=2")}
    ),
    "versions by header": Case(
        versioned(AcceptHeaderVersioning),
        {"accept": [f"{accept}; version={number}" for accept in ACCEPTS[:2] for number in "12"]},
    ),
    "time zones": Case(World, {"zone": ZONES, "query": PAGES}),
    "values of a language and a time zone": Case(
        world(serializer_class=LocalSerializer), {"language": LANGUAGES, "zone": ZONES}
    ),
    "all of it": Case(
        Everything,
        {
            "who": WHO,
            **HOSTS,
            "language": LANGUAGES,
            "accept": ACCEPTS,
            "zone": ZONES,
            "query": (*PAGES, "fields=id,said", "version=2", "version=2&fields=url,mine"),
        },
    ),
}
