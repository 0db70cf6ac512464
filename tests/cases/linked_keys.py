"""URLs of objects with keys and columns of all kinds."""

import uuid
from datetime import date, datetime, timezone
from decimal import Decimal

from django.db.models import Count, F, Value
from django.db.models.functions import Concat
from rest_framework import serializers

from tests.testapp.models import (
    Author,
    Dangling,
    DecimalKey,
    FlagRow,
    GeneratedRow,
    Letter,
    LoudLetter,
    MomentRow,
    OneToOneKey,
    Pizzeria,
    Place,
    SeenSign,
    Sign,
    TextKey,
    UuidChild,
    UuidKey,
    Waiter,
)

from .case import model_serializer
from .link import IDENTITY, LINKS, FastLink, FastSelf, Self, case, every, linked


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
]
