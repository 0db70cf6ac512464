"""Inheritance, odd keys and odd names."""

import uuid
from datetime import datetime, timezone
from decimal import Decimal

from rest_framework import serializers

from tests.testapp.models import (
    Book,
    Dangling,
    DecimalChild,
    DecimalKey,
    Letter,
    LongNames,
    LoudLetter,
    Marker,
    Note,
    OneToOneKey,
    Pair,
    Pizzeria,
    Place,
    Reserved,
    Restaurant,
    TextKey,
    UuidChild,
    UuidKey,
    Waiter,
)

from .case import BY_FUNCTION, Case, model_serializer
from .library import library
from .nested import everything
from .rows import make


def ordered(model: type):
    return lambda: model._default_manager.order_by("pk")


def pizzerias() -> None:
    rival = Place.objects.create(name="Rival")
    first = Pizzeria.objects.create(name="Da Anna", stars=2, rival=rival)
    Pizzeria.objects.create(name='Q"', stars=0, oven="gas")
    diner = Restaurant.objects.create(name="Diner", stars=1)
    for restaurant in (first, first, diner):
        Waiter.objects.create(restaurant_id=restaurant.pk, name=f"w{restaurant.pk}")
    OneToOneKey.objects.create(place=rival, number=7)
    OneToOneKey.objects.create(place=diner, number=8)


def letters() -> None:
    for day in (1, 3, 2):
        Letter.objects.create(subject=f"day {day}", created=datetime(2024, 1, day, tzinfo=timezone.utc))
    Letter.objects.create(subject="undated")


def reserved() -> None:
    first = Reserved.objects.create(select="a", order=1, mixed="100%")
    second = Reserved.objects.create(select="b", order=2, mixed="%s", parent=first)
    Reserved.objects.create(select='"', order=3, mixed="", parent=second)


def uuid_keys() -> None:
    for number in range(2):
        parent = UuidKey.objects.create(id=uuid.UUID(int=number + 1), name=str(number))
        for _ in range(number + 1):
            UuidChild.objects.create(parent=parent)


def decimal_keys() -> None:
    for text in ("1.50", "-0.05", "1000.00"):
        DecimalChild.objects.create(parent=DecimalKey.objects.create(id=Decimal(text)))
    DecimalChild.objects.create()


def text_keys() -> None:
    first, second, third = (TextKey.objects.create(slug=slug) for slug in ("a", "é-ü", "c"))
    first.peers.set([second, third])


def danglers() -> None:
    here = Place.objects.create(name="Here")
    permit = OneToOneKey.objects.create(place=here, number=1)
    Dangling.objects.create(place=here, permit=permit)
    Dangling.objects.create(place_id=999, permit_id=999)
    Dangling.objects.create()


def pairs() -> None:
    for left, right in ((1, "x"), (2, 'é"'), (3, "a\u2028")):
        Pair.objects.create(left=left, right=right)


def markers() -> None:
    Marker.objects.create(target=Place.objects.create(name="Marked"))


def noted() -> None:
    library()
    for book in Book.objects.order_by("pk")[:2]:
        for text in ("first", "second"):
            Note.objects.create(target=book, text=f"{text} on {book.title}")
    # The same id under another type must not be mixed up.
    Note.objects.create(target=Place.objects.create(pk=Book.objects.first().pk, name="x"), text="elsewhere")


PLACE = model_serializer(Place, "id", "name")
LONG = "a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_postgres_name"
RESERVED = model_serializer(Reserved, "id", "select", "order", "mixed", "parent")

