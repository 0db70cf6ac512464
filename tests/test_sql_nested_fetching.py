"""``SQLNested`` on DRF's own path: what it asks the database, what it keeps, what it leaves alone."""

from typing import Any

import pytest
from django.db.models import Count, Q
from rest_framework import serializers

from drf_sqllist import SQLField, SQLNested
from drf_sqllist.audit.estimate import estimate
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.statements import record
from tests.testapp.models import Author, Book, Chapter, Note, Tag
from tests.views import compare

pytestmark = pytest.mark.django_db

CHAPTER = model_serializer(Chapter, "title", "number")
TITLE = model_serializer(Book, "title")
SHOWN = model_serializer(
    Book, "id", "title", chapters=SQLNested(CHAPTER, filter=Q(number__gt=0), order_by=["-number"], limit=1)
)


def shown(serializer: Any) -> Any:
    return serializer.to_representation(serializer.instance)


def held(instance: Any) -> Any:
    """What an instance has, and the objects that it holds."""
    return {*vars(instance)}, {**instance._prefetched_objects_cache}, {**instance._state.fields_cache}


class TestFresh:
    """What was fetched for one answer is in no other."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    def test_a_serializer_that_is_used_again(self):
        serializer = SHOWN(Book.objects.order_by("pk"), many=True)
        before = shown(serializer)
        first = Book.objects.order_by("pk")[0]
        Chapter.objects.create(book=first, title="new", number=99)
        after = shown(serializer)
        assert before[0]["chapters"] == [{"title": "Two", "number": 2}]
        assert after[0]["chapters"] == [{"title": "new", "number": 99}]
        assert after[1:] == before[1:]

    def test_one_object_after_another(self):
        serializer = SHOWN()
        book = Book.objects.get(title="Zero")
        assert len(serializer.to_representation(book)["chapters"]) == 1
        book.chapters.all().delete()
        assert serializer.to_representation(book)["chapters"] == []

    def test_after_an_error(self):
        """An answer that broke off, and a row that was written before the next one."""
        fails = [True]

        class Breaking(serializers.ModelSerializer):
            chapters = SQLNested(CHAPTER, order_by=["-pk"], limit=1)
            last = serializers.SerializerMethodField()

            class Meta:
                model = Book
                fields = ["chapters", "last"]

            def get_last(self, book: Book) -> str:
                if fails:
                    raise RuntimeError(book.title)
                return book.title

        serializer = Breaking(list(Book.objects.order_by("pk")), many=True)
        with pytest.raises(RuntimeError):
            shown(serializer)
        fails.clear()
        for book in Book.objects.all():
            Chapter.objects.create(book=book, title="new", number=99)
        assert [row["chapters"] for row in shown(serializer)] == [[{"title": "new", "number": 99}]] * 5

    def test_rows_in_another_order(self):
        page = list(Book.objects.order_by("pk"))
        serializer = SHOWN(page, many=True)
        one = serializer.child.to_representation(page[2])
        Chapter.objects.create(book=page[0], title="new", number=99)
        assert serializer.child.to_representation(page[0])["chapters"] == [{"title": "new", "number": 99}]
        assert one == shown(serializer)[2]

    def test_nothing_is_left_on_the_instances(self):
        page = list(Book.objects.prefetch_related("tags").order_by("pk"))
        before = [
            (set(vars(book)), dict(book._prefetched_objects_cache), dict(book._state.fields_cache)) for book in page
        ]
        shown(SHOWN(page, many=True))
        after = [
            (set(vars(book)), dict(book._prefetched_objects_cache), dict(book._state.fields_cache)) for book in page
        ]
        assert before == after

    def test_the_parent_of_a_row(self):
        """As in DRF's own nested list, a row's parent is the very object; nothing is read for it."""
        seen: list[Any] = []

        class Child(serializers.ModelSerializer):
            line = serializers.SerializerMethodField()

            class Meta:
                model = Chapter
                fields = ["line"]

            def get_line(self, chapter: Chapter) -> str:
                seen.append(chapter.book)
                return chapter.book.title

        page = list(Book.objects.order_by("pk"))
        with record() as statements:
            shown(model_serializer(Book, "id", chapters=SQLNested(Child))(page, many=True))
        assert len(statements) == 1
        assert seen
        assert all(any(book is one for one in page) for book in seen)


class TestStatements:
    """How many on DRF's own path, for 5 books or 50."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()
        for number in range(20):
            book = Book.objects.create(title=f"b{number}", author=Author.objects.order_by("pk")[number % 3])
            book.tags.set(Tag.objects.all())
            Chapter.objects.create(book=book, title="t", number=number)

    def count(self, serializer: Any, queryset: Any) -> int:
        """How many there are; the audit, which only looks at the serializer, says the same."""
        with record() as statements:
            shown(serializer(queryset.all(), many=True))
        told = estimate(queryset, serializer(), is_counted=False)
        assert told.per_row or told.once == len(statements)
        return len(statements)

    def test_flat(self):
        serializer = model_serializer(
            Book, "id", chapters=SQLNested(CHAPTER, limit=1), tags=SQLNested(model_serializer(Tag, "name"), limit=2)
        )
        assert self.count(serializer, Book.objects.order_by("pk")) == 3

    def test_one_inside_another(self):
        inner = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, limit=1))
        middle = model_serializer(Author, "id", books=SQLNested(inner, order_by=["-pk"], limit=3))
        assert self.count(middle, Author.objects.order_by("pk")) == 3

    def test_in_a_list(self):
        """Of objects that are prefetched, one; otherwise one for each list's object."""
        inner = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, limit=1))
        outer = model_serializer(Author, "id", books=inner(many=True))
        assert self.count(outer, Author.objects.prefetch_related("books").order_by("pk")) == 3
        books = Book.objects.exclude(author=None).count()
        assert self.count(outer, Author.objects.order_by("pk")) == 1 + 4 + books
        assert str(estimate(Author.objects.all(), outer(), is_counted=False)) == "1 + 2n"

    def test_along_a_relation(self):
        """One, where the objects there are loaded with the rows."""
        author = model_serializer(Author, "id", books=SQLNested(TITLE, limit=1))
        outer = model_serializer(Book, "id", author=author(), more=SQLNested(TITLE, source="author.books", limit=2))
        assert self.count(outer, Book.objects.select_related("author").order_by("pk")) == 3
        assert self.count(outer, Book.objects.prefetch_related("author").order_by("pk")) == 4
        assert str(estimate(Book.objects.all(), outer(), is_counted=False)) == "1 + 3n"

    def test_many_parents(self, monkeypatch: pytest.MonkeyPatch):
        """More than are asked for at once."""
        serializer = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, limit=1))
        expected = shown(serializer(Book.objects.order_by("pk"), many=True))
        monkeypatch.setattr("drf_sqllist.fields.fetching.MOST", 10)
        with record() as statements:
            found = shown(serializer(Book.objects.order_by("pk"), many=True))
        assert len(statements) == 1 + 3
        assert found == expected


