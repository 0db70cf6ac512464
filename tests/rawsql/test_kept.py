"""What is kept between requests: never another's values, and no more than is bounded."""

import gc
import json
import weakref
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from rest_framework import serializers

from drf_sqllist import RawJSONField, fetching, sql_rows, views
from drf_sqllist.compile import known
from drf_sqllist.plan import plans
from drf_sqllist.rawsql import rows as rawsql
from drf_sqllist.rawsql.query import SQLQuery
from tests.cases.library import library
from tests.cases.nested import AuthorSerializer
from tests.testapp.models import Author
from tests.views import PagesOfTwo, call, compare, twins

pytestmark = pytest.mark.django_db

CACHES: dict[str, Any] = {
    "sources": rawsql._sources,
    "declared": rawsql._declared,
    "plans": plans._plans,
    "templates": fetching._templates,
    "statements": fetching._statements,
    "selects": known._selects,
    "effects": views._effects,
}


class RowSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    text = serializers.CharField()
    author = AuthorSerializer()
    made = serializers.SerializerMethodField()

    def get_made(self, row: Any) -> str:
        return f"{row.text} {row.author_id}"


def rows(text: Any, n: int = 1) -> Any:
    sql = f"SELECT a.id, %(text)s AS text, a.id AS author_id FROM testapp_author a WHERE {n} = {n}"
    return sql_rows(sql, {"text": text}, {"text": str}, serializer=RowSerializer).order_by("id")


def sizes() -> dict[str, int]:
    return {name: len(cache._values) for name, cache in CACHES.items()}


def subclasses(cls: type) -> int:
    return len(cls.__subclasses__())


@pytest.fixture(autouse=True)
def authors() -> None:
    library()
    for cache in CACHES.values():
        cache.clear()


class Rows(twins()[1]):
    serializer_class = RowSerializer
    filter_backends = []
    made: Any = None

    def get_queryset(self) -> Any:
        return self.made()


def shown(made: Any, pagination: type | None = None) -> list[Any]:
    """What the view answers for the queryset that is made for it."""
    Rows.made, Rows.pagination_class = staticmethod(made), pagination
    data = json.loads(call(Rows).body)
    Rows.made = None
    return data if pagination is None else data["results"]


def test_a_plan_with_raw_json_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class RawSerializer(serializers.Serializer):
        id = serializers.IntegerField()
        text = RawJSONField()

    monkeypatch.setattr(Rows, "serializer_class", RawSerializer)
    sql = "SELECT id, %(text)s AS text FROM testapp_author"
    read: list[object] = []
    original = plans._read_plan

    def counted(*arguments: Any) -> Any:
        read.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(plans, "_read_plan", counted)
    for text in ("[1]", "[2]", "[3]"):
        found = shown(lambda text=text: sql_rows(sql, {"text": text}, serializer=RawSerializer).order_by("id"))
        assert {str(row["text"]) for row in found} == {text}
    assert len(read) == 1


@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_one_sql_with_changing_values(pagination: type | None) -> None:
    """Nothing more is kept for the hundredth value than for the first, and no class is made."""

    after_first: dict[str, int] = {}
    for number in range(100):
        text = f"text {number}"

        def made(text: str = text) -> Any:
            return rows(text).exclude(author__books__title="Zero").filter(id__gt=0)

        assert {row["text"] for row in shown(made, pagination)} == {text}
        if not number:
            after_first = {**sizes(), "queries": subclasses(SQLQuery), "models": subclasses(rows("").model.__base__)}
    now = {**sizes(), "queries": subclasses(SQLQuery), "models": subclasses(rows("").model.__base__)}
    assert all(now[name] <= after_first[name] for name in now), (now, after_first)


