"""What the database says of a statement: its plan, run in a transaction that changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

Node = Mapping[str, Any]
"""A node of PostgreSQL's answer: EXPLAIN (FORMAT JSON)."""


@dataclass(frozen=True)
class Step:
    """One step of the database's plan.

    Arguments:
        name: what is done, to which table.
        details: conditions, and what they cost.
        milliseconds: with all steps below; None where the database does not tell.
        share: of the whole statement's time, without the steps below.
        rows: that came out, in all loops.
        pages: of memory and disk that were read.
    """

    name: str
    details: tuple[str, ...] = ()
    milliseconds: float | None = None
    share: float = 0.0
    rows: float | None = None
    pages: int = 0
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the database answers.

    Arguments:
        command: what it was asked.
        raw: its own words: PostgreSQL's document, SQLite's rows.
        planning, execution: milliseconds.
    """

    command: str
    raw: Any
    steps: tuple[Step, ...]
    planning: float | None = None
    execution: float | None = None
    document: Node = field(default_factory=dict)

    def nodes(self) -> Iterator[Node]:
        """Every node of PostgreSQL's plan; none of another database's."""
        if "Plan" in self.document:
            yield from nodes_of(self.document["Plan"])


def ask(sql: str, params: Any, alias: str) -> Answer | None:
    """The database's own explanation of a statement, which it runs for it; None where it has none that we know."""
    connection = connections[alias]
    asks = _ASKS.get(connection.vendor)
    if asks is None or not sql.lstrip("( \n").upper().startswith(("SELECT", "WITH")):
        return None
    with connection.cursor() as cursor:
        return asks(cursor, sql, params)


def _ask_postgresql(cursor: Any, sql: str, params: Any) -> Answer:
    command = "EXPLAIN (ANALYZE, BUFFERS)"
    cursor.execute(f"{command[:-1]}, FORMAT JSON) {sql}", params)
    (found,) = cursor.fetchone()
    raw = json.loads(found) if isinstance(found, str) else found
    document = raw[0]
    whole = document["Execution Time"]
    step = _postgresql_step(document["Plan"], whole)
    return Answer(command, raw, (step,), document["Planning Time"], whole, document)


_TAKING_ALL = ("Sort", "Hash", "Aggregate")
"""Steps that take all rows from below before they give one."""


def _postgresql_step(node: Node, whole: float, is_cut: bool = False) -> Step:
    """Arguments:
    is_cut: a step above stops this one when it has enough.
    """
    loops = node["Actual Loops"]
    cuts = node["Node Type"] == "Limit" or (is_cut and node["Node Type"] not in _TAKING_ALL)
    milliseconds = node["Actual Total Time"] * loops
    below = node.get("Plans", ())
    own = milliseconds - sum(child["Actual Total Time"] * child["Actual Loops"] for child in below)
    return Step(
        _name(node),
        tuple(_details(node, is_cut)),
        milliseconds,
        max(0.0, own / whole) if whole else 0.0,
        node["Actual Rows"] * loops,
        node.get("Shared Hit Blocks", 0) + node.get("Shared Read Blocks", 0),
        tuple(_postgresql_step(child, whole, cuts) for child in below),
    )


def _name(node: Node) -> str:
    part = node.get("Subplan Name", "")
    words = [f"{part}:" if part else "", node["Node Type"]]
    if node.get("Scan Direction") == "Backward":
        words.append("backward")
    name = node.get("Relation Name") or node.get("CTE Name") or node.get("Alias")
    if name:
        words.append(f"on {name}")
    if "Index Name" in node:
        words.append(f"using {node['Index Name']}")
    return " ".join(filter(None, words))


_CONDITIONS = ("Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter", "Sort Key")


def _details(node: Node, is_cut: bool) -> Iterator[str]:
    if not node["Actual Loops"]:
        yield "never run"
        return
    for name in _CONDITIONS:
        if name in node:
            value = node[name]
            yield f"{name.lower()}: {', '.join(value) if isinstance(value, list) else value}"
    rows, planned = node["Actual Rows"], node["Plan Rows"]
    if not is_cut and max(rows, planned) >= 10 * max(1, min(rows, planned)):
        yield f"{planned:,.0f} rows were expected{' of each loop' if node['Actual Loops'] > 1 else ''}"
    if node["Actual Loops"] > 1:
        yield f"{node['Actual Loops']:,.0f} loops"
    if removed := removed_rows(node):
        yield f"{removed:,.0f} rows removed by the filter"
    if "Sort Space Used" in node:
        yield f"{node['Sort Method']}, {node['Sort Space Used']:,} kB {node['Sort Space Type'].lower()}"
    if node.get("Hash Batches", 1) > 1:
        yield f"{node['Hash Batches']} batches"
    if disk := node.get("Disk Usage"):
        yield f"{disk:,} kB disk"


def removed_rows(node: Node) -> float:
    """Rows that a node read for nothing, in all loops."""
    return float(node.get("Rows Removed by Filter", 0) * node["Actual Loops"])


def nodes_of(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in node.get("Plans", ()):
        yield from nodes_of(child)


def _ask_sqlite(cursor: Any, sql: str, params: Any) -> Answer:
    command = "EXPLAIN QUERY PLAN"
    cursor.execute(f"{command} {sql}", params)
    rows = cursor.fetchall()
    below: dict[int, list[tuple[int, str]]] = {}
    for number, parent, _, detail in rows:
        below.setdefault(parent, []).append((number, detail))

    def steps(parent: int) -> tuple[Step, ...]:
        return tuple(Step(detail, steps=steps(number)) for number, detail in below.get(parent, ()))

    return Answer(command, [list(row) for row in rows], steps(0))


_ASKS = {"postgresql": _ask_postgresql, "sqlite": _ask_sqlite}
