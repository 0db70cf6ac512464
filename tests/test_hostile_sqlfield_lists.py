"""Computed fields in lists that mean them no good: prefetched, pickled, by threads, of no model."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Cast, Concat, Length, RowNumber
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_sqllist import JSONRows, SQLField, annotated
from tests.cases.case import model_serializer
from tests.cases.library import authors, books, library
from tests.hostile.computed import NotCompiled, same
from tests.statements import record
from tests.testapp.models import (
    Author,
    Book,
    Chapter,
    Circle,
    Tag,
    TextKey,
)
from tests.views import Ours, Plain, call

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> None:
    library()


@pytest.mark.usefixtures("rows")
def test_prefetched_lists():
    """Filtered, cut and renamed: the values are those of the objects that are shown."""
    line = model_serializer(
        Chapter, "title", longer=SQLField(Length("title")), place=SQLField(Window(RowNumber(), order_by="pk"))
    )
    for prefetch in (
        Prefetch("chapters", Chapter.objects.filter(number=1).order_by("pk")),
        Prefetch("chapters", annotated(Chapter.objects.order_by("-pk"), line)),
        Prefetch("chapters", Chapter.objects.order_by("pk")[:1], to_attr="chosen"),
    ):
        name = prefetch.to_attr or "chapters"
        serializer = model_serializer(Book, "id", **{name: line(many=True)})
        same(serializer, Book.objects.prefetch_related(prefetch).order_by("pk"))


@pytest.mark.usefixtures("rows")
def test_prefetched_lists_that_are_annotated_ask_for_nothing():
    line = model_serializer(Chapter, "title", longer=SQLField(Length("title")))
    serializer = model_serializer(Book, "id", chapters=line(many=True))
    rows = Book.objects.prefetch_related(Prefetch("chapters", annotated(Chapter.objects.order_by("pk"), line)))
    with record() as statements:
        data = serializer(rows, many=True).data
    assert len(statements) == 2
    assert all(chapter["longer"] == len(chapter["title"]) for book in data for chapter in book["chapters"])


@pytest.mark.usefixtures("rows")
def test_related_objects_of_all_kinds():
    """To-one relations that are loaded, that are not, that are missing, that are shown many times."""
    author = model_serializer(Author, "name", n=SQLField(Count("books")))
    author = model_serializer(Author, "name", n=SQLField(Count("books")), mentor=author())
    serializer = model_serializer(Book, "id", author=author())
    for queryset in (books(), books().select_related("author__mentor"), books().prefetch_related("author")):
        same(serializer, queryset)
        with record() as statements:
            assert serializer(queryset.all(), many=True).data
        assert len([sql for sql in statements.sql if "sqllist_twin" in sql]) == 2


@pytest.mark.usefixtures("rows")
def test_an_object_that_a_method_gives():
    """No list is known then: each object is asked for by itself, and right."""
    inner = model_serializer(Author, "name", n=SQLField(Count("books")))

    class Outer(serializers.ModelSerializer):
        best = serializers.SerializerMethodField()
        first = inner(source="first_editor")

        class Meta:
            model = Book
            fields = ["id", "best", "first"]

        def get_best(self, book: Book) -> Any:
            return inner(book.author).data if book.author else None

    class EditedBook(Book):
        class Meta:
            proxy = True
            app_label = "testapp"

        @property
        def first_editor(self) -> Any:
            return self.editors.order_by("pk").first()

    data = Outer(EditedBook.objects.order_by("pk"), many=True).data
    assert [line["best"] and line["best"]["n"] for line in data] == [2, 2, 1, None, 1]
    assert [line["first"] and line["first"]["n"] for line in data] == [1, None, 2, None, None]


@pytest.mark.usefixtures("rows")
def test_pickled_and_copied():
    line = model_serializer(Author, "name", n=SQLField(Count("books")))
    author = pickle.loads(pickle.dumps(annotated(Author.objects.order_by("pk"), line)[0]))
    with record() as statements:
        assert line(author).data["n"] == 2
    assert len(statements) == 0
    field = line().fields["n"]
    copied = deepcopy(field)
    assert copied.declaration is field.declaration
    assert line().fields["n"].output is not field.output
    assert deepcopy(line(author)).data["n"] == 2


@pytest.mark.usefixtures("rows")
def test_one_name_in_two_serializers():
    """What was brought for one is nothing to the other."""
    first = model_serializer(Author, "name", n=SQLField(Count("books")))
    second = model_serializer(Author, "name", n=SQLField(Count("editings")))
    rows = annotated(annotated(authors(), first), second)
    with record() as statements:
        assert [line["n"] for line in first(rows, many=True).data] == [2, 1, 1, 0]
        assert [line["n"] for line in second(rows, many=True).data] == [1, 1, 0, 2]
    assert len(statements) == 1
    assert [line["n"] for line in second(annotated(authors(), first), many=True).data] == [1, 1, 0, 2]


@pytest.mark.usefixtures("rows")
def test_equal_expressions_of_other_types():
    """1 and True are equal to Python: no statement of one is kept for the other."""
    serializers_ = [model_serializer(Author, "id", x=SQLField(Value(value))) for value in (1, True, "1", 1.0)]
    found = [same(serializer, authors())[0]["x"] for serializer in serializers_]
    assert [repr(value) for value in found] == ["1", "True", "'1'", "1.0"]


@pytest.mark.usefixtures("rows")
def test_rows_that_are_of_several_models():
    """Lists that no queryset made."""
    line = model_serializer(Author, "pk", n=SQLField(Value(7)))
    mixed = [*authors(), *books()]
    with record() as statements:
        assert [one["n"] for one in line(mixed, many=True).data] == [7] * 9
    assert len(statements) == 2
    assert [one["n"] for one in line(iter(mixed), many=True).data] == [7] * 9
    assert [one["n"] for one in line(Author.objects, many=True).data] == [7] * 4


@pytest.mark.usefixtures("rows")
def test_a_long_list_is_one_statement():
    Tag.objects.bulk_create(Tag(name=f"t{number}", weight=number) for number in range(2_500))
    line = model_serializer(Tag, "id", n=SQLField(F("weight") + 1))
    tags = list(Tag.objects.order_by("pk"))
    with record() as statements:
        data = line(tags, many=True).data
    assert len(statements) == 1
    assert [one["n"] for one in data] == [tag.weight + 1 for tag in tags]


def test_a_model_in_circles():
    line = model_serializer(Circle, "pk", n=SQLField(Cast(Value("5"), IntegerField())))
    same(line, Circle.objects.all())


@pytest.mark.django_db(transaction=True)
def test_threads():
    """One class, many requests at once, each with a word of its own."""
    library()
    line = model_serializer(
        Author,
        "id",
        n=SQLField(Count("books")),
        hello=SQLField(lambda request: Concat(Value(request.query_params["word"]), "name")),
        place=SQLField(Window(RowNumber(), order_by="-pk")),
    )
    made = {"queryset": authors(), "serializer_class": line}
    views = [type("RowList", (base,), made) for base in (Ours, Plain)]
    words = [f"w{number}" for number in range(12)]

    def ask(word: str) -> list[bytes]:
        try:
            return [call(view, f"/rows/?word={word}").body for view in views]
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":  # its memory is one connection's
        answers = [[call(view, f"/rows/?word={word}").body for view in views] for word in words]
    else:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(ask, words))
    for word, (ours, plain) in zip(words, answers, strict=True):
        assert ours == plain
        assert json.loads(ours)[0]["hello"] == f"{word}Ann"


@pytest.mark.usefixtures("rows")
def test_the_serializer_of_a_list_that_looks_at_its_rows():
    class Looking(serializers.ListSerializer):
        def to_representation(self, data: Any) -> Any:
            data = list(data)
            self.child.longest = max(len(row.name) for row in data)
            return super().to_representation(data)

    line = model_serializer(Author, "name", n=SQLField(Count("books")))
    line.Meta.list_serializer_class = Looking
    same(line, authors(), statements=2)  # it may give other rows: the list is DRF's
    assert JSONRenderer().render([{"name": "Ann", "n": 2}]) == JSONRenderer().render(
        line(authors()[:1], many=True).data
    )


class NoModel(serializers.Serializer):
    """The model, and so the output, is known by its rows alone."""

    id = serializers.IntegerField()
    first = SQLField("pk")
    income = SQLField(Sum("books__price"))
    lines = SQLField(JSONRows(Book.objects.filter(author=OuterRef("pk")).order_by("pk").values("title")))
    back = SQLField(NotCompiled("name"))


@pytest.mark.usefixtures("rows")
def test_no_model_at_the_second_request():
    """The plan was kept: nobody has read the fields of the new serializer."""
    for _ in range(3):
        found = same(NoModel, authors(), statements=2)
        assert [line["income"] for line in found] == ["9.95", "-1.10", None, None]
        assert found[0]["lines"] == [{"title": "Zero"}, {"title": "Alpha"}]
    nested = model_serializer(Book, "id", author=NoModel())
    for _ in range(3):
        same(nested, books(), statements=2)


@pytest.mark.usefixtures("rows")
def test_no_model_and_rows_of_two_models():
    """Keys that are numbers, and keys that are texts."""
    TextKey.objects.create(slug="k")

    class Keys(serializers.Serializer):
        key = SQLField(F("pk"))

    for _ in range(2):
        assert same(Keys, TextKey.objects.all()) == [{"key": "k"}]
        assert same(Keys, Author.objects.filter(name="Ann"))[0]["key"] == Author.objects.get(name="Ann").pk
    mixed = [TextKey.objects.get(), Author.objects.get(name="Ann"), TextKey.objects.get()]
    assert [type(line["key"]) for line in Keys(mixed, many=True).data] == [str, int, str]


@pytest.mark.usefixtures("rows")
def test_deferred_columns():
    line = model_serializer(Author, "id", n=SQLField(Count("books")), home=SQLField("country__name"))
    for queryset in (Author.objects.only("name"), Author.objects.defer("name", "country"), Author.objects.only("pk")):
        found = same(line, queryset.order_by("pk"))
        assert [row["n"] for row in found] == [2, 1, 1, 0]
        with record() as statements:
            assert line(queryset.order_by("pk"), many=True).data == found
        assert len(statements) == 2
