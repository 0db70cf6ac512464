"""Under which names querysets know a ``SQLField``, and which of them were taken before."""

import json
from typing import Any

import pytest
from django.db.models import Count, F, Max, Q, Value, Window
from django.db.models.functions import Concat, RowNumber
from rest_framework import serializers

from drf_sqllist import SQLField
from drf_sqllist.fields.querysets import has_names, named, without_unused
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.computed_authors import (
    AuthorLine,
    ByBooks,
    NoRequest,
    Ours,
    Retrieving,
    names,
)
from tests.testapp.models import Author, Pair, Pizzeria, UuidChild, UuidKey
from tests.views import PagesOfTwo, call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


class Shadowed(Author):
    """A property of the name of a field of the serializer."""

    class Meta:
        proxy = True
        app_label = "testapp"

    @property
    def n(self) -> str:
        return "a property"


SHADOWED = model_serializer(Shadowed, "name", n=SQLField(Count("books")))


def test_a_property_of_the_same_name():
    view = type(
        "Authors",
        (Ours,),
        {"queryset": Shadowed.objects.order_by("pk"), "serializer_class": SHADOWED, "filterset_class": None},
    )
    assert "".join(names(view, "ordering=n,id")) == "DBCA"
    assert [row["n"] for row in json.loads(call(view).body)] == [2, 1, 1, 0]


def test_a_cursor_and_a_property_of_the_same_name():
    """Django could not set it, and DRF would read the property: both paths say so."""
    for enabled in (True, False):
        made = {"queryset": Shadowed.objects.all(), "serializer_class": SHADOWED, "filterset_class": None}
        view = type("Authors", (Ours,), {**made, "pagination_class": ByBooks, "sqllist_enabled": enabled})
        assert "A cursor reads 'n' from the instances of testapp.Shadowed" in call(view).error


def test_a_column_of_the_same_name():
    """Views order by the column; the field shows its own value. A system check says so."""
    serializer = model_serializer(Author, "id", name=SQLField(Value("same")))
    view = type(
        "Authors", (Ours,), {"serializer_class": serializer, "ordering_fields": ["name"], "filterset_class": None}
    )
    ours = call(view, "/rows/?ordering=-name")
    assert [row["name"] for row in json.loads(ours.body)] == ["same"] * 4
    assert [row["id"] for row in json.loads(ours.body)] == [
        *Author.objects.order_by("-name").values_list("pk", flat=True)
    ]


def test_an_annotation_of_the_same_name():
    view = type(
        "Authors",
        (Ours,),
        {"queryset": Author.objects.annotate(n=-Count("pupils")).order_by("pk"), "filterset_class": None},
    )
    rows = json.loads(call(view, "/rows/?ordering=n,id").body)
    assert [row["name"][0] for row in rows] == ["A", "B", "C", "D"]  # -1, -1, -1, 0: the annotation's order
    assert [row["n"] for row in rows] == [2, 1, 1, 0]


@pytest.mark.parametrize(
    "queryset",
    [
        lambda: (
            Author.objects.order_by().filter(name="Ann").union(Author.objects.order_by().filter(name="Bob é\u2028"))
        ),
        lambda: Author.objects.order_by("pk")[:2],
    ],
)
def test_querysets_to_which_nothing_can_be_added(queryset: Any):
    view = type(
        "Authors",
        (Ours,),
        {"get_queryset": lambda self: queryset(), "filter_backends": [], "serializer_class": NoRequest},
    )
    found = call(view)
    assert found.error == ""
    assert (found.error, sorted(row["n"] for row in json.loads(found.body))) == ("", [1, 2])


def test_grouped_querysets():
    """The names stand beside aggregates of the view's own."""
    view = type(
        "Authors",
        (Ours,),
        {
            "queryset": Author.objects.annotate(edits=Count("editings")).filter(edits__gt=0),
            "ordering_fields": ["n", "edits", "id"],
        },
    )
    assert "".join(names(view, "ordering=edits,-n,id")) == "ABD"
    assert "".join(names(view, "ordering=-n,id&more=0")) == "AB"
    assert "".join(names(type("Authors", (view,), {"pagination_class": PagesOfTwo}), "ordering=-n,id")) == "AB"


def test_distinct_querysets():
    view = type("Authors", (Ours,), {"queryset": Author.objects.filter(books__price__gte=-5).distinct()})
    assert sorted(names(view, "more=0")) == ["A", "B"]


@pytest.mark.parametrize("name", ["n", "income", "place", "hello"])
def test_distinct_querysets_ordered_by_it(name: str):
    view = type("Authors", (Ours,), {"queryset": Author.objects.filter(books__price__gte=-5).distinct()})
    assert sorted(names(view, f"ordering=-{name},id")) == ["A", "B"]
    assert names(type("Authors", (view,), {"pagination_class": PagesOfTwo}), f"ordering={name},id") != []


@pytest.mark.parametrize("query", ["more=0", "ordering=n,id", "ordering=-place", "search=1"])
def test_querysets_of_all_kinds(query: str):
    """The names stand beside whatever else a queryset has."""
    for queryset in (
        Author.objects.select_related("country").prefetch_related("books").only("name", "country"),
        Author.objects.filter(Q(books__title="Alpha") | Q(pupils__name="Cat")).order_by("pk"),
        Author.objects.exclude(books__chapters__number=2).defer("born"),
        Author.objects.filter(pk__in=Author.objects.filter(editings__isnull=False)),
        Author.objects.annotate(shout=Concat("name", Value("!"))).filter(shout__startswith="B"),
        Author.objects.extra(where=["1 = 1"]),
        Author.objects.none(),
        Author._base_manager.filter(country__books__isnull=False).annotate(m=Max("country__books__pk")),
    ):
        names(type("Authors", (Ours,), {"queryset": queryset}), f"{query}&x=1", statements=None)


