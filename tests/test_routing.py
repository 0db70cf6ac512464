"""Viewsets, routers, other databases, transactions."""

import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import include, path
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import DefaultRouter

from drf_sqllist import SQLListMixin, SQLListView, list_response
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.cases.nested import BookSerializer, TagSerializer
from tests.outcomes import assert_same
from tests.statements import record
from tests.testapp.models import Author, Book, Tag
from tests.views import PagesOfTwo, call

pytestmark = pytest.mark.django_db(databases=["default", "other"])

AUTHORS = model_serializer(Author, "id", "name")


class PlainAuthors(viewsets.ModelViewSet):
    queryset = Author.objects.order_by("pk")
    serializer_class = AUTHORS
    pagination_class = PagesOfTwo

    @action(detail=False)
    def short(self, request: Any, format: str | None = None) -> Any:
        return self.list(request)

    @action(detail=True)
    def books(self, request: Any, pk: str, format: str | None = None) -> Any:
        return self.list(request)

    def get_queryset(self):
        if self.action == "books":
            return Book.objects.filter(author=self.kwargs["pk"]).order_by("pk")
        return super().get_queryset()

    def get_serializer_class(self):
        if self.action == "short":
            return model_serializer(Author, "name")
        return model_serializer(Book, "id", "title") if self.action == "books" else AUTHORS


class Authors(SQLListMixin, PlainAuthors):
    pass


# The browsable API prints the name of the class.
PlainAuthors.__name__ = Authors.__name__


def routes(viewset: type) -> list:
    router = DefaultRouter()
    router.register("authors", viewset)
    return [path("api/", include(router.urls))]


class PlainUrls:
    urlpatterns = routes(PlainAuthors)


class OurUrls:
    urlpatterns = routes(Authors)


@pytest.mark.parametrize(
    "url",
    [
        "/api/",
        "/api/authors/",
        "/api/authors.json",
        "/api/authors/?page=2",
        "/api/authors/?page=9",
        "/api/authors/short/",
        "/api/authors/short.json?page=2",
        "/api/authors/{pk}/",
        "/api/authors/{pk}/books/",
        "/api/authors/0/",
        "/api/authors/?format=api",
    ],
)
def test_viewset(url: str):
    library()
    url = url.format(pk=Author.objects.first().pk)
    answers = []
    for urls in (PlainUrls, OurUrls):
        with override_settings(ROOT_URLCONF=urls):
            answers.append(Client().get(url))
    plain, ours = answers
    assert (ours.status_code, ours.content) == (plain.status_code, plain.content)
    assert ours.headers["Content-Type"] == plain.headers["Content-Type"]


def test_viewset_writes_are_untouched():
    library()
    with override_settings(ROOT_URLCONF=OurUrls):
        created = Client().post("/api/authors/", {"name": "Eve"})
        assert created.status_code == 201
        url = f"/api/authors/{created.json()['id']}/"
        assert Client().get(url).json()["name"] == "Eve"
        assert Client().delete(url).status_code == 204
        listed = Client().get("/api/authors/?page=2").json()
    assert [row["name"] for row in listed["results"]] == ["Cat", "Dan"]


def test_only_the_list_action_is_ours():
    assert Authors.retrieve is PlainAuthors.retrieve
    assert Authors.create is PlainAuthors.create
    assert Authors.list is not PlainAuthors.list


def views(**attributes: Any) -> tuple[type, type]:
    made = {"renderer_classes": [JSONRenderer], **attributes}
    return type("Rows", (ListAPIView,), dict(made)), type("Rows", (SQLListView,), dict(made))


@pytest.mark.parametrize("pagination", [None, PagesOfTwo])
def test_using(pagination: type | None):
    """The statement goes where the queryset goes, and nowhere else."""
    Tag.objects.using("other").bulk_create(Tag(name=f"other {number}") for number in range(3))
    Tag.objects.create(name="default")
    plain, ours = views(
        queryset=Tag.objects.using("other").order_by("pk"), serializer_class=TagSerializer, pagination_class=pagination
    )
    expected = call(plain)
    with record(using="other") as there:
        actual = call(ours)
    assert_same(expected, actual)
    assert (len(there), len(actual.statements)) == (1, 0)
    assert actual.response.sqllist.queries == 1
    assert b"default" not in actual.body


class ReadsFromOther:
    def db_for_read(self, model: type, **hints: Any) -> str:
        return "other"

    def db_for_write(self, model: type, **hints: Any) -> str:
        return "default"

    def allow_relation(self, *args: Any, **hints: Any) -> bool:
        return True


