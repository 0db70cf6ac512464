"""System checks of views whose rows are materialised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections, router

from drf_sqllist.rawsql.materialized import Materialized, MaterializedError
from drf_sqllist.rawsql.reports import materialized_for
from drf_sqllist.sql_checks import is_sound, sql_views


def check_materialized_views() -> list[CheckMessage]:
    """``sqllist.E009`` and ``W011``: what can be said without a database."""
    return [message for view in sql_views() if is_sound(view) for message in _check(view)]


def check_materialized_rows(databases: Iterable[str]) -> list[CheckMessage]:
    """``sqllist.E009`` and ``W012``: whether the rows are there, of the SQL as it is now."""
    aliases = set(databases)
    found: list[CheckMessage] = []
    for view in sql_views():
        materialized = _materialized(view) if is_sound(view) else None
        if materialized is not None:
            alias = router.db_for_read(materialized.source.model)
            found += _check_rows(view, materialized, connections[alias]) if alias in aliases else ()
    return found


def _materialized(view: Any) -> Materialized | None:
    try:
        return materialized_for(view)
    except MaterializedError:
        return None  # E009


def _check(view: Any) -> Iterator[CheckMessage]:
    cls = type(view)
    try:
        materialized = materialized_for(view)
    except MaterializedError as error:
        yield Error(f"{cls.__name__}.materialized: {error}", obj=cls, id="sqllist.E009")
        return
    if materialized is None:
        if getattr(view, "materialized_age_header", None):
            yield Warning(
                f"{cls.__name__}.materialized_age_header has no effect: its rows are not materialised.",
                hint="Give the view `materialized`, or leave the header out.",
                obj=cls,
                id="sqllist.W011",
            )
    elif materialized.key is None:
        yield Warning(
            f"{cls.__name__}.materialized: without a key its rows cannot be refreshed concurrently, so that whoever "
            "reads them has to wait meanwhile.",
            hint="Declare the key.",
            obj=cls,
            id="sqllist.W011",
        )


def _check_rows(view: Any, materialized: Materialized, connection: Any) -> Iterator[CheckMessage]:
    cls, name = type(view), materialized.name
    try:
        status = materialized.found(connection)
    except MaterializedError as error:
        yield Error(f"{cls.__name__}.materialized: {error}", obj=cls, id="sqllist.E009")
        return
    if status is None:
        yield Warning(
            f"{cls.__name__}.materialized: {name} is not there.",
            hint=f"Run manage.py sqllist materialize create {name}.",
            obj=cls,
            id="sqllist.W012",
        )
    elif not status.is_current:
        yield Warning(
            f"{cls.__name__}.materialized: {name} has the rows of other SQL than the view's.",
            hint=f"Run manage.py sqllist materialize drop {name}, and create it anew.",
            obj=cls,
            id="sqllist.W012",
        )
