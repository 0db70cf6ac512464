"""Nested lists that are aggregated once for all rows of a page, and joined to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drf_sqllist.compile.levels import Level
from drf_sqllist.compile.rows import PARENT, Binding, select_all_children
from drf_sqllist.compile.shapes import may_tie
from drf_sqllist.plan.nodes import Junction, Many

if TYPE_CHECKING:
    from drf_sqllist.compile.compiler import Compiler


def joined_list(compiler: Compiler, level: Level, many: Many, path: tuple[str, ...]) -> str:
    """SQL for the items of each row's list, NULL where there are none; the lists are joined to the level."""
    compiler.joined.add(path)
    parent = level.column(many.hops, many.parent)
    if many.junction is not None and many.order is not None and not may_tie(many):
        grouped, alias = _linked_texts(compiler, level, many, many.junction, path)
    else:
        grouped, alias = _children(compiler, level, many, path)
    name = compiler.name(f"{alias}_list")
    level.lists.append(f'LEFT JOIN ({grouped}) AS {name} ON {name}."key" = {parent}')
    return f'{name}."list"'


def _children(compiler: Compiler, level: Level, many: Many, path: tuple[str, ...]) -> tuple[str, str]:
    """SELECT of each parent's key and list, from rows that each have one parent's key; the rows' alias."""
    dialect = compiler.dialect
    child = Level(compiler.names.new(many.key), dialect, compiler.names, common=True)
    keys, link = _keys(compiler, level, many), Binding(many.lookup, many.filters, many.indexed, many.prefetched)
    ordered = many.order is None
    numbered = (ordered or may_tie(many)) and not many.source.sliced
    common = dialect.common if numbered else dialect.common_unordered
    position = len(compiler.commons)
    rows = compiler.place(
        many.source,
        lambda queryset: select_all_children(queryset, compiler.using, tuple(child.columns), link, keys, ordered),
        lambda select: common(select.sql, child.alias, select.columns),
    )
    item = compiler.item(child, many, path)
    compiler.commons.insert(position, rows)
    name, key = compiler.name(child.alias), f"{compiler.name(child.alias)}.{compiler.name(PARENT)}"
    # Rows that tie stay as they are found, whatever is joined to them: most often that is DRF's order.
    numbers = [child.row_number()] if many.order is None or may_tie(many) else []
    order = [*_order([child.column((), column) for column, _ in many.order or ()], many), *numbers]
    listed = dialect.aggregate(item, compiler.writer.item_separator, ", ".join(order))
    source = child.from_clause(name, compiler.target)
    return f'SELECT {key} AS "key", {listed} AS "list" FROM {source} GROUP BY {key}', child.alias


def _linked_texts(
    compiler: Compiler, level: Level, many: Many, junction: Junction, path: tuple[str, ...]
) -> tuple[str, str]:
    """The same by way of a junction: each row is read, and its text written, once, however many parents list it."""
    dialect = compiler.dialect
    child = Level(compiler.names.new(many.key), dialect, compiler.names, common=True)
    links, texts = f"{child.alias}_links", f"{child.alias}_texts"
    keys, link = _keys(compiler, level, many), Binding(junction.parent, indexed=many.indexed)
    compiler.commons.append(
        compiler.place(
            junction.source,
            lambda queryset: select_all_children(queryset, compiler.using, (junction.target,), link, keys, False),
            lambda select: dialect.common_unordered(select.sql, links, select.columns),
        )
    )
    target = f"{compiler.name(links)}.{compiler.name(junction.target)}"
    wanted = f"SELECT {target} FROM {compiler.name(links)}"
    position = len(compiler.commons)
    rows = compiler.place(
        many.source,
        lambda queryset: select_all_children(
            queryset, compiler.using, tuple(child.columns), Binding(junction.key), wanted, False
        ),
        lambda select: dialect.common_unordered(select.sql, child.alias, select.columns),
    )
    item = compiler.item(child, many, path)
    compiler.commons.insert(position, rows)
    ordering = {f"order{place}": child.column((), column) for place, (column, _) in enumerate(many.order or ())}
    source = child.from_clause(compiler.name(child.alias), compiler.target)
    values = [f"{compiler.name(child.alias)}.{compiler.name(PARENT)}", item, *ordering.values()]
    written = f"SELECT {', '.join(values)} FROM {source}"
    # PostgreSQL would write the text at each link where it may.
    compiler.commons.append(dialect.materialized(written, texts, ("key", "text", *ordering)))
    name, parent = compiler.name(texts), f"{compiler.name(links)}.{compiler.name(PARENT)}"
    order = _order([f"{name}.{compiler.name(column)}" for column in ordering], many)
    listed = dialect.aggregate(f'{name}."text"', compiler.writer.item_separator, ", ".join(order))
    joined = f'{compiler.name(links)} JOIN {name} ON {name}."key" = {target}'
    return f'SELECT {parent} AS "key", {listed} AS "list" FROM {joined} GROUP BY {parent}', child.alias


def _order(columns: Sequence[str], many: Many) -> list[str]:
    """ORDER BY of a list's items, by columns of their own.

    Arguments:
        columns: SQL for each.
    """
    pairs = zip(columns, many.order or (), strict=True)
    return [column + (" DESC" if descending else "") for column, (_, descending) in pairs]


def _keys(compiler: Compiler, level: Level, many: Many) -> str:
    """A SELECT of the parents' keys, from the level's own WITH entry."""
    if not many.hops:
        return f"SELECT {level.column((), many.parent)} FROM {compiler.name(level.alias)}"
    # The way to the parents again, for the keys alone; what it reads, the WITH entry must have.
    way = Level(level.alias, compiler.dialect, compiler.names)
    key = way.column(many.hops, many.parent)
    level.columns.update(way.columns)
    return f"SELECT {key} FROM {way.from_clause(compiler.name(level.alias), compiler.target)}"  # tables only
