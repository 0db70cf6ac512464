"""What compiling gives: a template kept per plan, and the statement it makes for one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from drf_sqllist.compile.marks import Marks
from drf_sqllist.compile.splices import AnySplice


@dataclass(frozen=True)
class Statement:
    """One SQL statement, ready to run; ``str()`` of it is its text.

    Arguments:
        joined: paths of the lists that are aggregated once for all rows of a page.
    """

    sql: str
    params: tuple[Any, ...]
    splices: tuple[AnySplice, ...]
    marks: Marks
    has_total: bool
    has_position: bool
    joined: frozenset[tuple[str, ...]]

    def __str__(self) -> str:
        return self.sql

    @cached_property
    def digest(self) -> str:
        """Of its text, which is long and comes back with other parameters."""
        return digest(self.sql)


def digest(text: str) -> str:
    """What tells a text from others, for a key in a cache."""
    return blake2b(text.encode(), digest_size=20).hexdigest()


Filling = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Template:
    """A statement with places for what each request brings: the page, the total, varying querysets.

    Arguments:
        pieces: texts, and slot numbers for the places between them.
        params: what is bound in the texts, one tuple for each piece.
        columns: attnames that the page's sub-select must have.
        varying: (position in ``Plan.querysets``, place) of the sub-selects that requests fill anew.
        joined: as the statement has it.
    """

    pieces: tuple[str | int, ...]
    params: tuple[tuple[Any, ...], ...]
    columns: tuple[str, ...]
    varying: tuple[tuple[int, Any], ...]
    splices: tuple[AnySplice, ...]
    marks: Marks
    has_total: bool
    position: str | None
    joined: frozenset[tuple[str, ...]]

    def fill(self, fillings: Sequence[Filling]) -> Statement:
        """The statement of one request; ``fillings`` are the slots' texts and parameters, by number."""
        texts: list[str] = []
        params: list[Any] = []
        for piece, own in zip(self.pieces, self.params, strict=True):
            if isinstance(piece, int):
                text, bound = fillings[piece]
                texts.append(text)
                params.extend(bound)
            else:
                texts.append(piece)
                params.extend(own)
        return Statement(
            "".join(texts),
            tuple(params),
            self.splices,
            self.marks,
            self.has_total,
            self.position is not None,
            self.joined,
        )