def test_router():
    """A read replica: the router says where."""
    Tag.objects.using("other").create(name="replica")
    Tag.objects.using("default").create(name="primary")
    with override_settings(DATABASE_ROUTERS=[ReadsFromOther()]):
        plain, ours = views(queryset=Tag.objects.order_by("pk"), serializer_class=TagSerializer)
        expected = call(plain)
        with record(using="other") as there:
            actual = call(ours)
    assert_same(expected, actual)
    assert (len(there), len(actual.statements)) == (1, 0)
    assert [row["name"] for row in json.loads(actual.body)] == ["replica"]


def test_router_with_relations():
    with override_settings(DATABASE_ROUTERS=[ReadsFromOther()]):
        book = Book.objects.using("other").create(title="There", author=None)
        tag = Tag.objects.using("other").create(name="t")
        Book.tags.through.objects.using("other").create(book=book, tag=tag)
        plain, ours = views(queryset=Book.objects.order_by("pk"), serializer_class=BookSerializer)
        assert_same(call(plain), call(ours))


class TagsAreElsewhere(ReadsFromOther):
    def db_for_read(self, model: type, **hints: Any) -> str | None:
        return "other" if model is Tag else None


def test_router_of_a_related_model():
    """Two databases make no one statement: DRF reads each relation where the router says, so do we."""
    library()
    Tag.objects.using("other").bulk_create(
        Tag(pk=tag.pk, name=f"there {tag.name}", weight=tag.weight) for tag in Tag.objects.using("default")
    )
    shown = model_serializer(Book, "id", tags=TagSerializer(many=True))
    with override_settings(DATABASE_ROUTERS=[TagsAreElsewhere()]):
        plain, ours = views(queryset=Book.objects.order_by("pk"), serializer_class=shown)
        assert_same(call(plain), call(ours))


class AtomicUrls:
    class Broken(serializers.ModelSerializer):
        country = serializers.CharField(source="author.country.name")

        class Meta:
            model = Book
            fields = ["id", "country"]

    plain, ours = views(queryset=Book.objects.order_by("pk"), serializer_class=BookSerializer)
    plain_broken, ours_broken = views(queryset=Book.objects.order_by("pk"), serializer_class=Broken)
    urlpatterns = [
        path("plain/", plain.as_view()),
        path("ours/", ours.as_view()),
        path("plain/broken/", plain_broken.as_view()),
        path("ours/broken/", ours_broken.as_view()),
    ]


@pytest.mark.django_db(transaction=True)
def test_atomic_requests():
    """One transaction around the request; an error leaves the next request a clean connection."""
    library()
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=AtomicUrls):
        connection.settings_dict["ATOMIC_REQUESTS"] = True
        try:
            assert client.get("/ours/").content == client.get("/plain/").content
            assert client.get("/ours/broken/").status_code == client.get("/plain/broken/").status_code == 500
            assert client.get("/ours/").content == client.get("/plain/").content
        finally:
            connection.settings_dict["ATOMIC_REQUESTS"] = False


def test_inside_a_transaction_of_the_user():
    """A guard that re-runs DRF's path must not abort what the user has begun."""
    library()
    with transaction.atomic():
        Tag.objects.create(name="before")
        assert "AttributeError" in call(AtomicUrls.ours_broken).error
        Tag.objects.create(name="after")
        plain, ours = views(queryset=Tag.objects.order_by("pk"), serializer_class=TagSerializer)
        assert_same(call(plain), call(ours))
    assert Tag.objects.filter(name__in=["before", "after"]).count() == 2


def test_uncommitted_rows_are_seen():
    with transaction.atomic():
        Tag.objects.create(name="mine")
        plain, ours = views(queryset=Tag.objects.order_by("pk"), serializer_class=TagSerializer)
        assert_same(call(plain), call(ours))


def test_database_errors_pass_as_they_are():
    """A table that is gone: Django's error, and the connection still works."""
    library()
    plain, ours = views(
        queryset=Tag.objects.extra(where=["no_such_column = 1"]).order_by("pk"), serializer_class=TagSerializer
    )
    expected, actual = call(plain), call(ours)
    assert actual.error.partition(":")[0] == expected.error.partition(":")[0] != ""
    assert Tag.objects.count() == 4


def test_any_generic_view():
    """Not our class, not DRF's list mixin."""
    library()
    plain, _ = views(queryset=Author.objects.order_by("pk"), serializer_class=AUTHORS)
    from rest_framework.generics import GenericAPIView

    class Posted(GenericAPIView):
        queryset = Author.objects.order_by("pk")
        serializer_class = AUTHORS
        renderer_classes = [JSONRenderer]

        def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            return list_response(self, request, *args, **kwargs)

    assert call(Posted, method="post").body == call(plain).body
