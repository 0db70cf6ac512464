"""What a view says of the cache of its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

_SECONDS = ("stale", "wait")
_PERHAPS_SECONDS = ("timeout", "max_age", "s_maxage", "stale_while_revalidate")


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
        etag: send an ``ETag``, and answer 304 to whoever has the response already: where SQL makes all of it, without
            running the list's statement.
        last_modified: send ``Last-Modified``, and answer 304 to ``If-Modified-Since``.
        public: whether caches that people share may keep the response: the same for everyone. None: if nobody had to
            be known for it (no permissions, no credentials, ``request.user`` unread, no Python among its values).
        max_age, s_maxage: seconds for which browsers, and shared caches, may use a response without asking; None:
            they ask each time.
        stale_while_revalidate: seconds for which they may still use it while they ask.

    Raises:
        ImproperlyConfigured: a value is not of the kind it must be.
    """

    timeout: float | None = 300.0
    vary: Callable[[Any], str] | None = None
    reads_tables: Sequence[str | type[Model]] = ()
    pure: Sequence[str] = ()
    stale: float = 0.0
    wait: float = 2.0
    etag: bool = False
    last_modified: bool = False
    public: bool | None = None
    max_age: int | None = None
    s_maxage: int | None = None
    stale_while_revalidate: int | None = None

    def __post_init__(self) -> None:
        for name in (*_SECONDS, *_PERHAPS_SECONDS):
            value = getattr(self, name)
            if (value is None and name in _PERHAPS_SECONDS) or (type(value) in (int, float) and value >= 0):
                continue
            raise ImproperlyConfigured(f"ListCache({name}={value!r}): it must be a number of seconds, from 0 on.")
        for name in ("reads_tables", "pure"):
            if isinstance(getattr(self, name), str):
                raise ImproperlyConfigured(f"ListCache({name}={getattr(self, name)!r}): it must be a list of names.")
        if self.vary is not None and not callable(self.vary):
            raise ImproperlyConfigured(f"ListCache(vary={self.vary!r}): it must be a function of the request.")

    def varied(self, request: Any) -> str:
        """What ``vary`` gives of a request.

        Raises:
            ImproperlyConfigured: it is no text: others may be shown alike, and so would share their rows.
        """
        if self.vary is None:
            return ""
        given = self.vary(request)
        if not isinstance(given, str):
            raise ImproperlyConfigured(
                f"ListCache(vary={self.vary!r}) gave {given!r}: it must give a text, such as str(tenant.pk)."
            )
        return str.__str__(given)

    @property
    def is_http(self) -> bool:
        """Whether clients and caches between them and us are told anything."""
        control = (self.public, self.max_age, self.s_maxage, self.stale_while_revalidate)
        return self.etag or self.last_modified or any(value is not None for value in control)

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables that are declared, in lower case and without schemas."""
        return frozenset(table_of(one) for one in self.reads_tables)


def table_of(one: str | type[Model]) -> str:
    """The name of a model's table, or one that is given, in lower case and without its schema."""
    name = one if isinstance(one, str) else one._meta.db_table
    return name.replace('"', "").rpartition(".")[2].lower()
