"""``SQLField`` on DRF's own path: the values of SQL lists, with a statement for a list and none that is old."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Count, F, Prefetch, Window
from django.db.models.functions import RowNumber
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from drf_sqllist import SQLField, annotated
from tests.cases import APPLICABLE
from tests.cases.case import Case, model_serializer
from tests.cases.library import authors, library
from tests.computed_lines import AuthorLine, AuthorTree, BookLine, CountryLine, context
from tests.statements import record
from tests.testapp.models import Author, Book, Chapter, Comment, Country, Pair, Tag, UuidKey
from tests.views import Ours, Plain, call

pytestmark = pytest.mark.django_db


CASES = [case for case in APPLICABLE if case.name.startswith("sqlfield_")]


class ByMethods(serializers.ModelSerializer):
    """What ``AuthorLine`` is, written by hand."""

    books = serializers.SerializerMethodField()
    income = serializers.SerializerMethodField()
    edits = serializers.SerializerMethodField()

    class Meta:
        model = Author
        fields = ["name", "books", "income", "edits"]

    def get_books(self, author: Author) -> int:
        return len(author.books.all())

    def get_income(self, author: Author) -> str | None:
        prices = [book.price for book in author.books.all() if book.price is not None]
        return str(sum(prices).quantize(Decimal("0.01"))) if prices else None

    def get_edits(self, author: Author) -> int:
        return len(author.editings.all())


@pytest.fixture
def rows() -> None:
    library()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_object_by_itself_has_the_values_of_the_list(case: Case):
    with case.environment():
        case.rows()
        queryset = case.queryset()
        listed = case.serializer_class(queryset, many=True, context=context()).data
        single = [case.serializer_class(row, context=context()).data for row in case.queryset()]
        assert JSONRenderer().render(single) == JSONRenderer().render(listed)
        brought = case.serializer_class(annotated(case.queryset(), case.serializer_class), many=True, context=context())
        assert JSONRenderer().render(brought.data) == JSONRenderer().render(listed)


@pytest.mark.usefixtures("rows")
def test_as_methods_by_hand():
    pair = [
        call(type("RowList", (view,), {"queryset": authors(), "serializer_class": cls}))
        for view, cls in ((Ours, AuthorLine), (Plain, AuthorLine), (Plain, ByMethods))
    ]
    assert pair[0].body == pair[1].body == pair[2].body != b"[]"
    assert [len(outcome.statements) for outcome in pair[:2]] == [1, 2]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("shown", [authors, lambda: list(authors()), lambda: tuple(authors()[:3])])
def test_a_list_asks_once(shown: Any):
    given = shown()
    list(given)  # whatever reads the rows is not counted
    with record() as statements:
        data = AuthorLine(given, many=True).data
    assert len(statements) == 1
    assert [line["books"] for line in data] == [author.books.count() for author in given]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("prefetched", [(), ("books",), ("books", "country")])
def test_nested_lists_ask_once_for_all_parents(prefetched: Any):
    queryset = authors().prefetch_related(*prefetched)
    with record() as statements:
        data = AuthorTree(queryset, many=True).data
    asked = [sql for sql in statements.sql if "sqllist_twin" in sql]
    assert len(asked) == 3
    assert [[book["chapters"] for book in author["books"]] for author in data] == [[3, 4], [0], [1], []]
    assert [author["country"] and author["country"]["readers"] for author in data] == [2, 1, None, 2]


@pytest.mark.usefixtures("rows")
def test_objects_that_are_loaded_are_asked_for_by_their_keys():
    """Of a list that is cut, the others may be many."""
    cut = Prefetch("books", Book.objects.order_by("-pk")[:1], to_attr="latest")
    serializer = model_serializer(Author, "name", latest=BookLine(many=True), country=CountryLine())
    rows = list(authors().select_related("country").prefetch_related(cut))
    with record() as statements:
        data = serializer(rows, many=True).data
    assert len(statements) == 2
    assert [sql.partition("WHERE")[0].count('testapp_author"') for sql in statements.sql] in ([0, 1], [1, 0])
    assert [[book["chapters"] for book in line["latest"]] for line in data] == [[3], [0], [1], []]
    assert [line["country"] and line["country"]["readers"] for line in data] == [2, 1, None, 2]


@pytest.mark.usefixtures("rows")
def test_a_list_through_many_to_many_relations():
    """A book is shown under several tags: asked once, shown each time."""
    serializer = model_serializer(Tag, "name", books=BookLine(many=True))
    with record() as statements:
        data = serializer(Tag.objects.order_by("pk"), many=True).data
    assert len([sql for sql in statements.sql if "sqllist_twin" in sql]) == 1
    for tag, line in zip(Tag.objects.order_by("pk"), data, strict=True):
        assert [book["chapters"] for book in line["books"]] == [book.chapters.count() for book in tag.books.all()]


@pytest.mark.usefixtures("rows")
def test_values_are_those_of_the_time_of_rendering():
    author = Author.objects.get(name="Ann")
    serializer = AuthorLine(author)
    assert serializer.data["books"] == 2
    Book.objects.create(title="New", author=author)
    assert serializer.to_representation(author)["books"] == 3
    assert AuthorLine(author).data["books"] == 3
    many = AuthorLine([author, author], many=True)
    assert [line["books"] for line in many.to_representation([author, author])] == [3, 3]
    Book.objects.filter(title="New").delete()
    assert [line["books"] for line in many.to_representation([author, author])] == [2, 2]
    assert [line["books"] for line in many.data] == [2, 2]


@pytest.mark.usefixtures("rows")
def test_nested_values_are_those_of_the_time_of_rendering():
    tree = AuthorTree(list(authors().prefetch_related("books")), many=True)
    before = tree.to_representation(tree.instance)
    Chapter.objects.create(book=Book.objects.get(title="Zero"), title="New")
    Author.objects.create(name="New", country=Country.objects.get(code="NL"))
    after = tree.to_representation(tree.instance)
    assert [book["chapters"] for book in before[0]["books"]] == [3, 4]
    assert [book["chapters"] for book in after[0]["books"]] == [3, 5]
    assert (before[0]["country"]["readers"], after[0]["country"]["readers"]) == (2, 3)


@pytest.mark.usefixtures("rows")
def test_one_serializer_for_one_object_after_the_other():
    """As a consumer of events does, which keeps its serializer."""
    serializer = AuthorLine()
    for author in authors():
        assert serializer.to_representation(author)["books"] == author.books.count()


@pytest.mark.usefixtures("rows")
def test_writing():
    """What is shown after a save is what is so then."""
    author = Author.objects.get(name="Ann")

    class Renaming(AuthorLine):
        loud = SQLField(F("name"))

        class Meta(AuthorLine.Meta):
            fields = ["name", "loud", "books"]

    brought = annotated(Author.objects.all(), Renaming).get(pk=author.pk)
    assert Renaming(brought).data["loud"] == "Ann"
    serializer = Renaming(brought, data={"name": "Anne", "loud": "x", "books": 7})
    assert serializer.is_valid(), serializer.errors
    assert serializer.validated_data == {"name": "Anne"}
    serializer.save()
    assert serializer.data == {"name": "Anne", "loud": "Anne", "books": 2}


@pytest.mark.usefixtures("rows")
def test_creating():
    serializer = AuthorLine(data={"name": "Eve"})
    assert serializer.is_valid()
    serializer.save()
    assert serializer.data == {"name": "Eve", "books": 0, "income": None, "edits": 0}


def test_an_object_that_is_not_saved(statements: Any):
    assert AuthorLine(Author(name="Nobody")).data == {"name": "Nobody", "books": None, "income": None, "edits": None}
    assert len(statements) == 0


@pytest.mark.usefixtures("rows")
def test_an_object_that_is_gone():
    author = Author.objects.get(name="Ann")
    Author.objects.filter(pk=author.pk).delete()
    assert AuthorLine(author).data["books"] is None
    assert [line["books"] for line in AuthorLine([author, *authors()], many=True).data] == [None, 1, 1, 0]


def test_keys_that_were_given_as_texts():
    """An instance keeps what it was made with; so does one that a serializer has saved."""
    author = Author(pk="77", name="Text")
    author.save()
    Book.objects.create(title="T", author_id=77)
    assert AuthorLine(author).data["books"] == 1
    assert [line["books"] for line in AuthorLine([author, *Author.objects.all()], many=True).data] == [1, 1]
    key = UuidKey(pk="6ba7b810-9dad-11d1-80b4-00c04fd430c8", name="u")
    key.save()
    assert model_serializer(UuidKey, n=SQLField(Count("children")))(key).data == {"n": 0}
    pair = Pair(left="5", right="r")
    pair.save()
    assert model_serializer(Pair, n=SQLField(F("left") + 1))(pair).data == {"n": 6}


def test_data_that_is_no_object():
    """As DRF reads any read-only field: by its key, left out where there is none."""
    assert AuthorLine({"name": "x", "books": 7, "income": "1.5", "edits": 0}).data["books"] == 7
    assert AuthorLine({"name": "x"}).data == {"name": "x"}
    serializer = AuthorLine(data={"name": "x"})
    assert serializer.is_valid()
    assert serializer.data == {"name": "x"}
    assert AuthorLine().data == {"name": ""}


@pytest.mark.django_db(databases=["default", "other"])
def test_another_database():
    Author.objects.using("default").create(pk=1, name="Here")
    there = Author.objects.using("other").create(pk=1, name="There")
    Book.objects.using("other").create(title="T", author=there)
    for given in (there, Author.objects.using("other").get(pk=1)):
        assert AuthorLine(given).data["books"] == 1
    assert AuthorLine(Author.objects.using("other"), many=True).data[0]["books"] == 1
    mixed = AuthorLine([*Author.objects.all(), *Author.objects.using("other")], many=True)
    assert [line["books"] for line in mixed.data] == [0, 1]
    ours = type(
        "RowList", (Ours,), {"queryset": Author.objects.using("other").order_by("pk"), "serializer_class": AuthorLine}
    )
    assert b'"books":1' in call(ours).body


def test_a_key_of_several_columns():
    """Python makes the member in lists, by one further statement."""
    serializer = model_serializer(
        Pair, "left", sum=SQLField(F("left") + 1), place=SQLField(Window(RowNumber(), order_by="left"))
    )
    for left, right in ((1, "b"), (1, "a"), (2, "a")):
        Pair.objects.create(left=left, right=right)
    pairs = Pair.objects.order_by("left", "right")
    with record() as statements:
        data = serializer(pairs, many=True).data
    assert [line["sum"] for line in data] == [2, 2, 3]
    assert len(statements) == 3  # the rows, the sums, the windows
    assert serializer(pairs[2]).data["sum"] == 3


@pytest.mark.usefixtures("rows")
def test_hidden_rows_have_no_place_in_windows():
    serializer = model_serializer(Comment, "text", place=SQLField(Window(RowNumber(), order_by="pk")))
    data = serializer(Comment.everything.order_by("pk"), many=True).data
    assert [line["place"] for line in data] == [1, None, 2, None, 3]
