"""Overrides of ``to_representation`` that choose the fields: known by their text, done once, never kept."""

import functools
import re
from typing import Any

import pytest
from django.db.models.functions import TruncDay
from django.test import override_settings
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Author, Book
from tests.views import call, compare, twins

pytestmark = pytest.mark.django_db


class Narrowed(serializers.ModelSerializer):
    """A copy of what drf-flex-fields does, on a class that is otherwise the same for every request."""

    _flex_fields_rep_applied = False
    _flex_options_rep_only = ("title",)

    def apply_flex_fields(self, fields: Any, names: Any) -> None:
        asked = self.context["request"].query_params.get("fields", ",".join(names)).split(",")
        for name in set(fields) - set(asked):
            fields.pop(name)

    def to_representation(self, instance):
        if not self._flex_fields_rep_applied:
            self.apply_flex_fields(self.fields, self._flex_options_rep_only)
            self._flex_fields_rep_applied = True
        return super().to_representation(instance)

    class Meta:
        model = Book
        fields = ["id", "title", "price"]


def shown(serializer: type, url: str = "/rows/", **made: Any) -> tuple[str, list[str]]:
    response, statements = compare(url, queryset=Book.objects.order_by("pk"), serializer_class=serializer, **made)
    return response.sqllist.mode, statements.sql


@pytest.fixture(autouse=True)
def _library() -> None:
    library()


def test_each_request_has_its_own_fields():
    for fields, absent in (("title", "price"), ("price", "title"), ("id,price", "title"), ("", "title")):
        mode, (sql,) = shown(Narrowed, f"/rows/?fields={fields}")
        assert mode == "sql"
        assert f'"{absent}"' not in sql
    assert shown(Narrowed)[0] == "sql"


def test_it_may_be_nested():
    class Inner(Narrowed):
        class Meta:
            model = Author
            fields = ["name", "born"]

    class Outer(serializers.ModelSerializer):
        author = Inner()

        class Meta:
            model = Book
            fields = ["title", "author"]

    for fields, absent in (("name", "born"), ("born", "mentor_id")):
        mode, (sql,) = shown(Outer, f"/rows/?fields={fields}")
        assert mode == "sql"
        assert f'"{absent}"' not in sql


def test_more_than_the_known_text_is_an_override():
    class Above(Narrowed):
        def to_representation(self, instance):
            return {**super().to_representation(instance), "more": 1}

    class Changed(Narrowed):
        def to_representation(self, instance):
            if not self._flex_fields_rep_applied:
                self.apply_flex_fields(self.fields, self._flex_options_rep_only)
                self._flex_fields_rep_applied = False
            return super().to_representation(instance)

    class Wrapped(Narrowed):
        @staticmethod
        def twice(method: Any) -> Any:
            return functools.wraps(method)(lambda self, instance: {"twice": [method(self, instance)] * 2})

        to_representation = twice(Narrowed.to_representation)

    class Data(Narrowed):
        @property
        def _readable_fields(self):
            return [field for field in super()._readable_fields if field.field_name != "price"]

    sourceless: dict[str, Any] = {}
    exec("def to_representation(self, instance): return {'x': 1}", sourceless)

    class Sourceless(Narrowed):
        to_representation = sourceless["to_representation"]

    for serializer in (Above, Changed, Wrapped, Sourceless):
        assert shown(serializer, "/rows/?fields=title,price")[0] == "spliced"
    assert shown(Data, "/rows/?fields=title,price")[0] == "serializer"


@override_settings(DRF_SQLLIST={"UNSUPPORTED": "raise"})
def test_a_request_that_is_refused_is_no_fault_of_the_view():
    class Refusing(Narrowed):
        def apply_flex_fields(self, fields: Any, names: Any) -> None:
            raise ValidationError({"fields": "no such field"})

    response, _ = compare("/rows/", queryset=Book.objects.order_by("pk"), serializer_class=Refusing)
    assert response.status_code == 400
    response, _ = compare("/rows/", queryset=Book.objects.none(), serializer_class=Refusing)
    assert response.content == b"[]"
    assert [problem.code for problem in response.sqllist.problems] == ["reading"]


class Aliased(Narrowed):
    """One field under two names, if the client wants it so."""

    def apply_flex_fields(self, fields: Any, names: Any) -> None:
        for alias, name in self.context["request"].query_params.items():
            fields[alias] = fields[name]


def test_one_field_twice_for_a_client_is_no_fault_of_the_view(caplog: pytest.LogCaptureFixture):
    rows = Book.objects.order_by("pk")
    for policy in ("raise", "warn"):
        with override_settings(DRF_SQLLIST={"UNSUPPORTED": policy}):
            response, _ = compare("/rows/?name=title", queryset=rows, serializer_class=Aliased)
            assert response.sqllist.mode == "serializer"
            assert [problem.code for problem in response.sqllist.problems] == ["one-field-twice"]
            response, _ = compare("/rows/", queryset=rows, serializer_class=Aliased)
            assert response.sqllist.mode == "sql"
    assert caplog.records == []


@override_settings(DRF_SQLLIST={"UNSUPPORTED": "raise"})
def test_a_view_is_complained_of_for_what_every_request_meets():
    """One field twice in its class, or another problem beside that of the request."""
    title = serializers.CharField()
    declared = type("Declared", (Narrowed,), {"title": title, "name": title, "Meta": meta("title", "name")})
    changing = Book.objects.annotate(day=TruncDay("published")).order_by("pk")
    author = type("Writer", (Aliased,), {"Meta": type("Meta", (), {"model": Author, "fields": ["name"]})})
    method = model_serializer(Book, author=author(), more=serializers.SerializerMethodField())
    method.get_more = lambda self, book: 1  # type: ignore[attr-defined]
    for serializer, rows, asked, codes in (
        (declared, Book.objects.order_by("pk"), "fields=title,name", ["one-field-twice"]),
        (method, changing, "by=name", ["one-field-twice", "method", "annotation-conversion"]),
    ):
        _, ours = twins(queryset=rows, serializer_class=serializer)
        answer = call(ours, f"/rows/?{asked}")
        assert "UnsupportedSerializer" in answer.error
        assert re.findall(r"\[([a-z-]+)\]", answer.error) == codes


def meta(*names: str) -> type:
    return type("Meta", (), {"model": Book, "fields": names})
