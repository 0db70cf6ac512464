"""``register(..., lookup_fields=...)``: a ``get_url`` of the project's own, as a link by SQL."""

from typing import Any

import pytest
from django.test import override_settings
from django.urls import path
from rest_framework.relations import HyperlinkedIdentityField, HyperlinkedRelatedField

from drf_sqllist.hyperlinks import FastHyperlinkedIdentityField
from tests.cases.case import model_serializer
from tests.cases.library import library
from tests.testapp.models import Book, Sign, TextKey
from tests.views import Plain, compare

pytestmark = pytest.mark.django_db

ROUTES = (
    path("<int:author>/<int:pk>/", Plain.as_view(), name="detail"),
    path("t/<str:key>/", Plain.as_view(), name="text"),
)


@pytest.fixture(autouse=True)
def _routes() -> Any:
    with override_settings(ROOT_URLCONF=ROUTES):
        yield


class Mine(HyperlinkedIdentityField):
    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> Any:
        if obj.author_id is None:
            return None
        kwargs = {"author": obj.author_id, "pk": obj.pk}
        return self.reverse(view_name, kwargs=kwargs, request=request, format=format)


class Fast(FastHyperlinkedIdentityField):
    get_url = Mine.get_url


class Changed(Mine):
    """Says something else than what was registered."""

    def get_url(self, *args: Any) -> Any:
        return f"{super().get_url(*args)}#mine"


class Written(Mine):
    def to_representation(self, value: Any) -> Any:
        return f"<{super().to_representation(value)}>"


class KeyOnly(HyperlinkedRelatedField):
    """DRF gives it an object without the attributes that it asks for."""

    get_url = Mine.get_url


class OfKey(HyperlinkedRelatedField):
    def get_url(self, obj: Any, view_name: str, request: Any, format: Any) -> Any:
        return self.reverse(view_name, kwargs={"key": obj.pk}, request=request, format=format)


def known(cls: type, fields: dict[str, str]) -> Any:
    """Settings that say so."""
    return override_settings(
        DRF_SQLLIST={"REGISTER": {f"{__name__}.{cls.__name__}.get_url": {"lookup_fields": fields}}}
    )


TWO = {"author": "author_id", "pk": "pk"}


def mode(rows: Any, **fields: Any) -> str:
    shown = model_serializer(rows.model, "id", **fields)
    response, statements = compare("/rows/", queryset=rows, serializer_class=shown)
    if response is None:
        return "error"
    assert response.sqllist.mode == "serializer" or len(statements) == 1
    return str(response.sqllist.mode)


@pytest.mark.parametrize("cls", [Mine, Fast])
def test_the_setting(cls: Any):
    """A plan that was kept before is read anew, and again when it is no longer said."""
    library()
    books = Book.objects.order_by("pk")
    for _ in range(2):
        assert mode(books, url=cls(view_name="detail")) == "spliced"
        with known(Mine, TWO):
            assert mode(books, url=cls(view_name="detail")) == "sql"


@pytest.mark.parametrize(
    "fields", [{"author": "author_id", "pk": "nothing"}, {"author": "author", "pk": "pk"}, {"pk": "pk"}]
)
def test_what_sql_cannot_follow_is_left_to_python(fields: dict[str, str]):
    library()
    with known(Mine, fields):
        assert mode(Book.objects.order_by("pk"), url=Mine(view_name="detail")) == "spliced"


@pytest.mark.parametrize("cls", [Changed, Written])
def test_what_is_overridden_again_counts(cls: Any):
    library()
    with known(Mine, TWO):
        assert mode(Book.objects.filter(author__isnull=False).order_by("pk"), url=cls(view_name="detail")) == "spliced"


def test_an_object_that_has_nothing_but_its_key():
    library()
    books = Book.objects.order_by("pk")
    with known(Mine, TWO):
        assert mode(books, author=KeyOnly(view_name="detail", read_only=True)) == "error"


@pytest.mark.parametrize("slug", ["a", "a b", "", "a/b"])
def test_keys_that_are_empty(slug: str):
    """What ``get_url`` makes of them is its own affair: an error here."""
    Sign.objects.create(key=TextKey.objects.create(slug=slug))
    Sign.objects.create()
    expected = {"a": "sql", "a b": "spliced"}.get(slug, "error")
    with known(OfKey, {"key": "pk"}):
        assert mode(Sign.objects.order_by("pk"), key=OfKey(view_name="text", read_only=True)) == expected
