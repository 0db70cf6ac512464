"""Columns of a project's own field classes, whose ``from_db_value`` makes the value in Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import connections, models, router

from drf_sqllist.plan.nodes import Output, Representation
from drf_sqllist.plan.registry import COLUMN_OUTPUT, Kind, find_kind, known_base, other_kinds, overridden
from drf_sqllist.plan.tables import is_trusted
from drf_sqllist.problems import FASTER, Problem, Unsupported
from drf_sqllist.types.network import AddressKind
from drf_sqllist.types.text import TextKind

_database: ContextVar[str] = ContextVar("drf_sqllist_database", default="")


@contextmanager
def read_from(using: str) -> Iterator[None]:
    """Values are those of this database, whose connection their converters are given."""
    token = _database.set(using)
    try:
        yield
    finally:
        _database.reset(token)


_TYPES = frozenset({"db_type", "db_type_parameters", "cast_db_type", "rel_db_type"})

_OTHERS = (COLUMN_OUTPUT | _TYPES) - {"from_db_value"}
"""What the type of a field's column, and what is loaded from it, depend on besides (Django ``Field``)."""


@dataclass(frozen=True)
class FromDB(Representation):
    """The driver's value travels and goes through ``from_db_value``, as Django's converters have it. So does NULL."""

    inner: Representation
    model_field: models.Field[Any, Any]
    null: ClassVar[str] = "from_db_value(None)"
    writes_null: ClassVar[bool] = True
    json_native: ClassVar[bool] = False

    def postgresql(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value} IS NULL THEN {out.splice_null()} ELSE {self.inner.postgresql(value, out)} END"

    def sqlite(self, value: str, out: Output) -> str:
        return f"CASE WHEN {value} IS NULL THEN {out.splice_null()} ELSE {self.inner.sqlite(value, out)} END"

    def load(self, payload: str | None) -> Any:
        field: Any = self.model_field
        value = None if payload is None else self.inner.load(payload)
        connection = connections[_database.get() or router.db_for_read(field.model)]
        return field.from_db_value(value, field.cached_col, connection)


@dataclass(frozen=True)
class ConvertedKind(Kind):
    """Whatever ``from_db_value`` makes of another kind's values."""

    base: Kind
    model_field: models.Field[Any, Any]

    def spliced(self) -> Representation:
        return FromDB(self.base.stored(), self.model_field)

    def native(self) -> Representation:
        return self.spliced()

    def string(self) -> Representation:
        return self.spliced()


@dataclass(frozen=True)
class ConvertedFileKind(ConvertedKind):
    """The same where the instance's attribute then makes a file of it."""

    def stored(self) -> Representation:
        return FromDB(self.base.stored(), self.model_field)

    def bare(self) -> Kind:
        return ConvertedKind(self.base, self.model_field)

    def spliced(self) -> Representation:
        reason = f"{type(self.model_field).__name__}.from_db_value says which files there are."
        raise Unsupported(Problem("file-class", "", reason, FASTER))


@other_kinds
def converted_kind(field: models.Field[Any, Any]) -> Kind | None:
    """The kind of a field class that nobody has registered.

    Its column is that of a known class: a base, or the one that ``get_internal_type`` names.
    """
    cls = type(field)
    base = known_base(cls)
    if base is None:
        base = getattr(models, field.get_internal_type(), None)
        if base is None or overridden(cls, models.Field, _OTHERS):
            return _of_network(field)
    elif overridden(cls, base, _OTHERS | {"get_internal_type"}):
        return None
    if overridden(base, models.Field, ("get_db_converters",)):
        return None  # two converters: which comes first is the base's affair
    entry, _ = find_kind(base)
    if entry is None:
        return None
    try:
        # A base that converts by itself is given the database's own text.
        kind: Kind = TextKind() if hasattr(base, "from_db_value") else entry.read(field)
    except AttributeError:
        return None  # it lacks what its internal type has
    if not hasattr(cls, "from_db_value"):
        return kind
    return (ConvertedKind if kind.bare() == kind else ConvertedFileKind)(kind, field)


def _of_network(field: models.Field[Any, Any]) -> Kind | None:
    """The kind of a column whose type Django does not know, if drivers give it as PostgreSQL prints it."""
    if not is_trusted(field.model) or overridden(type(field), models.Field, _OTHERS - _TYPES):
        return None
    connection = connections[router.db_for_read(field.model)]
    if connection.vendor != "postgresql" or field.db_type(connection) not in ("inet", "cidr", "macaddr", "macaddr8"):
        return None
    return ConvertedKind(AddressKind(), field) if hasattr(type(field), "from_db_value") else AddressKind()
