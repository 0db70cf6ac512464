"""Tables that have the triggers, for as long as a test runs."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from drf_sqllist.caching import trigger_sql
from drf_sqllist.caching.moves import look
from drf_sqllist.triggering import install, remove
from tests.testapp.models import Author, Book, Tag

TABLES = ["testapp_author", "testapp_book", "testapp_book_tags", "testapp_tag"]


@pytest.fixture(autouse=True)
def triggers(lists: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(trigger_sql, "SUM_UP_EACH", 4)
    settings.DRF_SQLLIST = {**settings.DRF_SQLLIST, "CACHE_TRIGGERS": True}
    author = Author.objects.create(name="Ann")
    tag = Tag.objects.create(name="a", weight=1)
    for number in range(5):
        Book.objects.create(title=f"Book {number}", author=author).tags.add(tag)
    assert {what for _, what in install("default", TABLES)} == {"installed"}
    yield
    list(remove("default", []))


def stamp() -> bytes:
    found = look(connection, TABLES)
    assert not found.reason
    return found.stamps
