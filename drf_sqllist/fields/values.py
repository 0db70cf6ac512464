"""The value that an expression has for a row: a sub-select of its own, so that no two of them multiply each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import DecimalField, F, Model, QuerySet
from django.db.models.expressions import Col, Expression
from django.db.models.lookups import Exact, In

TWIN = "sqllist_twin"
"""Name under which the value of an expression is selected."""

_PREFIX = "_v"


class OuterSQL(Expression):
    """A piece of the surrounding statement inside a queryset: a parent's column, or a list of keys."""

    def __init__(self, sql: str, output_field: Any, params: Iterable[Any] = ()) -> None:
        super().__init__(output_field=output_field)
        self.sql, self.params = sql, tuple(params)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"({self.sql})", self.params


class AfterWindows(Expression):
    """A column that is compared once all windows are computed: Django then filters the finished rows."""

    contains_over_clause = True

    def __init__(self, column: Any) -> None:
        super().__init__()
        self.column = column

    def get_source_expressions(self) -> list[Any]:
        return [self.column]

    def set_source_expressions(self, expressions: Any) -> None:
        (self.column,) = expressions

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return compiler.compile(self.column)


class Computation:
    """An expression over the rows of a model.

    Arguments:
        expression: what ``annotate()`` takes, or the name of an attribute.
    """

    def __init__(self, model: type[Model], expression: Any) -> None:
        self.model = model
        self.expression = F(expression) if isinstance(expression, str) else expression

    @cached_property
    def _all(self) -> QuerySet[Any]:
        return self._annotated(QuerySet(self.model))

    @cached_property
    def annotation(self) -> Any:
        """The expression, resolved."""
        return self._all.query.annotations[TWIN]

    def resolve(self) -> None:
        """Find out whether the expression fits the model, and of which type it is.

        Raises:
            FieldError, TypeError, ValueError: it does not, or does not say.
        """
        assert self.annotation.output_field is not None

    @cached_property
    def is_windowed(self) -> bool:
        """Whether a row's value depends on the rows around it."""
        return bool(getattr(self.annotation, "contains_over_clause", False))

    def rows(self, using: str | None = None) -> QuerySet[Any]:
        """All rows, with their values. A window sees those that the model's default manager shows."""
        rows = self._annotated(self.model._default_manager.all()) if self.is_windowed else self._all
        return QuerySet(self.model, query=rows.query.chain(), using=using or rows.db)

    def windows_of(self, keys: list[Any], using: str) -> dict[Any, Any]:
        """The values of a window for the rows with these primary keys, perhaps of more rows."""
        names = [field.attname for field in self.model._meta.pk_fields]
        firsts = [*dict.fromkeys(key[0] if isinstance(key, tuple) else key for key in keys)]
        rows = self.rows(using).filter(In(AfterWindows(F(names[0])), firsts)).values_list(*names, TWIN)
        return {tuple(key) if len(key) > 1 else key[0]: value for *key, value in rows}

    def _annotated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        annotated: QuerySet[Any] = rows.annotate(**{TWIN: self.expression}).order_by()
        return annotated


