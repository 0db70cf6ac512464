"""The tables that a list's statement reads, and whether they are all that its rows depend on."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from drf_sqllist.caching.databases import session
from drf_sqllist.caching.declared import ListCache
from drf_sqllist.caching.reads import reads_of


def tables_of(sql: str, connection: BaseDatabaseWrapper, said: ListCache) -> tuple[tuple[str, ...], str]:
    """The tables that a statement reads, sorted, and why nothing may be kept of it; empty if it may.

    Arguments:
        said: what the view says.
    """
    reads = reads_of(sql)
    if varying := sorted(reads.varying.difference(name.lower() for name in said.pure)):
        return (), f"{varying[0]} may give another value at another time; if it does not, say so by pure=[...]"
    declared = said.tables
    known = _known()
    if not declared and (views := sorted(name for name in reads.relations if not _is_table(name, connection, known))):
        return (), f"{views[0]} is no table of a model: say by reads_tables=[...] what is read behind it"
    return tuple(sorted((reads.names & known) | reads.relations | declared)), ""


@cache
def _known() -> frozenset[str]:
    """Tables that Django writes to, as statements name them."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(
        model._meta.db_table.replace('"', "").rpartition(".")[2].lower() for model in models if model._meta.managed
    )


def _is_table(name: str, connection: BaseDatabaseWrapper, known: frozenset[str]) -> bool:
    return name in known or _is_table_there(name, connection)


_kinds: dict[tuple[str, str], bool] = {}


def _is_table_there(name: str, connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has a table of this name, and no view: asked once."""
    key = session(connection), name
    if key not in _kinds:
        with connection.cursor() as cursor:
            found = connection.introspection.get_table_list(cursor)
        _kinds.update({(key[0], one.name.lower()): one.type in ("t", "p") for one in found})
        _kinds.setdefault(key, False)
    return _kinds[key]
