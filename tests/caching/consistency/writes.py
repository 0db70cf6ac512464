"""How a version is written into a cell: each way that Django has, each seen by others at once or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Value

from tests.caching.consistency.cells import bits
from tests.testapp.models import Author, Book, Tag

Write = Callable[[int, int], Any]
"""Takes the id of the book, of its author and of its own tag, which are the same, and a version."""


def _execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _execute_many(sql: str, rows: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _saved(model: Any, field: str) -> Write:
    def write(pk: int, version: int) -> None:
        row = model.objects.get(id=pk)
        setattr(row, field, version)
        row.save()

    return write


def _updated(model: Any, field: str) -> Write:
    return lambda pk, version: model.objects.filter(id=pk).update(**{field: Value(version)})


def _bulk_updated(model: Any, field: str) -> Write:
    return lambda pk, version: model.objects.bulk_update([model(id=pk, **{field: version})], [field])


@transaction.atomic
def _made_anew(pk: int, version: int) -> None:
    book = Book.objects.get(id=pk)
    tags = [*book.tags.values_list("id", flat=True)]
    book.delete()
    between = Book.tags.through
    Book.objects.bulk_create([Book(id=pk, title=version, author_id=pk)])
    between.objects.bulk_create([between(book_id=pk, tag_id=tag) for tag in tags])


@transaction.atomic
def _cleared_and_added(pk: int, version: int) -> None:
    tags = Book.objects.get(id=pk).tags
    tags.clear()
    tags.add(pk, *bits(version))


@transaction.atomic
def _through_raw(pk: int, version: int) -> None:
    _execute("DELETE FROM testapp_book_tags WHERE book_id = %s AND tag_id <> %s", pk, pk)
    if tags := bits(version):
        _execute_many("INSERT INTO testapp_book_tags (book_id, tag_id) VALUES (%s, %s)", [(pk, tag) for tag in tags])


WRITES: dict[str, dict[str, Write]] = {
    "title": {
        "save": _saved(Book, "title"),
        "update": _updated(Book, "title"),
        "bulk_update": _bulk_updated(Book, "title"),
        "delete and bulk_create": _made_anew,
        "raw": lambda pk, version: _execute("UPDATE testapp_book SET title = %s WHERE id = %s", str(version), pk),
        "executemany": lambda pk, version: _execute_many(
            'UPDATE "testapp_book" SET "title" = %s WHERE "id" = %s', [(str(version), pk)]
        ),
    },
    "author": {
        "save": _saved(Author, "name"),
        "update": _updated(Author, "name"),
        "update_or_create": lambda pk, version: Author.objects.update_or_create(id=pk, defaults={"name": version}),
        "raw": lambda pk, version: _execute("update testapp_author set name = %s where id = %s", str(version), pk),
    },
    "tags": {
        "set": lambda pk, version: Book.objects.get(id=pk).tags.set([pk, *bits(version)]),
        "clear and add": _cleared_and_added,
        "raw and executemany": _through_raw,
    },
    "weight": {
        "save": _saved(Tag, "weight"),
        "update of an expression": lambda pk, version: Tag.objects.filter(id=pk).update(
            weight=F("weight") * 0 + version
        ),
        "bulk_create over what is there": lambda pk, version: Tag.objects.bulk_create(
            [Tag(id=pk, name=f"own {pk - 1}", weight=version)],
            update_conflicts=True,
            update_fields=["weight"],
            unique_fields=["id"],
        ),
        "raw, of a common table expression": lambda pk, version: _execute(
            "WITH one AS (SELECT CAST(%s AS int) AS id) UPDATE testapp_tag SET weight = %s "
            "WHERE id IN (SELECT id FROM one)",
            pk,
            version,
        ),
    },
}
"""By the kind of the cell, and by name."""
