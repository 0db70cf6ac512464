"""Annotations: what their values are, once Django has converted them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import BaseExpression, Col
from django.db.models.functions.datetime import TruncBase
from django.db.models.sql.where import WhereNode

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import Kind, column_of, kind_of
from drf_sqllist.plan.tables import is_trusted
from drf_sqllist.plan.targets import Target
from drf_sqllist.problems import Problem, Unsupported


def represent_column(field: models.Field[Any, Any], represent: Callable[[Kind], Representation]) -> Representation:
    """How a column becomes JSON. Nobody but the project knows the types of an unmanaged table, so they are looked at.

    Arguments:
        represent: what the field makes of a kind of value.
    """
    column = column_of(field)
    kind = kind_of(column) if column is field else kind_of(column).bare()
    representation = represent(kind)
    if is_trusted(field.model) or not kind.column_types:
        return representation
    return Checked(representation, kind.column_types, kind.sqlite_types, kind.column_check)


def represent_annotation(expression: Any, represent: Callable[[Kind], Representation]) -> Representation:
    """How an annotated value becomes JSON.

    Django converts it by the expression's ``output_field`` (``BaseExpression.convert_value``), whatever
    type the database computed; so the SQL looks at the type first.

    Arguments:
        represent: what the field makes of a kind of value.

    Raises:
        Unsupported: the expression converts its value in a way of its own.
    """
    if isinstance(expression, Col):
        return represent(kind_of(column_of(expression.target)).bare())
    field = expression.output_field
    kind = kind_of(column_of(field)).bare().computed()
    if not _converts_plainly(expression, field) or not kind.postgresql_types:
        raise Unsupported(
            Problem(
                "annotation-conversion",
                "",
                f"{type(expression).__name__} with output {type(field).__name__} is converted in Python.",
                "Annotate with an expression whose output_field says it all, e.g. Cast.",
            )
        )
    return Checked(represent(kind), kind.postgresql_types, kind.sqlite_types)


def _converts_plainly(expression: Any, field: models.Field[Any, Any]) -> bool:
    cls = type(expression)
    if cls is WhereNode:
        return True
    if cls.get_db_converters is not BaseExpression.get_db_converters:
        return False
    if cls.convert_value is BaseExpression.convert_value:
        return True
    # TruncBase makes datetimes aware in the current zone; its dates and times are the column's own.
    truncated = cls.convert_value is TruncBase.convert_value
    return truncated and not isinstance(field, models.DateTimeField)


@dataclass(frozen=True)
class Checked(Representation):
    """A value whose type in the database is looked at: an expression's, an unmanaged table's.

    Going through text (``concat``, which keeps the blanks of char(n)), the SQL is valid for any type; a value
    of another type than the kind's is DRF's own.

    Arguments:
        check: a further condition on the value, on PostgreSQL.
    """

    inner: Representation
    postgresql_types: tuple[str, ...]
    sqlite_types: tuple[str, ...]
    check: str = ""
    propagates_null: ClassVar[bool] = False

    @property
    def json_native(self) -> bool:  # type: ignore[override]
        return self.inner.json_native

    def postgresql(self, value: str, out: Output) -> str:
        names = ",".join(out.text(name) for name in self.postgresql_types)
        written = self.inner.postgresql(f"concat({value})::{self.postgresql_types[0]}", out)
        fits = f"pg_typeof({value})::text IN ({names})"
        if self.check:
            # In a CASE of its own: the check may not even be evaluated for a value of another type.
            fits = f"CASE WHEN {fits} THEN {self.check.format(f'concat({value})::{self.postgresql_types[0]}')} END"
        return self._written(value, fits, written, out)

    def sqlite(self, value: str, out: Output) -> str:
        names = ",".join(out.text(name) for name in self.sqlite_types)
        return self._written(value, f"typeof({value}) IN ({names})", self.inner.sqlite(value, out), out)

    def _written(self, value: str, fits: str, written: str, out: Output) -> str:
        null = f"WHEN {value} IS NULL THEN {out.splice_null()} " if self.writes_null else ""
        return f"CASE {null}WHEN {fits} THEN {written} ELSE {out.bail()} END"

    @property
    def is_raw(self) -> bool:  # type: ignore[override]
        return self.inner.is_raw

    @property
    def writes_null(self) -> bool:  # type: ignore[override]
        return self.inner.writes_null

    @property
    def targets(self) -> tuple[Target, ...]:
        return self.inner.targets

    @property
    def of_items(self) -> bool:  # type: ignore[override]
        return self.inner.of_items

    def load(self, payload: str) -> Any:
        return self.inner.load(payload)
