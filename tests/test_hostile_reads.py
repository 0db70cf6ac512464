"""Declarations that are wrong, short, long or odd."""

from typing import Any

import pytest
from django.utils.functional import cached_property
from rest_framework import serializers

from drf_sqllist.plan.doors import reads
from drf_sqllist.splicing.undeclared import strict_reads
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.hostile.attack import attack
from tests.hostile.declared import DECLARED, QUERYSETS, reading
from tests.testapp.models import Author, Book
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows() -> None:
    library()


@pytest.mark.parametrize("queryset", QUERYSETS.values(), ids=QUERYSETS)
@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
def test_declared(declared: type, queryset: Any, request: Any):
    # What was not declared is loaded for each instance: that is said in the log.
    attack(queryset, declared, shapes=("whole", "pages"), statements=False)


@pytest.mark.parametrize("name", ["key", "tags", "deep", "through_one", "to_many_to_many", "through"])
def test_declared_costs_one_statement(name: str):
    for queryset in QUERYSETS.values():
        attack(queryset, DECLARED[name], shapes=("whole", "pages"))


def test_strict():
    shown = DECLARED["nothing_but_reads"]
    with strict_reads():
        _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        answer = call(ours)
        assert "UndeclaredRead" in answer.error
    compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=shown)


def test_strict_relation():
    shown = reading("title")(lambda self, book: book.author and book.author.name)
    with strict_reads():
        _, ours = twins(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        assert "UndeclaredRead" in call(ours).error


def test_on_properties():
    class Proxy(Author):
        class Meta:
            proxy = True
            app_label = "testapp"

        @property
        @reads("name", "country__name")
        def both(self) -> str:
            return f"{self.name} {self.country and self.country.name}"

        @cached_property
        def slow(self) -> Any:
            return [self.name, self.books.count()]

        slow.func._sqllist_reads = ("name",)

        @property
        @reads("both")
        def outer(self) -> str:
            return self.both

        @property
        @reads("no_such_thing")
        def wrong(self) -> str:
            return self.name

        @property
        @reads("mentor__name")
        def sometimes(self) -> str:
            return self.mentor.name

    for name in ("both", "slow", "outer", "wrong", "sometimes"):
        for field in (
            serializers.ReadOnlyField(source=name),
            serializers.CharField(source=name, default="-"),
            serializers.CharField(source=name, required=False),
            serializers.CharField(source=name, allow_null=True),
        ):
            attack(
                Proxy.objects.order_by("pk"),
                model_serializer(Proxy, "id", made=field, name=serializers.CharField()),
                statements=name not in ("slow", "wrong"),
                shapes=("whole", "pages"),
            )


def test_on_overrides():
    class Own(serializers.ModelSerializer):
        class Meta:
            model = Book
            fields = ["id", "title", "author"]

        @reads("title")
        def to_representation(self, instance):
            return {
                **super().to_representation(instance),
                "more": [instance.title, str(instance.price), str(instance.author)],
            }

    attack(Book.objects.order_by("pk"), Own, statements=False)
    attack(Book.objects.select_related("author").order_by("pk"), Own, statements=False)

    class Above(Own):
        def to_representation(self, instance):
            return {"above": instance.rating, **super().to_representation(instance)}

    attack(Book.objects.order_by("pk"), Above, statements=False)
    nested = model_serializer(Author, "id", books=Own(many=True, read_only=True))
    attack(Author.objects.order_by("pk"), nested, statements=False)
    attack(Author.objects.prefetch_related("books").order_by("pk"), nested, statements=False)
