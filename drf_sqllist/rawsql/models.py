"""The model of a hand-written SELECT's rows: it has the declared columns, and no table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from django.apps.registry import Apps
from django.db import models

from drf_sqllist.rawsql.columns import key_of, model_field
from drf_sqllist.rawsql.problems import SQLError


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
    columns = {column: model_field(column, kind) for column, kind in declared.items()}
    first = key_of(columns, key)
    columns[first].primary_key = True
    for column in columns:
        if hasattr(models.Model, column) or not column.isidentifier() or "__" in column or column.endswith("_"):
            raise SQLError(f"the column {column!r} cannot be an attribute of a row.", "Give it another name with AS.")
    # A registry of its own: no other app, and no migration, is to meet it.
    meta = type("Meta", (), {"managed": False, "app_label": "sqllist", "db_table": name, "apps": Apps()})
    model = type(name, (_row_class(),), {"__module__": __name__, "Meta": meta, **columns})
    # Django takes keys to be never NULL; this one is what the SQL says.
    model._meta.pk.null = True
    return model


def _row_class() -> Any:
    def refused(self: models.Model, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is a row of hand-written SQL: it cannot be saved or deleted.")

    meta = type("Meta", (), {"abstract": True, "apps": Apps(), "app_label": "sqllist"})
    members = {"__module__": __name__, "Meta": meta, "save": refused, "delete": refused, "sqllist_declared": True}
    return type("SQLRow", (models.Model,), members)
