"""What methods do with the instance that they are given: it must be as good as Django's own."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, FilteredRelation, Prefetch, Q
from rest_framework import serializers

from tests.cases.library import library
from tests.hostile.attack import attack, made
from tests.hostile.methods import METHODS, added, deleted, saved
from tests.testapp.models import Author, Book, Chapter, Note, Tag
from tests.views import compare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()
    book = ContentType.objects.get_for_model(Book)
    author = ContentType.objects.get_for_model(Author)
    for number, key in enumerate(Book.objects.values_list("pk", flat=True)):
        Note.objects.create(text=f"n{number}", content_type=book, object_id=key)
        if number % 2:
            Note.objects.create(text=f"m{number}", content_type=book, object_id=key)
    for key in (*Author.objects.values_list("pk", flat=True), 999_999):
        Note.objects.create(text="a", content_type=author, object_id=key)


BOOKS: dict[str, Any] = {
    "plain": lambda: Book.objects.order_by("pk"),
    "selected": lambda: Book.objects.select_related("author__country", "origin").order_by("pk"),
    "selected_deep": lambda: Book.objects.select_related("author__mentor__profile__home", "author__profile").order_by(
        "pk"
    ),
    "prefetched": lambda: Book.objects.prefetch_related(
        "tags", "author", "chapters", "notes", "editings__editor"
    ).order_by("pk"),
    "prefetched_deep": lambda: Book.objects.prefetch_related(
        "author__books__tags", "author__profile", "author__pupils", "editors"
    ).order_by("pk"),
    "both": lambda: (
        Book.objects.select_related("author")
        .prefetch_related("author__country", "author__profile", "tags")
        .order_by("pk")
    ),
    "to_attr": lambda: Book.objects.prefetch_related(
        Prefetch("tags", Tag.objects.filter(weight__gt=0), to_attr="heavy"),
        Prefetch("tags", Tag.objects.order_by("name")[:2], to_attr="some"),
        Prefetch("tags", Tag.objects.order_by("-name")),
    ).order_by("pk"),
    "filtered": lambda: Book.objects.prefetch_related(
        Prefetch("tags", Tag.objects.filter(name="a")),
        Prefetch("author", Author.objects.select_related("country").annotate(n=Count("books"))),
        Prefetch("chapters", Chapter.objects.select_related("book__author").order_by("title")),
    ).order_by("pk"),
    "only": lambda: Book.objects.only("title").order_by("pk"),
    "only_related": lambda: Book.objects.select_related("author").only("title", "author__name").order_by("pk"),
    "defer": lambda: Book.objects.defer("title", "author").order_by("pk"),
    "annotated": lambda: Book.objects.annotate(n=Count("tags"), upper=F("title"), by=F("author__name")).order_by("pk"),
    "filtered_relation": lambda: Book.objects.annotate(
        heavy=FilteredRelation("chapters", condition=Q(chapters__number=1)), h=F("heavy__title")
    ).order_by("pk"),
}


@pytest.mark.parametrize("queryset", BOOKS.values(), ids=BOOKS)
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)
def test_methods_of_books(method: Any, queryset: Any):
    shapes = ("pages",) if method in (saved, deleted, added) else ("whole", "pages")
    attack(queryset, made(method, "id", "title", "author", model=Book), shapes=shapes)


def test_a_cache_that_is_emptied_loads_nothing():
    """Django 6.1 empties those of instances that nobody holds any more (``ModelState.__del__``)."""

    class Emptying(serializers.ModelSerializer):
        line = serializers.SerializerMethodField()

        class Meta:
            model = Book
            fields = ["id", "line"]

        def get_line(self, book: Book) -> str:
            book._state.fields_cache.clear()
            return book.title

    rows = Book.objects.order_by("pk").prefetch_related("author")
    response, statements = compare("/rows/", queryset=rows, serializer_class=Emptying)
    assert response.sqllist.mode == "spliced"
    assert len(statements) == 1