CASES = [
    Case(
        "inheritance_all",
        "parents' fields are the child's",
        "ModelSerializer",
        pizzerias,
        everything(Pizzeria),
        ordered(Pizzeria),
    ),
    Case(
        "inheritance_parent_link",
        "the link to the parent as a nested object",
        "Serializer",
        pizzerias,
        model_serializer(
            Pizzeria,
            "id",
            "name",
            "oven",
            rival=PLACE(),
            restaurant_ptr=model_serializer(Restaurant, "name", "stars")(),
        ),
        ordered(Pizzeria),
    ),
    Case(
        "inheritance_child_link",
        "from the parent to the child that may not be there",
        "Serializer",
        pizzerias,
        model_serializer(Place, "id", restaurant=model_serializer(Restaurant, "stars")(read_only=True)),
        ordered(Place),
    ),
    Case(
        "inheritance_many",
        "a list of the middle parent's children",
        "ListSerializer",
        pizzerias,
        model_serializer(
            Pizzeria, "id", "waiters", staff=model_serializer(Waiter, "name", "restaurant")(source="waiters", many=True)
        ),
        ordered(Pizzeria),
    ),
    Case(
        "abstract",
        "an abstract parent with an order",
        "ModelSerializer",
        letters,
        everything(Letter),
        lambda: Letter.objects.exclude(created=None),
    ),
    Case(
        "proxy",
        "a proxy with an order of its own",
        "ModelSerializer",
        letters,
        everything(LoudLetter),
        LoudLetter.objects.all,
    ),
    Case(
        "reserved_words", "reserved words and signs as names", "ModelSerializer", reserved, RESERVED, ordered(Reserved)
    ),
    Case(
        "reserved_words_nested",
        "the same, nested both ways",
        "Serializer",
        reserved,
        model_serializer(Reserved, "id", parent=RESERVED(), where=RESERVED(many=True)),
        ordered(Reserved),
    ),
    Case(
        "long_key",
        "a key of more than 63 bytes",
        "IntegerField",
        lambda: LongNames.objects.create(**{LONG: 1}),
        model_serializer(LongNames, LONG),
        ordered(LongNames),
    ),
    Case(
        "odd_keys",
        "keys with quotes, percent signs, braces and signs beyond ASCII",
        "Serializer",
        lambda: Place.objects.create(name="n"),
        model_serializer(
            Place,
            **{
                key: serializers.CharField(source="name")
                for key in ('q"', "100%", "%s", "{x}", "é", "\u2028", "'", "\\", ":a", "a b")
            },
        ),
        ordered(Place),
    ),
    Case(
        "many_keys",
        "more keys than json_build_object takes arguments",
        "Serializer",
        lambda: Place.objects.create(name="n"),
        model_serializer(Place, **{f"key_{number}": serializers.CharField(source="name") for number in range(300)}),
        ordered(Place),
    ),
    Case(
        "uuid_foreign_key",
        "keys that are uuids",
        "PrimaryKeyRelatedField",
        uuid_keys,
        model_serializer(UuidChild, "id", "parent"),
        ordered(UuidChild),
    ),
    Case(
        "uuid_many",
        "lists of rows by uuid",
        "ManyRelatedField",
        uuid_keys,
        model_serializer(UuidKey, "id", "children"),
        ordered(UuidKey),
    ),
    Case(
        "decimal_primary_key",
        "a decimal primary key",
        "DecimalField",
        decimal_keys,
        model_serializer(DecimalKey, "id", "children"),
        ordered(DecimalKey),
    ),
    Case(
        "decimal_foreign_key",
        "a key to a decimal is printed as a float",
        "PrimaryKeyRelatedField",
        decimal_keys,
        model_serializer(DecimalChild, "id", "parent"),
        ordered(DecimalChild),
        BY_FUNCTION,
    ),
    Case(
        "decimal_foreign_key_nested",
        "a nested row by decimal key",
        "Serializer",
        decimal_keys,
        model_serializer(DecimalChild, "id", parent=model_serializer(DecimalKey, "id")()),
        ordered(DecimalChild),
    ),
    Case(
        "text_primary_key",
        "text as the key, many-to-many with itself",
        "ManyRelatedField",
        text_keys,
        model_serializer(TextKey, "slug", "peers"),
        TextKey.objects.all,
    ),
    Case(
        "one_to_one_primary_key",
        "another row's key as one's own",
        "PrimaryKeyRelatedField",
        pizzerias,
        everything(OneToOneKey),
        ordered(OneToOneKey),
    ),
    Case(
        "one_to_one_primary_key_nested",
        "… nested, both ways",
        "Serializer",
        pizzerias,
        model_serializer(
            Place, "id", permit=model_serializer(OneToOneKey, "pk", "number", place=PLACE())(read_only=True)
        ),
        ordered(Place),
    ),
    Case(
        "dangling_keys",
        "keys of rows that are gone are printed",
        "PrimaryKeyRelatedField",
        danglers,
        everything(Dangling),
        ordered(Dangling),
    ),
    Case(
        "dangling_nested",
        "rows that are gone are null",
        "Serializer",
        danglers,
        model_serializer(
            Dangling,
            "id",
            place=PLACE(),
            permit=model_serializer(OneToOneKey, "place", "number")(),
            name=serializers.SlugRelatedField("name", source="place", read_only=True),
        ),
        ordered(Dangling),
    ),
    Case(
        "composite_key",
        "a key of two columns is JSON inside a string",
        "ModelField",
        pairs,
        model_serializer(Pair, "pk", "left", "right"),
        ordered(Pair),
        "spliced",
    ),
    Case(
        "generic_relation",
        "a list of rows that hang on anything",
        "ListSerializer",
        noted,
        model_serializer(Book, "id", notes=model_serializer(Note, "text")(many=True)),
        ordered(Book),
    ),
    Case(
        "generic_foreign_key",
        "a generic foreign key cannot be printed as it is: DRF raises",
        "ReadOnlyField",
        markers,
        model_serializer(Marker, "id", target=serializers.ReadOnlyField()),
        ordered(Marker),
        raises=TypeError,
    ),
    Case(
        "generic_foreign_key_string",
        "its __str__ can",
        "StringRelatedField",
        markers,
        model_serializer(Marker, "id", target=serializers.StringRelatedField()),
        ordered(Marker),
        "spliced",
        loads=True,
    ),
    Case("empty_list", "no rows", "ListSerializer", make(Place), everything(Place), ordered(Place)),
]
