"""What travels to instances, whom they hold, and what happens where these are changed."""

from typing import Any

import django
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Prefetch
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack, made
from tests.hostile.models import Loud, Wide
from tests.testapp.models import Author, Book, Chapter, Country, Note, Place, Profile, Restaurant, Tag

pytestmark = pytest.mark.django_db(databases=["default", "other"])
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def test_wide_rows():
    Wide.objects.create(name="a", details={"a": [1]})
    Wide.objects.create(name="\x01!\x02", n0=None, n228=None)
    shown = made(lambda self, row: [getattr(row, f"n{number}") for number in range(230)], "id", "name", model=Wide)
    attack(Wide.objects.order_by("pk"), shown)
    attack(Wide.objects.annotate(n=Count("louds")).order_by("pk"), shown)
    attack(Wide.objects.defer("n3", "n201").order_by("pk"), shown)
    below = model_serializer(Loud, "id", wide=shown())
    Loud.objects.create(wide=Wide.objects.first())
    Loud.objects.create()
    attack(Loud.objects.order_by("pk"), below)
    attack(Loud.objects.select_related("wide").order_by("pk"), below)
    attack(
        Wide.objects.order_by("pk"),
        model_serializer(Wide, "id", louds=made(lambda self, row: str(row.wide.n5), model=Loud)(many=True)),
    )


def loud(**values: Any) -> None:
    for using in ("default", "other"):
        Loud.objects.using(using).create(**values)


@pytest.mark.parametrize("using", ["default", "other"])
def test_converted_columns(using: str):
    loud(word="a", price="1.50")
    loud()
    loud(word="\x01", price="0.00")
    shown = made(
        lambda self, row: [row.word, str(row.price), type(row.price).__name__],
        "id",
        "word",
        model=Loud,
        p=serializers.CharField(source="price"),
    )
    listed = model_serializer(Loud, "id", "word", p=serializers.CharField(source="price", default="-"))
    for cls in (shown, listed):
        attack(Loud.objects.using(using).order_by("pk"), cls, statements=using == "default")
        attack(Loud.objects.using(using).only("word").order_by("pk"), cls, statements=False)
    loud(word="boom")
    for cls in (shown, listed):
        attack(Loud.objects.using(using).order_by("pk"), cls, statements=False)


def changes_money(self: Any, row: Any) -> Any:
    if row.price is not None:
        row.price.amount += 1
    return 1


def test_objects_of_a_column_that_are_changed():
    loud(word="a", price="1.50")
    attack(Loud.objects.order_by("pk"), made(changes_money, "id", model=Loud, p=serializers.CharField(source="price")))


def test_files_are_made_when_they_are_asked_for():
    loud(word="a", file="a/b.txt")
    loud(word="b")
    shown = made(
        lambda self, row: [row.file.name, bool(row.file), row.file.url if row.file else None], "id", "file", model=Loud
    )
    assert attack(Loud.objects.order_by("pk"), shown)["pages"] == "spliced"

    def renamed(self: Any, row: Any) -> Any:
        row.file.name = "c.txt"
        return 1

    attack(Loud.objects.order_by("pk"), made(renamed, "id", "file", model=Loud))


def changes(name: str) -> Any:
    def change(self: Any, book: Any) -> Any:
        try:
            return CHANGES[name](book)
        except (AttributeError, TypeError):
            return None

    return change


def each(objects: Any, attribute: str, value: Any = "changed") -> Any:
    found = list(objects)
    for one in found:
        setattr(one, attribute, value)
    return len(found)


CHANGES: dict[str, Any] = {
    "author": lambda book: setattr(book.author, "name", "x"),
    "country": lambda book: setattr(book.author.country, "name", "x"),
    "author_key": lambda book: setattr(book.author, "country_id", None),
    "author_country": lambda book: setattr(book.author, "country", Country.objects.first()),
    "tags": lambda book: each(book.tags.all(), "name"),
    "tags_weight": lambda book: each(book.tags.all(), "weight", 77),
    "chapters": lambda book: each(book.chapters.all(), "title"),
    "heavy": lambda book: each(book.heavy, "name"),
    "heavy_list": lambda book: book.heavy.clear(),
    "heavy_sorted": lambda book: book.heavy.sort(key=lambda tag: tag.name),
    "details": lambda book: book.details.update(x=1),
    "details_deep": lambda book: book.details["a"].append(1),
    "decimal": lambda book: setattr(book, "price", book.price.normalize()),
    "float": lambda book: setattr(book, "rating", -0.0),
    "time": lambda book: setattr(book, "published", book.published.replace(microsecond=0)),
    "none": lambda book: setattr(book, "origin_id", None),
    "profile": lambda book: setattr(book.author.profile, "bio", "x"),
    "prefetched_now": lambda book: __import__("django.db.models", fromlist=["x"]).prefetch_related_objects(
        [book], Prefetch("tags", Tag.objects.filter(name="a"))
    ),
    "annotation": lambda book: setattr(book, "n", 99),
    "back": lambda book: each([chapter.book for chapter in book.chapters.all()], "title"),
    "raw": lambda book: connection.cursor().execute("UPDATE testapp_tag SET name = 'raw'"),
    "bulk": lambda book: Tag.objects.update(name="bulk"),
    "created": lambda book: Chapter.objects.create(book=book, title="new").title,
    "in_atomic": lambda book: atomic(book),
    "added": lambda book: book.tags.add(Tag.objects.first()),
    "cleared": lambda book: book.tags.clear(),
}