class TestOddUses:
    """What else may be done with a serializer: as DRF's own nested list, or with a sentence."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    def test_an_object_that_is_not_saved(self):
        """The error of DRF's own nested list."""
        own = model_serializer(Book, "title", chapters=CHAPTER(many=True, read_only=True))
        ours = model_serializer(Book, "title", chapters=SQLNested(CHAPTER, limit=1))
        for cls in (own, ours):
            with pytest.raises(ValueError, match=r"primary key value|must be saved|needs to have a value"):
                shown(cls(Book(title="x")))

    def test_objects_of_two_models(self):
        """In one list; and one object twice."""

        class Anything(serializers.Serializer):
            notes = SQLNested(model_serializer(Note, "text"), order_by=["text"], limit=2)

        book, author = Book.objects.order_by("pk")[0], Author.objects.order_by("pk")[0]
        for text in ("b", "a", "c"):
            Note.objects.create(target=book, text=text)
        listed = {"notes": [{"text": "a"}, {"text": "b"}]}
        assert shown(Anything([author, book, author], many=True)) == [{}, listed, {}]  # it has no such relation
        assert shown(Anything([book, book], many=True)) == [listed, listed]

    def test_dictionaries(self):
        class Anything(serializers.Serializer):
            book = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, order_by=["title"], limit=1))()
            chapters = SQLNested(CHAPTER, source="book.chapters", order_by=["title"], limit=1)

        rows = [{"book": book} for book in Book.objects.order_by("pk")]
        with record() as statements:
            found = shown(Anything(rows, many=True))
        assert len(statements) == 2 * len(rows)
        assert [row["chapters"] for row in found] == [row["book"]["chapters"] for row in found]

    def test_a_list_that_chooses_its_rows(self):
        """A list serializer of the project's own, which shows every other object."""

        class EveryOther(serializers.ListSerializer):
            def to_representation(self, data: Any) -> Any:
                return super().to_representation(list(data)[::2])

        base = SHOWN
        cls = type("Chosen", (base,), {"Meta": type("Meta", (base.Meta,), {"list_serializer_class": EveryOther})})
        books = list(Book.objects.order_by("pk"))
        with record() as statements:
            found = shown(cls(books, many=True))
        assert found == shown(base(books, many=True))[::2]
        assert len(statements) == 1

    def test_a_generator(self):
        books = Book.objects.order_by("pk")
        serializer = SHOWN((book for book in books), many=True)
        assert shown(serializer) == shown(SHOWN(books, many=True))

    def test_prefetched_objects_that_were_changed(self):
        """What a view has put into the relation's cache is not what is filtered."""
        (book,) = Book.objects.filter(title="Zero").prefetch_related("chapters")
        book.chapters.all()[0].title = "changed"
        book._prefetched_objects_cache["chapters"]._result_cache.clear()
        assert shown(SHOWN(book))["chapters"] == [{"title": "Two", "number": 2}]

    def test_fields_that_are_chosen_by_the_request(self):
        class Chosen(SHOWN):
            def get_fields(self) -> Any:
                fields = super().get_fields()
                asked = self.context["request"].query_params.get("fields", "id").split(",")
                return {name: field for name, field in fields.items() if name in asked}

        for names in ("id", "id,chapters", "chapters", "title,chapters"):
            compare(f"/rows/?fields={names}", queryset=Book.objects.order_by("pk"), serializer_class=Chosen)


