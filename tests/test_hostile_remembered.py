"""What is remembered of members made by Python, from one request to the next."""

from typing import Any

import pytest
from rest_framework import serializers

from drf_sqllist.plan.doors import reads
from tests.cases.library import library
from tests.hostile.attack import made, same
from tests.testapp.models import Author, Book
from tests.views import PagesOfTwo, call, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


def test_effects_are_remembered():
    """The first list runs twice what changes its rows; the next ones are DRF's at once."""
    shown = made(lambda self, book: setattr(book, "title", "x") or 1, "id", "title", model=Book)
    for pagination in (None, PagesOfTwo):
        plain, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown, pagination_class=pagination)
        same(call(plain), call(ours), "first", statements=False)
        expected, actual = call(plain), call(ours)
        same(expected, actual, "second")
        assert len(actual.statements) <= len(expected.statements)
        assert actual.response.sqllist.problems[0].code == "side-effect"


def test_patched_between_requests(monkeypatch: pytest.MonkeyPatch):
    class Static(serializers.ModelSerializer):
        made = serializers.SerializerMethodField()
        name = serializers.CharField(source="author.initials", default="-")

        class Meta:
            model = Book
            fields = ["id", "made", "name"]

        def get_made(self, book: Any) -> Any:
            return 1

    plain, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=Static)

    def check(where: str) -> None:
        same(call(plain), call(ours), where)

    check("as it is")
    monkeypatch.setattr(Static, "get_made", lambda self, book: book.title)
    check("a method")
    monkeypatch.setattr(Static, "get_made", reads("title")(lambda self, book: [book.title, book.pk]))
    check("a method that reads")
    monkeypatch.setattr(Static, "get_made", reads("author__name")(lambda self, book: book.author and book.author.name))
    check("a method that reads more")
    monkeypatch.setattr(Author, "initials", property(lambda self: self.name[::-1]))
    check("a property")
    monkeypatch.setattr(Author, "initials", property(reads("name")(lambda self: self.name * 2)))
    check("a property that reads")
    monkeypatch.setattr(Static, "to_representation", lambda self, book: [book.pk], raising=False)
    check("a representation")
    monkeypatch.setattr(
        Static, "to_representation", lambda self, book: [serializers.ModelSerializer.to_representation(self, book)]
    )
    check("a representation that asks")
    monkeypatch.delattr(Static, "to_representation")
    check("none")
