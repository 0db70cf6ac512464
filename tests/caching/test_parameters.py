"""Lists that differ in a parameter are not taken for each other, whatever the driver is given for it."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from rest_framework import serializers

from drf_sqllist import ListCache
from tests.caching.conftest import every_backend
from tests.caching.shelves import Cached, Uncached, get
from tests.testapp.models import BinaryRow, Book

LONG = "x" * 60


class RowSerializer(serializers.ModelSerializer):
    class Meta:
        model = BinaryRow
        fields = ["id"]


class LongTitle(str):
    """A text that shows itself short."""

    def __str__(self) -> str:
        return self[:10]


def states(queryset: Any, **options: Any) -> list[str]:
    """What the cache said to two requests, each of which had DRF's bytes."""
    found = []
    for _ in range(2):
        kept, drf = (type("Books", (view,), {"queryset": queryset, **options}) for view in (Cached, Uncached))
        response = get(kept)
        assert response.content == get(drf).content
        found.append(response.sqllist.cache.state)
    return found


@pytest.mark.django_db(transaction=True)
@every_backend
def test_long_json(lists: Any):
    for number in range(2):
        Book.objects.create(title=f"Book {number}", details={LONG: number})
    for number in range(2):
        states(Book.objects.filter(details={LONG: number}))


@pytest.mark.django_db(transaction=True)
def test_long_bytes(lists: Any):
    for number in range(2):
        BinaryRow.objects.create(data=LONG.encode() + bytes([number]))
    for number in range(2):
        rows = BinaryRow.objects.filter(data=LONG.encode() + bytes([number])).order_by("id")
        states(rows, serializer_class=RowSerializer)


@pytest.mark.django_db(transaction=True)
def test_texts_of_a_kind_of_their_own(lists: Any):
    for number in range(2):
        Book.objects.create(title=f"{LONG}{number}")
    for number in range(2):
        assert states(Book.objects.filter(title=LongTitle(f"{LONG}{number}"))) == ["miss", "hit"]


@pytest.mark.django_db(transaction=True)
def test_vary_must_give_a_text(lists: Any):
    with pytest.raises(ImproperlyConfigured, match=r"gave None: it must give a text, such as str\(tenant.pk\)"):
        get(type("Books", (Cached,), {"cache": ListCache(vary=lambda request: None)}))  # type: ignore[arg-type, return-value]