class TestComputedFields:
    """Of the objects that were fetched: their values come by one statement, and those of no others are computed."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    @pytest.mark.parametrize("source", ["tags", "author.books"])
    def test_those_that_are_shown(self, source: str):
        relation: Any = Tag if source == "tags" else Book
        counted = model_serializer(relation, "id", n=SQLField(Count("books" if relation is Tag else "chapters")))
        serializer = model_serializer(Book, first=SQLNested(counted, source=source, order_by=["-pk"], limit=1))
        books = list(Book.objects.select_related("author").order_by("pk"))
        with record() as statements:
            found = shown(serializer(books, many=True))
        assert len(statements) == 2, statements.sql
        ids = {one["id"] for row in found for one in row.get("first", ())}
        assert len(ids) < relation.objects.count()
        assert statements.sql[1].rpartition(" IN ")[2].count("%s") == len(ids)
        compare(queryset=Book.objects.order_by("pk"), serializer_class=serializer)

    def test_objects_behind_them(self):
        counted = model_serializer(Author, "name", n=SQLField(Count("books")))
        titles = model_serializer(Book, "title", editors=counted(many=True))
        serializer = model_serializer(Author, books=SQLNested(titles, order_by=["-title"], limit=2))
        compare(queryset=Author.objects.order_by("pk"), serializer_class=serializer)
        with record() as statements:
            shown(serializer(list(Author.objects.order_by("pk")), many=True))
        assert not any("books__editors__pk" in sql for sql in statements.sql)

    def test_a_serializer_that_is_used_again(self):
        counted = model_serializer(Book, "title", n=SQLField(Count("chapters")))
        serializer = model_serializer(Author, books=SQLNested(counted, limit=1))(
            Author.objects.order_by("pk"), many=True
        )
        assert shown(serializer)[0]["books"] == [{"title": "Alpha", "n": 3}]
        Chapter.objects.all().delete()
        assert shown(serializer)[0]["books"] == [{"title": "Alpha", "n": 0}]
