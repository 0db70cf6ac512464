"""Tables that a database changes by itself, when rows of another one go (Django 6.1: ``DB_CASCADE`` and its like)."""

from __future__ import annotations

from functools import cache

from django.apps import apps

from drf_sqllist.caching.declared import table_of
from drf_sqllist.compat import DATABASE_ON_DELETE


def with_cascades(tables: frozenset[str]) -> frozenset[str]:
    """Tables, and those that change with them."""
    below = _below()
    if below.keys().isdisjoint(tables):
        return tables
    found, new = set(tables), set(tables)
    while new:
        new = {child for table in new for child in below.get(table, ())} - found
        found |= new
    return frozenset(found)


@cache
def _below() -> dict[str, set[str]]:
    below: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            parent = field.related_model
            if parent is not None and isinstance(getattr(field.remote_field, "on_delete", None), DATABASE_ON_DELETE):
                below.setdefault(table_of(parent), set()).add(table_of(model))
    return below
