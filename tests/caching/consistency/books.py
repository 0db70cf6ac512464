"""The rows that the cells are in, and the lists that show them."""

from __future__ import annotations

from typing import Any

from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.test import APIRequestFactory

from drf_sqllist import ListCache, SQLListView
from tests.caching.consistency.cells import BITS, FIRST_BIT, SLOTS, UNDONE_TAG
from tests.caching.shelves import Shelf
from tests.testapp.models import Author, Book, Tag

factory = APIRequestFactory()


class Pages(PageNumberPagination):
    page_size = SLOTS // 2


class Whole(Shelf, SQLListView):
    pagination_class = None
    cache = ListCache(wait=0.5)


class Paged(Whole):
    pagination_class = Pages


class WholeByDRF(Shelf, ListAPIView):
    pagination_class = None


class PagedByDRF(WholeByDRF):
    pagination_class = Pages


LISTS = [(Whole, "/books/", WholeByDRF), (Paged, "/books/?page=1", PagedByDRF), (Paged, "/books/?page=2", PagedByDRF)]
"""Views, what they are asked, and DRF's own that answer the same."""


def ask(view: Any, url: str) -> Any:
    """A rendered response."""
    return view.as_view()(factory.get(url)).render()


def fill() -> None:
    """Write the rows, all cells at version 0, in place of any that were there."""
    for model in (Book, Author, Tag):
        model.objects.all().delete()
    slots = range(SLOTS)
    Author.objects.bulk_create([Author(id=slot + 1, name="0") for slot in slots])
    Tag.objects.bulk_create([Tag(id=slot + 1, name=f"own {slot}", weight=0) for slot in slots])
    Tag.objects.bulk_create([Tag(id=FIRST_BIT + bit, name=f"bit {bit}", weight=bit) for bit in range(BITS)])
    Tag.objects.create(id=UNDONE_TAG, name="undone")
    Book.objects.bulk_create([Book(id=slot + 1, title="0", author_id=slot + 1) for slot in slots])
    for slot in slots:
        Book.objects.get(id=slot + 1).tags.add(slot + 1)
