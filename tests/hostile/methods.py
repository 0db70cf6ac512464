"""What methods do with the instance that they are given."""

import copy
import pickle
from typing import Any

from django.db.models import Count, Prefetch, prefetch_related_objects

from tests.testapp.models import Author, Book, Chapter, Tag


def touched(self: Any, book: Any) -> Any:
    book.title = book.title.upper()
    book.seen = getattr(book, "seen", 0) + 1
    return [book.title, book.seen]


def state(self: Any, book: Any) -> Any:
    return [
        book._state.db,
        book._state.adding,
        sorted(book._state.fields_cache),
        sorted(getattr(book, "_prefetched_objects_cache", {})),
        sorted(book.__dict__),
        sorted(book.get_deferred_fields()),
    ]


def copied(self: Any, book: Any) -> Any:
    other = copy.copy(book)
    other.title = "changed"
    deep = copy.deepcopy(book)
    deep.author = None
    return [book == other, book.title, other.author and other.author.name, deep.author, book.author_id, str(deep)]


def pickled(self: Any, book: Any) -> Any:
    other = pickle.loads(pickle.dumps(book))
    return [
        other == book,
        other.title,
        other.author and other.author.name,
        [tag.name for tag in other.tags.all()],
        type(other._state.fields_cache).__name__,
        sorted(other._state.fields_cache),
        sorted(getattr(other, "_prefetched_objects_cache", {})),
    ]


def pickled_later(self: Any, book: Any) -> Any:
    found = [book.author and book.author.name, [tag.name for tag in book.tags.all()]]
    other = pickle.loads(pickle.dumps(book))
    return [found, other.author and other.author.name, [tag.name for tag in other.tags.all()]]


def refreshed(self: Any, book: Any) -> Any:
    book.title = "?"
    book.refresh_from_db(fields=["title"])
    first = book.title
    book.refresh_from_db()
    return [first, book.title, book.author and book.author.name, [tag.name for tag in book.tags.all()]]


def saved(self: Any, book: Any) -> Any:
    book.rating = (book.rating or 0) + 1
    book.save(update_fields=["rating"])
    return Book.objects.get(pk=book.pk).rating


def rekeyed(self: Any, book: Any) -> Any:
    before = book.author and book.author.name
    book.author_id = Author.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return [before, book.author.name]


def reassigned(self: Any, book: Any) -> Any:
    book.author = Author.objects.order_by("-pk")[0]
    return [book.author.name, book.author_id]


def asked(self: Any, book: Any) -> Any:
    tags = book.tags
    return [
        tags.all()[0].name if tags.all() else None,
        [tag.name for tag in tags.all()[:2]],
        tags.count(),
        tags.all().count(),
        len(tags.all()),
        bool(tags.all()),
        tags.exists(),
        tags.first() and tags.first().name,
        tags.all().first() and tags.all().first().name,
        tags.last() and tags.last().name,
        list(tags.values_list("name", flat=True)),
        list(tags.all().values("name", "weight")),
        [tag.name for tag in tags.filter(weight__gt=0)],
        [tag.name for tag in tags.all().filter(weight__gt=0)],
        [tag.name for tag in tags.order_by("name")],
        [tag.name for tag in tags.all().reverse()],
        tags.filter(name="a").exists(),
        [[tag.name for tag in tags.all()] for _ in range(2)],
        [a is b for a, b in zip(tags.all(), tags.all(), strict=True)],
        str(tags.all().query.order_by),
        tags.all().ordered,
        tags.all().db,
        tags.all().model.__name__,
        repr(tags.all()),
        tags.all().contains(Tag.objects.first()),
        tags.aggregate(n=Count("pk")),
        [tag.name for tag in tags.all().iterator(10)],
        list(tags.in_bulk()),
        [tag.pk for tag in tags.all() | tags.all()],
        [book.title for book in Book.objects.filter(tags__in=tags.all()).distinct()],
        pickle.loads(pickle.dumps(tags.all()))[0].name if tags.all() else None,
        [tag.name for tag in copy.deepcopy(tags.all())],
    ]


def added(self: Any, book: Any) -> Any:
    list(book.tags.all())
    tag = Tag.objects.get_or_create(name="new")[0]
    book.tags.add(tag)
    found = [tag.name for tag in book.tags.all()]
    book.tags.remove(tag)
    return [found, book.tags.count(), [tag.name for tag in book.tags.all()]]


def prefetched(self: Any, book: Any) -> Any:
    prefetch_related_objects([book], "tags", "author__country", Prefetch("chapters", to_attr="parts"))
    country = book.author and book.author.country
    return [[tag.name for tag in book.tags.all()], country and country.name, [part.title for part in book.parts]]


def attributes(self: Any, book: Any) -> Any:
    return [
        hasattr(book, "nothing"),
        hasattr(book, "author"),
        getattr(book, "whatever", 1),
        hash(book) == hash(book.pk),
    ]


