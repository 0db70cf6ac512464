"""System checks of lists that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings as project_settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router

from drf_sqllist.cached_views import CachedView, cached_views
from drf_sqllist.caching.declared import table_of
from drf_sqllist.caching.stores import DjangoStore, store_of
from drf_sqllist.checks import without_databases
from drf_sqllist.conf import get_settings
from drf_sqllist.rawsql.reports import declared_by


def check_cache() -> list[CheckMessage]:
    """``sqllist.E012`` to ``E014`` and ``W014``: what can be said without a database."""
    views = _views()
    if views is None:
        return []
    alias = get_settings().CACHE
    found = [] if alias is None else [*_check_backend(alias)]
    return [*found, *(message for one in views for message in _check_view(one, alias))]


def check_read_tables(databases: Iterable[str]) -> list[CheckMessage]:
    """``sqllist.W015``: ``reads_tables`` of tables that are not there."""
    aliases = set(databases)
    declared = [
        (one, alias) for one in _views() or () if one.cache.reads_tables and (alias := _database(one)) in aliases
    ]
    there = {alias: _tables(alias) for _, alias in declared}
    return [
        Warning(
            f"{one.name}.cache: reads_tables names {name!r}, and neither a model nor the database {alias!r} has such a "
            "table.",
            hint="Correct the name, or name the model.",
            obj=one.endpoint.cls,
            id="sqllist.W015",
        )
        for one, alias in declared
        for name in sorted(one.cache.tables - there[alias])
    ]


def _views() -> list[CachedView] | None:
    """One of each class; None where the settings are not as they must be, which is E001."""
    try:
        return [*{one.endpoint.cls: one for one in cached_views()}.values()]
    except ImproperlyConfigured:
        return None


def _check_backend(alias: str) -> Iterator[CheckMessage]:
    named = f"DRF_SQLLIST['CACHE'] is {alias!r}"
    cache: Any = caches[alias]
    if isinstance(cache, DatabaseCache):
        yield Error(
            f"{named}, which is a table of a database: what a transaction tells it is not there before the commit.",
            hint="Take a cache that is none, Redis best.",
            id="sqllist.E013",
        )
    elif option := _swallows(alias):
        yield Error(
            f"{named}, and {option} is on: a write that the cache was not told of would be lost without a word.",
            hint="Switch it off for this cache. Lists do without a cache that cannot be reached by themselves.",
            id="sqllist.E013",
        )
    elif isinstance(cache, LocMemCache | DummyCache | FileBasedCache) and not project_settings.DEBUG:
        yield Warning(
            f"{named}, a {type(cache).__name__}: writes of other processes are not seen, or not always.",
            hint="Take a cache that all processes share, Redis best.",
            id="sqllist.W014",
        )


def _swallows(alias: str) -> str:
    """The option by which a cache's client keeps its errors to itself; empty if there is none, or it is none of ours.

    Redis itself is asked past django-redis' methods, and past this option of theirs.
    """
    if not isinstance(store_of(alias), DjangoStore):
        return ""
    options = project_settings.CACHES[alias].get("OPTIONS", {})
    if chosen := next((name for name in ("IGNORE_EXCEPTIONS", "ignore_exc") if options.get(name)), ""):
        return f"its {chosen}"
    everywhere = "DJANGO_REDIS_IGNORE_EXCEPTIONS"
    is_theirs = any(base.__module__.startswith("django_redis.") for base in type(caches[alias]).__mro__)
    is_on = is_theirs and "IGNORE_EXCEPTIONS" not in options and getattr(project_settings, everywhere, False)
    return everywhere if is_on else ""


def _check_view(one: CachedView, alias: str | None) -> Iterator[CheckMessage]:
    cls = one.endpoint.cls
    if alias is None:
        yield Error(
            f"{one.name}.cache: DRF_SQLLIST['CACHE'] names no cache, so that no write would be seen.",
            hint="Name one of CACHES there, in every process that writes.",
            obj=cls,
            id="sqllist.E012",
        )
    if not one.cache.reads_tables and (why := _hidden(one.view)):
        yield Error(
            f"{one.name}.cache: {why}: nobody knows which tables its list is true for.",
            hint="Name them, or their models: ListCache(reads_tables=[...]).",
            obj=cls,
            id="sqllist.E014",
        )


def _hidden(view: Any) -> str:
    """Why a list may read tables that nobody has named; empty if it reads those of models."""
    if declared_by(view):
        return "its rows are those of hand-written SQL"
    model = _model(view)
    if model is not None and not model._meta.managed:
        return f"{model._meta.label} is an unmanaged model, whose table may be a view of the database"
    return ""


def _model(view: Any) -> Any:
    """The model of a view's rows; None where nobody can tell without a request."""
    if getattr(view, "queryset", None) is not None:
        return getattr(view.queryset, "model", None)
    try:
        with without_databases():
            return view.get_queryset().model
    except Exception:  # a view that needs its request
        return None


def _database(one: CachedView) -> str | None:
    """The alias of the database that a view reads from; None where nobody can tell."""
    model = _model(one.view)
    return None if model is None else router.db_for_read(model)


def _tables(alias: str) -> set[str]:
    """All names of tables and views that models or the database have, in lower case."""
    with connections[alias].cursor() as cursor:
        there = connections[alias].introspection.table_names(cursor, include_views=True)
    return {name.lower() for name in there} | {table_of(model) for model in apps.get_models(include_auto_created=True)}
