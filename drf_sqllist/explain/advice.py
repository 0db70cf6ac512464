"""What to do, where the database's own answer shows that something is to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rest_framework.pagination import CursorPagination

from drf_sqllist.explain.database import Answer, Node, nodes_of, removed_rows
from drf_sqllist.explain.keys import ChildKey, child_keys
from drf_sqllist.explain.observing import Observation
from drf_sqllist.explain.tables import Tables
from drf_sqllist.plan.ordering import own_order

MANY = 1_000
"""Rows that are worth a word, where they are sorted or skipped."""

LARGE = 10_000
"""Rows of a table that are worth one where they are merely looked at."""

TIMES = 10
"""So many times more rows read than kept are too many."""


@dataclass(frozen=True)
class Advice:
    """One thing to do.

    Arguments:
        code: a stable identifier.
        evidence: a sentence that says what the database answered.
        todo: a sentence that says what to do.
    """

    code: str
    evidence: str
    todo: str


def advise(seen: Observation, answer: Answer | None, alias: str) -> list[Advice]:
    """What is to be done about a list.

    Arguments:
        answer: the database's, about the statement that ran.
        alias: of the database.
    """
    tables = Tables(alias)
    unindexed = [key for key in child_keys(seen.plan) if _is_unindexed(key, tables)] if seen.plan else []
    found = [*map(_missing_index, unindexed), *_orders(seen, tables)]
    if answer is not None:
        found += [*_scans(answer, {key.table for key in unindexed}), *_sorts(answer), *_offsets(answer)]
        found += [*_spills(answer, tables), *_jit(answer), *_statistics(answer, tables)]
    return list(dict.fromkeys(found))


def _is_unindexed(key: ChildKey, tables: Tables) -> bool:
    return tables.is_seen(key.table) and not tables.has_index(key.table, key.column, key.beside)


def _missing_index(key: ChildKey) -> Advice:
    columns = ", ".join((*key.beside, key.column))
    promised = ", though the model promises one" if key.promised else ""
    how = "run the migrations, or create it by hand" if key.promised else "db_index=True or Meta.indexes in the model"
    return Advice(
        "missing-index",
        f"Rows of {key.path} are found by {key.table}.{key.column}, which has no index{promised}.",
        f"Let {key.table} have an index on ({columns}): {how}.",
    )


def _orders(seen: Observation, tables: Tables) -> Iterator[Advice]:
    rows, paginator = seen.queryset, getattr(seen.view, "paginator", None)
    if paginator is None or isinstance(paginator, CursorPagination) or not hasattr(rows, "ordered"):
        return
    table = rows.model._meta.db_table
    if not rows.ordered:
        yield Advice(
            "unordered",
            f"The pages of {rows.model._meta.label} have no order (queryset.ordered is False): "
            "a row may be on two of them, or on none.",
            'Order the queryset, a unique key last: .order_by("pk").',
        )
        return
    order = own_order(rows.model, rows)
    if order and tables.is_seen(table):
        columns = [field.column for field in rows.model._meta.concrete_fields if field.attname in dict(order)]
        if not tables.is_unique(table, columns):
            yield Advice(
                "ties",
                f"Rows of {table} with the same {', '.join(columns)} have no order, and no constraint forbids them.",
                f"Let the order end with a unique key: {_order_by(order)}.",
            )


def _order_by(order: tuple[tuple[str, bool], ...]) -> str:
    names = ["-" * descending + name for name, descending in order]
    last = "-pk" if order[-1][1] else "pk"
    return f".order_by({', '.join(repr(name) for name in (*names, last))})".replace("'", '"')


def _scans(answer: Answer, unindexed: set[str]) -> Iterator[Advice]:
    for node in answer.nodes():
        kept = node["Actual Rows"] * node["Actual Loops"]
        removed = removed_rows(node)
        table = node.get("Relation Name", "")
        if node["Node Type"] == "Seq Scan" and removed >= LARGE and removed >= TIMES * kept and table not in unindexed:
            yield Advice(
                "scan",
                f"A sequential scan read {removed + kept:,.0f} rows of {table} to keep {kept:,.0f}.",
                f"Index what it is filtered by, {_short(node['Filter'])}{_kind(node['Filter'])}.",
            )


def _kind(condition: str) -> str:
    """The kind of index that a condition needs, where it is none of PostgreSQL's plain ones."""
    return ": a part of a text is found by a trigram index (pg_trgm, GIN)" if _INSIDE.search(condition) else ""


