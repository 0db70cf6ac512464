"""The querysets of rows, which write nothing."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from drf_sqllist.rawsql.query import SQLQuery, no_pickle


class SQLRows(models.QuerySet[Any]):
    """A queryset that writes nothing."""

    def _refused(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is hand-written SQL: its rows cannot be changed, nor locked.")

    create = update = delete = bulk_create = bulk_update = get_or_create = update_or_create = _refused
    acreate = aupdate = adelete = abulk_create = abulk_update = aget_or_create = aupdate_or_create = _refused
    _update = _insert = _raw_delete = select_for_update = _refused
    __getstate__ = __reduce__ = no_pickle


class NoTable(models.Manager[Any]):
    """Of a model whose rows come from a statement: its querysets can be looked at, but not run."""

    def get_queryset(self) -> SQLRows:
        return SQLRows(self.model, query=SQLQuery(self.model), using=self._db)
