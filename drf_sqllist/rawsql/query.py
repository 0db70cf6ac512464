"""Queries whose base table is a hand-written SELECT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db.models.constants import LOOKUP_SEP
from django.db.models.sql import Query
from django.db.models.sql.datastructures import BaseTable

from drf_sqllist.rawsql.params import adapted

if TYPE_CHECKING:
    from drf_sqllist.rawsql.source import Source

_of_outer: ContextVar[tuple[Source, tuple[Any, ...]]] = ContextVar("sqllist_of_outer")


class TableName(str):
    """What stands for a SELECT where Django wants a table's name: no name of a real table is one."""

    __slots__ = ()


class SQLQuery(Query):
    """A query over a hand-written SELECT.

    Arguments:
        source: the SELECT.
        params: the values that are bound in it.
    """

    source: Source
    params: tuple[Any, ...]

    def __init__(self, model: Any, alias_cols: bool = True) -> None:
        super().__init__(model, alias_cols)
        if (outer := _of_outer.get(None)) is not None:
            self.source, self.params = outer

    @classmethod
    def over(cls, source: Source, params: tuple[Any, ...]) -> SQLQuery:
        query = cls(source.model)
        query.source, query.params = source, params
        return query

    def base_table_class(self, name: str, alias: str | None) -> BaseTable:  # type: ignore[override]
        """Django's, for the row's own table; ``Query.trim_start`` asks for others, too."""
        if not isinstance(name, TableName):
            return BaseTable(name, alias)
        return SQLTable(name, alias, self.source, self.params)

    def split_exclude(self, *args: Any, **kwargs: Any) -> Any:
        """Django makes a further query over the same rows by ``self.__class__(self.model)``."""
        token = _of_outer.set((self.source, self.params))
        try:
            return super().split_exclude(*args, **kwargs)
        finally:
            _of_outer.reset(token)

    def combine(self, rhs: Any, connector: str) -> None:
        """``a | b``: one SELECT feeds both sides."""
        if _by_type(self.params) != _by_type(rhs.params):
            name = self.get_meta().object_name
            raise TypeError(f"Cannot combine two querysets of {name} with different parameters: use union().")
        super().combine(rhs, connector)

    def add_immediate_loading(self, field_names: Iterable[str]) -> None:
        """``only()``: the row's own columns are loaded anyway, for there is no table to read one from later."""
        own = [field.attname for field in self.get_meta().concrete_fields]
        super().add_immediate_loading([*own, *self._of_related(field_names)])

    def add_deferred_loading(self, field_names: Iterable[str]) -> None:
        """``defer()``: as ``add_immediate_loading``."""
        super().add_deferred_loading(self._of_related(field_names))

    def _of_related(self, names: Iterable[str]) -> list[str]:
        related: list[str] = []
        for name in names:
            if LOOKUP_SEP in name:
                related.append(name)
            elif name != "pk":
                self.get_meta().get_field(name)  # a name that is none is an error
        return related


def _by_type(values: tuple[Any, ...]) -> list[tuple[type, Any]]:
    """To Python 1, 1.0 and True are equal; to SQL they are not."""
    return [(type(value), value) for value in values]


class SQLTable(BaseTable):
    """The author's SELECT in a FROM clause."""

    def __init__(self, name: str, alias: str | None, source: Source, params: tuple[Any, ...]) -> None:
        super().__init__(name, alias)
        self.source, self.params = source, params

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        alias = connection.ops.quote_name(self.table_alias)
        return f"{self.source.sealed(connection)} {alias}", [adapted(value, connection) for value in self.params]

    def relabeled_clone(self, change_map: Mapping[str | None, str]) -> SQLTable:
        alias = change_map.get(self.table_alias, self.table_alias)
        return type(self)(self.table_name, alias, self.source, self.params)
