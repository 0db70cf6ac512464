"""Related fields that print a key, a slug or a string."""

from rest_framework import serializers

from tests.testapp.models import Author, Book, Coin, Country, Profile, Reply, Tag, UuidChild, UuidKey

from .case import Case, model_serializer
from .library import authors, books, library, vaults

PK = serializers.PrimaryKeyRelatedField
SLUG = serializers.SlugRelatedField


def uuid_children() -> None:
    UuidChild.objects.create(parent=UuidKey.objects.create(id="6ba7b810-9dad-11d1-80b4-00c04fd430c8", name="a"))
    UuidChild.objects.create()


def coins():
    return Coin.objects.order_by("pk")


COIN_KEY = model_serializer(Coin, "id", "vault")

CASES = [
    Case(
        "pk_forward",
        "foreign keys, one of them to itself",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Author, "id", "country", "mentor"),
        authors,
    ),
    Case(
        "pk_forward_columns",
        "the column behind a foreign key",
        "ReadOnlyField",
        library,
        model_serializer(Author, country_id=serializers.ReadOnlyField(), mentor_id=serializers.IntegerField()),
        authors,
    ),
    Case(
        "pk_one_to_one",
        "a one-to-one key, and the row that points here",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Author, "id", profile=PK(read_only=True)),
        authors,
    ),
    Case(
        "pk_one_to_one_forward",
        "a one-to-one key forward",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Profile, "id", "author", "home"),
        lambda: Profile.objects.order_by("pk"),
    ),
    Case(
        "pk_to_field",
        "declared on a foreign key to another field it prints that field",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Book, "id", origin=PK(read_only=True)),
        books,
    ),
    Case(
        "slug_to_field",
        "what ModelSerializer makes of a foreign key to another field",
        "SlugRelatedField",
        library,
        model_serializer(Book, "id", "origin"),
        books,
    ),
    Case(
        "pk_field_hex",
        "pk_field gives the key a spelling",
        "PrimaryKeyRelatedField",
        uuid_children,
        model_serializer(
            UuidChild,
            "id",
            bare=PK(source="parent", read_only=True),
            spelled=PK(source="parent", read_only=True, pk_field=serializers.UUIDField(format="hex")),
        ),
        lambda: UuidChild.objects.order_by("pk"),
    ),
    Case(
        "pk_many",
        "lists of keys: reverse, many-to-many, through a model of its own",
        "ManyRelatedField",
        library,
        model_serializer(Book, "id", "tags", "editors", "chapters", "comments", "editings"),
        books,
    ),
    Case(
        "pk_many_reverse",
        "lists of keys from the other side",
        "ManyRelatedField",
        library,
        model_serializer(Author, "id", "books", "pupils", "edited"),
        authors,
    ),
    Case(
        "pk_many_reverse_tags",
        "many-to-many from the other side",
        "ManyRelatedField",
        library,
        model_serializer(Tag, "id", "books"),
        lambda: Tag.objects.order_by("pk"),
    ),
    Case(
        "pk_many_by_to_field",
        "reverse of a foreign key to another field",
        "ManyRelatedField",
        library,
        model_serializer(Country, "id", "books", "authors"),
        lambda: Country.objects.order_by("pk"),
    ),
    Case(
        "pk_soft_deleted",
        "a deleted row's key is still printed forward",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Reply, "id", "comment"),
        lambda: Reply.objects.order_by("pk"),
    ),
    Case("pk_base_manager", "a key passes by every manager", "PrimaryKeyRelatedField", vaults, COIN_KEY, coins),
    Case(
        "slug_forward",
        "another column of the target",
        "SlugRelatedField",
        library,
        model_serializer(Author, "id", country=SLUG("name", read_only=True), mentor=SLUG("born", read_only=True)),
        authors,
    ),
    Case(
        "slug_types",
        "columns of other types follow ReadOnlyField",
        "SlugRelatedField",
        library,
        model_serializer(
            Author,
            "id",
            prices=SLUG("price", source="books", many=True, read_only=True),
            ratings=SLUG("rating", source="books", many=True, read_only=True),
            times=SLUG("published", source="books", many=True, read_only=True),
        ),
        authors,
        {"postgresql": "sql", "sqlite": "spliced"},
        timezone="Europe/Amsterdam",
    ),
    Case(
        "slug_many",
        "a list of names in the target's order",
        "SlugRelatedField",
        library,
        model_serializer(Book, "id", tags=SLUG("name", many=True, read_only=True)),
        books,
    ),
    Case(
        "slug_relation",
        "a path through a relation as the slug",
        "SlugRelatedField",
        library,
        model_serializer(Profile, "id", author=SLUG("mentor__name", read_only=True)),
        lambda: Profile.objects.filter(author__mentor__isnull=False).order_by("pk"),
    ),
    Case(
        "slug_null_middle",
        "a NULL in the middle of the slug's path raises, whatever the options",
        "SlugRelatedField",
        library,
        model_serializer(Profile, "id", author=SLUG("mentor__name", read_only=True, allow_null=True, required=False)),
        lambda: Profile.objects.order_by("pk"),
        raises=AttributeError,
    ),
    Case(
        "slug_base_manager",
        "a target that its base manager hides",
        "SlugRelatedField",
        vaults,
        model_serializer(Coin, "id", vault=SLUG("name", read_only=True)),
        coins,
    ),
    Case(
        "string_related",
        "__str__ of the target needs the target",
        "StringRelatedField",
        library,
        model_serializer(Book, "id", author=serializers.StringRelatedField(), origin=serializers.StringRelatedField()),
        books,
        "spliced",
    ),
    Case(
        "string_related_many",
        "a list of __str__",
        "StringRelatedField",
        library,
        model_serializer(Author, "id", books=serializers.StringRelatedField(many=True)),
        authors,
        "spliced",
    ),
    Case(
        "pk_many_chain",
        "a list at the end of a path, NULL in its middle leaves the key out",
        "ManyRelatedField",
        library,
        model_serializer(Book, "id", others=PK(source="author.books", many=True, read_only=True)),
        books,
    ),
    Case(
        "pk_many_chain_null",
        "… or is null with allow_null",
        "ManyRelatedField",
        library,
        model_serializer(Book, "id", others=PK(source="author.books", many=True, read_only=True, allow_null=True)),
        books,
    ),
    Case(
        "pk_chain",
        "a key at the end of a path",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Book, "id", country=PK(source="author.country", read_only=True)),
        books,
    ),
    Case(
        "pk_chain_null",
        "a key at the end of a path, null allowed",
        "PrimaryKeyRelatedField",
        library,
        model_serializer(Book, "id", country=PK(source="author.country", read_only=True, allow_null=True)),
        books,
    ),
]
