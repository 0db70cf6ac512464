"""Telling the cache of changes that were made where nobody saw them."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

from drf_sqllist.caching.changes import stamps
from drf_sqllist.caching.declared import table_of
from drf_sqllist.caching.writers import ANY
from drf_sqllist.conf import get_settings


def touch(*tables: str | type[Model]) -> None:
    """Let no kept list be used that reads these tables: another program has changed them, and has committed that.

    Arguments:
        tables: their names, or their models; none for all that there are.

    Raises:
        ImproperlyConfigured: the project has no cache for lists.
        Exception: of the cache's client: it cannot be reached.
    """
    if get_settings().CACHE is None:
        raise ImproperlyConfigured("touch(): DRF_SQLLIST['CACHE'] names no cache, so that no list is kept.")
    stamps().touch([table_of(one) for one in tables] or [ANY])
