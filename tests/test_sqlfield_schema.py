"""What documents and checks say of a ``SQLField``."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Avg, Count, F, OuterRef, Q, Sum
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from drf_sqllist import JSONRows, SQLField, SQLListView
from drf_sqllist.fields.checks import check_computed
from tests.testapp.models import Author, Book


class AuthorLine(serializers.ModelSerializer):
    n = SQLField(Count("books"), label="Books", help_text="How many.")
    income = SQLField(Sum("books__price"))
    rating = SQLField(Avg("books__rating"), allow_null=True)
    last = SQLField("books__published")
    known = SQLField(Q(name="x"))
    text = SQLField(Count("books"), output=serializers.CharField())
    words = SQLField(F("name"), output=serializers.ListField(child=serializers.IntegerField()))
    lines = SQLField(JSONRows(Book.objects.filter(author=OuterRef("pk")).values("title")))
    asked = SQLField(lambda request: Count("books"), output=serializers.IntegerField())

    class Meta:
        model = Author
        fields = ["n", "income", "rating", "last", "known", "text", "words", "lines", "asked"]


class Authors(ListAPIView):
    queryset = Author.objects.all()
    serializer_class = AuthorLine


class FastAuthors(SQLListView):
    queryset = Author.objects.all()
    serializer_class = AuthorLine


def document(view: type) -> Any:
    made = SchemaGenerator(patterns=[path("authors/", view.as_view())]).get_schema(request=None, public=True)
    validate_schema(made)
    return made


@pytest.mark.parametrize("view", [Authors, FastAuthors])
def test_spectacular(view: type, capsys: pytest.CaptureFixture[str]):
    """The output's schema; it is read-only, and required as DRF's read-only fields are. No warning."""
    schema = document(view)["components"]["schemas"]["AuthorLine"]
    found = {name: {k: v for k, v in one.items() if k != "readOnly"} for name, one in schema["properties"].items()}
    assert found.pop("income") == {"type": "string", "format": "decimal", "nullable": True}
    assert found == {
        "n": {"type": "integer", "title": "Books", "description": "How many."},
        "rating": {"type": "number", "format": "double", "nullable": True},
        "last": {"type": "string", "format": "date-time", "nullable": True},
        "known": {"type": "boolean"},
        "text": {"type": "string"},
        "words": {"type": "array", "items": {"type": "integer"}},
        "lines": {},
        "asked": {"type": "integer"},
    }
    assert all(one["readOnly"] for one in schema["properties"].values())
    assert sorted(schema["required"]) == sorted(schema["properties"])
    assert "could not resolve" not in capsys.readouterr().err


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The messages about a serializer class that stands in this module."""

    def check(model: Any = Author, **fields: Any) -> list[Any]:
        meta = type("Meta", (), {"model": model, "fields": [*fields]}) if model else None
        cls = type("Checked", (serializers.Serializer,), {**fields, "Meta": meta, "__module__": __name__})
        monkeypatch.setattr(f"{__name__}.Checked", cls, raising=False)
        with connection.execute_wrapper(_refuse):
            return [message for message in check_computed() if message.obj is cls]

    return check


def _refuse(*args: Any) -> Any:
    raise AssertionError("checks ask no database")


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (Count("nothing"), "Cannot resolve keyword 'nothing' into field. Choices are: "),
        ("mentor__nothing", "Cannot resolve keyword 'nothing' into field. Choices are: "),
        (F("name") + F("born"), "Cannot infer type of '+' expression involving these types: CharField, DateField. "),
        (Count(Count("books")), "Cannot compute Count('Count'): 'Count' is an aggregate"),
    ],
)
def test_an_expression_that_does_not_fit(checked: Any, expression: Any, reason: str):
    (message,) = checked(n=SQLField(expression))
    assert message.id == "sqllist.E010"
    assert message.msg.startswith(f"Checked.n cannot be computed on testapp.Author: {reason}")
    assert message.hint == "Correct the expression of the SQLField: it is what annotate() takes on this model."


def test_a_name_that_the_model_has(checked: Any):
    (message,) = checked(name=SQLField(Count("books")))
    assert message.id == "sqllist.W013"
    assert "has the name of a field of testapp.Author" in message.msg


def test_nothing_to_say(checked: Any):
    assert checked(n=SQLField(Count("books")), asked=SQLField(lambda request: Count("nothing"))) == []
    assert checked(model=None, n=SQLField(Count("nothing"))) == []
