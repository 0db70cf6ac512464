"""Compiles (once) and runs (each time) a plan's statement for the page stage."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.query import QuerySet
from django.db.models.sql import Query

from drf_sqllist.caching.serving import Serving
from drf_sqllist.compile.compiler import Compiler
from drf_sqllist.compile.known import known, known_select
from drf_sqllist.compile.marks import texts
from drf_sqllist.compile.positions import position_converter
from drf_sqllist.compile.rows import Select, select_page
from drf_sqllist.compile.splices import AnySplice
from drf_sqllist.compile.statement import Filling, Statement, Template
from drf_sqllist.compile.total import count_select
from drf_sqllist.compile.vendors import dialect_for
from drf_sqllist.conf import get_settings
from drf_sqllist.execute import run
from drf_sqllist.kept import BoundedCache
from drf_sqllist.page.fetched import Fetched, Listing
from drf_sqllist.page.watched import plain
from drf_sqllist.plan.plan import Plan
from drf_sqllist.plan.targets import Links, Target

MOST_PARAMS = 30_000
"""Of a count that shares a statement: the protocol binds 65 535, and the page has the same ones."""

Options = tuple[str, bool, bool, bool, str | None, frozenset[Target]]
"""What a template depends on besides its plan, as ``Compiler`` takes it."""

_templates: BoundedCache[Template] = BoundedCache(512)
_statements: BoundedCache[Statement] = BoundedCache(1024)


@dataclass
class Fetcher:
    """Fetches a plan's rows; the ``Fetch`` that paginators are fed with.

    Arguments:
        compact: separators without spaces (DRF's ``COMPACT_JSON``).
        statement: the one that was run last.
        written: values that Python wrote while the database ran.
        links: what the plan's links are made of.
        rows: the queryset that was fetched last.
        serving: the cache of the list, if it has one.
    """

    plan: Plan
    compact: bool = True
    statement: Statement | None = None
    written: int = 0
    links: Links = field(default_factory=dict)
    rows: QuerySet[Any] | None = None
    serving: Serving | None = None

    @property
    def texts(self) -> dict[bytes, bytes]:
        """What goes in the places of marks."""
        return texts(self.statement.marks, self.links) if self.statement else {}

    @property
    def models(self) -> frozenset[type[Model]] | None:
        """Models whose rows are read; None where a twin's expression may read any."""
        return None if self.plan.written is None else self.plan.models

    @property
    def splices(self) -> tuple[AnySplice, ...]:
        """What the places in the last rows stand for."""
        return self.statement.splices if self.statement else ()

    def shown(self, listing: Listing, instances: list[Any] | None = None) -> Any:
        """What DRF would give to the serializer: what a paginator chose, or the rows that were fetched for it.

        Arguments:
            instances: of the rows, where they were built.
        """
        if instances is not None:
            rows: Any = listing.page if listing.paginated else self.rows
            if not isinstance(rows, QuerySet):
                return instances
            shown = plain(rows)  # the view's own stays unread, for DRF's path may follow
            shown._result_cache = instances
            shown._prefetch_done = True  # each instance sees to that
            return shown
        if listing.page is not None or self.rows is None:
            return [] if listing.page is None else listing.page
        if listing.paginated and not listing.size:
            return []  # a page is a list
        return self.rows[: listing.size] if listing.paginated else self.rows

    def __call__(
        self, rows: QuerySet[Any], counted: QuerySet[Any] | None = None, position: str | None = None
    ) -> Fetched:
        self.rows = rows
        using = rows.db
        connection = connections[using]
        key = self._key(rows.query, None if counted is None else counted.query)
        total: Select | int | None = None
        try:
            if key is not None:
                options = self._options(rows.query, using, counted is not None, position)
                self.statement = _statements.get(
                    (self.plan, connection.vendor, *options, key),
                    lambda: self._made(connection, rows, None if counted is None else _count(counted), options),
                )
            else:
                total = None if counted is None else _count(counted)
                if isinstance(total, Select) and len(total.params) > MOST_PARAMS:
                    total = counted.count()  # type: ignore[union-attr]
                select = total if isinstance(total, Select) else None
                options = self._options(rows.query, using, select is not None, position)
                self.statement = self._made(connection, rows, select, options)
        except EmptyResultSet:
            return Fetched([], None if counted is None else counted.count())
        convert = None if position is None else position_converter(rows, position)
        if self.serving is None:
            fetched = run(self.statement, connection, convert)
        else:
            ask = partial(run, self.statement, connection, convert)
            fetched = self.serving.fetch(self.statement, connection, rows.model, ask)
        self.written += fetched.written
        return fetched._replace(total=total) if isinstance(total, int) else fetched

    def _key(self, rows: Query, counted: Query | None) -> Hashable | None:
        """What a statement is known by, besides its template; None where it is to be made anew."""
        if self.plan.querysets or (page := known(rows)) is None:
            return None
        if counted is None:
            return page
        total = known(counted)
        return None if total is None else (page, total)

    def _options(self, query: Query, using: str, has_total: bool, position: str | None) -> Options:
        joins_from = get_settings().JOIN_FROM
        large = query.high_mark is None or query.high_mark - query.low_mark >= joins_from
        unmarked = frozenset([target for target, found in self.links.items() if not found.texts])
        return using, self.compact, large, has_total, position, unmarked

    def _made(
        self, connection: BaseDatabaseWrapper, rows: QuerySet[Any], total: Select | None, options: Options
    ) -> Statement:
        """The statement of these rows.

        Raises:
            EmptyResultSet: Django knows that there are none.
        """
        dialect = dialect_for(connection)

        def compiled() -> Template:
            return Compiler(self.plan, dialect, *options).compile()

        template = _templates.get((self.plan, dialect.vendor, *options), compiled)
        columns = template.columns
        page = known_select(rows.query, (options[0], columns), lambda: select_page(rows, columns))
        fillings: list[Filling] = [
            (dialect.common(page.sql, "_page", page.columns), page.params),
            ("", ()) if total is None else (dialect.derived(total.sql, "_total", ("n",)), total.params),
            *(place.fill(self.plan.querysets[slot]) for slot, place in template.varying),
        ]
        return template.fill(fillings)


def _count(queryset: QuerySet[Any]) -> Select:
    """What counts the rows of all pages.

    Raises:
        EmptyResultSet: Django knows that there are none.
    """
    return known_select(queryset.query, (queryset.db, "count"), lambda: count_select(queryset))
