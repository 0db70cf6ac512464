"""The declared columns of a hand-written SELECT, as fields of a model."""

from __future__ import annotations

import datetime
import decimal
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields import AutoFieldMixin

from drf_sqllist.rawsql.problems import SQLError


class JSONText(models.TextField):  # type: ignore[type-arg]
    """JSON that the SQL has built, kept as its text until somebody wants the value."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)


def _decimal() -> models.Field[Any, Any]:
    raise SQLError("a Decimal has no digits yet.", "Declare models.DecimalField(max_digits=..., decimal_places=...).")


_BY_TYPE: dict[type, Any] = {
    bool: models.BooleanField,
    int: models.BigIntegerField,
    float: models.FloatField,
    str: models.TextField,
    bytes: models.BinaryField,
    decimal.Decimal: _decimal,
    datetime.datetime: models.DateTimeField,
    datetime.date: models.DateField,
    datetime.time: models.TimeField,
    datetime.timedelta: models.DurationField,
    uuid.UUID: models.UUIDField,
    dict: JSONText,
    list: JSONText,
}
"""What may stand for a model field."""


def model_field(name: str, declared: Any) -> models.Field[Any, Any]:
    """A declared column as a model field of its own, which may be NULL: nobody but the SQL knows whether it is.

    Arguments:
        declared: a model field, a Python type, or a model: a foreign key to it, whose column ends in ``_id``.

    Raises:
        SQLError: it is none of them.
    """
    if isinstance(declared, models.ForeignKey):
        return _foreign_key(declared)
    if isinstance(declared, models.JSONField):
        return JSONText(null=True, db_column=declared.db_column)
    if isinstance(declared, models.Field) and not declared.many_to_many:
        _, _, args, kwargs = declared.deconstruct()
        for option in _OF_TABLES:
            kwargs.pop(option, None)
        field: models.Field[Any, Any] = _class_of(declared)(*args, **{**kwargs, "null": True})
        return field
    if isinstance(declared, type) and issubclass(declared, models.Model):
        return _foreign_key(models.ForeignKey(declared, models.DO_NOTHING))
    if declared in _BY_TYPE:
        made: models.Field[Any, Any] = _BY_TYPE[declared](**({} if declared is decimal.Decimal else {"null": True}))
        return made
    raise SQLError(
        f"the column {name!r} is declared as {declared!r}.", "Declare a model field, a Python type or a model."
    )


def _class_of(field: models.Field[Any, Any]) -> Any:
    """A column that counts by itself in its table is an ordinary one here."""
    return next(cls for cls in type(field).__mro__ if not issubclass(cls, AutoFieldMixin))


_OF_TABLES = ("null", "primary_key", "unique", "db_index", "db_default", "default", "auto_now", "auto_now_add")
"""Options of a field that say something of a table, not of a value."""


def _foreign_key(declared: Any) -> models.ForeignKey[Any, Any]:
    model = declared.remote_field.model
    if isinstance(model, str):
        model = apps.get_model(model)
    options = {} if declared.remote_field.field_name is None else {"to_field": declared.remote_field.field_name}
    return models.ForeignKey(
        model,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        db_column=declared.db_column,
        **options,
    )


def cast_type(field: models.Field[Any, Any], connection: Any) -> str:
    """The type that a column has in the sealed SELECT: its field's, without a length that would cut texts."""
    target: Any = field
    while target.remote_field is not None:
        target = target.target_field
    kind = target.get_internal_type()
    if kind in _TEXTS or (connection.vendor == "sqlite" and kind in _KEPT_AS_TEXT):
        return "text"
    return str(target.cast_db_type(connection))


_TEXTS = frozenset({"CharField", "TextField", "SlugField", "FileField", "FilePathField"})
_KEPT_AS_TEXT = frozenset({"DateField", "DateTimeField", "TimeField"})


def key_of(columns: Mapping[str, models.Field[Any, Any]], key: str | None) -> str:
    """The column that stands for the row's primary key: the declared one, else the first that is no JSON."""
    if key is None:
        return next((name for name, field in columns.items() if not isinstance(field, JSONText)), next(iter(columns)))
    if key not in columns:
        raise SQLError(f"the key {key!r} is no declared column.", f"The columns are {', '.join(columns)}.")
    return key
