"""A statement's rows by way of the cache: kept ones while they are true, the database's otherwise."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from time import monotonic, sleep, time
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist import __version__
from drf_sqllist.caching.bodies import Body, pack, unpack
from drf_sqllist.caching.changes import missed, outages
from drf_sqllist.caching.databases import is_behind, saw_the_past, sees_the_past, session
from drf_sqllist.caching.declared import ListCache
from drf_sqllist.caching.moves import moves_of
from drf_sqllist.caching.params import text_of
from drf_sqllist.caching.stamps import Stamps
from drf_sqllist.caching.stores import Store, store_of
from drf_sqllist.caching.tables import tables_of
from drf_sqllist.caching.validators import NotModified, Validator
from drf_sqllist.caching.writers import ANY, changed_by
from drf_sqllist.compile.statement import Statement, digest
from drf_sqllist.conf import get_settings
from drf_sqllist.kept import BoundedCache
from drf_sqllist.page.fetched import Fetched
from drf_sqllist.problems import Bail

LOOKS_EACH = 0.02
"""Seconds between two looks of who waits for another request."""

LONGEST = 30.0
"""Seconds after which nobody waits any more for a request that fetches rows."""


_not_kept: BoundedCache[list[tuple[bytes | None, str]]] = BoundedCache(1024)
"""Why rows are not kept, by their keys, with the stamps that they had."""


_PAST = "this transaction may see the past"


@dataclass(frozen=True)
class Lookup:
    """What the cache had to say.

    Arguments:
        state: ``"hit"``; ``"miss"``; ``"stale"``: rows from before a change, while another request fetches the new
            ones; ``"bypass"``: nothing was asked, or nothing may be kept.
        reason: of a bypass.
        age: seconds since the rows were read.
    """

    state: str
    reason: str = ""
    age: float = 0.0

    def __str__(self) -> str:
        return f"{self.state}: {self.reason}" if self.reason else self.state


class Serving:
    """The cache of one request's list.

    ``lookup`` is what came of it; None before anything was fetched.

    Arguments:
        cache: what the view says.
        request: DRF's.
        validator: tells whether the client has the response already, if that is wanted.
    """

    def __init__(self, cache: ListCache, request: Any, validator: Validator | None = None) -> None:
        self._cache, self._request, self._validator = cache, request, validator
        self.lookup: Lookup | None = None

    def fetch(
        self, statement: Statement, connection: BaseDatabaseWrapper, model: Any, run: Callable[[], Fetched]
    ) -> Fetched:
        """The rows of a statement.

        Arguments:
            model: of the rows.
            run: asks the database.

        Raises:
            NotModified: the client has the response.
        """
        tables, reason = self.tables(statement, connection, model)
        params = text_of(statement.params)
        if params is None:
            reason = "a parameter of the statement is of a type whose values cannot be told apart"
        if reason or outages.is_pausing:
            return self._past(run, reason or "the cache cannot be reached")
        moved, reason = moves_of(connection, tables)
        if reason:
            return self._past(run, reason)
        key = self._key(statement, str(params), connection)
        try:
            missed.make_up()
            store = store_of(str(get_settings().CACHE))
            attempt = _Attempt(store, Stamps(store), tables, key, moved, self._validator)
            found, self.lookup = attempt.look(self._cache)
        except NotModified:
            self.lookup = Lookup("hit")
            raise
        except Exception as error:
            outages.tell("The cache of lists could not be asked", error)
            return self._past(run, "the cache cannot be reached")
        if found is not None:
            return found
        try:
            rows = run()
            if saw_the_past(connection):
                self.lookup = Lookup("bypass", _PAST)
                if self._validator is not None:
                    self._validator.rows_are_others()
            else:
                attempt.keep(rows, self._cache.timeout)
        except Bail:
            attempt.keep_nothing("a row has a value that only DRF may answer")
            raise
        finally:
            attempt.release()
        return rows

    def _past(self, run: Callable[[], Fetched], reason: str) -> Fetched:
        self.lookup = Lookup("bypass", reason)
        if self._validator is not None:
            self._validator.rows_are_others()
        return run()

    def tables(self, statement: Statement, connection: BaseDatabaseWrapper, model: Any) -> tuple[Sequence[str], str]:
        """The tables that the statement reads, and why nothing may be kept of it."""
        tables, reason = tables_of(statement.sql, connection, self._cache)
        if reason:
            return (), reason
        if is_behind(connection, model):
            return (), f"{connection.alias!r} is a replica, which may be behind"
        if not changed_by(connection).isdisjoint((*tables, ANY)):
            return (), "this transaction has changed a table that is read"
        if sees_the_past(connection):
            return (), _PAST
        return (*tables, ANY), ""

    def _key(self, statement: Statement, params: str, connection: BaseDatabaseWrapper) -> str:
        """All that the rows depend on but what is in their tables."""
        vary = self._cache.varied(self._request)
        said = statement.digest, params, session(connection), vary, sorted(self._cache.tables), __version__
        return f"sqllist:rows:{digest(repr(said))}"


class _Attempt:
    """One request's way to rows that may be kept."""

    def __init__(
        self, store: Store, stamps: Stamps, tables: Sequence[str], key: str, moved: bytes, validator: Validator | None
    ) -> None:
        self._store, self._stamps, self._tables, self._key, self._moved = store, stamps, tables, key, moved
        self._validator = validator
        self._token = b""
        self._seen: bytes | None = None
        self._modified = 0
        self._not_kept = _not_kept.get(key, list)

    def look(self, cache: ListCache) -> tuple[Fetched | None, Lookup]:
        """Kept rows, if they may be used; otherwise what is known of them.

        Raises:
            NotModified: the client has the response that is made of them.
        """
        if self._validator is not None and self._validator.is_asked_by_tag:
            # The stamps alone can tell, and the rows are long.
            stamps = self._stamps.look(self._tables).and_for(self._moved).stamps
            if stamps is not None:
                self._validator.rows_are(self._key, stamps)
        until = monotonic() + cache.wait
        while True:
            if self._validator is not None:
                self._validator.rows_are_others()
            seen = self._stamps.look(self._tables, self._key).and_for(self._moved)
            self._seen = seen.stamps
            if seen.stamps is None:
                return None, Lookup("bypass", "a table that is read is being written to")
            if self._validator is not None:
                self._validator.rows_are(self._key, seen.stamps)
            body = None if seen.value is None else unpack(seen.value)
            now = time()
            age = 0.0 if body is None else max(0.0, now - body.made)
            if body is not None:
                self._modified = body.modified
                if body.stamps == seen.stamps:
                    if self._validator is not None:
                        self._validator.rows_are_of(body.modified, now)
                    return body.rows, Lookup("hit", age=age)
            for stamps, reason in self._not_kept:
                if stamps == seen.stamps:
                    return None, Lookup("bypass", reason)
            if self._takes_it():
                return None, Lookup("miss")
            if body is not None and age < cache.stale:
                if self._validator is not None:
                    self._validator.rows_are_others()
                return body.rows, Lookup("stale", age=age)
            if monotonic() >= until:
                return None, Lookup("miss")
            sleep(LOOKS_EACH)

    def _takes_it(self) -> bool:
        """Whether nobody else fetches these rows."""
        token = secrets.token_hex(8).encode()
        if self._store.add(f"{self._key}:lock", token, LONGEST):
            self._token = token
            return True
        return False

    def keep(self, rows: Fetched, timeout: float | None) -> None:
        """Keep rows, under the stamps from before they were read."""
        if self._seen is None:
            return
        made = time()
        packed = pack(Body(self._seen, made, max(ceil(made), self._modified + 1), rows))
        if packed is None:
            self.keep_nothing("a value that comes with the rows cannot be kept")
            return
        try:
            self._store.set({self._key: packed}, timeout)
        except Exception as error:
            outages.tell("A list could not be kept", error)

    def keep_nothing(self, reason: str) -> None:
        """Such rows are not kept, as long as they are these: nobody is to wait for them."""
        self._not_kept[:] = [(self._seen, reason)]

    def release(self) -> None:
        """Let others fetch these rows."""
        if self._token:
            try:
                self._store.release(f"{self._key}:lock", self._token)
            except Exception as error:
                outages.tell("A lock could not be released", error)
