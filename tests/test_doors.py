"""``reads()``, ``sql_twin()``, ``register()`` and the setting ``REGISTER``: what they take, and what they refuse."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F
from django.test import override_settings
from rest_framework import serializers

from drf_sqllist import reads, register, sql_twin
from tests.cases.library import library
from tests.lines import Lines, lines, shown
from tests.testapp.models import Author, Book
from tests.views import call, twins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    library()


def title(self: Any, book: Book) -> str:
    return book.title


class Named:
    """Found by path."""

    @property
    def prop(self) -> str:
        return "p"

    def method(self) -> str:
        return "m"

    @staticmethod
    def static() -> str:
        return "s"

    @classmethod
    def clazz(cls) -> str:
        return "c"

    value = 1


class Linked(serializers.HyperlinkedIdentityField):
    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> Any:
        return self.reverse(view_name, kwargs={"slug": obj.author_id}, request=request, format=format)


# What they refuse.


@pytest.mark.parametrize("path", ["nowhere", "nowhere.at.all", "tests.test_doors.Nobody.method", f"{__name__}.Named.x"])
def test_an_unknown_path(path: str):
    with pytest.raises(ImproperlyConfigured, match=path.split(".")[0]):
        register(path, waive=True)


@pytest.mark.parametrize("target", [f"{__name__}.Named.value", f"{__name__}.Named", 1, None, Named])
def test_no_function(target: Any):
    with pytest.raises(ImproperlyConfigured, match="neither a function nor a property"):
        register(target, waive=True)


def test_nothing_said():
    with pytest.raises(ImproperlyConfigured, match="says nothing"):
        register(f"{__name__}.Named.method")


@pytest.mark.parametrize("options", [{"reads": [1]}, {"reads": [""]}, {"drop": [None]}, {"twin": 1}])
def test_options_of_the_wrong_type(options: dict[str, Any]):
    with pytest.raises(ImproperlyConfigured, match="takes"):
        register(f"{__name__}.Named.method", **options)


@pytest.mark.parametrize("given", [{}, ["pk"], {"pk": 1}, {1: "pk"}, {"pk": ""}, {"pk": "a..b"}, {"a-b": "pk"}, "pk"])
def test_lookup_fields_of_the_wrong_type(given: Any):
    with pytest.raises(ImproperlyConfigured, match="takes lookup_fields"):
        register(f"{__name__}.Linked.get_url", lookup_fields=given)


def test_lookup_fields_are_of_get_url():
    with pytest.raises(ImproperlyConfigured, match="said of the get_url"):
        register(f"{__name__}.Named.method", lookup_fields={"pk": "pk"})


@pytest.mark.parametrize("names", [(1,), ("",), (None,), (["title"],)])
def test_reads_takes_names(names: tuple[Any, ...]):
    with pytest.raises(TypeError, match="takes names of attributes"):
        reads(*names)


@pytest.mark.parametrize("twin", [1, None, ("title",)])
def test_a_twin_is_an_expression(twin: Any):
    with pytest.raises(TypeError, match="takes an expression"):
        sql_twin(twin)


@pytest.mark.parametrize("target", [1, "title", Named, None])
def test_decorators_want_a_function(target: Any):
    for decorate in (reads("title"), sql_twin("title")):
        with pytest.raises(TypeError, match="decorates a function"):
            decorate(target)


def test_decorators_leave_their_function_as_it_is():
    for target in (title, property(title), Named.__dict__["static"], Named.__dict__["clazz"], Named.prop):
        assert reads("title")(target) is target
        assert sql_twin("title")(target) is target


# The setting.


SETTINGS = [
    ({"REGISTER": []}, "must be a dictionary"),
    ({"REGISTER": {"nowhere.at.all": {"waive": True}}}, "no module"),
    ({"REGISTER": {f"{__name__}.Named.x": {"waive": True}}}, "no attribute 'x'"),
    ({"REGISTER": {f"{__name__}.Named.method": {"wave": True}}}, "no option 'wave'"),
    ({"REGISTER": {f"{__name__}.Named.method": {}}}, "says nothing"),
    ({"REGISTER": {f"{__name__}.Named.method": {"lookup_fields": {"pk": "pk"}}}}, "said of the get_url"),
    ({"REGISTER": {f"{__name__}.Linked.get_url": {"lookup_fields": "pk"}}}, "takes lookup_fields"),
    ({"REGISTER": {f"{__name__}.Named.method": True}}, "must be options"),
    ({"REGISTER": {f"{__name__}.Named.value": {"waive": True}}}, "must be options for a function"),
]


@pytest.mark.parametrize(("wrong", "message"), SETTINGS)
def test_a_wrong_setting_is_an_error(wrong: dict[str, Any], message: str):
    with override_settings(DRF_SQLLIST=wrong):
        answer = call(twins(queryset=Book.objects.order_by("pk"), serializer_class=lines(lambda self, book: 1))[1])
    assert answer.error.startswith("django.core.exceptions.ImproperlyConfigured")
    assert "REGISTER" in answer.error
    assert message in answer.error


class Kept(Lines):
    def get_line(self, book: Book) -> str:
        return book.title


class Cut(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "name", "born"]

    def to_representation(self, instance: Author) -> Any:
        data = super().to_representation(instance)
        data.pop("born")
        return data


def test_the_setting():
    """In force while it is set, and not a moment longer."""
    said = {
        f"{__name__}.Kept.get_line": {"reads": ["title"]},
        f"{__name__}.Cut.to_representation": {"drop": ["born"]},
    }
    for _ in range(2):
        assert "rating" in shown(Kept)[1][0]
        assert shown(Cut)[0] == "spliced"
        with override_settings(DRF_SQLLIST={"REGISTER": said}):
            mode, (sql,) = shown(Kept)
            assert mode == "spliced"
            assert "rating" not in sql
            mode, (sql,) = shown(Cut)
            assert mode == "sql"
            assert '"born"' not in sql
    with override_settings(DRF_SQLLIST={"REGISTER": {f"{__name__}.Kept.get_line": {"twin": F("title")}}}):
        assert shown(Kept)[0] == "sql"


# When it is said.


def test_a_kept_plan_is_read_again():
    def get_line(self: Any, book: Book) -> str:
        return book.title

    pair = twins(queryset=Book.objects.order_by("pk"), serializer_class=lines(get_line))

    def ours() -> tuple[str, int]:
        answer = call(pair[1])
        assert answer.body == call(pair[0]).body
        return answer.response.sqllist.mode, answer.statements.sql[0].count('"rating"')

    mode, columns = ours()
    assert mode == "spliced"
    assert columns
    register(get_line, reads=["title"])
    assert ours() == ("spliced", 0)
    register(get_line, twin="title")
    assert ours() == ("sql", 0)


def test_what_is_said_adds_up():
    def get_line(self: Any, book: Book) -> str:
        return book.title

    register(get_line, twin="title")
    register(get_line, reads=["title"])
    assert shown(lines(get_line))[0] == "sql"


def test_a_waiver_is_of_each_override():
    """One above that is not waived still counts."""

    class Once(Cut):
        def to_representation(self, instance: Author) -> Any:
            return dict(super().to_representation(instance))

    register(Once.to_representation, waive=True)
    assert shown(Once)[0] == "spliced"
    with override_settings(DRF_SQLLIST={"REGISTER": {f"{__name__}.Cut.to_representation": {"drop": "born"}}}):
        assert shown(Once)[0] == "sql"


def test_the_public_names():
    import drf_sqllist

    for name in ("reads", "register", "sql_twin"):
        assert name in drf_sqllist.__all__
        assert getattr(drf_sqllist, name).__module__ == "drf_sqllist.plan.doors"
