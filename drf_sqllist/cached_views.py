"""The views of the URLconf whose lists are kept, and what may not be kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, NoReturn

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.audit.endpoints import Endpoint, list_endpoints
from drf_sqllist.audit.reading import standing_view
from drf_sqllist.audit.samples import NoSample, sample
from drf_sqllist.caching.answers import cache_of
from drf_sqllist.caching.declared import ListCache
from drf_sqllist.caching.moves import moves_of
from drf_sqllist.caching.serving import Serving
from drf_sqllist.compile.statement import Statement
from drf_sqllist.fetching import Fetcher
from drf_sqllist.isolation import read_only
from drf_sqllist.page.paginators import paginate
from drf_sqllist.plan.plans import plan_for
from drf_sqllist.problems import Unsupported
from drf_sqllist.views import SQLListMixin


class CachedView(NamedTuple):
    """A view whose list is kept.

    Arguments:
        view: an instance that nobody has asked for anything.
    """

    endpoint: Endpoint
    view: Any
    cache: ListCache

    @property
    def name(self) -> str:
        return self.endpoint.cls.__name__


def cached_views() -> Iterator[CachedView]:
    """Each of them, once for each of its routes."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return
    for endpoint in list_endpoints():
        view: Any = endpoint.cls(**getattr(endpoint.view, "initkwargs", {}))
        cache = cache_of(view)
        # Of other views nobody knows whether they are ours; who has a cache of our kind wants to be.
        if cache is not None and (isinstance(view, SQLListMixin) or getattr(view, "cache", None) is cache):
            yield CachedView(endpoint, view, cache)


class Keeping(NamedTuple):
    """What is kept of a list.

    Arguments:
        tables: those that it reads, sorted; ``"*"`` stands for what concerns all of them.
        reason: why nothing is; empty if it is.
    """

    tables: tuple[str, ...]
    reason: str


def keeping_of(one: CachedView) -> Keeping:
    """What is kept of a view's list as an anonymous client would ask for it. It is not run."""
    try:
        with read_only():
            path, arguments = sample(one.endpoint, {})
            view = standing_view(one.endpoint, path, arguments)
            asked = _asked(one, view)
    except NoSample:
        return Keeping((), "unknown: no row has values for the arguments of its URL")
    except Unsupported as error:
        return Keeping((), f"it is not made by SQL: {error.problems[0]}")
    except Exception as error:  # a project's own code, with a request that is none
        return Keeping((), f"unknown: the view raised {type(error).__name__}: {error}")
    if asked is None:
        return Keeping((), "unknown: it never came to a statement")
    tables, reason = asked.serving.tables(asked.statement, asked.connection, asked.model)
    if not reason:
        _, reason = moves_of(asked.connection, tables)
    return Keeping(tuple(tables), reason)


class _Asked(Exception):
    """The statement of a list, in the moment in which it would be run."""

    def __init__(self, serving: Serving, statement: Statement, connection: BaseDatabaseWrapper, model: Any) -> None:
        super().__init__("The statement is made.")
        self.serving, self.statement, self.connection, self.model = serving, statement, connection, model


class _Stopping(Serving):
    """Goes no further than to the statement."""

    def fetch(
        self, statement: Statement, connection: BaseDatabaseWrapper, model: Any, run: Callable[[], Any]
    ) -> NoReturn:
        raise _Asked(self, statement, connection, model)


def _asked(one: CachedView, view: Any) -> _Asked | None:
    """What a list would ask its database.

    Raises:
        Unsupported: SQL cannot make it.
    """
    queryset = view.filter_queryset(view.get_queryset())
    plan, _, links = plan_for(view, queryset)
    try:
        paginate(view, queryset, Fetcher(plan, links=links, serving=_Stopping(one.cache, view.request)))
    except _Asked as asked:
        return asked
    return None
