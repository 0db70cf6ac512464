"""The model of a hand-written SELECT's rows: it has the declared columns, and no table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from typing import Any, NoReturn

from django.apps.registry import Apps
from django.db import models
from django.db.models.sql import Query

from drf_sqllist.rawsql.columns import key_of, model_field
from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.query import TableName


def make_model(name: str, declared: Mapping[str, Any], key: str | None) -> type[models.Model]:
    """A model class for the rows.

    Arguments:
        name: of the class and of the table in the SQL.
        declared: what ``sql_rows`` was given for each column.
        key: the column that is unique; None if nobody says so.

    Raises:
        SQLError: a column cannot be a field of a model.
    """
    if not declared:
        raise SQLError("no column is declared.", "Declare the columns that the SELECT returns.")
    if not name.isidentifier():
        raise SQLError(f"the name {name!r} is no identifier.", "Name the rows as you would name a variable.")
    columns = {column: model_field(column, kind) for column, kind in declared.items()}
    first = key_of(columns, key)
    columns[first].primary_key = True
    for column in columns:
        if column in _TAKEN or not column.isidentifier() or "__" in column or column.endswith("_"):
            raise SQLError(f"the column {column!r} cannot be an attribute of a row.", "Give it another name with AS.")
    # A registry of its own: no other app, and no migration, is to meet it.
    options = {"managed": False, "app_label": "sqllist", "db_table": TableName(name), "apps": Apps()}
    members = {"__module__": __name__, "Meta": type("Meta", (_OfRows,), options), **columns}
    model: Any = type(name, (_row_class(),), members)
    # Django takes keys to be never NULL; this one is what the SQL says.
    model._meta.pk.null = True
    return model  # type: ignore[no-any-return]


class _OfRows:
    """Options of all such models."""

    base_manager_name = default_manager_name = "objects"


class _NoTable(models.Manager[Any]):
    """Of a model whose rows come from a statement. Others ask it which lookups a column has: django-filter does."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return models.QuerySet(self.model, query=_NoRows(self.model))


class _NoRows(Query):
    """Knows the columns, and has no table to read from."""

    def base_table_class(self, name: str, alias: str | None) -> NoReturn:  # type: ignore[override]
        model = self.get_meta().object_name
        raise TypeError(f"{model} is hand-written SQL, and no table: its rows are those of sql_rows().")


def no_pickle(self: Any, *args: Any) -> NoReturn:
    """Its class is made while the program runs: nobody could find it again."""
    raise TypeError("Rows of hand-written SQL cannot be pickled: keep list(rows.values()).")


@cache
def _row_class() -> Any:
    """The base of all rows. Django lets nobody make it before the apps are there."""

    def refused(self: models.Model, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is a row of hand-written SQL: it cannot be saved or deleted.")

    def not_read(self: models.Model, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is a row of hand-written SQL: it cannot be read again.")

    members: dict[str, Any] = {
        "__module__": __name__,
        "__reduce__": no_pickle,
        "__copy__": _copied,
        "__deepcopy__": lambda self, memo: _copied(self, lambda state: deepcopy(state, memo)),
        "Meta": type("Meta", (), {"abstract": True, "apps": Apps(), "app_label": "sqllist"}),
        "sqllist_declared": True,
        "objects": _NoTable(),
        **dict.fromkeys(("save", "asave", "save_base", "delete", "adelete"), refused),
        **dict.fromkeys(("refresh_from_db", "arefresh_from_db"), not_read),
    }
    return type("SQLRow", (models.Model,), members)


def _copied(row: Any, state: Callable[[Any], Any] = lambda state: state) -> Any:
    """Without ``__reduce__``, of which Python makes copies otherwise."""
    cls: Any = type(row)
    made = cls.__new__(cls)
    made.__dict__.update(state(row.__getstate__()))
    return made


_TAKEN = frozenset(dir(models.Model)) | {"sqllist_declared", "objects"}
"""Names that a row has already."""
