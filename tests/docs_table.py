"""The docs' field table, made of the cases: ``python -m tests.docs_table`` writes it, ``--check`` compares."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cases import Case

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "fields.md"

HEAD = """\
<!-- Written by `python -m tests.docs_table`. Change tests/cases, not this page. -->

# Fields

Every row of this page is a test. The test makes rows, sends a request to a DRF view and to the same view made by
`drf_sqllist`, and compares the bytes. It runs on PostgreSQL 18 and 16, with psycopg 3 and psycopg2, and on SQLite.

The two right-hand columns say what `response.sqllist.mode` is in that test:

| word | meaning |
|---|---|
| SQL | the database writes the values; no Python runs per row |
| spliced | the database leaves some places open, and Python fills them: the fields themselves write values, or methods, properties and the like run on instances made of the statement's values |
| DRF | [DRF's own path](../explanation/architecture.md#three-ways-to-make-a-value) makes the whole list |
| DRF for such rows | the list is made by SQL, but these values in the test's rows send it to DRF's path |
| same error | DRF raises for one of the rows, and so do we: the same exception, or the same status and body |
| – | this database cannot have such a column, or such a value in it |

"spliced" is said of the whole list: one value that Python writes is enough. It is one statement, but for rows marked
†: there Python's own code asks for more than was loaded, in no more statements than under DRF.
Rows marked \\* need a PostgreSQL extension. They run only where the server has it; the servers that
`make test` starts do not. The name in the last column finds the test: `python -m pytest -k uuid_hex`.
"""

WORDS = {"sql": "SQL", "spliced": "spliced", "serializer": "DRF", "rerun": "DRF for such rows"}

_CODE = re.compile(r"(?<![\w`%])(\w*_\w+(?:=\w+)?|\w+='\*'|\w+=\w+|%\S+(?: %\S+)*|Prefetch)(?!\w)")


def page(cases: Iterable[Case]) -> str:
    """The whole page."""
    parts = [HEAD]
    for name, group in sections(cases):
        parts.append(f"\n## {heading(name)}\n\n| what | PostgreSQL | SQLite | test |\n|---|---|---|---|\n")
        parts += map(row, group)
    return "".join(parts)


def sections(cases: Iterable[Case]) -> Iterator[tuple[str, list[Case]]]:
    """The cases by field, fields and cases in the order of the tests."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.field, []).append(case)
    yield from found.items()


def heading(name: str) -> str:
    return f"`{name}`" if "=" in name or name.startswith("get_") else name


def row(case: Case) -> str:
    return f"| {cell(case.title)} | {outcome(case, 'postgresql')} | {outcome(case, 'sqlite')} | `{case.name}` |\n"


def cell(text: str) -> str:
    """A title in a table; names and options of Python's in the type of code."""
    return _CODE.sub(r"`\1`", text).replace("|", "\\|").replace("<", "&lt;")


def outcome(case: Case, vendor: str) -> str:
    if vendor not in case.vendors:
        return "–"
    if case.raises or case.status != 200:
        name = case.raises.__name__ if case.raises else str(case.status)
        return f"same error: `{name}`"
    mode = case.mode if isinstance(case.mode, str) else case.mode[vendor]
    return WORDS[mode] + (" †" if case.loads else "") + ("\\*" if case.needs else "")


def written() -> str:
    """The page of the cases, those for PostgreSQL's own columns included; no database is asked."""
    os.environ["DATABASE_URL"] = "postgresql:///"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.cases import CASES

    return page(CASES)


def main() -> None:
    text = written()
    if "--check" not in sys.argv:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/reference/fields.md is not up to date: run python -m tests.docs_table")


if __name__ == "__main__":
    main()
