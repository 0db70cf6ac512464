"""Members that may be missing, wherever they stand."""

from typing import Any

import pytest
from rest_framework import serializers

from tests.cases.library import library
from tests.hostile.attack import attack
from tests.testapp.models import Author, Book, Chapter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


class Missing:
    """Raises as a property does whose object is not there."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        if self.error is not None and instance.pk % 2:
            raise self.error
        return None if instance.pk % 3 else f"{instance.title} \x01 \x02"


OPTIONS: list[dict[str, Any]] = [
    {},
    {"default": "d"},
    {"required": False},
    {"allow_null": True},
    {"allow_null": True, "required": False},
    {"default": None},
    {"default": serializers.CreateOnlyDefault("c")},
    {"read_only": True},
    {"write_only": True},
]


@pytest.mark.parametrize("error", [None, AttributeError("a"), KeyError("k"), ValueError("v"), Book.DoesNotExist("b")])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("place", ["first", "middle", "last", "alone", "two", "nested"])
def test_properties_that_raise(error: Any, options: dict[str, Any], place: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Book, "odd", Missing(error), raising=False)

    def field() -> Any:
        return serializers.CharField(source="odd", **options)

    members: dict[str, dict[str, Any]] = {
        "first": {"a": field(), "id": serializers.IntegerField()},
        "middle": {"id": serializers.IntegerField(), "a": field(), "title": serializers.CharField()},
        "last": {"id": serializers.IntegerField(), "title": serializers.CharField(), "a": field()},
        "alone": {"a": field()},
        "two": {"a": field(), "b": field(), "title": serializers.CharField(), "c": field()},
    }
    if place == "nested":
        book = type("Row", (serializers.Serializer,), {"a": field(), "id": serializers.IntegerField(), "b": field()})
        one = type("Row", (serializers.Serializer,), {"b": field(), "book": book()})
        attack(
            Chapter.objects.order_by("pk"),
            type("Rows", (serializers.Serializer,), {"book": book(), "n": one(source="*")}),
            shapes=("pages",),
        )
        attack(
            Author.objects.order_by("pk"),
            type("Rows", (serializers.Serializer,), {"books": book(many=True)}),
            shapes=("pages",),
        )
        return
    shown = type("Rows", (serializers.Serializer,), members[place])
    attack(Book.objects.order_by("pk"), shown, shapes=("whole", "pages"))
