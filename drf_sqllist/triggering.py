"""The triggers that ``manage.py sqllist triggers`` installs, removes and tells about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connections, router

from drf_sqllist.caching.moves import forget
from drf_sqllist.caching.triggers import Triggered, Triggers, TriggersError

if TYPE_CHECKING:
    from rich.console import Console

ACTIONS = ("status", "install", "remove")


class Done(NamedTuple):
    """What became of one table.

    Arguments:
        name: as PostgreSQL writes it.
        what: ``"installed"``, say.
    """

    name: str
    what: str


def install(database: str, names: Sequence[str]) -> Iterator[Done]:
    """Install triggers where there are none that tell of every change; one table after the other.

    Arguments:
        database: its alias.
        names: of tables; none for those of all models that Django manages.

    Raises:
        TriggersError: this is no PostgreSQL, a table is not there, or no trigger on it could tell of its changes.
    """
    triggers = Triggers(connections[database])
    found = _found(triggers, database, names)
    if hopeless := [table for table in found if table.obstacle and names]:
        raise TriggersError(f"{hopeless[0].name} {hopeless[0].obstacle}.")
    triggers.prepare()
    for table in found:
        if table.obstacle:
            yield Done(table.name, f"left out: it {table.obstacle}")
        elif table.tells:
            yield Done(table.name, "is there already")
        else:
            triggers.install(table)
            yield Done(table.name, "installed")
    forget(connections[database])


def remove(database: str, names: Sequence[str]) -> Iterator[Done]:
    """Remove triggers; without names all of them, with all that they needed.

    Raises:
        TriggersError: this is no PostgreSQL, or a table is not there.
    """
    triggers = Triggers(connections[database])
    forget(connections[database])
    for table in _found(triggers, database, names) if names else triggers.find():
        if table.enabled:
            triggers.remove(table)
        yield Done(table.name, "removed" if table.enabled else "has none")
    if not names:
        triggers.clean_up()


def status_of(database: str, names: Sequence[str]) -> list[dict[str, Any]]:
    """What PostgreSQL knows of the tables' triggers, for machines.

    Raises:
        TriggersError: this is no PostgreSQL, or a table is not there.
    """
    return [
        {
            "table": table.name,
            "database": database,
            "installed": bool(table.enabled),
            "enabled": table.tells,
            "obstacle": table.obstacle,
        }
        for table in _found(Triggers(connections[database]), database, names)
    ]


def show_status(records: Iterable[dict[str, Any]], console: Console) -> None:
    """A table for people."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("table", "database", "trigger", "what to do"):
        table.add_column(heading)
    for record in records:
        table.add_row(record["table"], record["database"], *_cells(record))
    console.print(table)


def _cells(record: dict[str, Any]) -> tuple[str, str]:
    if record["enabled"]:
        return "installed", ""
    if record["obstacle"]:
        return "none", f"nothing: it {record['obstacle']}"
    return ("disabled", "install it again") if record["installed"] else ("none", "install")


def _found(triggers: Triggers, database: str, names: Sequence[str]) -> list[Triggered]:
    """The tables of these names; without names those of all models that Django manages there.

    Raises:
        TriggersError: one that is named is not there.
    """
    wanted = names or sorted(_managed(database))
    found = triggers.find(wanted)
    if names and (missing := {*names}.difference(table.table for table in found)):
        raise TriggersError(f"There is no table {min(missing)!r} on {database!r}.")
    return found


def _managed(database: str) -> set[str]:
    """Names of the tables of all models that Django manages on a database, without schemas."""
    models: list[Any] = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table.replace('"', "").rpartition(".")[2]
        for model in models
        if model._meta.managed and router.allow_migrate_model(database, model)
    }
