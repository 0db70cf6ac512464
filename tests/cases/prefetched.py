"""What the view's queryset has already said about its relations."""

from django.db.models import F, Prefetch
from rest_framework import serializers

from tests.testapp.models import Author, Book, Chapter, Comment, Tag

from .case import Case, model_serializer
from .library import library
from .nested import ChapterSerializer, CommentSerializer, TagSerializer

CHAPTERS = model_serializer(Book, "id", chapters=ChapterSerializer(many=True))
COMMENTS = model_serializer(Book, "id", comments=CommentSerializer(many=True))


def prefetching(*lookups: object):
    return lambda: Book.objects.prefetch_related(*lookups).order_by("pk")


CASES = [
    Case(
        "prefetch_by_name",
        "prefetch_related by name changes nothing",
        "ListSerializer",
        library,
        CHAPTERS,
        prefetching("chapters", "tags"),
    ),
    Case(
        "prefetch_filtered",
        "Prefetch with a filtered queryset: its rows and no others",
        "ListSerializer",
        library,
        CHAPTERS,
        prefetching(Prefetch("chapters", queryset=Chapter.objects.filter(number__lt=3))),
    ),
    Case(
        "prefetch_ordered",
        "Prefetch with an order of its own",
        "ListSerializer",
        library,
        CHAPTERS,
        prefetching(Prefetch("chapters", queryset=Chapter.objects.order_by("title", "pk"))),
    ),
    Case(
        "prefetch_sliced",
        "Prefetch with the first two of each",
        "ListSerializer",
        library,
        model_serializer(Book, "id", first=ChapterSerializer(many=True)),
        prefetching(Prefetch("chapters", queryset=Chapter.objects.order_by("pk")[:2], to_attr="first")),
    ),
    Case(
        "prefetch_sliced_in_place",
        "… which Django refuses without to_attr",
        "ListSerializer",
        library,
        CHAPTERS,
        prefetching(Prefetch("chapters", queryset=Chapter.objects.order_by("pk")[:2])),
        raises=TypeError,
    ),
    Case(
        "prefetch_wider_manager",
        "Prefetch with a manager that hides less",
        "ListSerializer",
        library,
        COMMENTS,
        prefetching(Prefetch("comments", queryset=Comment.everything.all())),
    ),
    Case(
        "prefetch_none",
        "Prefetch of nothing",
        "ListSerializer",
        library,
        CHAPTERS,
        prefetching(Prefetch("chapters", queryset=Chapter.objects.none())),
    ),
    Case(
        "prefetch_to_attr",
        "to_attr read by the serializer",
        "ListSerializer",
        library,
        model_serializer(Book, "id", low=ChapterSerializer(many=True), chapters=ChapterSerializer(many=True)),
        prefetching(Prefetch("chapters", queryset=Chapter.objects.filter(number=1), to_attr="low")),
    ),
    Case(
        "prefetch_many_to_many",
        "Prefetch of a many-to-many relation",
        "ListSerializer",
        library,
        model_serializer(Book, "id", tags=TagSerializer(many=True)),
        prefetching(Prefetch("tags", queryset=Tag.objects.filter(weight__gte=1).order_by("name", "pk"))),
    ),
    Case(
        "prefetch_keys",
        "a list of keys follows the Prefetch too",
        "ManyRelatedField",
        library,
        model_serializer(Book, "id", "chapters", "tags"),
        prefetching(
            Prefetch("chapters", queryset=Chapter.objects.filter(number=1)),
            Prefetch("tags", queryset=Tag.objects.order_by("pk")),
        ),
    ),
    Case(
        "prefetch_nested",
        "a Prefetch inside a path",
        "ListSerializer",
        library,
        model_serializer(Author, "id", books=CHAPTERS(many=True)),
        lambda: Author.objects.prefetch_related(
            Prefetch("books", queryset=Book.objects.order_by("-pk")),
            Prefetch("books__chapters", queryset=Chapter.objects.filter(number=1)),
        ).order_by("pk"),
    ),
    Case(
        "prefetch_in_prefetch",
        "a Prefetch whose queryset has a Prefetch",
        "ListSerializer",
        library,
        model_serializer(Author, "id", books=COMMENTS(many=True)),
        lambda: Author.objects.prefetch_related(
            Prefetch(
                "books",
                queryset=Book.objects.exclude(title="Alpha").prefetch_related(
                    Prefetch("comments", queryset=Comment.everything.order_by("-pk"))
                ),
            )
        ).order_by("pk"),
    ),
    Case(
        "prefetch_single",
        "a Prefetch of a single related row that filters it away",
        "Serializer",
        library,
        model_serializer(Book, "id", author=model_serializer(Author, "name")()),
        prefetching(Prefetch("author", queryset=Author.objects.filter(name="Ann"))),
    ),
    Case(
        "prefetch_annotated",
        "a Prefetch with an annotation that the child reads",
        "ListSerializer",
        library,
        model_serializer(
            Book, "id", chapters=model_serializer(Chapter, "title", next=serializers.IntegerField())(many=True)
        ),
        prefetching(Prefetch("chapters", queryset=Chapter.objects.annotate(next=F("number") + 1))),
    ),
]
