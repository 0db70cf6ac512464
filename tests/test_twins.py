"""``sql_twin()``: the expression in the method's place."""

from typing import Any

import pytest
from django.db.models import Count, F, Value
from django.db.models.functions import Concat
from rest_framework import serializers

from drf_sqllist import sql_twin
from drf_sqllist.testing import assert_parity
from tests.cases.library import library
from tests.lines import lines
from tests.testapp.models import Book
from tests.views import Plain, call, compare, factory, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def test_a_twin_is_looked_at_by_assert_parity():
    """Whoever writes a twin that is none is told."""

    @sql_twin("rating")
    def get_line(self: Any, book: Book) -> Any:
        return book.title

    view = type("RowList", (Plain,), {"queryset": Book.objects.order_by("pk"), "serializer_class": lines(get_line)})
    with pytest.raises(AssertionError, match="does not answer as DRF does"):
        assert_parity(view, factory.get("/rows/"))


@pytest.mark.parametrize("twin", ["nothing", F("author__nothing"), Count("nothing")])
def test_a_twin_that_does_not_fit_the_model(twin: Any):
    """Python makes the member, and the note says why."""

    @sql_twin(twin)
    def get_line(self: Any, book: Book) -> Any:
        return book.title

    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    assert response.sqllist.mode == "spliced"
    assert [note.code for note in response.sqllist.problems] == ["twin"]


def test_single_objects_use_the_method():
    calls = []

    @sql_twin("title")
    def get_line(self: Any, book: Book) -> Any:
        calls.append(book.pk)
        return book.title

    serializer = lines(get_line)
    _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=serializer)
    assert call(ours).response.sqllist.mode == "sql"
    assert calls == []
    book = Book.objects.order_by("pk")[0]
    assert serializer(book).data["line"] == book.title
    assert calls == [book.pk]


def test_a_twin_of_the_request():
    def twin(request: Any) -> Any:
        return Concat(Value(request.query_params.get("mark", "")), "title")

    @sql_twin(twin)
    def get_line(self: Any, book: Book) -> str:
        return self.context["request"].query_params.get("mark", "") + book.title

    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))
    bodies = set()
    for mark in ("", "a", "'", "%s", "a"):
        plain, ours = (call(view, f"/rows/?mark={mark}" if mark != "%s" else "/rows/?mark=%25s") for view in pair)
        assert ours.body == plain.body
        assert (ours.response.sqllist.mode, len(ours.statements)) == ("sql", 1)
        bodies.add(ours.body)
    assert len(bodies) == 4


class ChangingBeforeTwin(serializers.ModelSerializer):
    """One method changes a column that no member shows, the next one's twin reads it."""

    shout = serializers.SerializerMethodField()
    line = serializers.SerializerMethodField()

    class Meta:
        model = Book
        fields = ["id", "shout", "line"]

    def get_shout(self, book: Book) -> str:
        book.title = book.title.upper()
        return book.title

    @sql_twin("title")
    def get_line(self, book: Book) -> str:
        return book.title


def test_a_twin_does_not_see_what_a_method_changed():
    """So the list is DRF's."""
    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=ChangingBeforeTwin)
    assert response.sqllist.mode == "serializer"
    assert [problem.code for problem in response.sqllist.problems] == ["side-effect"]