def test_models_with_keys_of_other_names():
    for name in "ab":
        key = UuidKey.objects.create(name=name)
        for _ in range(2 if name == "a" else 1):
            UuidChild.objects.create(parent=key)
    keys = model_serializer(
        UuidKey, "name", n=SQLField(Count("children")), place=SQLField(Window(RowNumber(), order_by="-name"))
    )
    made = {
        "queryset": UuidKey.objects.all(),
        "serializer_class": keys,
        "ordering_fields": ["n", "place"],
        "search_fields": ["=n"],
        "filterset_class": None,
    }
    view = type("Keys", (Ours,), made)
    assert [names(view, f"ordering={one}") for one in ("n", "-n", "place")] == [["b", "a"], ["a", "b"], ["b", "a"]]
    first = Pizzeria.objects.create(name="Luigi", stars=3)
    Pizzeria.objects.create(name="Mario", rival=first)
    shops = model_serializer(
        Pizzeria, "name", n=SQLField(Count("rivals")), w=SQLField(Window(RowNumber(), order_by="-stars"))
    )
    made = {**made, "queryset": Pizzeria.objects.all(), "serializer_class": shops, "ordering_fields": ["n", "w"]}
    view = type("Shops", (Ours,), made)
    assert [names(view, f"ordering={one}") for one in ("-n", "n", "w")] == [["L", "M"], ["M", "L"], ["L", "M"]]


def test_keys_of_several_columns():
    """Python makes the members, with one statement for the sums and one for the places."""
    for left, right in ((1, "b"), (1, "a"), (2, 'a"')):
        Pair.objects.create(left=left, right=right)
    pairs = model_serializer(
        Pair,
        name=serializers.CharField(source="right"),
        n=SQLField(F("left") * -1),
        place=SQLField(Window(RowNumber(), order_by=["right"])),
    )
    made = {
        "queryset": Pair.objects.all(),
        "serializer_class": pairs,
        "ordering_fields": ["n", "place"],
        "search_fields": ["=n"],
        "filterset_class": None,
    }
    view = type("Pairs", (Ours,), made)
    assert names(view, "ordering=place", statements=3) == ["a", "a", "b"]
    assert names(view, "ordering=n,-place", statements=3) == ["a", "b", "a"]
    assert names(view, "search=-2", statements=3) == ["a"]


def test_names_that_nothing_uses_are_gone():
    """The list is then compiled, and kept, as if they had never been there."""
    queryset = Author.objects.order_by("pk")
    found = named(queryset, AuthorLine, None)
    assert has_names(found)
    assert not has_names(queryset)
    assert without_unused(found).query.annotations == {}
    assert str(without_unused(found).query) == str(queryset.query)
    assert [*without_unused(found.order_by("-n", "pk")).query.annotations] == ["n"]
    assert [*without_unused(found.order_by(F("income").desc(nulls_last=True))).query.annotations] == ["income"]
    assert [*without_unused(found.filter(n=1)).query.annotations] == []
    assert without_unused(found.filter(n=1)).count() == 2


def test_what_else_is_done_with_a_filtered_queryset():
    """A view may count, sum up, change or delete what its filters leave."""

    def rows() -> Any:
        return named(Author.objects.order_by("pk"), AuthorLine, None)

    assert rows().annotate(all=F("n")).aggregate(most=Max("all"), pupils=Count("pupils")) == {"most": 2, "pupils": 3}
    assert rows().filter(n__gt=0).count() == 3
    assert rows().filter(n=1).exists()
    assert rows().order_by("-place").first().name == "Ann"
    assert [row["name"] for row in rows().values("name").filter(place__lt=3)] == ["Cat", "Dan"]
    assert list(rows().annotate(more=F("n") + 1).values_list("more", flat=True)) == [3, 2, 2, 1]
    assert list(rows().filter(pk__in=rows().filter(n=1).values("pk")).values_list("name"))
    assert rows().filter(n=0).update(name="Nobody") == 1
    assert rows().filter(n=0).delete()[1]["testapp.Author"] == 1
    assert (rows().filter(n=2) | rows().filter(place=1)).count() == 2
    assert rows().in_bulk([Author.objects.get(name="Ann").pk])


def test_names_that_no_queryset_takes():
    """They are shown as any other; they cannot be ordered by."""
    serializer = model_serializer(Author, "name", **{'a"b': SQLField(Count("books")), "a b": SQLField(Count("pupils"))})
    made = {"serializer_class": serializer, "filterset_class": None, "ordering_fields": "__all__"}
    assert "".join(names(type("Authors", (Ours,), made), "ordering=id")) == "ABCD"
    shown = call(
        type("Authors", (Retrieving,), {"serializer_class": serializer}),
        arguments={"pk": Author.objects.get(name="Ann").pk},
    )
    assert json.loads(shown.body) == {"name": "Ann", 'a"b': 2, "a b": 1}
    assert len(shown.statements) == 1