def atomic(book: Any) -> None:
    with transaction.atomic():
        Book.objects.filter(pk=book.pk).update(title="in atomic")
    Author.objects.update(name="outside")


class ProfileSerializer(serializers.ModelSerializer):
    class Meta:
        model = Profile
        fields = ["bio"]


CHILD = model_serializer(
    Author,
    "name",
    "country",
    profile=ProfileSerializer(default=None),
    c=serializers.CharField(source="country.name", default="-"),
)
ALL = {
    "author": CHILD(),
    "tags": model_serializer(Tag, "name", "weight")(many=True),
    "chapters": model_serializer(Chapter, "title")(many=True),
    "author_name": serializers.CharField(source="author.name", default="-"),
}
ROWS: dict[str, Any] = {
    "plain": lambda: Book.objects.annotate(n=Count("tags")).order_by("pk"),
    "selected": lambda: (
        Book.objects.annotate(n=Count("tags")).select_related("author__country", "author__profile").order_by("pk")
    ),
    "prefetched": lambda: (
        Book.objects.annotate(n=Count("tags"))
        .prefetch_related("author__country", "author__profile", "tags", "chapters")
        .order_by("pk")
    ),
    "named": lambda: (
        Book.objects.annotate(n=Count("tags"))
        .prefetch_related(Prefetch("tags", Tag.objects.filter(weight=1), to_attr="heavy"))
        .order_by("pk")
    ),
}


