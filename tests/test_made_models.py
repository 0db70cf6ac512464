"""Models that have a say in how their instances are made: SQL writes what these turn out to hold."""

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.relations import SlugRelatedField, StringRelatedField

from drf_sqllist import reads
from tests.cases.case import model_serializer
from tests.testapp.models import ChangedChild, ChangedFromDb, ChangedInside, Remembering
from tests.views import PagesOfTwo, compare

pytestmark = pytest.mark.django_db

FLAT = model_serializer(Remembering, "id", "name", "document")


def remembering() -> Any:
    """Three rows, the second and the third below the first."""
    first = Remembering.objects.create(name="a", document={"b": [1, 2.5, None]})
    second = Remembering.objects.create(name="b\u2028", parent=first)
    third = Remembering.objects.create(name="", parent=first, document={"x": "\u00fc"})
    first.friends.set([second, third])
    return Remembering.objects.all()


def compared(serializer_class: type, **options: Any) -> Any:
    response, _ = compare("/rows/", queryset=remembering(), serializer_class=serializer_class, **options)
    return response.sqllist


def test_columns():
    assert compared(FLAT).queries == 1


def test_pages():
    info = compared(FLAT, pagination_class=PagesOfTwo)
    assert (info.mode, info.queries) == ("spliced", 1)
    assert [problem.code for problem in info.problems] == ["model-init"]


def test_relations():
    """The object itself, and what leads to and from it."""
    nested = model_serializer(
        Remembering,
        "id",
        "parent",
        "friends",
        up=FLAT(source="parent"),
        children=FLAT(many=True),
        befriended=FLAT(many=True),
    )
    info = compared(nested)
    assert (info.mode, info.queries) == ("spliced", 1)


def test_single_values():
    """A column of another row; the row itself as a text."""
    shown = model_serializer(
        Remembering,
        "label",
        upper=serializers.CharField(source="parent.name", default="?"),
        slug=SlugRelatedField("name", source="parent", read_only=True),
        slugs=SlugRelatedField("name", source="friends", many=True, read_only=True),
        texts=StringRelatedField(source="children", many=True),
    )
    info = compared(shown)
    assert (info.mode, info.queries) == ("spliced", 1)


def test_declared_reads():
    """Whoever makes the instance may read more than was declared of the method."""

    class Shown(serializers.ModelSerializer):
        above = serializers.SerializerMethodField()

        class Meta:
            model = Remembering
            fields = ["id", "above"]

        @reads("parent__name")
        def get_above(self, row: Remembering) -> str:
            return row.parent.label if row.parent else "-"

    assert compared(Shown).queries == 1


def test_deferred():
    """Columns that ``__init__`` does not look at may be left in the table."""
    queryset = remembering().only("name", "parent")
    compare("/rows/", queryset=queryset, serializer_class=model_serializer(Remembering, "id", "name"))


def test_changed_inside():
    """The same dictionary, with another key in it."""
    ChangedInside.objects.create(name="a")
    shown = model_serializer(ChangedInside, "name", "document")
    response, _ = compare("/rows/", queryset=ChangedInside.objects.all(), serializer_class=shown)
    assert b"loaded" in response.content


def test_changed_below():
    """A nested object, and the items of a list."""
    parent = ChangedFromDb.objects.create(name="a")
    ChangedChild.objects.create(parent=parent)
    shown = model_serializer(ChangedFromDb, "name")
    nested = model_serializer(ChangedChild, "id", parent=shown())
    response, _ = compare("/rows/", queryset=ChangedChild.objects.all(), serializer_class=nested)
    assert b"<a>" in response.content
    assert response.sqllist.problems[0].code == "model-init"
