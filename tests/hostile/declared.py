"""Methods that declare what they read, rightly or not, and querysets that bring more or less than that."""

import copy
import pickle
from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from drf_sqllist.plan.doors import reads
from tests.testapp.models import Book, Tag


def reading(*lookups: str) -> Any:
    """A method field over books whose method declares these lookups, and does what it is given."""

    def make(function: Any) -> type:
        class Made(serializers.ModelSerializer):
            made = serializers.SerializerMethodField()

            class Meta:
                model = Book
                fields = ["id", "made", "title"]

            @reads(*lookups)
            def get_made(self, book: Any) -> Any:
                return function(self, book)

        return Made

    return make


QUERYSETS: dict[str, Any] = {
    "plain": lambda: Book.objects.order_by("pk"),
    "selected": lambda: Book.objects.select_related("author__country").order_by("pk"),
    "prefetched": lambda: Book.objects.prefetch_related("tags", "author", "chapters").order_by("pk"),
    "filtered": lambda: Book.objects.prefetch_related(
        Prefetch("tags", Tag.objects.filter(weight__gt=0)), Prefetch("chapters", to_attr="parts")
    ).order_by("pk"),
    "only": lambda: Book.objects.only("title").order_by("pk"),
}

TAGS = reading("tags")
DECLARED: dict[str, type] = {
    "nothing": reading()(lambda self, book: book.pk),
    "nothing_but_reads": reading()(lambda self, book: [book.title, str(book.price), book.author_id]),
    "key": reading("author")(lambda self, book: [book.author_id, book.author and book.author.name]),
    "attname": reading("author_id")(lambda self, book: [book.author_id, book.author and book.author.name]),
    "pk": reading("pk", "author__pk")(lambda self, book: [book.pk, book.id, book.author and book.author.pk]),
    "missing": reading("nothing")(lambda self, book: getattr(book, "nothing", "-")),
    "missing_below": reading("author__nothing")(lambda self, book: getattr(book.author, "nothing", "-")),
    "below_column": reading("title__upper")(lambda self, book: book.title.upper()),
    "property": reading("author__initials")(lambda self, book: book.author and book.author.initials),
    "method": reading("author__shout")(lambda self, book: book.author and book.author.shout()),
    "deep": reading("author__mentor__country__name", "author__profile__bio")(
        lambda self, book: [
            book.author and book.author.mentor and book.author.mentor.name,
            book.author and book.author.mentor and book.author.mentor.country_id,
            book.author and hasattr(book.author, "profile") and book.author.profile.bio,
        ]
    ),
    "tags": TAGS(lambda self, book: [tag.name for tag in book.tags.all()]),
    "tags_filter": TAGS(lambda self, book: [tag.name for tag in book.tags.filter(weight__gt=0)]),
    "tags_more": TAGS(
        lambda self, book: [
            book.tags.count(),
            book.tags.all().count(),
            book.tags.exists(),
            [t.name for t in book.tags.order_by("name")],
            [t.name for t in book.tags.all()[:2]],
            book.tags.first() and book.tags.first().name,
            len(book.tags.all()),
            [t.pk for t in book.tags.all().filter(name="a")],
            repr(book.tags.all()),
            str(book.tags.all().db),
            [t.name for t in book.tags.all().reverse()],
            list(book.tags.values_list("name", flat=True)),
            list(book.tags.all().values("name")),
            [t.books.count() for t in book.tags.all()],
        ]
    ),
    "tags_pickled": TAGS(
        lambda self, book: [
            [t.name for t in pickle.loads(pickle.dumps(book.tags.all()))],
            [t.name for t in copy.deepcopy(book.tags.all())],
            [t.name for t in copy.copy(book.tags.all())],
            [t.name for t in pickle.loads(pickle.dumps(book)).tags.all()],
            [t.name for t in copy.deepcopy(book).tags.all()],
        ]
    ),
    "tags_column": reading("tags__name")(
        lambda self, book: [[tag.name, tag.weight, str(tag)] for tag in book.tags.all()]
    ),
    "chapters": reading("chapters__title")(
        lambda self, book: [[c.title, c.book is book, c.book.title, c.book_id, c.number] for c in book.chapters.all()]
    ),
    "back": reading("chapters__book__title")(lambda self, book: [[c.title, c.book.title] for c in book.chapters.all()]),
    "to_attr": reading("parts__title")(lambda self, book: [c.title for c in getattr(book, "parts", [])]),
    "through_one": reading("author__books__title", "author__pupils__name")(
        lambda self, book: (
            book.author and [[b.title for b in book.author.books.all()], [p.name for p in book.author.pupils.all()]]
        )
    ),
    "to_many_to_many": reading("author__books__tags__name")(
        lambda self, book: book.author and [[t.name for t in b.tags.all()] for b in book.author.books.all()]
    ),
    "through": reading("editings__editor__name", "editors__name")(
        lambda self, book: [
            [[e.role, e.editor.name] for e in book.editings.all()],
            [e.name for e in book.editors.all()],
        ]
    ),
    "comments": reading("comments__text")(lambda self, book: [c.text for c in book.comments.all()]),
    "generic": reading("notes__text", "notes__target")(lambda self, book: [n.text for n in book.notes.all()]),
    "changes": reading("title")(lambda self, book: setattr(book, "title", "x") or book.title),
    "changes_undeclared": reading("id")(lambda self, book: setattr(book, "title", "x") or book.title),
    "refreshes": reading("title")(lambda self, book: [book.refresh_from_db(), book.title, str(book.price)]),
    "refreshes_one": reading("id")(lambda self, book: [book.refresh_from_db(fields=["title"]), book.title]),
    "saves": reading("title", "rating")(lambda self, book: [setattr(book, "rating", 7), book.save(), book.rating]),
    "saves_one": reading("title")(
        lambda self, book: [setattr(book, "rating", 7), book.save(update_fields=["rating"]), book.rating]
    ),
    "deletes": reading("title")(lambda self, book: [str(book.delete()[1]), book.pk]),
    "attributes": reading("title")(lambda self, book: [hasattr(book, "x"), book == copy.copy(book), hash(book) != 0]),
    "raises": reading("title")(lambda self, book: 1 / (book.pk - Book.objects.last().pk)),
    "dict": reading("title", "author__name")(
        lambda self, book: [book.serializable_value("title"), book.get_deferred_fields() is not None, str(book)]
    ),
}