class ValueOf(Expression):
    """A computation's value for the row with a key: cheap to resolve, and compiled only where it is used.

    It may stand in the condition or in the order of many rows (``of_many``), or beside a few.

    Arguments:
        computation: or what makes it when it is needed.
        keys: the columns of the primary key, as ``keys_of`` gives them.
    """

    of_many: ClassVar[bool] = False

    def __init__(self, computation: Callable[[], Computation] | Computation, keys: list[Any]) -> None:
        super().__init__()
        self.given, self.keys = computation, keys

    @property
    def computation(self) -> Computation:
        """The computation, made when it is needed."""
        if not isinstance(self.given, Computation):
            self.given = self.given()
        return self.given

    def get_source_expressions(self) -> list[Any]:
        return self.keys

    def set_source_expressions(self, expressions: Any) -> None:
        self.keys = list(expressions)

    def get_group_by_cols(self) -> list[Any]:
        return self.keys

    def _resolve_output_field(self) -> Any:
        return self.computation.annotation.output_field

    def get_db_converters(self, connection: Any) -> list[Any]:
        """The expression's own, called as Django calls them for the expression."""
        annotation = self.computation.annotation
        converters = [_called_for(annotation, one) for one in annotation.get_db_converters(connection)]
        is_decimal = isinstance(annotation, Col) and isinstance(annotation.output_field, DecimalField)
        if is_decimal and connection.vendor == "sqlite":
            converters.insert(0, _with_places_of(annotation.output_field))
        return converters

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        outer = [OuterSQL(sql, None, params) for sql, params in map(compiler.compile, self.keys)]
        rows, prefix = self.computation.rows(connection.alias), _prefix_beside(outer)
        fields: Any = rows.model._meta.pk_fields
        if self.computation.is_windowed:
            rows.query.set_values([*(field.attname for field in fields), TWIN])
            sql, params = rows.query.get_compiler(connection=connection, elide_empty=False).as_sql()
            by_map = self.of_many and connection.vendor == "postgresql"
            write = _select_by_map if by_map else _select_of_all
            keys = [
                (connection.ops.quote_name(field.column), key.sql) for field, key in zip(fields, outer, strict=True)
            ]
            return write(sql, prefix, keys, self.output_field, connection), _bound(params, outer)
        for field, key in zip(fields, outer, strict=True):
            rows = rows.filter(Exact(F(field.attname), key))
        query = rows.query
        query.set_values([TWIN])
        query.change_aliases({alias: f"{prefix}{number}" for number, alias in enumerate(query.alias_map)})
        sql, params = query.get_compiler(connection=connection, elide_empty=False).as_sql()
        return f"({sql})", tuple(params)


def keys_of(model: Any, along: str = "") -> list[Any]:
    """The columns of a model's primary key.

    Arguments:
        along: lookups that lead to the row, e.g. ``"author__"``.
    """
    return [F(f"{along}{field.attname}") for field in model._meta.pk_fields]


Keys = list[tuple[str, str]]
"""Columns of the primary key: their quoted names, and the outer row's."""


def _select_of_all(sql: str, alias: str, keys: Keys, output_field: Any, connection: Any) -> str:
    """A row's value among the finished values of all rows. SQLite makes an index of them, once."""
    condition = " AND ".join(f"{alias}.{name} = {key}" for name, key in keys)
    return f"(SELECT {alias}.{connection.ops.quote_name(TWIN)} FROM ({sql}) {alias} WHERE {condition})"


def _select_by_map(sql: str, alias: str, keys: Keys, output_field: Any, connection: Any) -> str:
    """The same where it is asked for many rows: PostgreSQL would compute all values again for each of them."""
    value = f"{alias}.{connection.ops.quote_name(TWIN)}::text"
    inner = ", ".join(f"{alias}.{name}" for name, _ in keys)
    outer = ", ".join(key for _, key in keys)
    values = f"SELECT jsonb_object_agg(jsonb_build_array({inner})::text, {value}) FROM ({sql}) {alias}"
    return f"((({values}) ->> jsonb_build_array({outer})::text)::{_any_of_type(output_field, connection)})"


def _any_of_type(output_field: Any, connection: Any) -> str:
    """A type that has room for every value: what is computed may be larger than what it is computed of."""
    name = str(output_field.db_type(connection)).partition("(")[0]
    return "numeric" if name in ("smallint", "integer", "bigint") else name


def _bound(params: Iterable[Any], outer: list[OuterSQL]) -> tuple[Any, ...]:
    return (*params, *(param for key in outer for param in key.params))


def _prefix_beside(outer: list[OuterSQL]) -> str:
    """A prefix for aliases that the surrounding statement's columns do not have."""
    text = " ".join(piece.sql for piece in outer)
    number = 1
    while f"{_PREFIX}{number}_" in text:
        number += 1
    return f"{_PREFIX}{number}_"


def _called_for(expression: Any, converter: Callable[..., Any]) -> Callable[..., Any]:
    return lambda value, _, connection: converter(value, expression, connection)


def _with_places_of(field: Any) -> Callable[..., Any]:
    """SQLite's decimals of a column have the column's places; of an expression, fifteen digits."""
    unit = Decimal(1).scaleb(-field.decimal_places)
    return lambda value, *_: None if value is None else value.quantize(unit, context=field.context)
