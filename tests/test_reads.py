"""``reads()``: what is declared comes with the statement, and what is not is loaded and said."""

import logging
from typing import Any

import pytest
from django.db.models import Prefetch
from rest_framework import serializers

from drf_sqllist import reads
from drf_sqllist.testing import assert_parity
from tests.cases.library import library
from tests.lines import Lines, lines, shown
from tests.testapp.models import Author, Book, Tag
from tests.views import Plain, call, compare, factory, twins

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


@pytest.mark.parametrize("name", ["nothing", "author__nothing", "get_absolute_url"])
def test_reads_of_what_is_not_there(name: str):
    """The list is DRF's, with the reason; nothing breaks."""

    @reads("title", name)
    def get_line(self: Any, book: Book) -> Any:
        return book.title

    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    assert response.sqllist.mode == "serializer"
    assert [problem.code for problem in response.sqllist.problems] == ["method", "unknown-attribute"]


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
