"""Attacks on ``SQLNested``: rows that Python finishes, what a client may send, conditions that change their meaning."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Now, TruncDate
from django.test import override_settings
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.test import force_authenticate

from drf_sqllist import FastHyperlinkedIdentityField, SQLNested
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Letter,
    Note,
    Tag,
)
from tests.three_ways import CHAPTER, listing, three_ways
from tests.views import PagesOfTwo, Plain, compare, factory, twins

pytestmark = pytest.mark.django_db


def stringified() -> Any:
    return model_serializer(Book, "id", author=serializers.StringRelatedField())


def with_method() -> Any:
    class Child(serializers.ModelSerializer):
        line = serializers.SerializerMethodField()

        class Meta:
            model = Book
            fields = ["id", "line"]

        def get_line(self, book: Book) -> Any:
            return [book.title, book.author.name, book.chapters.count(), [tag.name for tag in book.tags.all()]]

    return Child


def with_own_representation() -> Any:
    class Child(serializers.ModelSerializer):
        class Meta:
            model = Book
            fields = ["id", "title", "price"]

        def to_representation(self, book: Book) -> Any:
            return {**super().to_representation(book), "of": book.author.name}

    return Child


def with_parent() -> Any:
    author = model_serializer(Author, "id", "name", books=model_serializer(Book, "id")(many=True))
    return model_serializer(Book, "id", author=author())


def with_links() -> Any:
    return model_serializer(
        Book,
        "id",
        url=serializers.HyperlinkedIdentityField("book"),
        fast=FastHyperlinkedIdentityField("book"),
        author=serializers.HyperlinkedRelatedField("author", read_only=True),
        chapters=serializers.HyperlinkedRelatedField("chapter", many=True, read_only=True),
    )


URLS = tuple(path(f"{name}/<int:pk>/", Plain.as_view(), name=name) for name in ("book", "author", "chapter"))


class TestChildren:
    """What stands in the rows."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> Any:
        library()
        with override_settings(ROOT_URLCONF=URLS):
            yield

    @pytest.mark.parametrize(
        ("made", "mode"),
        [
            (stringified, "spliced"),
            (with_method, "spliced"),
            (with_own_representation, "spliced"),
            (with_parent, "sql"),
            (with_links, "sql"),
        ],
    )
    @pytest.mark.parametrize("limit", [None, 1])
    def test_of(self, made: Any, mode: str, limit: int | None):
        field = SQLNested(made(), source="books", filter=Q(pk__gt=0), order_by=["-title"], limit=limit)
        shown = model_serializer(Author, "id", "name", found=field)
        modes = attack(listing(Author), shown, statements=mode == "sql")
        assert set(modes.values()) == {mode}

    def test_beside_others_of_the_relation(self):
        """Lists of the same relation, which say nothing about each other; a method that asks it again."""

        class Shown(serializers.ModelSerializer):
            books = with_method()(many=True)
            first = SQLNested(with_method(), source="books", limit=1)
            rest = SQLNested(stringified(), source="books", order_by=["-pk"])
            count = serializers.SerializerMethodField()

            class Meta:
                model = Author
                fields = ["name", "books", "first", "rest", "count"]

            def get_count(self, author: Author) -> Any:
                return [author.books.count(), [book.pk for book in author.books.all()], author.books.first() is None]

        attack(listing(Author), Shown, statements=False)
        attack(lambda: Author.objects.prefetch_related("books__tags").order_by("pk"), Shown, statements=False)

    def test_three_deep(self):
        chapters = model_serializer(Book, "title", chapters=SQLNested(CHAPTER, order_by=["-title"], limit=2))
        books = model_serializer(Tag, "name", books=SQLNested(chapters, filter=~Q(title="Mid"), limit=2))
        tagged = model_serializer(Book, "title", tags=SQLNested(books, order_by=["name"], limit=2))
        shown = model_serializer(
            Author, "name", books=SQLNested(tagged, limit=1), pupils=tagged(source="books", many=True)
        )
        modes = attack(listing(Author), shown, statements=False)
        assert set(modes.values()) == {"sql"}

    def test_as_the_root_of_something_else(self):
        """In ``source="*"``, and under a to-one relation that is missing."""
        inner = model_serializer(Author, "name", books=SQLNested(model_serializer(Book, "title"), limit=1))
        shown = model_serializer(Book, "id", same=model_serializer(Book, "id", author=inner())(source="*"))
        modes = attack(listing(Book), shown, statements=False)
        assert set(modes.values()) == {"sql"}

    def test_on_a_plain_serializer(self):
        class Anything(serializers.Serializer):
            id = serializers.IntegerField()
            chapters = SQLNested(CHAPTER, order_by=["title"], limit=1)

        assert set(attack(listing(Book), Anything).values()) == {"sql"}


NASTY = [
    "'; DROP TABLE testapp_chapter; --",
    '" OR 1=1 --',
    "%s",
    "%(a)s",
    "100%",
    "\\",
    "\\'",
    "{0}",
    "a\u2028b",
    "\x7f",
    "é\U0001f600",
    "_$$_",
    "?",
    ":1",
    "\t\n",
]


