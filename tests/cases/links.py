"""URLs of objects."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, F, Value
from django.db.models.functions import Concat
from rest_framework import serializers
from rest_framework.reverse import reverse

from drf_sqllist import register
from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField, FastHyperlinkedRelatedField
from tests.testapp.models import (
    Author,
    Book,
    Dangling,
    DecimalKey,
    Editing,
    FlagRow,
    GeneratedRow,
    Letter,
    LoudLetter,
    MomentRow,
    OneToOneKey,
    Pizzeria,
    Place,
    Profile,
    SeenSign,
    Sign,
    Tag,
    TextKey,
    UuidChild,
    UuidKey,
    Waiter,
)

from .case import Case, model_serializer
from .library import authors, books, library


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

IDENTITY = "HyperlinkedIdentityField"
LINKS = "HyperlinkedRelatedField"


Self = serializers.HyperlinkedIdentityField
FastSelf = FastHyperlinkedIdentityField
FastLink = FastHyperlinkedRelatedField


def case(
    name: str,
    title: str,
    serializer: Any,
    queryset: Any,
    field: str,
    mode: str = "sql",
    rows: Callable[[], object] = library,
    **options: Any,
) -> Case:
    return Case(name, title, field, rows, serializer, queryset, mode, **options)


def linked(**options: Any) -> serializers.HyperlinkedRelatedField:
    return serializers.HyperlinkedRelatedField(read_only=True, **options)


def every(model: type[models.Model]) -> Callable[[], Any]:
    """All rows of a model, in the order of their keys."""
    return lambda: model._default_manager.order_by("pk")  # type: ignore[attr-defined]


def uuids() -> None:
    keys = [UuidKey.objects.create(pk=uuid.uuid5(uuid.NAMESPACE_DNS, name), name=name) for name in "abc"]
    keys.append(UuidKey.objects.create(pk=uuid.UUID(int=0), name="zero"))
    for parent in (*keys, None, keys[0]):
        UuidChild.objects.create(parent=parent)


ODD = ("", "plain", "UP_per-1", "a b", "é", "%41", "x/y", "a?b#c", "a.b", '"q"', "\\", "~:@!$&'()*+,;=", "\U0001f600")
"""Slugs of all kinds: Django quotes some, the slashes stay."""


def signs() -> None:
    """Keys and slugs of all kinds, for routes that take them all."""
    above = None
    for number, text in enumerate(ODD[1:]):
        key = TextKey.objects.create(slug=text)
        above = Sign.objects.create(slug=text, number=number, key=key, above=above)
    Sign.objects.create(slug=None, number=7)
    Sign.objects.create(slug="last", number=8, key=TextKey.objects.create(slug=""), above=above)


def places() -> None:
    joes = Pizzeria.objects.create(name="Joe's", stars=1)
    pia = Pizzeria.objects.create(name="Pia's", stars=2, rival=joes.restaurant_ptr.place_ptr)
    Waiter.objects.create(restaurant=pia, name="w")
    Waiter.objects.create(restaurant=joes, name="v")
    bare = Place.objects.create(name="bare")
    for number, place in enumerate((bare, joes)):
        OneToOneKey.objects.create(place_id=place.pk, number=number)
    for place in (bare.pk, None):
        Dangling.objects.create(place_id=place, permit_id=place)


def moments() -> None:
    MomentRow.objects.create(date=date(2024, 2, 29), moment=datetime(2024, 7, 1, 12, 30, tzinfo=timezone.utc))
    MomentRow.objects.create(date=date(9, 1, 1), moment=datetime(2024, 1, 1, 0, 0, 0, 5, tzinfo=timezone.utc))


def flags() -> None:
    for flag, maybe in ((True, None), (False, True), (True, False)):
        FlagRow.objects.create(flag=flag, maybe=maybe)


def amounts() -> None:
    for key in ("1.50", "-3.00", "0", "1000.00"):
        DecimalKey.objects.create(pk=Decimal(key))
    for name in ("ab", "a b", "é"):
        GeneratedRow.objects.create(name=name, amount=Decimal("1.25"))


def letters() -> None:
    for subject in ("a", "b"):
        Letter.objects.create(subject=subject)


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
        "links_uuid",
        "uuid keys, in a uuid route and in one for any text",
        model_serializer(
            UuidChild,
            "id",
            parent=linked(view_name="by-uuid"),
            again=linked(source="parent", view_name="by-text"),
            slug=linked(source="parent", view_name="by-word"),
            fast=FastLink(source="parent", view_name="by-uuid", read_only=True),
        ),
        every(UuidChild),
        LINKS,
        rows=uuids,
    ),
    case(
        "links_uuid_identity",
        "an object's own uuid, and a list of links to it",
        model_serializer(
            UuidKey,
            url=Self(view_name="by-uuid"),
            children=linked(view_name="by-number", many=True),
            name=serializers.CharField(),
        ),
        every(UuidKey),
        IDENTITY,
        rows=uuids,
    ),
    case(
        "links_text_key",
        "text keys of all kinds: quoted by Python where they need it",
        model_serializer(
            Sign,
            "id",
            key=linked(view_name="by-any"),
            fast=FastLink(source="key", view_name="by-any", read_only=True),
            other=linked(source="key", view_name="by-any", lookup_field="slug", lookup_url_kwarg="pk"),
        ),
        every(Sign),
        LINKS,
        "spliced",
        rows=signs,
    ),
    case(
        "links_nullable_slug",
        "a column that may be NULL, which is the text None",
        model_serializer(
            Sign,
            url=Self(view_name="by-any", lookup_field="slug", lookup_url_kwarg="pk"),
            fast=FastSelf(view_name="by-any", lookup_field="slug", lookup_url_kwarg="pk"),
            above=linked(view_name="by-any", lookup_field="slug", lookup_url_kwarg="pk"),
            below=linked(view_name="by-any", lookup_field="slug", lookup_url_kwarg="pk", many=True),
        ),
        every(Sign),
        IDENTITY,
        "spliced",
        rows=signs,
    ),
    case(
        "links_nullable_fields",
        "`lookup_fields` that may be NULL: no link",
        model_serializer(
            Sign,
            "number",
            url=FastSelf(view_name="by-two", lookup_fields={"first": "number", "second": "above.number"}),
            keys=FastSelf(view_name="by-two", lookup_fields={"first": "above.pk", "second": "above.above_id"}),
        ),
        every(Sign),
        IDENTITY,
        rows=signs,
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
        "links_annotation",
        "annotations in links",
        model_serializer(
            Author,
            url=Self(view_name="by-number", lookup_field="n", lookup_url_kwarg="pk"),
            shown=Self(view_name="by-any", lookup_field="title", lookup_url_kwarg="pk"),
            fast=FastSelf(view_name="by-two", lookup_fields={"first": "country_code", "second": "n"}),
        ),
        lambda: Author.objects.annotate(
            n=Count("books"), title=Concat(Value("Dr "), "name"), country_code=F("country__code")
        ).order_by("pk"),
        IDENTITY,
        "spliced",
    ),
    case(
        "links_inherited",
        "keys of tables that inherit each other",
        model_serializer(
            Pizzeria,
            url=Self(view_name="by-number"),
            rival=linked(view_name="by-number"),
            place=linked(source="place_ptr", view_name="by-number"),
            restaurant=linked(source="restaurant_ptr", view_name="by-number"),
            waiters=linked(many=True, view_name="by-number"),
            stars=Self(view_name="by-number", lookup_field="stars", lookup_url_kwarg="pk"),
            fast=FastSelf(view_name="by-two", lookup_fields={"first": "restaurant_ptr.place_ptr.name", "second": "pk"}),
        ),
        every(Pizzeria),
        IDENTITY,
        "spliced",
        rows=places,
    ),
    case(
        "links_key_is_a_relation",
        "a key that is another row's, and keys that lead nowhere",
        model_serializer(
            Dangling,
            "id",
            place=linked(view_name="by-number"),
            permit=linked(view_name="by-number"),
            name=linked(source="place", view_name="by-word", lookup_field="name", lookup_url_kwarg="pk"),
            number=FastSelf(view_name="by-two", lookup_fields={"first": "permit.pk", "second": "permit.place.name"}),
        ),
        every(Dangling),
        LINKS,
        rows=lambda: (places(), Dangling.objects.create(place_id=990, permit_id=991)),
    ),
    case(
        "links_one_to_one_key",
        "an object whose key is a relation",
        model_serializer(
            OneToOneKey,
            url=Self(view_name="by-number"),
            place=linked(view_name="by-number"),
            danglers=linked(view_name="by-number", many=True),
        ),
        every(OneToOneKey),
        IDENTITY,
        rows=places,
    ),
    case(
        "links_proxy",
        "a proxy model",
        model_serializer(LoudLetter, url=Self(view_name="by-number"), subject=serializers.CharField()),
        every(LoudLetter),
        IDENTITY,
        rows=letters,
    ),
    case(
        "links_unmanaged",
        "a table that Django does not manage: it may be otherwise than its model",
        model_serializer(
            SeenSign,
            url=Self(view_name="by-number"),
            key=linked(view_name="by-any"),
            slug=Self(view_name="by-any", lookup_field="slug", lookup_url_kwarg="pk"),
        ),
        every(SeenSign),
        IDENTITY,
        "spliced",
        rows=signs,
    ),
    case(
        "links_dates",
        "dates and moments in links",
        model_serializer(
            MomentRow,
            date=Self(view_name="by-any", lookup_field="date", lookup_url_kwarg="pk"),
            moment=Self(view_name="by-any", lookup_field="moment", lookup_url_kwarg="pk"),
            time=FastSelf(view_name="by-any", lookup_field="time", lookup_url_kwarg="pk"),
        ),
        every(MomentRow),
        IDENTITY,
        "spliced",
        rows=moments,
        timezone="Europe/Amsterdam",
    ),
    case(
        "links_flags",
        "booleans in links",
        model_serializer(
            FlagRow,
            flag=Self(view_name="by-word", lookup_field="flag", lookup_url_kwarg="pk"),
            maybe=Self(view_name="by-word", lookup_field="maybe", lookup_url_kwarg="pk"),
            fast=FastSelf(view_name="by-two", lookup_fields={"first": "flag", "second": "maybe"}),
        ),
        every(FlagRow),
        IDENTITY,
        "spliced",
        rows=flags,
    ),
    case(
        "links_decimals",
        "decimal keys in links",
        model_serializer(DecimalKey, url=Self(view_name="by-text"), fast=FastSelf(view_name="by-any")),
        every(DecimalKey),
        IDENTITY,
        "spliced",
        rows=amounts,
    ),
    case(
        "links_generated",
        "generated columns in links",
        model_serializer(
            GeneratedRow,
            shout=Self(view_name="by-text", lookup_field="shout", lookup_url_kwarg="pk"),
            double=Self(view_name="by-text", lookup_field="double", lookup_url_kwarg="pk"),
        ),
        every(GeneratedRow),
        IDENTITY,
        "spliced",
        rows=amounts,
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
