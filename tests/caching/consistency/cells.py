"""The cells that writers write versions into, and readers find in a list's body: four for each book.

A cell is written by one writer, in increasing versions. ``UNDONE`` is written only by what is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

KINDS = ("title", "author", "tags", "weight")
"""The book's own row, its author's, the rows between it and its tags, the row of its own tag."""

SLOTS = 12
"""Books."""

UNDONE = -1
BITS = 16
FIRST_BIT, UNDONE_TAG = 101, 100
"""Tags: a book has those of the bits of its cell's version, and the one of its slot."""


def cell(kind: str, slot: int) -> int:
    """Its place on the board."""
    return KINDS.index(kind) * SLOTS + slot


def bits(version: int) -> list[int]:
    """The tags of a version."""
    if version == UNDONE:
        return [UNDONE_TAG]
    return [FIRST_BIT + bit for bit in range(BITS) if version >> bit & 1]


def found(body: bytes) -> Iterator[tuple[int, int]]:
    """The cells of a body with their versions."""
    listed = json.loads(body)
    for book in listed if isinstance(listed, list) else listed["results"]:
        slot = book["id"] - 1
        tags = {tag["id"]: tag for tag in book["tags"]}
        yield cell("title", slot), int(book["title"])
        yield cell("author", slot), int(book["author"]["name"])
        yield cell("weight", slot), tags.pop(slot + 1)["weight"]
        yield cell("tags", slot), UNDONE if UNDONE_TAG in tags else sum(1 << (tag - FIRST_BIT) for tag in tags)


def named(place: int) -> str:
    """A cell for people."""
    kind, slot = divmod(place, SLOTS)
    return f"{KINDS[kind]} of book {slot + 1}"
