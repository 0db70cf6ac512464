"""What differs between the supported versions of Django and Django REST framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django
from django.db.models import deletion
from django.urls import get_resolver, resolvers
from rest_framework import serializers
from rest_framework.settings import api_settings

BIG_INTEGER_FIELDS: tuple[type[Any], ...] = tuple(
    getattr(serializers, name) for name in ("BigIntegerField",) if hasattr(serializers, name)
)
"""DRF 3.17 and later read big integers with a field of their own."""


def duration_format(field: Any) -> Any:
    """How a ``DurationField`` writes: before DRF 3.17 it had no ``format`` and wrote Django's."""
    return getattr(field, "format", getattr(api_settings, "DURATION_FORMAT", DJANGO_DURATION))


DJANGO_DURATION = "django"

resolver_of: Callable[[Any], Any] = getattr(resolvers, "_get_cached_resolver", get_resolver)
"""The resolver of a URLconf that is not None. Django's cache itself is asked in half the time of its function."""

EXACT_INTEGERS = django.VERSION >= (6, 1)
"""SQLite keeps a whole decimal as an integer, of which Django before 6.1 takes 15 digits."""


def quoted_alias(compiler: Any, alias: str | None) -> str:
    """A table's alias as the compiler writes it before a column: until Django 6.1 without quotes, if it is Django's."""
    quote = getattr(compiler, "quote_name", None) or compiler.quote_name_unless_alias
    return str(quote(alias))


DATABASE_ON_DELETE: tuple[type[Any], ...] = tuple(
    getattr(deletion, name) for name in ("DatabaseOnDelete",) if hasattr(deletion, name)
)
"""Django 6.1: what the database itself does to rows whose foreign keys lead to a deleted one."""
