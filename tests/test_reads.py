"""``reads()``: what is declared comes with the statement, and what is not is loaded and said."""

import logging
from typing import Any

import pytest
from django.db.models import Count, Prefetch
from rest_framework import serializers

from drf_sqllist import reads
from drf_sqllist.testing import assert_parity
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.lines import Lines, lines, shown
from tests.testapp.models import Author, Book, Tag
from tests.views import PagesOfTwo, Plain, call, compare, factory, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


class Undeclared(Lines):
    @reads("title")
    def get_line(self, book: Book) -> Any:
        return book.title, book.rating, book.author and book.author.name


def test_undeclared_reads_are_loaded_and_said_once(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, "drf_sqllist"):
        for _ in range(2):
            _, statements = shown(Undeclared)
            assert len(statements) > 1
    messages = [record.getMessage() for record in caplog.records]
    names = [message.partition(" is read")[0] for message in messages]
    assert sorted(names) == ["Book.author", "Book.author_id", "Book.rating"]
    assert all("reads('title') does not name it" in message for message in messages)


def test_undeclared_reads_raise_where_they_shall():
    from drf_sqllist.problems import UndeclaredRead
    from drf_sqllist.splicing.undeclared import strict_reads

    _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=Undeclared)
    with strict_reads():
        answer = call(ours)
    assert answer.error.startswith(f"{UndeclaredRead.__module__}.UndeclaredRead: Book.rating is read in a list")
    assert call(ours).status == 200
    with strict_reads():
        mode, statements = shown(lines(reads("title")(lambda self, book: book.title)))
    assert (mode, len(statements)) == ("spliced", 1)


def test_declared_reads_are_strict_through_relations():
    from drf_sqllist.splicing.undeclared import strict_reads

    @reads("author__name", "chapters__title")
    def get_line(self: Any, book: Book) -> Any:
        return book.author.name, [one.title for one in book.chapters.all()]

    written = Book.objects.filter(author__isnull=False).order_by("pk")
    with strict_reads():
        mode, statements = shown(lines(get_line), queryset=written)
    assert (mode, len(statements)) == ("spliced", 1)

    @reads("author__name")
    def get_more(self: Any, book: Book) -> Any:
        return str(book.author.born)

    _, ours = twins(queryset=written, serializer_class=lines(get_more))
    with strict_reads():
        assert "Author.born" in call(ours).error


def test_declared_reads_know_that_a_key_is_null():
    from drf_sqllist.splicing.undeclared import strict_reads

    @reads("author__name")
    def get_line(self: Any, book: Book) -> Any:
        return book.author and book.author.name

    with strict_reads():
        mode, statements = shown(lines(get_line))
    assert (mode, len(statements)) == ("spliced", 1)


@pytest.mark.parametrize(
    ("name", "label"),
    [("nothing", "Book"), ("author__nothing", "Author"), ("tags__nothing", "Tag"), ("get_absolute_url", "Book")],
)
def test_reads_of_what_is_not_there(name: str, label: str):
    """The function is given all of its object, as if it had declared nothing; a note says which name is wrong."""

    @reads("title", name)
    def get_line(self: Any, book: Book) -> Any:
        return book.title, book.rating

    response, statements = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    assert (response.sqllist.mode, len(statements)) == ("spliced", 1)
    method, wrong = response.sqllist.problems
    assert (method.code, wrong.code) == ("method", "unknown-attribute")
    assert wrong.where == method.where == "RowList > Lines > line"
    missing = name.rpartition("__")[2]
    assert (
        wrong.reason
        == f"reads() names {name!r}, but testapp.{label} has no column, relation or annotation {missing!r}."
    )
    assert "Correct the name" in wrong.hint


def test_reads_of_what_is_not_there_beside_others():
    """Each wrong name is told, where it stands; the rest of the tree is not concerned."""

    class Wrong(Lines):
        more = serializers.SerializerMethodField()

        class Meta:
            model = Book
            fields = ["id", "line", "more"]

        def get_line(self, book: Book) -> Any:
            return book.title

        @reads("titel", "authors__name")
        def get_more(self, book: Book) -> Any:
            return book.author and book.author.name

    class WrongObject(serializers.ModelSerializer):
        class Meta:
            model = Author
            fields = ["id", "name"]

        @reads("nam")
        def to_representation(self, instance: Author) -> Any:
            return {"by": instance.name, **super().to_representation(instance)}

    class WrongItem(serializers.RelatedField):
        @reads("nam")
        def to_representation(self, value: Tag) -> Any:
            return value.name

    book = type("Outer", (Wrong,), {"author": WrongObject(), "tags": WrongItem(many=True, read_only=True)})
    book.Meta = type("Meta", (), {"model": Book, "fields": ["id", "line", "more", "author", "tags"]})  # type: ignore[attr-defined]
    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=book)
    assert response.sqllist.mode == "spliced"
    told = {(note.where, note.reason.split("'")[1]) for note in response.sqllist.problems if "names" in note.reason}
    assert told == {
        ("RowList > Outer > more", "titel"),
        ("RowList > Outer > more", "authors__name"),
        ("RowList > Outer > author > WrongObject", "nam"),
        ("RowList > Outer > tags", "nam"),
    }


