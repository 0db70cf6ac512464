"""One level of a statement: a list of rows, the columns read from it, the to-one joins beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from drf_sqllist.compile.vendors import ROW, Dialect
from drf_sqllist.plan.nodes import Hop, Source


class Names:
    """Aliases that no table has: readable, numbered, short of PostgreSQL's 63 bytes."""

    def __init__(self) -> None:
        self._count = 0

    def new(self, hint: str) -> str:
        self._count += 1
        return f"_{re.sub(r'[^a-z0-9_]', '', hint.lower())[:40]}_{self._count}"


@dataclass
class Join:
    """A to-one relation's row beside a level's row.

    Arguments:
        on: the condition.
        keys: a condition of its own that narrows the rows to those of the level's list.
    """

    alias: str
    source: Source
    on: str
    keys: str = ""
    columns: dict[str, None] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        """The model's own table will do: no other queryset, no columns in a parent's table."""
        plain = self.source.slot is None and self.source.twin is None
        return plain and not concrete(self.source.model)._meta.parents


def concrete(model: type[Model]) -> type[Model]:
    """The model that has the table, for proxies."""
    found = model._meta.concrete_model
    assert found is not None
    return found


@dataclass
class Level:
    """A list of rows in FROM.

    Arguments:
        alias: of the list.
        common: the list is an entry of the WITH clause, which other entries may refer to.
    """

    alias: str
    dialect: Dialect
    names: Names
    common: bool = False
    columns: dict[str, None] = field(default_factory=dict)
    joins: dict[tuple[Hop, ...], Join] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)

    def column(self, hops: tuple[Hop, ...], name: str) -> str:
        """SQL for a column of the level's row, or of a row that ``hops`` lead to.

        Arguments:
            name: attname, or the name of an annotation.
        """
        if not hops:
            self.columns[name] = None
            return self._quoted(self.alias, name)
        join = self.join(hops)
        join.columns[name] = None
        if join.is_table:
            options: Any = concrete(join.source.model)._meta
            return f"{self.dialect.name(join.alias)}.{self.dialect.own_name(options.get_field(name).column)}"
        return self._quoted(join.alias, name)

    def join(self, hops: tuple[Hop, ...]) -> Join:
        """The join at the end of ``hops``, made once."""
        if hops not in self.joins:
            hop = hops[-1]
            ((here, there),) = hop.pairs
            left = self.column(hops[:-1], here)
            join = Join(self.names.new(hop.source.model.__name__), hop.source, "")
            self.joins[hops] = join
            right = self.column(hops, there)
            join.on = f"{left} = {right}"
            if hop.reverse and len(hops) == 1 and self.common and self.dialect.can_join_lists:
                # Without it PostgreSQL may read the whole table for a page; a foreign key forward is better joined.
                parents = f"SELECT {left} FROM {self.dialect.name(self.alias)}"
                join.keys = self.dialect.in_array(right, parents)
        return self.joins[hops]

    def row_number(self) -> str:
        """SQL for the place of a row in its list."""
        return self._quoted(self.alias, ROW)

    def is_joined(self) -> bool:
        """Whether something is joined that may change the order in which rows come."""
        return bool(self.joins or self.lists)

    def from_clause(self, rows: str, target: Callable[[Join], str]) -> str:
        """FROM: the rows, what is joined to them, the lists aggregated for all of them.

        Arguments:
            target: SQL for a join's rows where its table alone will not do.
        """
        parts = [rows]
        for join in self.joins.values():
            if join.is_table:
                alias = self.dialect.name(join.alias)
                rows = f"{self.dialect.own_name(concrete(join.source.model)._meta.db_table)} AS {alias}"
                if join.keys:
                    rows = f"(SELECT * FROM {rows} WHERE {join.keys}) AS {alias}"
            else:
                rows = target(join)
            parts.append(f"LEFT JOIN {rows} ON {join.on}")
        return "\n".join([*parts, *self.lists])

    def _quoted(self, alias: str, name: str) -> str:
        return f"{self.dialect.name(alias)}.{self.dialect.name(name)}"
