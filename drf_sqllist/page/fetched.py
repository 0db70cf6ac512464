"""What the page stage asks of the stages after it, and what it gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from django.db.models import Model
from django.db.models.query import QuerySet


class Fetched(NamedTuple):
    """The rows of one statement.

    Arguments:
        bodies: each row's JSON text, in order.
        total: rows of all pages, where it was asked for.
        positions: a column's Python value for each row, where it was asked for.
        written: values that Python wrote while the database ran (SQLite's floats).
    """

    bodies: list[bytes]
    total: int | None = None
    positions: Sequence[Any] = ()
    written: int = 0


class Fetch(Protocol):
    """Runs the list's statement."""

    @property
    def models(self) -> frozenset[type[Model]] | None:
        """Models whose rows are read; None where nobody knows all of them."""

    @property
    def splices(self) -> Sequence[Any]:
        """What the places in the last rows stand for."""

    def __call__(
        self, rows: QuerySet[Any], counted: QuerySet[Any] | None = None, position: str | None = None
    ) -> Fetched:
        """Fetch rows.

        Arguments:
            rows: the page: filtered, ordered and sliced.
            counted: count the rows of this queryset in the same statement.
            position: attname or annotation whose value comes with each row.
        """


class Listing:
    """The rows that a view shows.

    Arguments:
        paginated: they go into the paginator's envelope.
        page: what a paginator chose, as it gave it, that must not be asked a second time.

    ``size`` is the number of rows.
    """

    __slots__ = ("bodies", "page", "paginated", "size")

    def __init__(self, bodies: list[bytes], paginated: bool, page: Any = None) -> None:
        self.bodies, self.paginated, self.page = bodies, paginated, page
        self.size = len(bodies)  # now, for the bodies are used up while the list is joined
