"""``FastHyperlinkedModelSerializer``: the fields of DRF's, in its classes."""

from typing import Any

import pytest
from rest_framework.serializers import HyperlinkedModelSerializer

from drf_sqllist.hyperlinks import (
    FastHyperlinkedIdentityField,
    FastHyperlinkedModelSerializer,
    FastHyperlinkedRelatedField,
)
from tests.testapp.models import Author, Book, Country, Profile, Tag

from .pairs import get

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.links.library")]

METAS: dict[str, dict[str, Any]] = {
    "fields": {"model": Book, "fields": ["url", "title", "author", "origin", "tags", "editors"]},
    "all": {"model": Profile, "fields": "__all__"},
    "depth": {"model": Book, "fields": ["url", "author", "tags"], "depth": 1},
    "depth-2": {"model": Profile, "fields": ["url", "author"], "depth": 2},
    "exclude": {"model": Author, "exclude": ["born"]},
    "read-only": {"model": Book, "fields": ["url", "author"], "read_only_fields": ["author"]},
    "reverse": {"model": Author, "fields": ["url", "books", "profile", "pupils"]},
    "extra": {
        "model": Author,
        "fields": ["url", "country", "mentor"],
        "extra_kwargs": {
            "url": {"view_name": "tag-detail", "lookup_field": "name"},
            "country": {"view_name": "country-by-code", "lookup_field": "code"},
            "mentor": {"required": True, "help_text": "x"},
        },
    },
}


def serializer(base: Any, meta: dict[str, Any]) -> Any:
    return type("Linked", (base,), {"Meta": type("Meta", (), meta)})


@pytest.mark.parametrize("name", METAS)
def test_same_fields(name: str) -> None:
    stock, ours = (
        serializer(base, METAS[name])(context={"request": get()})
        for base in (HyperlinkedModelSerializer, FastHyperlinkedModelSerializer)
    )
    assert repr(ours).replace("Fast", "") == repr(stock)
    assert repr(ours) != repr(stock)


@pytest.mark.parametrize("name", METAS)
def test_same_data(name: str) -> None:
    country = Country.objects.create(code="nl", name="Netherlands")
    mentor = Author.objects.create(name="5", country=country)
    author = Author.objects.create(name="6", country=country, mentor=mentor)
    book = Book.objects.create(title="t", author=author, origin=country)
    book.tags.add(Tag.objects.create(name="a"), Tag.objects.create(name="b"))
    book.editors.add(mentor)
    instance = {Book: book, Author: author, Profile: Profile.objects.create(author=author)}[METAS[name]["model"]]
    found = []
    for base in (HyperlinkedModelSerializer, FastHyperlinkedModelSerializer):
        try:
            found.append(
                [serializer(base, METAS[name])([instance] * 2, many=True, context={"request": get()}).data] * 2
            )
        except Exception as error:
            found.append([type(error), str(error).replace("Fast", "")])
    assert found[0] == found[1]


def test_written_and_read_again() -> None:
    author = Author.objects.create(name="a")
    for base in (HyperlinkedModelSerializer, FastHyperlinkedModelSerializer):
        meta = {"model": Book, "fields": ["url", "title", "author"]}
        made = serializer(base, meta)(
            data={"title": "t", "author": f"/author/{author.pk}/"}, context={"request": get()}
        )
        assert made.is_valid(), made.errors
        assert made.save().author == author
        assert made.data["author"] == f"http://testserver/author/{author.pk}/"
        wrong = serializer(base, meta)(data={"title": "t", "author": "/book/1/"}, context={"request": get()})
        assert not wrong.is_valid()
        assert wrong.errors["author"][0].code == "incorrect_match"


def test_several_lookups_by_extra_kwargs() -> None:
    """DRF gives a field its ``lookup_field`` from ``extra_kwargs``; ``lookup_fields`` goes the same way."""
    book = Book.objects.create(title="t", author=Author.objects.create(name="a"))
    meta = {
        "model": Book,
        "fields": ["url", "author"],
        "extra_kwargs": {
            "url": {"view_name": "book-of-author", "lookup_fields": {"pk": "pk", "author": "author_id"}},
            "author": {"url_template": "/people/{name}/", "view_name": "author-detail"},
        },
    }
    data = serializer(FastHyperlinkedModelSerializer, meta)(book, context={"request": None}).data
    assert data == {"url": f"/author/{book.author_id}/book/{book.pk}/", "author": "/people/a/"}


def test_its_classes() -> None:
    made = serializer(FastHyperlinkedModelSerializer, METAS["depth"])()
    assert type(made.fields["url"]) is FastHyperlinkedIdentityField
    assert type(made.fields["author"].fields["url"]) is FastHyperlinkedIdentityField
    assert type(made.fields["author"].fields["country"]) is FastHyperlinkedRelatedField
    assert isinstance(made.fields["tags"].child, FastHyperlinkedModelSerializer)