class TestRequests:
    """A condition made of what a client sends."""

    @pytest.mark.parametrize("text", NASTY)
    def test_text(self, text: str):
        library()
        book = Book.objects.order_by("pk")[0]
        Chapter.objects.create(book=book, title=text, number=5)
        for lookup in ("exact", "contains", "iexact", "startswith"):
            shown = model_serializer(
                Book,
                "id",
                chapters=SQLNested(
                    CHAPTER,
                    filter=lambda request, lookup=lookup: Q(**{f"title__{lookup}": request.headers["X-Text"]}),
                    order_by=["-pk"],
                    limit=1,
                ),
            )
            for settings in ({"JOIN_FROM": 1}, {"JOIN_FROM": 10**9}):
                with override_settings(DRF_SQLLIST=settings):
                    response, statements = compare(
                        "/rows/",
                        queryset=Book.objects.order_by("pk"),
                        serializer_class=shown,
                        request={"HTTP_X_TEXT": text},
                    )
                assert len(statements) == 1
                assert response.data[0]["chapters"][0]["title"] == text
                assert len(text) < 5 or text not in statements.sql[0]

    def test_users(self):
        """Nothing of one user's rows is in another's answer, in any order of requests."""
        library()
        shown = model_serializer(
            Book, "id", chapters=SQLNested(CHAPTER, filter=lambda request: Q(title=request.user.username), limit=1)
        )
        _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        for name in ("Two", "one", "nobody", "Two", "AA"):
            request = factory.get("/rows/")
            force_authenticate(request, User(username=name))
            rows = ours.as_view()(request).data
            assert {chapter["title"] for row in rows for chapter in row["chapters"]} == {name} - {"nobody"}

    def test_a_function_that_raises(self):
        library()

        def refuse(request: Any) -> Q:
            raise ValueError("no")

        shown = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, filter=refuse))
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)

    def test_a_function_with_a_reference_outwards(self):
        library()
        shown = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, filter=lambda request: Q(pk=OuterRef("x"))))
        compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)


class TestConditions:
    """Conditions that mean another thing at another time."""

    @pytest.fixture(autouse=True)
    def _rows(self) -> None:
        library()

    def both(self, **options: Any) -> bytes:
        shown = model_serializer(
            Author, "id", found=SQLNested(model_serializer(Book, "title"), source="books", **options)
        )
        response, statements = compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=shown)
        assert (response.sqllist.mode, len(statements)) == ("sql", 1)
        return response.rendered_content

    def test_zones(self):
        """A day begins at another moment."""
        shown = SQLNested(model_serializer(Book, "title"), source="books", filter=Q(published__date="2024-07-02"))
        serializer = model_serializer(Author, "id", found=shown)
        bodies = set()
        for zone in ("UTC", "Pacific/Kiritimati", "UTC"):
            with timezone.override(zone):
                response, _ = compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=serializer)
                bodies.add(response.rendered_content)
        assert len(bodies) == 2
        self.both(filter=Q(published__lt=Now()), order_by=[TruncDate("published")])

    def test_languages(self):
        """A text of the language that is spoken now."""
        shown = SQLNested(model_serializer(Book, "title"), source="books", filter=Q(title=gettext_lazy("Alpha")))
        serializer = model_serializer(Author, "id", found=shown)
        for language in ("en", "nl", "de"):
            with translation.override(language):
                compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=serializer)

    def test_values_that_change_in_place(self):
        titles = ["Zero"]
        shown = SQLNested(model_serializer(Book, "title"), source="books", filter=Q(title__in=titles))
        serializer = model_serializer(Author, "id", found=shown)
        bodies = []
        for title in ("", "Alpha", "Mid"):
            titles += [title]
            response, _ = compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=serializer)
            bodies.append(response.rendered_content)
        assert len({*bodies}) == 3

    def test_objects(self):
        tag = Tag.objects.order_by("pk")[0]
        shown = SQLNested(model_serializer(Book, "title"), source="books", filter=Q(tags=tag))
        serializer = model_serializer(Author, "id", found=shown)
        bodies = []
        for other in Tag.objects.order_by("pk"):
            tag.pk = other.pk
            response, _ = compare("/rows/", queryset=Author.objects.order_by("pk"), serializer_class=serializer)
            bodies.append(response.rendered_content)
        assert len({*bodies}) > 1

    def test_expressions(self):
        self.both(filter=Q(price__gt=F("rating")) | Q(rating=None))
        self.both(filter=Q(title=Cast(Value("Zero"), CharField())))
        self.both(filter=Exists(Tag.objects.filter(books=OuterRef("pk"), name__contains="%")) | Q(price__lt=5), limit=1)
        self.both(filter=Q(pk__in=Book.objects.order_by("-pk")[:3]), limit=2)
        self.both(filter=~Q(chapters__number=1) & ~Q(tags__weight__gt=5))

    def test_pages(self):
        """The limit is each row's own, whatever page it is on."""
        shown = model_serializer(Book, "id", chapters=SQLNested(CHAPTER, order_by=["-pk"], limit=1))
        seen = []
        for page in (1, 2, 3):
            response, statements = compare(
                f"/rows/?page={page}",
                queryset=Book.objects.order_by("pk"),
                serializer_class=shown,
                pagination_class=PagesOfTwo,
            )
            assert len(statements) == 1
            seen += response.data["results"]
        whole, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)
        assert seen == whole.data

    def test_proxies_and_notes(self):
        book = Book.objects.order_by("pk")[0]
        for number in range(3):
            Note.objects.create(target=book, text=str(number))
        Letter.objects.create(subject="x")
        three_ways(listing(Book), model_serializer(Note, "text"), "notes", filter=Q(text__gt="0"), limit=1)
