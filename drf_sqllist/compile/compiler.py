"""Compiles a plan into a template: the page first, then joins, nested lists and text around it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.query import QuerySet

from drf_sqllist.compile.joined import joined_list
from drf_sqllist.compile.levels import Join, Level, Names
from drf_sqllist.compile.rows import Binding, Select, select_children, select_target
from drf_sqllist.compile.shapes import joins_list
from drf_sqllist.compile.splices import CHUNK, ItemSplice, MemberSplice, ObjectSplice, RowSplice
from drf_sqllist.compile.splices import ROW as ROW_KEY
from drf_sqllist.compile.statement import Filling, Template
from drf_sqllist.compile.vendors import ROW, Dialect
from drf_sqllist.compile.writer import Inside, Text, Writer, skips
from drf_sqllist.fields.values import TWIN
from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import (
    Computed,
    Link,
    Made,
    Many,
    Member,
    Nested,
    Object,
    Source,
    Value,
)
from drf_sqllist.plan.plan import Plan
from drf_sqllist.plan.targets import Target
from drf_sqllist.problems import Problem, Unsupported

PAGE, TOTAL = 0, 1
_MARK = re.compile("\x00(\\d+)\x00")


@dataclass(frozen=True)
class Place:
    """A sub-select that Django compiles once the statement around it has said which columns it reads."""

    source: Source
    select: Callable[[QuerySet[Any]], Select]
    render: Callable[[Select], str]

    def fill(self, queryset: QuerySet[Any]) -> Filling:
        select = self.select(queryset)
        return self.render(select), select.params


@dataclass
class Compiler:
    """Compiles one plan for one connection.

    Arguments:
        using: the database alias that querysets are compiled for.
        large: pages may be so long that lists are better aggregated once for all rows.
        has_total: the statement also counts the rows of all pages.
        position: name of a page column that comes beside each row, for cursors.
        unmarked: targets that have no texts at such a request.
    """

    plan: Plan
    dialect: Dialect
    using: str
    compact: bool = True
    large: bool = False
    has_total: bool = False
    position: str | None = None
    unmarked: frozenset[Target] = frozenset()
    names: Names = field(default_factory=Names)
    places: list[Place] = field(default_factory=list)
    commons: list[str] = field(default_factory=list)
    joined: set[tuple[str, ...]] = field(default_factory=set)

    def compile(self) -> Template:
        """The template of the plan's statement."""
        self.writer = Writer(self.dialect, self.compact, unmarked=self.unmarked)
        page = Level("_page", self.dialect, self.names, common=True)
        body = self._object(page, self.plan.row, ())
        # The position is a column of the page, so it is asked for before the page's columns are settled.
        position = f", {page.column((), self.position)} AS {self.name('position')}" if self.position else ""
        rows = page.from_clause(self.name(page.alias), self.target)
        number = page.row_number()
        commons = ",\n".join([f"\x00{PAGE}\x00", *self.commons])
        if self.has_total:
            inner = f"SELECT {number} AS {self.name(ROW)}, {body} AS {self.name('body')}{position}\nFROM {rows}"
            extra = ', "_rows"."position"' if self.position else ""
            text = (
                f'WITH {commons}\nSELECT "_rows"."{ROW}", "_rows"."body", "_total"."n"{extra}\n'
                f'FROM \x00{TOTAL}\x00\nLEFT JOIN ({inner}) AS "_rows" ON 1=1\nORDER BY "_rows"."{ROW}"'
            )
        else:
            text = f"WITH {commons}\nSELECT {number}, {body}{position}\nFROM {rows}\nORDER BY {number}"
        return self._template(self.writer.marking.marked(text), tuple(page.columns))

    def _template(self, text: str, columns: tuple[str, ...]) -> Template:
        """Split the text at its places; those that no request changes are filled here."""
        pieces: list[str | int] = []
        params: list[tuple[Any, ...]] = []
        varying: list[tuple[int, Place]] = []

        def add(piece: str | int, bound: tuple[Any, ...] = ()) -> None:
            if pieces and isinstance(piece, str) and isinstance(pieces[-1], str):
                # Every request puts the pieces together again.
                pieces[-1] += piece
                params[-1] += bound
                return
            pieces.append(piece)
            params.append(bound)

        def expand(part: str) -> None:
            for index, item in enumerate(_MARK.split(part)):
                if index % 2 == 0:
                    if item:
                        add(item)
                    continue
                number = int(item)
                if number in (PAGE, TOTAL):
                    add(number)
                    continue
                place = self.places[number - 2]
                if place.source.slot is None:
                    filled, bound = place.fill(self._standing(place.source))
                    add(filled, bound)
                else:
                    varying.append((place.source.slot, place))
                    add(1 + len(varying))

        expand(text)
        return Template(
            tuple(pieces),
            tuple(params),
            columns,
            tuple(varying),
            tuple(self.writer.splices),
            self.writer.marking.marks,
            self.has_total,
            self.position,
            frozenset(self.joined),
        )

    def _standing(self, source: Source) -> QuerySet[Any]:
        """The rows of a source that is the same for every request."""
        rows: QuerySet[Any] = QuerySet(source.model, using=self.using)
        return rows.annotate(**{TWIN: source.twin.expression}).order_by() if source.twin else rows

    def _object(self, level: Level, node: Object, path: tuple[str, ...]) -> str:
        """SQL for a JSON object, or for what its serializer makes it of."""
        if node.instance is None:
            return self._members(level, node, path, "")
        values = self.instance(level, node.instance, path)
        if node.overridden:
            keys = frozenset(member.key for member in node.members if not isinstance(member, Made))
            places = self.writer.places
            with self.writer.writing(Inside.DOCUMENT):
                document = self._members(level, node, path, "") if keys else "'null'"
            splice = ObjectSplice(path, node.instance, keys, has_places=self.writer.places > places)
            return self.writer.place(splice, f"'['||{values}||','||{document}||']'")
        row = RowSplice(path, node.instance)
        if self.writer.inside is Inside.BODY:
            return self._members(level, node, path, self.writer.place(row, values))
        head = self.dialect.text(f"{json.dumps(ROW_KEY)}:[{self.writer.number(row)},")
        return self._members(level, node, path, f"{head}||{values}||']'")

    def _members(self, level: Level, node: Object, path: tuple[str, ...], row: str) -> str:
        """SQL for a JSON object. Where its first keys may be left out, every key brings its separator first.

        Arguments:
            row: SQL for the place of its instance. In a document it is a key like any other.
        """
        text = Text(self.dialect)
        separator = self.writer.item_separator
        # A serializer that makes the object by itself has Python's members made when it asks for them.
        members = [member for member in node.members if not (node.overridden and isinstance(member, Made))]
        follows = bool(row) and self.writer.inside is not Inside.BODY
        leading = not follows and (not members or not skips(members[0]))
        begins = _first_certain(members) if leading and self.writer.inside is Inside.BODY else 0
        for index, member in enumerate(members):
            head = ("" if index <= begins and leading else separator) + self.writer.key(member.key)
            if isinstance(member, Made):
                self._made(text, member, head, separator if index < begins else "", (*path, member.key))
            else:
                self._member(text, level, member, head, (*path, member.key))
        inner = str(text) if leading or follows else f"substr({text},{len(separator) + 1})"
        whole = Text(self.dialect).literal("{")
        return str((whole.sql(row) if row else whole).sql(inner).literal("}"))

    def _made(self, text: Text, member: Made, head: str, tail: str, path: tuple[str, ...]) -> None:
        """A member that Python makes, with its key where it may leave that out.

        Arguments:
            tail: the separator behind it, where a member follows that is always there.
        """
        begins = not head.startswith(self.writer.item_separator)
        if self.writer.inside is Inside.BODY and member.may_skip and (tail or not begins):
            text.sql(self.writer.place(MemberSplice(path, head, tail)))
        else:
            text.literal(head).sql(self.writer.place(MemberSplice(path, is_certain=True))).literal(tail)

    def instance(self, level: Level, instance: Instance, path: tuple[str, ...]) -> str:
        """SQL for a JSON array of what an instance is made of: columns in chunks, related objects, lists of objects."""
        values: list[str] = []
        with self.writer.writing(Inside.INSTANCE):
            texts = [self.writer.stored(one, level.column(instance.hops, one.name)) for one in instance.columns]
            values += [self.dialect.array(texts[start : start + CHUNK]) for start in range(0, len(texts), CHUNK)]
            for relative in instance.relatives:
                there = relative.instance
                options: Any = there.model._meta
                key = level.column(there.hops, options.pk_fields[0].attname)
                whole = self.instance(level, there, (*path, relative.attribute))
                values.append(f"CASE WHEN {key} IS NULL THEN 'null' ELSE {whole} END")
            for many in instance.lists:
                values.append(self._written(level, many, (*path, many.key)))
        text = Text(self.dialect).literal("[")
        for index, value in enumerate(values):
            text.literal("," if index else "").sql(value)
        return str(text.literal("]"))

    def _member(self, text: Text, level: Level, member: Member, head: str, path: tuple[str, ...]) -> None:
        assert isinstance(member, Value | Link | Computed | Nested | Many)
        written = self._written(level, member, path)
        if skips(member):
            whole = Text(self.dialect).literal(head).sql(written)
            text.sql(self.writer.guarded(level, member, str(whole), head))
        else:
            text.literal(head).sql(self.writer.guarded(level, member, written))

    def _written(self, level: Level, member: Value | Link | Computed | Nested | Many, path: tuple[str, ...]) -> str:
        if isinstance(member, Value):
            return self.writer.value(level, member, path)
        if isinstance(member, Link):
            return self.writer.link(level, member)
        if isinstance(member, Nested):
            return self._object(level, member.object, path)
        if isinstance(member, Computed):
            return self._computed(level, member, path)
        return f"'['||coalesce({self._many(level, member, path)},'')||']'"

    def _computed(self, level: Level, member: Computed, path: tuple[str, ...]) -> str:
        """A sub-select for each row: its value is written inside, where it has a name."""
        child = Level(self.names.new(member.key), self.dialect, self.names)
        parent = level.column(member.hops, member.parent)
        value = Value(member.key, (), member.column, True, member.representation, member.by_field)
        written = self.writer.value(child, value, path)
        rows = self.place(
            member.source,
            lambda queryset: select_children(queryset, self.using, tuple(child.columns), Binding("pk"), parent),
            lambda select: self.dialect.derived(select.sql, child.alias, select.columns),
        )
        return f"coalesce((SELECT {written} FROM {rows}),{self.writer.bail()})"

    def _many(self, level: Level, many: Many, path: tuple[str, ...]) -> str:
        """SQL for the items of a list, without brackets; NULL if there are none."""
        reachable = all(level.join(many.hops[: depth + 1]).is_table for depth in range(len(many.hops)))
        if level.common and reachable and self.dialect.can_join_lists and joins_list(many, self.large):
            return joined_list(self, level, many, path)
        return self._correlated_list(level, many, path)

    def item(self, level: Level, many: Many, path: tuple[str, ...]) -> str:
        """SQL for one item. Never NULL: an aggregate would silently drop it."""
        if isinstance(many.item, Value):
            written = self.writer.guarded(level, many.item, self.writer.value(level, many.item, path))
        elif isinstance(many.item, Link):
            written = self.writer.guarded(level, many.item, self.writer.link(level, many.item))
        elif isinstance(many.item, Instance):
            written = self.instance(level, many.item, path)
            if self.writer.inside is not Inside.INSTANCE:
                written = self.writer.place(ItemSplice(path, many.item), written)
        else:
            written = self._object(level, many.item, path)
        return f"coalesce({written},{self.writer.bail()})"

    def _correlated_list(self, level: Level, many: Many, path: tuple[str, ...]) -> str:
        """One sub-select per row of the level."""
        if many.by_uuid and self.dialect.vendor == "sqlite":
            raise Unsupported(Problem("generic-key", "", f"SQLite keeps the UUIDs of {many.key!r} as digits."))
        child = Level(self.names.new(many.key), self.dialect, self.names)
        parent = level.column(many.hops, many.parent)
        link = Binding(many.lookup, many.filters, many.indexed, many.prefetched)
        item = self.item(child, many, path)
        joined = child.is_joined()
        derived = self.dialect.numbered if joined else self.dialect.derived

        rows = self.place(
            many.source,
            lambda queryset: select_children(queryset, self.using, tuple(child.columns), link, parent),
            lambda select: derived(select.sql, child.alias, select.columns),
        )
        separator = self.writer.item_separator
        source = child.from_clause(rows, self.target)
        if not joined:
            return f"(SELECT {self.dialect.aggregate(item, separator)} FROM {source})"
        ordered = f'(SELECT {item} AS "item" FROM {source} ORDER BY {child.row_number()}) AS "_items"'
        aggregated = self.dialect.aggregate('"_items"."item"', separator)
        return f"(SELECT {aggregated} FROM {ordered})"

    def target(self, join: Join) -> str:
        return self.place(
            join.source,
            lambda queryset: select_target(queryset, self.using, tuple(join.columns)),
            lambda select: self.dialect.derived(select.sql, join.alias, select.columns),
        )

    def place(self, source: Source, select: Callable[[QuerySet[Any]], Select], render: Callable[[Select], str]) -> str:
        """A mark in the text for a sub-select whose columns are not settled yet."""
        self.places.append(Place(source, select, render))
        return f"\x00{len(self.places) + 1}\x00"

    def name(self, identifier: str) -> str:
        return self.dialect.name(identifier)


def _first_certain(members: Sequence[Member]) -> int:
    """How many members at the beginning may be left out by Python, if one follows that is always there; else none."""
    for index, member in enumerate(members):
        if isinstance(member, Made) and member.may_skip:
            continue
        return 0 if skips(member) else index
    return 0
