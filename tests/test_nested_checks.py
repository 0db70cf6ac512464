"""``manage.py check`` of ``SQLNested``."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from rest_framework import serializers

from drf_sqllist import SQLNested
from drf_sqllist.nested_checks import check_nested
from tests.cases.case import model_serializer
from tests.testapp.models import Author, Book, Chapter, Person

CHAPTER = model_serializer(Chapter, "title")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The messages about a serializer class that stands in this module."""

    def check(model: Any, **fields: Any) -> list[str]:
        members = {"Meta": type("Meta", (), {"model": model, "fields": [*fields]})} if model else {}
        base = serializers.ModelSerializer if model else serializers.Serializer
        cls = type("Checked", (base,), {**fields, **members, "__module__": __name__})
        monkeypatch.setattr(f"{__name__}.Checked", cls, raising=False)
        found = [message for message in check_nested() if message.obj is cls]
        assert all(message.id == "sqllist.E009" and message.hint for message in found)
        return [message.msg for message in found]

    return check


RIGHT: dict[str, Any] = {
    "nothing": {},
    "names": {"filter": Q(number__gt=1, book__author__name="x"), "order_by": ["-book__title", "pk", "?"]},
    "expressions": {"filter": Q(number=F("pk")), "order_by": [Lower("title").desc(), F("book__price")]},
    "subquery": {"filter": Exists(Chapter.objects.filter(book=OuterRef("book")))},
    "request": {"filter": lambda request: Q(nowhere=request.user)},
}


@pytest.mark.parametrize("options", RIGHT.values(), ids=RIGHT)
def test_right(checked: Any, options: Any):
    assert checked(Book, chapters=SQLNested(CHAPTER, limit=1, **options)) == []


def test_a_path_and_a_manager(checked: Any):
    assert checked(Book, found=SQLNested(CHAPTER, source="author.books", filter=Q(price=1), order_by=["title"])) == []
    assert checked(Person, badges=SQLNested(CHAPTER, order_by=["-uses"], filter=Q(uses__gt=1))) == []


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"filter": Q(nowhere=1)}, "its filter cannot be applied to testapp.Chapter: Cannot resolve keyword 'nowhere'"),
    ({"filter": Q(number__like=1)}, "its filter cannot be applied to testapp.Chapter: Unsupported lookup 'like'"),
    ({"filter": Q(number="x")}, "its filter cannot be applied to testapp.Chapter: Field 'number' expected a number"),
    ({"filter": Q(number=F("nowhere"))}, "its filter cannot be applied to testapp.Chapter: Cannot resolve keyword"),
    ({"filter": Q(book__published="x")}, "its filter cannot be applied to testapp.Chapter: “x” value has an invalid"),
    ({"order_by": ["nowhere"]}, "its order_by cannot be applied to testapp.Chapter: Cannot resolve keyword 'nowhere'"),
    ({"order_by": ["-book__x"]}, "its order_by cannot be applied to testapp.Chapter: Cannot resolve keyword 'x'"),
    ({"order_by": [Lower("nowhere")]}, "its order_by cannot be applied to testapp.Chapter: Cannot resolve keyword"),
    ({"source": "nothing"}, "its source 'nothing' leads nowhere: testapp.Book has no column, relation or annotation"),
    ({"source": "title"}, "its source 'title' is not a to-many relation"),
    ({"source": "author"}, "its source 'author' is not a to-many relation"),
    ({"source": "tags.books"}, "its source 'tags.books' is not a to-many relation"),
    ({"source": "author.nothing"}, "its source 'author.nothing' leads nowhere: testapp.Author has no column"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_wrong(checked: Any, options: Any, message: str):
    (found,) = checked(Book, chapters=SQLNested(CHAPTER, **options))
    assert found.startswith(f"Checked.chapters: {message}")


def test_all_that_is_wrong(checked: Any):
    assert len(checked(Book, chapters=SQLNested(CHAPTER, filter=Q(x=1), order_by=["y"]))) == 2


def test_what_nobody_can_tell(checked: Any, monkeypatch: pytest.MonkeyPatch):
    """No model; a property; a manager that asks the database."""
    assert checked(None, chapters=SQLNested(CHAPTER, filter=Q(x=1))) == []
    assert checked(Author, found=SQLNested(CHAPTER, source="homeland.books")) == []

    def ask(self: Any) -> Any:
        return super(type(self), self).get_queryset().filter(pk__in=[row.pk for row in Person.objects.all()])

    from tests.testapp.models.circles import RankedManager

    monkeypatch.setattr(RankedManager, "get_queryset", ask)
    assert checked(Person, badges=SQLNested(CHAPTER, filter=Q(x=1))) == []


@pytest.mark.django_db(databases="__all__")  # Django asks SQLite whether it knows JSON
def test_it_is_registered(checked: Any):
    checked(Book, chapters=SQLNested(CHAPTER, filter=Q(nowhere=1)))
    assert "sqllist.E009" in [message.id for message in run_checks()]