def test_reads_that_sql_cannot_bring():
    """What is named is there, but SQL cannot bring it: all of the object comes, and a note says why."""

    @reads("heavy__name")
    def get_line(self: Any, book: Any) -> Any:
        return [tag.name for tag in book.heavy]

    heavy = Prefetch("tags", Tag.objects.filter(weight__gt=0), to_attr="heavy")
    queryset = Book.objects.prefetch_related(heavy).order_by("pk")
    response, _ = compare("/rows/", queryset=queryset, serializer_class=lines(get_line))
    assert response.sqllist.mode == "spliced"
    assert [(note.code, note.where) for note in response.sqllist.problems] == [
        ("method", "RowList > Lines > line"),
        ("reads", "RowList > Lines"),
    ]


def by(self: Any, book: Book) -> Any:
    return book.author and [book.author.name, book.author.country and book.author.country.code]


AUTHORS: dict[str, Any] = {
    "plain": lambda: Author.objects.order_by("pk"),
    "annotated": lambda: Author.objects.annotate(n=Count("books")).order_by("pk"),
    "prefetched": lambda: Author.objects.prefetch_related("books", "country").order_by("pk"),
    "selected": lambda: Author.objects.select_related("country").order_by("pk"),
}


@pytest.mark.parametrize("queryset", AUTHORS.values(), ids=AUTHORS)
def test_declared_reads_of_the_object_around(queryset: Any):
    """A nested object's parent is the very object around it, whatever its queryset has brought."""
    nested = lines(reads("author__name", "author__country__code")(by))
    shown_by = model_serializer(Author, "id", books=nested(many=True))
    response, statements = compare("/rows/", queryset=queryset(), serializer_class=shown_by)
    assert (response.sqllist.mode, len(statements)) == ("spliced", 1)
    assert [note.code for note in response.sqllist.problems] == ["method"]


def test_declared_reads_of_an_annotation_of_the_object_around():
    @reads("author__n")
    def get_line(self: Any, book: Any) -> Any:
        return book.author.n

    shown_by = model_serializer(Author, "id", books=lines(get_line)(many=True))
    _, statements = compare("/rows/", queryset=AUTHORS["annotated"](), serializer_class=shown_by)
    assert len(statements) == 1


@pytest.mark.parametrize(
    "names", [("title",), ("author__name",), ("author",), ("author__country__code", "title"), ("tags",)]
)
@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_declared_reads_of_the_object_that_the_view_has_brought(names: tuple[str, ...], pagination: Any):
    """``author.books.all()``: the books' author is the view's own object, changes of it and all."""
    author = Author.objects.get(name="Ann")
    author.name = "changed"
    made = {"get_queryset": lambda self: author.books.order_by("pk"), "pagination_class": pagination}
    response, statements = compare("/rows/", serializer_class=lines(reads(*names)(by)), **made)
    assert response.sqllist.mode == "spliced"
    assert [note.code for note in response.sqllist.problems] == ["method"]
    assert b"changed" in response.content
    assert len(statements) == 1


def test_assert_parity_insists_on_what_was_declared():
    view = type("RowList", (Plain,), {"queryset": Book.objects.order_by("pk"), "serializer_class": Undeclared})
    with pytest.raises(AssertionError, match=r"Book\.rating is read in a list"):
        assert_parity(view, factory.get("/rows/"))


def test_declared_reads_of_what_is_prefetched():
    """Its rows, in its order, and no others."""

    @reads("tags__name")
    def get_line(self: Any, book: Book) -> Any:
        return [tag.name for tag in book.tags.all()]

    for tags in (Tag.objects.filter(weight__gt=0), Tag.objects.order_by("pk")):
        queryset = Book.objects.prefetch_related(Prefetch("tags", tags)).order_by("pk")
        mode, statements = shown(lines(get_line), queryset=queryset)
        assert (mode, len(statements)) == ("spliced", 1)


def test_declared_reads_of_a_prefetched_attribute():
    @reads("heavy__name")
    def get_line(self: Any, book: Any) -> Any:
        return [tag.name for tag in book.heavy]

    heavy = Prefetch("tags", Tag.objects.filter(weight__gt=0), to_attr="heavy")
    shown(lines(get_line), queryset=Book.objects.prefetch_related(heavy).order_by("pk"))


def test_declared_reads_know_that_a_row_is_missing():
    class Bios(serializers.ModelSerializer):
        bio = serializers.SerializerMethodField()

        class Meta:
            model = Author
            fields = ["id", "bio"]

        @reads("profile__bio")
        def get_bio(self, author: Author) -> Any:
            profile = getattr(author, "profile", None)
            return profile and profile.bio

    assert len(shown(Bios)[1]) == 1