@pytest.mark.parametrize("queryset", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("name", CHANGES)
def test_changes_before_other_members(name: str, queryset: Any):
    members = {"n": serializers.IntegerField(), **ALL}
    if queryset is ROWS["named"]:
        members["heavy"] = model_serializer(Tag, "name", "weight")(many=True)
    shown = made(
        changes(name), "id", "title", "price", "rating", "published", "details", "origin", model=Book, **members
    )
    attack(queryset, shown, shapes=("whole", "pages"))

    class Own(model_serializer(Book, "id", "title", "price", "rating", "published", "details", "origin", **members)):
        def to_representation(self, book):
            changes(name)(self, book)
            return super().to_representation(book)

    attack(queryset, Own, shapes=("whole", "pages"))

    class Late(model_serializer(Book, "id", "title", "price", "details", **members)):
        def to_representation(self, book):
            found = super().to_representation(book)
            changes(name)(self, book)
            return found

    attack(queryset, Late, shapes=("whole", "pages"))


def test_generic_targets():
    models = (Book, Author, Tag)
    for model in models:
        kind = ContentType.objects.get_for_model(model)
        for number, key in enumerate((*model.objects.values_list("pk", flat=True), 999_999)):
            Note.objects.create(text=f"{model.__name__}{number}", content_type=kind, object_id=key)
    shown = made(
        lambda self, note: [str(note.target), note.target and note.target is note.target, note.content_type.model],
        "id",
        "text",
        model=Note,
        target=serializers.StringRelatedField(),
        pk=serializers.ReadOnlyField(source="target.pk", default=None),
    )
    for queryset in (
        Note.objects.order_by("pk"),
        Note.objects.select_related("content_type").order_by("pk"),
        Note.objects.prefetch_related("target").order_by("pk"),
        Note.objects.prefetch_related("target", "content_type").order_by("pk"),
    ):
        attack(queryset, shown)
    books = model_serializer(Book, "id", notes=shown(many=True, read_only=True))
    for queryset in (
        Book.objects.order_by("pk"),
        Book.objects.prefetch_related("notes").order_by("pk"),
        Book.objects.prefetch_related("notes__target").order_by("pk"),
        Book.objects.prefetch_related(
            Prefetch("notes", Note.objects.prefetch_related("target").order_by("-pk"))
        ).order_by("pk"),
    ):
        attack(lambda queryset=queryset: queryset.all(), books)


def test_self_relations():
    def family(self: Any, author: Any) -> Any:
        mentor = author.mentor
        return [
            mentor and mentor.name,
            mentor and mentor.mentor and mentor.mentor.name,
            [pupil.name for pupil in author.pupils.all()],
            [pupil.mentor is author for pupil in author.pupils.all()],
            mentor and [pupil is author for pupil in mentor.pupils.all()],
        ]

    one = made(family, "name", model=Author)
    two = made(family, "name", model=Author, mentor=one(), pupils=one(many=True))
    three = made(family, "name", model=Author, mentor=two(), pupils=two(many=True))
    for cls in (one, two, three):
        for queryset in (
            Author.objects.order_by("pk"),
            Author.objects.select_related("mentor__mentor").order_by("pk"),
            Author.objects.prefetch_related("pupils", "mentor").order_by("pk"),
            Author.objects.prefetch_related("pupils__pupils", "mentor__pupils", "mentor__mentor").order_by("pk"),
            Author.objects.select_related("mentor").prefetch_related("mentor__pupils").order_by("pk"),
        ):
            attack(queryset, cls, shapes=("whole", "pages"))


def test_inherited_rows():
    place = Place.objects.first() or Place.objects.create(
        **{
            field.attname: "p"
            for field in Place._meta.concrete_fields
            if not field.primary_key and not field.is_relation
        }
    )
    names = [field.attname for field in Restaurant._meta.concrete_fields]

    def look(self: Any, row: Any) -> Any:
        child = getattr(row, "restaurant", None)
        parent = getattr(row, "place_ptr", None)
        return [
            type(child).__name__,
            child and [str(getattr(child, name)) for name in names],
            type(parent).__name__,
            parent and parent.pk,
            child and child.place_ptr is row,
            parent and getattr(parent, "restaurant", None) is row,
        ]

    values = {}
    for field in Restaurant._meta.concrete_fields:
        if not field.primary_key and not field.is_relation and field.attname != "id" and not field.has_default():
            values[field.attname] = 1 if "Integer" in type(field).__name__ else "r"
    Restaurant.objects.create(**values)
    assert place
    for model in (Place, Restaurant):
        shown = made(look, "pk", model=model)
        shown.Meta.fields = ["made"]
        attack(model.objects.order_by("pk"), shown)
        if model is Place:
            attack(model.objects.select_related("restaurant").order_by("pk"), shown)
            attack(model.objects.prefetch_related("restaurant").order_by("pk"), shown)
        else:
            attack(model.objects.select_related("place_ptr").order_by("pk"), shown)
            attack(model.objects.prefetch_related("place_ptr").order_by("pk"), shown)


def test_hidden_and_written_members():
    class Hidden(serializers.ModelSerializer):
        hidden = serializers.HiddenField(default=1)
        secret = serializers.CharField(write_only=True, source="title")
        made = serializers.SerializerMethodField()
        same = serializers.SerializerMethodField(method_name="get_made")

        class Meta:
            model = Book
            fields = ["hidden", "secret", "made", "same", "id"]

        def get_made(self, book: Any) -> Any:
            return [book.title, self.fields["secret"].write_only]

    attack(Book.objects.order_by("pk"), Hidden)
    attack(
        Book.objects.order_by("pk"),
        type("Own", (Hidden,), {"to_representation": lambda self, row: [Hidden.to_representation(self, row)]}),
    )


def test_errors_of_the_database():
    def broken(self: Any, book: Any) -> Any:
        try:
            with transaction.atomic():
                connection.cursor().execute("SELECT no_such_column")
        except DatabaseError:
            return "broken"

    attack(Book.objects.order_by("pk"), made(broken, "id", "title", model=Book))

    def worse(self: Any, book: Any) -> Any:
        try:
            connection.cursor().execute("SELECT no_such_column")
        except DatabaseError as error:
            return type(error).__name__

    attack(Book.objects.order_by("pk"), made(worse, "id", "title", model=Book))


def test_annotations_and_windows_in_instances():
    from django.db.models import ExpressionWrapper, F, FloatField, Value, Window
    from django.db.models.functions import RowNumber

    queryset = Book.objects.annotate(
        n=Window(RowNumber(), order_by="pk"),
        v=Value("\x01"),
        half=ExpressionWrapper(F("rating") / 2, FloatField()),
        who=F("author__name"),
        none=Value(None, FloatField()),
    ).order_by("pk")
    shown = made(lambda self, book: [book.n, book.v, book.half, book.who, book.none], "id", model=Book)
    attack(queryset, shown)
    attack(queryset.alias(z=F("pk")).filter(z__gt=0), shown)
    attack(
        Author.objects.prefetch_related(Prefetch("books", queryset)).order_by("pk"),
        model_serializer(Author, "id", books=model_serializer(Book, "id", n=serializers.IntegerField())(many=True)),
    )
    attack(
        Author.objects.prefetch_related(Prefetch("books", queryset)).order_by("pk"),
        model_serializer(Author, "id", books=shown(many=True)),
    )


@pytest.mark.skipif(django.VERSION < (6, 1), reason="fetch modes")
def test_fetch_modes():
    from django.db.models import FETCH_PEERS, FETCH_RAISE  # type: ignore[attr-defined]

    nested = model_serializer(Book, "id", author=model_serializer(Author, "name")())
    method = made(lambda self, book: book.author and book.author.name, "id", model=Book)
    for mode in (FETCH_PEERS, FETCH_RAISE):
        for cls in (nested, method):
            attack(lambda mode=mode: Book.objects.fetch_mode(mode).order_by("pk"), cls)
            attack(lambda mode=mode: Book.objects.fetch_mode(mode).only("title").order_by("pk"), cls)
            attack(Book.objects.order_by("pk"), cls)
    inner = Author.objects.prefetch_related(Prefetch("books", Book.objects.fetch_mode(FETCH_RAISE)))
    attack(inner.order_by("pk"), model_serializer(Author, "id", books=nested(many=True)))
