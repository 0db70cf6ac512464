"""URLs of objects."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from drf_sqllist import register
from tests.testapp.models import (
    Author,
    Book,
    Editing,
    Profile,
    Tag,
)

from .case import model_serializer
from .library import authors, books, library
from .link import IDENTITY, LINKS, FastLink, FastSelf, Self, case, every, linked


class BookLink(serializers.HyperlinkedIdentityField):
    """A URL of two columns."""

    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> str | None:
        if obj.author_id is None:
            return None
        kwargs = {"author": obj.author_id, "pk": obj.pk}
        return reverse(view_name, kwargs=kwargs, request=request, format=format)


class KnownLink(serializers.HyperlinkedRelatedField):
    """The same; lists are told of it."""

    def use_pk_only_optimization(self) -> bool:
        return False

    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> str | None:
        if obj.author_id is None:
            return None
        kwargs = {"author": obj.author_id, "pk": obj.pk}
        return self.reverse(view_name, kwargs=kwargs, request=request, format=format)


register(KnownLink.get_url, lookup_fields={"author": "author_id", "pk": "pk"})


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
    case(
        "links_fast",
        "fast fields: their own link, relations, a link of two columns",
        model_serializer(
            Book,
            "title",
            url=FastSelf(view_name="book-detail"),
            author=FastLink(view_name="author-detail", read_only=True),
            tags=FastLink(view_name="tag-detail", read_only=True, many=True),
            both=FastSelf(view_name="book-of-author", lookup_fields={"pk": "pk", "author": "author_id"}),
        ),
        books,
        IDENTITY,
    ),
    case(
        "links_fast_through",
        "`lookup_fields` through relations: null where the way ends",
        model_serializer(
            Book,
            "title",
            url=FastSelf(view_name="by-two", lookup_fields={"first": "author.country.code", "second": "pk"}),
            profile=FastSelf(view_name="by-two", lookup_fields={"second": "author.profile.pk", "first": "author.pk"}),
            home=FastLink(
                source="author",
                read_only=True,
                view_name="by-two",
                lookup_fields={"first": "profile.home.code", "second": "mentor.name"},
            ),
        ),
        books,
        IDENTITY,
    ),
    case(
        "links_fast_key_twice",
        "`lookup_fields` with the key in two places",
        model_serializer(
            Book,
            "id",
            url=FastSelf(view_name="by-two", lookup_fields={"first": "pk", "second": "pk"}),
            author=FastLink(view_name="by-two", read_only=True, lookup_fields={"first": "pk", "second": "pk"}),
            tags=FastLink(view_name="by-two", read_only=True, many=True, lookup_fields={"first": "pk", "second": "pk"}),
        ),
        books,
        LINKS,
    ),
    case(
        "links_template",
        "a `url_template`, with a column of a related object",
        model_serializer(
            Book,
            "id",
            url=FastSelf(url_template="/shop/{pk}/100%/é/"),
            author=FastLink(url_template="/people/{pk}.html", read_only=True),
            country=FastLink(source="author", url_template="/of/{country.code}/{name}/", read_only=True),
            tags=FastLink(url_template="/tags/{name}/{weight}", read_only=True, many=True),
        ),
        books,
        LINKS,
        "spliced",
    ),
    case(
        "links_to_field",
        "a foreign key to another column: DRF's key is that column",
        model_serializer(
            Book,
            "id",
            origin=linked(view_name="by-word"),
            fast=FastLink(source="origin", view_name="by-word", read_only=True),
            code=linked(source="origin", view_name="country-by-code", lookup_field="code"),
            name=linked(source="origin", view_name="by-any", lookup_field="name", lookup_url_kwarg="pk"),
        ),
        books,
        LINKS,
        "spliced",
    ),
    case(
        "links_one_to_one",
        "one-to-one from both sides, one of them missing",
        model_serializer(
            Author,
            "name",
            profile=linked(view_name="profile-detail"),
            bio=linked(source="profile", view_name="by-any", lookup_field="bio", lookup_url_kwarg="pk"),
            fast=FastLink(source="profile", view_name="profile-detail", read_only=True),
        ),
        authors,
        LINKS,
        "spliced",
        rows=lambda: (
            library(),
            Profile.objects.exclude(bio="").update(bio="b i/o"),
            Profile.objects.filter(bio="").update(bio="-"),
        ),
    ),
    case(
        "links_one_to_one_forward",
        "one-to-one forward",
        model_serializer(
            Profile,
            "id",
            author=linked(view_name="author-detail"),
            home=linked(view_name="country-detail", allow_null=True),
        ),
        every(Profile),
        LINKS,
    ),
    case(
        "links_source_dotted",
        "a dotted source: the key is left out, null or the default where the way ends",
        model_serializer(
            Book,
            "id",
            left_out=linked(source="author.country", view_name="country-detail"),
            null=linked(source="author.country", view_name="country-detail", allow_null=True),
            not_required=linked(source="author.mentor.country", view_name="country-detail", required=False),
            default=linked(source="author.mentor.country", view_name="country-detail", default=None),
            slug=linked(source="author.country", view_name="country-by-code", lookup_field="code"),
            profile=linked(source="author.profile", view_name="profile-detail", allow_null=True),
            home=linked(source="author.profile.home", view_name="country-detail", allow_null=True),
            key=linked(source="author.country_id", view_name="country-detail", allow_null=True),
        ),
        books,
        LINKS,
    ),
    case(
        "links_source_many",
        "lists of links through relations, filtered and through a model of its own",
        model_serializer(
            Book,
            "id",
            pupils=linked(source="author.pupils", many=True, view_name="author-detail"),
            editors=FastLink(many=True, view_name="author-detail", read_only=True),
            chapters=Self(many=True, view_name="by-number"),
            comments=linked(many=True, view_name="by-text"),
            names=linked(source="tags", many=True, view_name="by-word", lookup_field="name", lookup_url_kwarg="pk"),
        ),
        books,
        LINKS,
    ),
    case(
        "links_nested_deep",
        "links in nested objects and lists of them",
        model_serializer(
            Author,
            "name",
            country=model_serializer(
                Author._meta.get_field("country").related_model, "code", url=Self(view_name="country-detail")
            )(),
            profile=model_serializer(
                Profile, url=FastSelf(view_name="profile-detail"), home=linked(view_name="country-detail")
            )(),
            books=model_serializer(
                Book,
                url=Self(view_name="book-detail"),
                origin=linked(view_name="country-by-code", lookup_field="code"),
                tags=model_serializer(
                    Tag, url=FastSelf(view_name="tag-detail"), books=linked(many=True, view_name="book-detail")
                )(many=True),
            )(many=True),
            here=model_serializer(Author, url=Self(view_name="author-detail"))(source="*"),
        ),
        authors,
        LINKS,
    ),
    case(
        "links_own_url_registered",
        "the same, registered",
        model_serializer(Book, "title", url=KnownLink(view_name="book-of-author", source="*", read_only=True)),
        books,
        LINKS,
    ),
    case(
        "links_own_url_registered_many",
        "a registered `get_url` of related objects, one and many",
        model_serializer(
            Editing,
            "role",
            book=KnownLink(view_name="book-of-author", read_only=True),
            books=KnownLink(source="editor.books", view_name="book-of-author", read_only=True, many=True),
        ),
        every(Editing),
        LINKS,
    ),
]
