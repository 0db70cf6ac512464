"""Serializers inside serializers."""

from django.db.models import Prefetch
from rest_framework import serializers

from tests.testapp.models import Author, Book, Chapter, Coin, Comment, Country, Editing, Profile, Reply, Tag, Vault

from .case import BY_FUNCTION, Case, model_serializer
from .library import authors, books, library, vaults


def profiles():
    return Profile.objects.order_by("pk")


def editings():
    return Editing.objects.order_by("pk")


class CountrySerializer(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = ["id", "code", "name"]


class ProfileSerializer(serializers.ModelSerializer):
    home = CountrySerializer()

    class Meta:
        model = Profile
        fields = ["bio", "home"]


class AuthorSerializer(serializers.ModelSerializer):
    country = CountrySerializer()
    profile = ProfileSerializer(read_only=True)

    class Meta:
        model = Author
        fields = ["id", "name", "born", "country", "profile"]


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["name", "weight"]


class ChapterSerializer(serializers.ModelSerializer):
    class Meta:
        model = Chapter
        fields = ["title", "number"]


class CommentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Comment
        fields = ["id", "text", "deleted"]


class EditingSerializer(serializers.ModelSerializer):
    editor = AuthorSerializer()

    class Meta:
        model = Editing
        fields = ["role", "editor"]


class BookSerializer(serializers.ModelSerializer):
    author = AuthorSerializer()
    tags = TagSerializer(many=True)
    chapters = ChapterSerializer(many=True, read_only=True)
    comments = CommentSerializer(many=True)
    editings = EditingSerializer(many=True)

    class Meta:
        model = Book
        fields = [
            "id",
            "title",
            "author",
            "price",
            "rating",
            "published",
            "details",
            "tags",
            "chapters",
            "comments",
            "editings",
        ]


class AuthorWithBooks(serializers.ModelSerializer):
    books = BookSerializer(many=True)
    edited = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Author
        fields = ["name", "books", "edited"]


class PupilSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["name", "mentor"]


class MentorSerializer(serializers.ModelSerializer):
    mentor = PupilSerializer()
    pupils = PupilSerializer(many=True)

    class Meta:
        model = Author
        fields = ["name", "mentor", "pupils"]


class VaultSerializer(serializers.ModelSerializer):
    class Meta:
        model = Vault
        fields = ["name"]


def everything(model: type, **meta: object) -> type:
    made = type("Meta", (), {"model": model, "fields": "__all__", **meta})
    return type(f"All{model.__name__}", (serializers.ModelSerializer,), {"Meta": made})


def chain(*steps: tuple[type, str, bool]) -> type:
    """A serializer that goes down these relations, one inside the other."""
    inner: type | None = None
    for model, relation, many in reversed(steps):
        nested = {} if inner is None else {relation: inner(many=many)}
        inner = model_serializer(model, "id", **nested)
    return inner


# Authors > books > tags > books > chapters, and up again by each chapter's book and its author.
DEEP = (
    (Author, "books", True),
    (Book, "tags", True),
    (Tag, "books", True),
    (Book, "chapters", True),
    (Chapter, "book", False),
    (Book, "author", False),
    (Author, "country", False),
    (Country, "", False),
)


class Excluding(serializers.ModelSerializer):
    class Meta:
        model = Book
        exclude = ["details", "tags"]


class Child(TagSerializer):
    """Inherits its fields, takes one away and adds one."""

    weight = None
    label = serializers.CharField(source="name")

    class Meta(TagSerializer.Meta):
        fields = ["id", "name", "label"]


class Plain(serializers.Serializer):
    title = serializers.CharField()
    author = CountrySerializer(source="author.country", read_only=True)
    tags = TagSerializer(many=True)


class OwnList(serializers.ListSerializer):
    def to_representation(self, data):
        return [item for item in super().to_representation(data) if item["weight"]]


class ListedTag(TagSerializer):
    class Meta(TagSerializer.Meta):
        list_serializer_class = OwnList


COIN = model_serializer(Coin, "id", vault=VaultSerializer())
REPLY = model_serializer(Reply, "id", "text", comment=CommentSerializer())

CASES = [
    Case("nested_single", "one to one and many to one, three levels", "Serializer", library, AuthorSerializer, authors),
    Case("nested_tree", "everything at once, four levels", "Serializer", library, BookSerializer, books, "spliced"),
    Case(
        "nested_tree_in_zone",
        "lists in lists, in the current zone",
        "ListSerializer",
        library,
        AuthorWithBooks,
        authors,
        "spliced",
        timezone="Europe/Amsterdam",
    ),
    Case("nested_self", "a relation to the same table, both ways", "Serializer", library, MentorSerializer, authors),
    Case(
        "nested_many_to_many",
        "many-to-many in the target's order",
        "ListSerializer",
        library,
        model_serializer(Book, "id", tags=TagSerializer(many=True)),
        books,
    ),
    Case(
        "nested_through_twice",
        "the same target twice through a model of its own",
        "ListSerializer",
        library,
        model_serializer(Book, "id", editors=model_serializer(Author, "name")(many=True)),
        books,
    ),
    Case(
        "nested_ordered_by_expression",
        "children ordered by expressions, nulls last",
        "ListSerializer",
        library,
        model_serializer(Book, "id", chapters=ChapterSerializer(many=True)),
        books,
    ),
    Case(
        "nested_soft_deleted",
        "the default manager hides rows of a list",
        "ListSerializer",
        library,
        model_serializer(Book, "id", comments=CommentSerializer(many=True)),
        books,
    ),
    Case(
        "nested_soft_deleted_forward",
        "but not a row that is pointed at",
        "Serializer",
        library,
        REPLY,
        lambda: Reply.objects.order_by("pk"),
    ),
    Case(
        "nested_base_manager",
        "a base manager that filters makes the forward object null",
        "Serializer",
        vaults,
        COIN,
        lambda: Coin.objects.order_by("pk"),
    ),
    Case(
        "nested_base_manager_selected",
        "unless select_related fetched it",
        "Serializer",
        vaults,
        COIN,
        lambda: Coin.objects.select_related("vault").order_by("pk"),
    ),
    Case(
        "nested_base_manager_prefetched",
        "prefetch_related goes through the base manager",
        "Serializer",
        vaults,
        COIN,
        lambda: Coin.objects.prefetch_related("vault").order_by("pk"),
    ),
    Case(
        "nested_base_manager_prefetch_object",
        "Prefetch with a queryset of all rows shows it",
        "Serializer",
        vaults,
        COIN,
        lambda: Coin.objects.prefetch_related(Prefetch("vault", queryset=Vault.objects.all())).order_by("pk"),
        {"postgresql": "sql", "sqlite": "sql"},
    ),
    Case(
        "nested_reverse_of_base_manager",
        "keys and objects side by side",
        "Serializer",
        vaults,
        model_serializer(Coin, "id", "vault", shown=VaultSerializer(source="vault")),
        lambda: Coin.objects.order_by("pk"),
    ),
    Case("nested_all", "fields = '__all__'", "ModelSerializer", library, everything(Book), books, "spliced"),
    Case("nested_exclude", "exclude", "ModelSerializer", library, Excluding, books, BY_FUNCTION),
    Case("nested_depth_1", "depth = 1", "NestedSerializer", library, everything(Book, depth=1), books, "spliced"),
    Case("nested_depth_2", "depth = 2", "NestedSerializer", library, everything(Profile, depth=2), profiles),
    Case(
        "nested_depth_3", "depth = 3", "NestedSerializer", library, everything(Editing, depth=3), editings, BY_FUNCTION
    ),
    *(
        Case(
            f"nested_{depth}_levels",
            f"{depth} serializers inside each other",
            "Serializer",
            library,
            chain(*DEEP[:depth]),
            authors,
            # SQLite's parser has a stack of a fixed size.
            {"postgresql": "sql", "sqlite": "sql" if depth < 6 else "serializer"},
        )
        for depth in range(3, len(DEEP) + 1)
    ),
    Case("nested_inherited", "an inherited serializer", "ModelSerializer", library, Child, Tag.objects.all),
    Case("nested_plain", "plain serializers and a source in them", "Serializer", library, Plain, books),
    Case(
        "nested_list_class",
        "a list serializer class of its own",
        "ListSerializer",
        library,
        model_serializer(Book, "id", tags=ListedTag(many=True)),
        books,
        "spliced",
        loads=True,
    ),
    Case(
        "nested_indices",
        "the same relation under two names",
        "ListSerializer",
        library,
        model_serializer(
            Book,
            "id",
            tags=TagSerializer(many=True),
            names=serializers.SlugRelatedField("name", source="tags", many=True, read_only=True),
            keys=serializers.PrimaryKeyRelatedField(source="tags", many=True, read_only=True),
        ),
        books,
    ),
]