_INSIDE = re.compile(r"~~\*? '%")
"""LIKE or ILIKE, with a pattern that begins anywhere."""


def _sorts(answer: Answer) -> Iterator[Advice]:
    for node in answer.nodes():
        given, kept = _given(node), node["Actual Rows"] * node["Actual Loops"]
        if node["Node Type"] == "Sort" and given >= MANY and given >= TIMES * kept:
            tables = {one["Alias"]: one["Relation Name"] for one in nodes_of(node) if "Relation Name" in one}
            names = ", ".join(dict.fromkeys(tables.values()))
            yield Advice(
                "sort",
                f"{given:,.0f} rows{' of ' + names if names else ''} were sorted for the {kept:,.0f} that were needed.",
                _index_for(node["Sort Key"], *tables.items())
                if len(tables) == 1
                else "Order by columns of one table, with an index on them, or let filters leave fewer rows.",
            )


def _index_for(key: Sequence[str], table: tuple[str, str]) -> str:
    """Arguments:
    table: its alias and its name.
    """
    columns = ", ".join(part.removeprefix(f"{table[0]}.") for part in key)
    return f"Give {table[1]} an index on ({_short(columns)}), or allow no such order."


def _offsets(answer: Answer) -> Iterator[Advice]:
    for node in answer.nodes():
        if node["Node Type"] == "Limit":
            kept = node["Actual Rows"] * node["Actual Loops"]
            skipped = _given(node) - kept
            if skipped >= MANY:
                yield Advice(
                    "offset",
                    f"{skipped:,.0f} rows were read and skipped before the page's {kept:,.0f}.",
                    "Use CursorPagination, which goes on where the last page ended; or allow no pages that far away.",
                )


def _spills(answer: Answer, tables: Tables) -> Iterator[Advice]:
    for node in answer.nodes():
        used = _spilled(node)
        if used:
            yield Advice(
                "spill",
                f"{node['Node Type']} needed more than work_mem ({tables.work_memory}): {used:,} kB went to disk.",
                f"Raise work_mem for this role or statement to {_room(used)} MB or more, or let fewer rows come there.",
            )


def _spilled(node: Node) -> int:
    """Kilobytes that a node wrote to disk for want of memory."""
    if node.get("Sort Space Type") == "Disk":
        return int(node["Sort Space Used"])
    if node.get("Hash Batches", 1) > 1:
        return int(node["Peak Memory Usage"]) * (int(node["Hash Batches"]) - 1)
    return int(node.get("Disk Usage", 0))


def _room(kilobytes: int) -> int:
    """Megabytes in which it would fit: rows take more room in memory than on disk."""
    room = 8
    while room * 1024 < 3 * kilobytes:
        room *= 2
    return room


def _jit(answer: Answer) -> Iterator[Advice]:
    jit: Any = answer.document.get("JIT")
    if jit and answer.execution:
        spent = jit["Timing"]["Total"]
        yield Advice(
            "jit",
            f"PostgreSQL compiled {jit['Functions']} functions for this statement, {spent:,.1f} ms "
            f"of its {answer.execution:,.1f} ms.",
            'Switch JIT off for lists: DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}, '
            "or ALTER ROLE … SET jit = off.",
        )


def _statistics(answer: Answer, tables: Tables) -> Iterator[Advice]:
    read = {node["Relation Name"] for node in answer.nodes() if "Relation Name" in node and _touched(node)}
    missing = tables.never_analysed(read) if read else []
    if missing:
        yield Advice(
            "statistics",
            f"The planner has no statistics of {', '.join(missing)}, so it guesses how many rows there are.",
            f"Run ANALYZE {', '.join(missing)}; and see that autovacuum is on.",
        )


def _touched(node: Node) -> bool:
    return bool(node["Actual Rows"] * node["Actual Loops"] + removed_rows(node))


def _given(node: Node) -> float:
    """Rows that came from the steps below, in all loops."""
    below = [child for child in node.get("Plans", ()) if child.get("Parent Relationship") == "Outer"]
    return float(sum(child["Actual Rows"] * child["Actual Loops"] for child in below))


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"
