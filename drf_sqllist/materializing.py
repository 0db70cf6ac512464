"""The materialised views that a project's views read: chosen by name, made, refreshed, told about."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connections, router
from django.utils import timezone

from drf_sqllist.rawsql.materialized import Materialized, MaterializedError
from drf_sqllist.rawsql.reports import materialized_for
from drf_sqllist.sql_checks import sql_views

if TYPE_CHECKING:
    from rich.console import Console

ACTIONS = ("status", "create", "refresh", "drop")
DONE = {"create": "created", "refresh": "refreshed", "drop": "dropped"}


class Chosen(NamedTuple):
    """A materialised view, and the alias of the database that it is on."""

    materialized: Materialized
    database: str

    @property
    def name(self) -> str:
        return self.materialized.name


def chosen_views(names: Iterable[str], database: str | None) -> list[Chosen]:
    """The materialised views of these names; all of them if there are none.

    Arguments:
        database: its alias; None for the one that the router writes to.

    Raises:
        MaterializedError: nobody reads a view of this name, or two views say different things of it.
    """
    known = _known()
    for name in names:
        if name not in known:
            there = ", ".join(known) or "none"
            raise MaterializedError(f"No view of the URLconf says `materialized = {name!r}`; there is {there}.")
    chosen = [known[name] for name in names] or [*known.values()]
    return [Chosen(one, database or router.db_for_write(one.source.model)) for one in chosen]


def _known() -> dict[str, Materialized]:
    known: dict[str, Materialized] = {}
    for view in sql_views():
        found = materialized_for(view)
        if found is None:
            continue
        same = known.setdefault(found.name, found)
        if (same.source.statement, same.key) != (found.source.statement, found.key):
            raise MaterializedError(f"Two views say `materialized = {found.name!r}` with different SQL or keys.")
    return known


def perform(action: str, chosen: Chosen, concurrently: bool) -> float:
    """Create, refresh or drop one; the seconds that it took.

    Raises:
        MaterializedError: it cannot be done.
    """
    connection = connections[chosen.database]
    started = perf_counter()
    if action == "refresh":
        chosen.materialized.refresh(connection, concurrently)
    else:
        getattr(chosen.materialized, action)(connection)
    return perf_counter() - started


def status_of(chosen: Chosen) -> dict[str, Any]:
    """What PostgreSQL knows of one, for machines; where it is not there, that it is not.

    Raises:
        MaterializedError: this is no PostgreSQL.
    """
    connection = connections[chosen.database]
    found = chosen.materialized.found(connection)
    if found is None:
        return {"name": chosen.name, "database": chosen.database, "exists": False}
    return {
        "name": chosen.name,
        "database": chosen.database,
        "exists": True,
        "rows": found.rows,
        "bytes": found.size,
        "refreshed": found.refreshed and found.refreshed.isoformat(),
        "age_seconds": found.refreshed and int((timezone.now() - found.refreshed).total_seconds()),
        "is_current": found.is_current,
        "can_refresh_concurrently": found.is_keyed,
    }


def show_status(records: Iterable[dict[str, Any]], console: Console) -> None:
    """A table for people."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("name", "database", "rows", "kB", "refreshed", "what to do"):
        table.add_column(heading, justify="right" if heading in ("rows", "kB") else "left")
    for record in records:
        table.add_row(*_cells(record))
    console.print(table)


def _cells(record: dict[str, Any]) -> tuple[str, ...]:
    if not record["exists"]:
        return record["name"], record["database"], "", "", "", "create"
    rows = "unknown" if record["rows"] < 0 else f"{record['rows']:,}"
    age = "unknown" if record["age_seconds"] is None else f"{_span(record['age_seconds'])} ago"
    advice = "" if record["is_current"] else "drop and create: other SQL"
    return record["name"], record["database"], rows, f"{record['bytes'] / 1000:,.0f}", age, advice


def _span(seconds: int) -> str:
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} seconds"
