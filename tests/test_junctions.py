"""Many-to-many lists of a whole page: each row is read and written once, however many parents list it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Prefetch
from django.test import override_settings
from rest_framework import serializers

from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Admiration, Author, Book, Circle, Membership, Person, Tag, TextKey
from tests.views import compare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_list_is_joined() -> Iterator[None]:
    library()
    people = [Person.objects.create(name=name) for name in ("ann", "bob", "cat", "bob", "eve")]
    circles = [Circle.objects.create(code=code) for code in ("b", "a", "c")]
    people[0].follows.set(people[1:])
    people[1].follows.set(people[:2])
    for person, circle, since in ((0, 0, 3), (0, 1, 9), (1, 1, 1), (1, 1, 5), (2, 2, 0)):
        Membership.objects.create(person=people[person], circle=circles[circle], since=since, invited_by=people[4])
    for circle, person in ((0, 3), (0, 1), (0, 1), (2, 0)):
        Admiration.objects.create(circle=circles[circle], person=people[person])
    with override_settings(DRF_SQLLIST={"JOIN_FROM": 1}):
        yield


def sql_of(queryset: Any, serializer: type, mode: str = "sql", statements: int = 1) -> str:
    """Both paths compared; the list's own statement."""
    response, seen = compare(queryset=queryset, serializer_class=serializer)
    assert (response.sqllist.mode, len(seen)) == (mode, statements)
    return seen.sql[0]


def once(sql: str, model: type[Any]) -> bool:
    """Whether the texts of a model's rows stand in a WITH entry of their own, which is the only one that reads it."""
    return "_texts" in sql and sql.count(f'FROM "{model._meta.db_table}"') == 1


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite joins no lists")

NAMED = model_serializer(Person, "id", "name")
CODED = model_serializer(Circle, "code")


@on_postgresql
@pytest.mark.parametrize("name", ["follows", "followers"])
def test_to_itself(name: str) -> None:
    serializer = model_serializer(Person, "name", **{name: NAMED(many=True)})
    sql = sql_of(Person.objects.order_by("-pk"), serializer)
    assert f'"_{name}_1_texts"("key", "text", "order0", "order1") AS MATERIALIZED' in sql


@on_postgresql
def test_a_junction_of_its_own_that_leads_to_a_unique_column() -> None:
    sql = sql_of(Person.objects.order_by("pk"), model_serializer(Person, "name", groups=CODED(many=True)))
    assert once(sql, Circle)
    assert '"testapp_circle"."code" = ANY(ARRAY(SELECT' in sql


@on_postgresql
def test_the_same_from_the_other_side() -> None:
    sql = sql_of(Circle.objects.order_by("code"), model_serializer(Circle, "code", people=NAMED(many=True)))
    assert '"_people_1_texts"' in sql


@on_postgresql
def test_keys_that_are_texts() -> None:
    one, other = (TextKey.objects.create(slug=slug) for slug in ("b-é", "A"))
    one.peers.set([one, other])
    serializer = model_serializer(TextKey, "slug", peers=model_serializer(TextKey, "slug")(many=True))
    assert '"_peers_1_texts"' in sql_of(TextKey.objects.order_by("slug"), serializer)


@on_postgresql
def test_a_row_that_is_linked_twice_is_listed_twice() -> None:
    queryset, serializer = Circle.objects.order_by("code"), model_serializer(Circle, "code", admirers=NAMED(many=True))
    assert '"_admirers_1_texts"' in sql_of(queryset, serializer)
    response, _ = compare(queryset=queryset, serializer_class=serializer)
    assert [[person["name"] for person in circle["admirers"]] for circle in response.data] == [
        [],
        ["bob", "bob", "bob"],
        ["ann"],
    ]


@on_postgresql
@pytest.mark.parametrize(
    "field",
    [
        serializers.PrimaryKeyRelatedField(many=True, read_only=True),
        serializers.SlugRelatedField(many=True, read_only=True, slug_field="name"),
        model_serializer(Tag, "id", "name", "weight")(many=True),
    ],
)
def test_what_is_listed(field: Any) -> None:
    assert once(sql_of(Book.objects.order_by("pk"), model_serializer(Book, "id", tags=field)), Tag)


@on_postgresql
def test_lists_below_the_rows() -> None:
    """They hang on the rows that are read once, and so are read once themselves."""
    books = model_serializer(Book, "title", chapters=serializers.StringRelatedField(many=True))
    tags = model_serializer(Tag, "name", books=model_serializer(Book, "id", "title")(many=True))
    deep = model_serializer(Book, "title", tags=tags(many=True))
    sql = sql_of(Book.objects.order_by("pk"), deep)
    assert '"_tags_1_texts"' in sql
    assert '"_books_2_texts"' in sql
    sql_of(Book.objects.order_by("pk"), books, mode="spliced")


@on_postgresql
def test_a_row_beside_the_rows() -> None:
    books = model_serializer(Book, "title", author=model_serializer(Author, "name")())
    sql = sql_of(Tag.objects.order_by("pk"), model_serializer(Tag, "name", books=books(many=True)))
    assert '"_books_1_texts"' in sql
    assert sql.count('LEFT JOIN "testapp_author"') == 1


@on_postgresql
def test_python_makes_a_member_of_each_listing() -> None:
    class Loud(serializers.ModelSerializer):  # type: ignore[type-arg]
        loud = serializers.SerializerMethodField()

        class Meta:
            model = Tag
            fields = ["id", "loud"]

        def get_loud(self, tag: Tag) -> str:
            return f"{tag.name}!".upper()

    sql = sql_of(Book.objects.order_by("pk"), model_serializer(Book, "id", tags=Loud(many=True)), mode="spliced")
    assert once(sql, Tag)


@on_postgresql
def test_descending_and_through_a_foreign_key() -> None:
    """The parents are not the page's rows but what they lead to."""
    author = model_serializer(
        Author,
        "name",
        books=model_serializer(Book, "id", tags=model_serializer(Tag, "weight", "name")(many=True))(many=True),
    )
    assert once(sql_of(Book.objects.order_by("pk"), model_serializer(Book, "title", author=author())), Tag)


@pytest.mark.parametrize(
    "tags", [Tag.objects.filter(weight__gt=0), Tag.objects.order_by("books__price", "pk"), Tag.objects.distinct()]
)
def test_a_queryset_of_the_views_own_is_left_as_it_is(tags: Any) -> None:
    queryset = Book.objects.order_by("pk").prefetch_related(Prefetch("tags", queryset=tags))
    serializer = model_serializer(Book, "id", tags=model_serializer(Tag, "name")(many=True))
    assert "_texts" not in sql_of(queryset, serializer)


def test_rows_that_may_tie_stay_as_they_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Person._meta, "ordering", ["name"])
    serializer = model_serializer(Circle, "code", people=model_serializer(Person, "name")(many=True))
    assert "_texts" not in sql_of(Circle.objects.order_by("code"), serializer)


def test_small_pages_ask_for_each_row() -> None:
    with override_settings(DRF_SQLLIST={"JOIN_FROM": 10**9}):
        sql = sql_of(Person.objects.order_by("pk")[:3], model_serializer(Person, "name", groups=CODED(many=True)))
    assert "_texts" not in sql
