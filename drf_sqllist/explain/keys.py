"""The columns by which the rows of nested lists and reverse relations are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignObjectRel, ManyToManyField

from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import Hop, Many, Nested, Object
from drf_sqllist.plan.plan import Plan


@dataclass(frozen=True)
class ChildKey:
    """A column on the far side of a relation.

    Arguments:
        path: keys from a row to what is found by it.
        beside: columns that are compared as well (the content type of a generic relation).
        promised: the model says that it has an index.
    """

    path: str
    table: str
    column: str
    beside: tuple[str, ...] = ()
    promised: bool = True


def child_keys(plan: Plan) -> Iterator[ChildKey]:
    """Of every nested list and reverse one-to-one relation of a plan, each column once."""
    found: dict[tuple[str, str], ChildKey] = {}
    for key in _below(plan.row, ()):
        found.setdefault((key.table, key.column), key)
    yield from found.values()


def _below(node: Any, path: tuple[str, ...]) -> Iterator[ChildKey]:
    if isinstance(node, Object):
        for member in node.members:
            yield from _below(member, (*path, member.key))
        if node.instance:
            yield from _below(node.instance, path)
        return
    if isinstance(node, Instance):
        for relative in node.relatives:
            yield from _below(relative.instance, (*path, relative.attribute))
        for many in node.lists:
            yield from _below(many, (*path, many.key))
    for hop in getattr(node, "hops", ()):
        if hop.reverse:
            yield _of_hop(hop, ".".join(path))
    if isinstance(node, Nested):
        yield from _below(node.object, path)
    elif isinstance(node, Many):
        yield list_key(node, ".".join(path))
        yield from _below(node.item, path)


def _of_hop(hop: Hop, path: str) -> ChildKey:
    options: Any = hop.source.model._meta
    field = _own(options, hop.pairs[0][1])
    return ChildKey(path, field.model._meta.db_table, field.column)


def list_key(many: Many, path: str) -> ChildKey:
    """The table that is searched for a list's rows: the child's, or the one between both models."""
    options: Any = many.source.model._meta
    field = options.get_field(many.lookup.partition("__")[0]) if "__" in many.lookup else _own(options, many.lookup)
    if isinstance(field, ForeignObjectRel):  # the parent's own ManyToManyField
        between: Any = field.field
        return ChildKey(path, between.m2m_db_table(), between.m2m_column_name(), promised=many.indexed)
    if isinstance(field, ManyToManyField):
        return ChildKey(path, field.m2m_db_table(), field.m2m_reverse_name(), promised=many.indexed)
    beside = {name.partition("__")[0] for name, _ in many.filters}
    columns = tuple(options.get_field(name).column for name in sorted(beside))
    return ChildKey(path, field.model._meta.db_table, field.column, columns, many.indexed)


def _own(options: Any, name: str) -> Any:
    return next(field for field in options.concrete_fields if name in (field.attname, field.name))