def test_equal_values_of_other_types() -> None:
    """What is compiled is known again by its values and their types: to Python 1, 1.0 and True are one."""
    sql = "SELECT 1 AS id, %(x)s AS text, NULL AS author_id"

    def made(value: Any) -> Any:
        return sql_rows(sql, {"x": value}, {"text": str}, serializer=RowSerializer).order_by("id")

    for value in (1, 1.5, "1.5", 1, Decimal("1.0"), Decimal("1.00"), None, "1", 1.5, Decimal("-0"), Decimal("0")):
        response, statements = compare(queryset=made(value), serializer_class=RowSerializer, filter_backends=[])
        assert len(statements) == 1
        assert (json.loads(response.content)[0]["text"] is None) is (value is None)


def test_a_query_goes_with_its_request() -> None:
    class Value(str):
        """A value that can be watched."""

    value = Value("text")
    watched = weakref.ref(value)
    assert shown(lambda: rows(watched()).exclude(author__books__title="Zero"))[0]["text"] == "text"
    del value
    gc.collect()
    assert watched() is None


def test_equal_columns_of_other_sql() -> None:
    """The same names and types, so the same plan but for the SELECT."""
    for _ in range(2):
        for text in ("one", "two"):
            sql = f"SELECT id, '{text}' AS text, id AS author_id FROM testapp_author"
            queryset = sql_rows(sql, {}, {"text": str}, serializer=RowSerializer).order_by("id")
            response, statements = compare(queryset=queryset, serializer_class=RowSerializer, filter_backends=[])
            assert {row["text"] for row in json.loads(response.content)} == {text}
            assert len(statements) == 1


def test_equal_sql_with_other_columns() -> None:
    sql = "SELECT 1 AS id, 2 AS x"
    text = sql_rows(sql, {}, {"id": int, "x": str}).get()
    number = sql_rows(sql, {}, {"id": int, "x": int}).get()
    assert (text.x, number.x) == ("2", 2)
    by_field = sql_rows(sql, {}, {"id": int, "x": models.CharField(max_length=5)})
    other = sql_rows(sql, {}, {"id": int, "x": models.CharField(max_length=5, choices=[("2", "two")])})
    assert by_field.model is not other.model
    assert other.get().get_x_display() == "two"
    assert sql_rows(sql, {}, {"id": int, "x": int}, key="x").get().pk == 2
    assert sql_rows(sql, {}, {"id": int, "x": int}, name="other").model.__name__ == "other"
    assert sql_rows(sql, {}, {"id": int, "x": int}).model is number.__class__


def test_equal_classes_by_name() -> None:
    """Two serializers that share their name declare each its own."""
    made = [
        type("Same", (serializers.Serializer,), {"x": field()})
        for field in (serializers.CharField, serializers.IntegerField)
    ]
    found = [sql_rows("SELECT 2 AS x", {}, serializer=cls).get().x for cls in made]
    assert found == ["2", 2]


def test_sql_that_is_made_anew_is_forgotten() -> None:
    """A text of its own for each request is no way to write SQL, but no leak either."""
    models_seen = [weakref.ref(rows("a", n).model) for n in range(3)]
    for n in range(3):
        assert shown(lambda n=n: rows("a", n))
    for cache in CACHES.values():
        cache.clear()
    for kept in _kept_by_model():
        kept.cache_clear()
    apps.clear_cache()  # Django does it whenever a model is made
    gc.collect()
    assert [model() for model in models_seen] == [None, None, None]


def _kept_by_model() -> list[Any]:
    """Bounded as well: the last models that were asked about."""
    from drf_sqllist.plan import instances
    from drf_sqllist.splicing import effects

    found = [instances._changed, effects._made_by_attribute, effects.changeable]
    assert all(function.cache_info().maxsize for function in found)
    return found


def test_authors_are_not_told() -> None:
    """The models that rows lead to know nothing of them."""
    before = len(Author._meta.related_objects), len(Author._meta.get_fields(include_hidden=True))
    assert rows("a").first().author
    Author._meta._expire_cache()
    assert (len(Author._meta.related_objects), len(Author._meta.get_fields(include_hidden=True))) == before
