"""Which shape a nested list takes. The measurements behind the rule are in docs/explanation/architecture.md."""

from __future__ import annotations

from drf_sqllist.plan.loaded import Instance
from drf_sqllist.plan.nodes import (
    Many,
    Nested,
    Object,
)


def joins_list(many: Many, large: bool) -> bool:
    """Whether to aggregate a list once for all rows of a page instead of once per row.

    Arguments:
        large: the page is, or may be, longer than ``JOIN_FROM``.
    """
    if many.filters or many.shape == "correlated":
        return False
    if many.shape == "joined" or not _all_indexed(many):
        return True
    if many.presorted:
        return False  # the index finds the first ones of each row, and the others are not read
    # Where rows tie, a junction's come as the database joins them: as in DRF, for each row by itself if not prefetched.
    return large and (many.prefetched or not many.has_junction or not may_tie(many))


def may_tie(many: Many) -> bool:
    """Whether the order leaves some of the rows to the database."""
    if many.order is None:
        return False
    fields = {field.attname: field for field in many.source.model._meta.concrete_fields}
    return not any(fields[name].unique and not fields[name].null for name, _ in many.order)


def _all_indexed(many: Many) -> bool:
    """Whether every list in it finds its rows by an index: without one, each row reads the whole table."""
    return many.indexed and all(_all_indexed(inner) for inner in lists_in(many.item))


def lists_in(node: object) -> list[Many]:
    """The lists directly below a node, through nested objects and the instances of rows."""
    if isinstance(node, Many):
        return [node]
    if isinstance(node, Nested):
        return lists_in(node.object)
    below: list[object] = []
    if isinstance(node, Object):
        below += [*node.members, node.instance]
    elif isinstance(node, Instance):
        below += [*node.lists, *(relative.instance for relative in node.relatives)]
    return [many for inner in below for many in lists_in(inner)]