def identity(self: Any, book: Any) -> Any:
    books = self.context.setdefault("books", [])
    books.append(book)
    return [
        [book is other for other in books],
        [book == other for other in books],
        [book.author is other.author for other in books],
        [book.author == other.author for other in books],
    ]


def around(self: Any, book: Any) -> Any:
    root, parent = self.root, self.parent
    return [
        type(root).__name__,
        type(root.instance).__name__,
        len(root.instance),
        [other.title for other in root.instance],
        any(book is other for other in root.instance),
        parent is root,
        self.instance is None,
        type(self.instance).__name__,
        self.field_name,
        sorted(self.context),
    ]


def cached_on_serializer(self: Any, book: Any) -> Any:
    if not hasattr(self.parent, "_authors"):
        self.parent._authors = {author.pk: author.name for author in Author.objects.all()}
    return self.parent._authors.get(book.author_id)


def over_all(self: Any, book: Any) -> Any:
    if "found" not in self.context:
        self.context["found"] = {}
        keys = [other.pk for other in self.root.instance]
        for chapter in Chapter.objects.filter(book__in=keys).order_by("pk"):
            self.context["found"].setdefault(chapter.book_id, []).append(chapter.title)
    return self.context["found"].get(book.pk)


def prefetched_over_all(self: Any, book: Any) -> Any:
    if "done" not in self.context:
        self.context["done"] = True
        prefetch_related_objects(list(self.root.instance), "chapters", "author__profile")
    return [[chapter.title for chapter in book.chapters.all()], hasattr(book.author, "profile")]


def deep(self: Any, book: Any) -> Any:
    author = book.author
    if author is None:
        return None
    profile = getattr(author, "profile", None)
    home = profile and profile.home
    mentor = author.mentor
    return [
        author.name,
        author.country and author.country.name,
        profile and profile.bio,
        profile and profile.author is author,
        home and home.code,
        mentor and mentor.name,
        mentor and mentor.mentor and mentor.mentor.name,
        mentor and getattr(mentor, "profile", None) and mentor.profile.bio,
        [pupil.name for pupil in author.pupils.all()],
        [other.title for other in author.books.all()],
        [other.author is author for other in author.books.all()],
        [tag.name for other in author.books.all() for tag in other.tags.all()],
    ]


def generic(self: Any, book: Any) -> Any:
    return [
        [note.text for note in book.notes.all()],
        [note.target.title for note in book.notes.all()],
        book.notes.count(),
    ]


def through(self: Any, book: Any) -> Any:
    return [
        [[editing.role, editing.editor.name, editing.book is book] for editing in book.editings.all()],
        [editor.name for editor in book.editors.all()],
    ]


def deleted(self: Any, book: Any) -> Any:
    Chapter.objects.filter(book=book).delete()
    return book.chapters.count()


def dictionary(self: Any, book: Any) -> Any:
    return {
        name: str(value) for name, value in vars(book).items() if name not in ("_state", "_prefetched_objects_cache")
    }


def checked(self: Any, book: Any) -> Any:
    return Book._meta.get_field("author").is_cached(book)


def unset(self: Any, book: Any) -> Any:
    del book.title
    return [book.get_deferred_fields() == {"title"}, book.title]


def forgotten(self: Any, book: Any) -> Any:
    book._state.fields_cache.clear()
    if hasattr(book, "_prefetched_objects_cache"):
        book._prefetched_objects_cache.clear()
    return [book.author and book.author.name, [tag.name for tag in book.tags.all()]]


def forgotten_by_new(self: Any, book: Any) -> Any:
    book._state.fields_cache = {}
    book._prefetched_objects_cache = {}
    return [book.author and book.author.name, [tag.name for tag in book.tags.all()]]


def set_prefetched(self: Any, book: Any) -> Any:
    book._prefetched_objects_cache = {"tags": Tag.objects.none()}
    return [tag.name for tag in book.tags.all()]


def cache_walk(self: Any, book: Any) -> Any:
    cache = book._state.fields_cache
    lists = getattr(book, "_prefetched_objects_cache", {})
    return [
        sorted(cache),
        len(cache),
        bool(cache),
        cache.get("author") is not None,
        "author" in cache,
        sorted(lists),
        len(lists),
        bool(lists),
        "tags" in lists,
        lists.get("tags") is not None,
        [name for name, _ in sorted(lists.items())],
        {**lists}.keys() == lists.keys(),
    ]


METHODS = [
    touched,
    state,
    copied,
    pickled,
    pickled_later,
    refreshed,
    saved,
    rekeyed,
    reassigned,
    asked,
    added,
    prefetched,
    attributes,
    identity,
    around,
    cached_on_serializer,
    over_all,
    prefetched_over_all,
    deep,
    generic,
    through,
    deleted,
    dictionary,
    checked,
    unset,
    forgotten,
    forgotten_by_new,
    set_prefetched,
    cache_walk,
]
