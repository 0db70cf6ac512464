"""An account as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table

from tests.caching.consistency.account import Account
from tests.caching.consistency.writes import WRITES


def show(account: Account, console: Console) -> None:
    """Print what was read, what was written, and what was wrong."""
    writes = {name: count for name, count in account.did.items() if _is_write(name)}
    reads = {name: count for name, count in account.did.items() if name not in writes}
    console.print(Group(_table("Reads", reads), _table("Writes, and transactions", writes)))
    for warning in sorted(set(account.warnings)):
        console.print(f"[yellow]Logged:[/] {escape(warning)}")
    for sentence in account.wrong:
        console.print(f"[red]Wrong:[/] {escape(sentence)}")
    color = "red" if account.wrong else "green"
    console.print(f"[{color}]{len(account.wrong)} violations in {sum(reads.values())} reads.[/]")


def _is_write(name: str) -> bool:
    return name.partition(":")[0] in ("written", *WRITES)


def _table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("What")
    table.add_column("How often", justify="right")
    table.add_column("Share", justify="right")
    total = sum(counts.values()) or 1
    for name, count in Counter(counts).most_common():
        table.add_row(name, f"{count:,}", f"{count / total:.1%}")
    return table
