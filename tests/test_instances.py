"""The instances that Python is given are those that Django itself would have built."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from rest_framework import serializers

from tests.cases import APPLICABLE, Case, require
from tests.cases.library import library
from tests.outcomes import assert_same
from tests.testapp.models import Author
from tests.views import Ours, PagesOfTwo, Plain, call, compare

pytestmark = pytest.mark.django_db


ANOTHER_TIME = {"annotation_unselected"}
"""Cases that show the time of their statement."""

HOLDS_MORE = {"reads_to_many", "reads_deep", "reads_nested"}
"""Cases whose instances hold lists that a method has declared to read."""

COMPARED = [case for case in APPLICABLE if case.name not in ANOTHER_TIME | HOLDS_MORE]


@pytest.fixture(params=COMPARED, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    case: Case = request.param
    require(case)
    with case.environment():
        case.rows()
        yield case


class Seen(serializers.Field):
    """All that an instance holds without asking the database."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Model) -> dict[str, Any]:
        return seen(value)

    def get_attribute(self, instance: Model) -> Model:
        return instance


def seen(value: Model, with_relations: bool = True) -> dict[str, Any]:
    own = {name: held for name, held in vars(value).items() if not name.startswith("_")}
    found: dict[str, Any] = {
        "class": type(value).__qualname__,
        "own": {name: f"{type(held).__name__} {show_value(held)}" for name, held in own.items()},
        "state": [value._state.db, value._state.adding],
    }
    if with_relations:
        relations = value._meta.get_fields()
        one = {relation.name for relation in relations if relation.one_to_one or relation.many_to_one}
        many = {relation.name for relation in relations} - one
        lists = getattr(value, "_prefetched_objects_cache", {})
        found["one"] = {name: show(value, name) for name in sorted(one)}
        found["many"] = {name: [str(item.pk) for item in lists[name]] for name in sorted(many) if name in lists}
    return found


def show_value(value: Any) -> str:
    return repr(bytes(value)) if isinstance(value, memoryview) else repr(value)


def show(value: Model, name: str) -> Any:
    try:
        related = getattr(value, name)
    except (ObjectDoesNotExist, AttributeError) as error:
        return type(error).__qualname__
    return None if related is None else seen(related, with_relations=False)


def watching(cls: type) -> type:
    """The serializer, and all serializers in it, with a member that shows their instance."""

    class Watching(cls):  # type: ignore[misc]
        def get_fields(self) -> dict[str, Any]:
            fields = super().get_fields()
            for field in fields.values():
                inner = getattr(field, "child", field)
                if isinstance(inner, serializers.Serializer) and inner.source != "*":
                    inner.__class__ = watching(type(inner))
            return {"seen_": Seen(), **fields}

    Watching.__name__, Watching.__qualname__ = cls.__name__, cls.__qualname__
    return Watching


def test_instances(case: Case):
    attributes = {"queryset": case.queryset(), "serializer_class": watching(case.serializer_class)}
    if not isinstance(attributes["queryset"], QuerySet):
        return
    expected = call(type("RowList", (Plain,), attributes))
    actual = call(type("RowList", (Ours,), attributes))
    assert_same(expected, actual)
    if not case.raises and actual.response.sqllist.mode == "spliced":
        assert len(actual.statements) <= len(expected.statements)


class Homeland(serializers.ModelSerializer):
    """Leaves its first key out for those without a country: the list is then made again, by DRF's path."""

    homeland = serializers.CharField(required=False)

    class Meta:
        model = Author
        fields = ["homeland", "id"]


class Counted(serializers.ModelSerializer):
    """Leaves a mark on its objects."""

    times = serializers.SerializerMethodField()
    mentor = Homeland()

    class Meta:
        model = Author
        fields = ["times", "mentor"]

    def get_times(self, author: Any) -> int:
        author.times = getattr(author, "times", 0) + 1
        times: int = author.times
        return times


@pytest.mark.parametrize("pages", [None, PagesOfTwo])
def test_a_list_that_is_made_again_has_other_instances(pages: Any):
    """What was left on the objects of the first attempt is forgotten."""
    library()
    compare(queryset=Author.objects.order_by("pk"), serializer_class=Counted, pagination_class=pages)
    compare(queryset=Author.objects.order_by("-pk"), serializer_class=Counted, pagination_class=pages)


class Numbered(serializers.ModelSerializer):
    """Counts in what outlives a serializer: the context, the request, the view."""

    number = serializers.SerializerMethodField()
    mentor = Homeland()

    class Meta:
        model = Author
        fields = ["number", "mentor"]

    def get_number(self, author: Any) -> Any:
        numbers = []
        for name in ("request", "view"):
            counter = self.context[name]
            counter.shown = getattr(counter, "shown", 0) + 1
            numbers.append(counter.shown)
        return numbers


@pytest.mark.parametrize("pages", [None, PagesOfTwo])
def test_methods_run_once_for_each_object(pages: Any):
    """A method that counts on the request is not run for a first attempt and for a second one."""
    library()
    compare(queryset=Author.objects.order_by("-pk"), serializer_class=Numbered, pagination_class=pages)
