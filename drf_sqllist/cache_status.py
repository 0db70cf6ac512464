"""What ``manage.py sqllist cache`` says and does: the cache, the tables' stamps, the views whose lists are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from drf_sqllist.cached_views import CachedView, cached_views, keeping_of
from drf_sqllist.caching.changes import stamps
from drf_sqllist.caching.declared import table_of
from drf_sqllist.caching.touching import touch
from drf_sqllist.caching.writers import ANY
from drf_sqllist.conf import get_settings

if TYPE_CHECKING:
    from rich.console import Console

ACTIONS = ("status", "clear")


def status_of(names: Sequence[str]) -> dict[str, Any]:
    """The cache, the tables and the views, for machines.

    Arguments:
        names: of tables; none for all that the cache knows and that models or views have.

    Raises:
        ImproperlyConfigured: the project has no cache for lists.
    """
    alias = get_settings().CACHE
    if alias is None:
        raise ImproperlyConfigured("DRF_SQLLIST['CACHE'] names no cache, so that no list is kept.")
    views = [_view(one) for one in cached_views()]
    wanted = {*map(table_of, names)} or {ANY, *_models(), *(table for view in views for table in view["tables"])}
    started = perf_counter()
    tables, error = _tables(sorted(wanted), is_each=bool(names))
    return {
        "cache": alias,
        "backend": settings.CACHES[alias]["BACKEND"],
        "milliseconds": None if error else round((perf_counter() - started) * 1000, 2),
        "error": error,
        "tables": tables,
        "views": views,
    }


def clear(names: Sequence[str]) -> None:
    """Let no list be used that was kept before now.

    Arguments:
        names: of tables, for the lists that read them; none for all lists.

    Raises:
        ImproperlyConfigured: the project has no cache for lists, or no list was kept that reads such a table.
        Exception: of the cache's client: it cannot be reached.
    """
    if get_settings().CACHE is not None:
        standing = stamps().standing([*map(table_of, names)])
        if unknown := [name for name, found in zip(names, standing, strict=True) if found.stamp is None]:
            raise ImproperlyConfigured(f"No list was kept that reads a table {unknown[0]!r}.")
    touch(*names)


def _view(one: CachedView) -> dict[str, Any]:
    tables, reason = keeping_of(one)
    return {"route": one.endpoint.route, "view": one.endpoint.name, "tables": list(tables), "not_kept": reason}


def _models() -> set[str]:
    models: Iterable[Any] = apps.get_models(include_auto_created=True)
    return {table_of(model) for model in models if model._meta.managed}


def _tables(names: Sequence[str], is_each: bool) -> tuple[list[dict[str, Any]], str]:
    """What the cache has of tables, and why it cannot be reached.

    Arguments:
        is_each: also of those of which it has nothing.
    """
    try:
        standing = zip(names, stamps().standing(names), strict=True)
    except Exception as error:  # of any client
        return [], f"{type(error).__name__}: {error}"
    return [
        {"table": name, **found._asdict()}
        for name, found in standing
        if is_each or found.stamp is not None or found.writers is not None
    ], ""


def show_status(found: dict[str, Any], console: Console) -> None:
    """Tables for people."""
    from rich import box
    from rich.table import Table

    reached = f"cannot be reached: {found['error']}" if found["error"] else f"reached in {found['milliseconds']} ms"
    console.print(f"{found['cache']}: {found['backend']}, {reached}", markup=False)
    tables = Table(box=box.SIMPLE_HEAD)
    for heading in ("table", "stamp", "open writers", "forgotten in"):
        tables.add_column(heading, justify="left" if heading in ("table", "stamp") else "right")
    for one in found["tables"]:
        seconds = "" if one["seconds"] is None or not one["writers"] else f"{one['seconds']:.0f} s"
        name = "* (all tables)" if one["table"] == ANY else one["table"]
        tables.add_row(name, one["stamp"] or "none", str(one["writers"] or 0), seconds)
    if tables.row_count:
        console.print(tables)
    views = Table(box=box.SIMPLE_HEAD)
    for heading in ("route", "view", "kept", "tables, or why not"):
        views.add_column(heading)
    for one in found["views"]:
        what = one["not_kept"] or ", ".join(table for table in one["tables"] if table != ANY)
        views.add_row(one["route"], one["view"].rpartition(".")[2], "no" if one["not_kept"] else "yes", what)
    console.print(views if views.row_count else "No view of the URLconf has a cache.")
