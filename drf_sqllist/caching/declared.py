"""What a view says of the cache of its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model


@dataclass(frozen=True)
class ListCache:
    """``cache = ListCache()`` on a list view: what the database sent is kept until a table behind it changes.

    ``DRF_SQLLIST["CACHE"]`` names the cache. What is kept is what a statement gave, by its text and its parameters:
    authentication, permissions, throttles, filters, the paginator, what Python makes of the rows, the renderer run at
    each request.

    Arguments:
        timeout: seconds after which it is asked for again, though nothing has changed; None: never.
        vary: gives of a request what else the rows depend on, as a text: a tenant whose rows a policy of the database
            chooses, say.
        reads_tables: tables, or their models, that the list reads and its statement does not name: behind a view, a
            materialised view, a function of the database.
        pure: functions of the database that give the same for the same arguments and tables.
        stale: for so many seconds after a change, whoever would have to wait for another request's statement gets the
            rows from before it.
        wait: seconds to wait for another request that fetches the same rows, before they are fetched here, too.

    Raises:
        ImproperlyConfigured: a value is not of the kind it must be.
    """

    timeout: float | None = 300.0
    vary: Callable[[Any], str] | None = None
    reads_tables: Sequence[str | type[Model]] = ()
    pure: Sequence[str] = ()
    stale: float = 0.0
    wait: float = 2.0

    def __post_init__(self) -> None:
        for name in ("timeout", "stale", "wait"):
            value = getattr(self, name)
            if not (value is None and name == "timeout") and (
                isinstance(value, bool) or not isinstance(value, int | float) or value < 0
            ):
                raise ImproperlyConfigured(f"ListCache({name}={value!r}): it must be a number of seconds, from 0 on.")
        for name in ("reads_tables", "pure"):
            if isinstance(getattr(self, name), str):
                raise ImproperlyConfigured(f"ListCache({name}={getattr(self, name)!r}): it must be a list of names.")
        if self.vary is not None and not callable(self.vary):
            raise ImproperlyConfigured(f"ListCache(vary={self.vary!r}): it must be a function of the request.")

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables that are declared, in lower case and without schemas."""
        return frozenset(table_of(one) for one in self.reads_tables)


def table_of(one: str | type[Model]) -> str:
    """The name of a model's table, or one that is given, in lower case and without its schema."""
    name = one if isinstance(one, str) else one._meta.db_table
    return name.replace('"', "").rpartition(".")[2].lower()
