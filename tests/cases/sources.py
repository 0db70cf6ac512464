"""The truth table of dotted sources: where NULL stands, and what the field allows."""

from collections.abc import Iterator

from rest_framework import serializers

from tests.testapp.models import Author, Book, Dangling, Place, Profile

from .case import RERUN, Case, model_serializer
from .library import library

CHAR = serializers.CharField
OPTIONS: dict[str, dict[str, object]] = {
    "required": {},
    "read_only": {"read_only": True},
    "not_required": {"required": False},
    "allow_null": {"allow_null": True},
    "default": {"default": 'X"'},
    "default_none": {"default": None, "allow_null": True},
    "default_empty": {"default": ""},
}


def declared(model: type, source: str, options: dict[str, object]) -> type:
    return model_serializer(model, "id", value=CHAR(source=source, **options))


def books():
    """Books with author and country, without country, without author."""
    return Book.objects.order_by("pk")


def books_with_author():
    return Book.objects.filter(author__isnull=False).order_by("pk")


def authors():
    return Author.objects.order_by("pk")


def dangling() -> None:
    place = Place.objects.create(name="Here")
    Dangling.objects.create(place=place)
    Dangling.objects.create(place_id=999)
    Dangling.objects.create()


def dangling_set():
    return Dangling.objects.filter(place_id__isnull=False).order_by("pk")


def table() -> Iterator[Case]:
    for name, options in OPTIONS.items():
        required = name == "required"
        yield Case(
            f"source_null_middle_{name}",
            f"NULL in the middle of the path, {name.replace('_', ' ')}",
            "source='a.b.c'",
            library,
            declared(Book, "author.country.name", options),
            books,
            raises=AttributeError if required else None,
        )
        yield Case(
            f"source_null_leaf_{name}",
            f"NULL at the end of the path, {name.replace('_', ' ')}",
            "source='a.b.c'",
            library,
            declared(Book, "author.born", options),
            books_with_author,
        )
        yield Case(
            f"source_missing_one_to_one_{name}",
            f"a missing reverse one-to-one, {name.replace('_', ' ')}",
            "source='a.b.c'",
            library,
            declared(Author, "profile.bio", options),
            authors,
        )
        yield Case(
            f"source_missing_then_deeper_{name}",
            f"a missing reverse one-to-one further up the path, {name.replace('_', ' ')}",
            "source='a.b.c'",
            library,
            declared(Book, "author.profile.home.code", options),
            lambda: Book.objects.filter(author__name__in=["Ann", "Bob é\u2028"]).order_by("pk"),
        )
        yield Case(
            f"source_dangling_{name}",
            f"a foreign key to a row that is gone, {name.replace('_', ' ')}",
            "source='a.b.c'",
            dangling,
            declared(Dangling, "place.name", options),
            dangling_set,
        )


class Summary(serializers.Serializer):
    title = serializers.CharField()
    price = serializers.DecimalField(8, 2)
    country = serializers.CharField(source="author.country.code", read_only=True)


class CountryPart(serializers.Serializer):
    code = serializers.CharField()


CASES = [
    *table(),
    Case(
        "source_read_only_field",
        "ReadOnlyField with a path",
        "ReadOnlyField",
        library,
        model_serializer(Book, "id", value=serializers.ReadOnlyField(source="author.country.name")),
        books,
    ),
    Case(
        "source_default_typed",
        "a default goes through the field's own rule",
        "DecimalField",
        library,
        model_serializer(
            Book,
            "id",
            since=serializers.IntegerField(source="author.country.id", default="7"),
            ratio=serializers.FloatField(source="author.country.id", default=1),
            flag=serializers.BooleanField(source="author.country.id", default="yes"),
            price=serializers.DecimalField(8, 3, source="author.country.id", default="1.5"),
        ),
        books,
        "spliced",
    ),
    Case(
        "source_default_callable",
        "a callable default is called for each row",
        "CharField",
        library,
        model_serializer(Book, "id", value=CHAR(source="author.country.name", default=lambda: "made")),
        books,
        RERUN,
    ),
    Case(
        "source_renamed",
        "another name for a column, twice",
        "source",
        library,
        model_serializer(Author, "id", a=CHAR(source="name"), b=CHAR(source="name"), pk_again=CHAR(source="pk")),
        authors,
    ),
    Case(
        "source_star",
        "source='*' nests the same row",
        "source='*'",
        library,
        model_serializer(Book, "id", summary=Summary(source="*")),
        books,
    ),
    Case(
        "source_nested_chain_read_only",
        "a nested serializer at the end of a path: the key is left out",
        "Serializer",
        library,
        model_serializer(Book, "id", country=CountryPart(source="author.country", read_only=True)),
        books,
    ),
    Case(
        "source_nested_chain_allow_null",
        "a nested serializer at the end of a path, null allowed",
        "Serializer",
        library,
        model_serializer(Book, "id", country=CountryPart(source="author.country", allow_null=True)),
        books,
    ),
    Case(
        "source_nested_chain_required",
        "a nested serializer at the end of a path, required: raises",
        "Serializer",
        library,
        model_serializer(Book, "id", country=CountryPart(source="author.country")),
        books,
        raises=AttributeError,
    ),
    Case(
        "source_skipped_first_key",
        "the first keys are left out and the rest still is an object",
        "source='a.b.c'",
        library,
        model_serializer(
            Book,
            first=CHAR(source="author.country.name", read_only=True),
            second=CHAR(source="author.country.code", read_only=True),
        ),
        books,
    ),
    Case(
        "source_reverse_missing_and_null",
        "reverse one-to-one, then a NULL key behind it",
        "source='a.b.c'",
        library,
        model_serializer(Author, "id", home=CHAR(source="profile.home.code", read_only=True)),
        authors,
    ),
    Case(
        "source_up_and_back",
        "a path that goes out and comes back",
        "source='a.b.c'",
        library,
        model_serializer(Profile, "id", again=CHAR(source="author.profile.author.name")),
        lambda: Profile.objects.order_by("pk"),
    ),
]
