"""The docs' page on packages, made of their cases: ``python -m tests.packages.table`` writes it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.packages.package import Case, Package

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent.parent / "docs" / "reference" / "packages.md"

HEAD = """\
<!-- Written by `python -m tests.packages.table`. Change tests/packages, not this page. -->

# Packages

Other packages change what a list endpoint does: which fields it has, which rows, how it is rendered. These are tested,
each from PyPI, by the same requests to DRF's views and to ours: the answers are the same bytes. The requests are also
sent from several threads at once, where a kept plan of another user, language or `?fields=` would show.

`make packages` runs the tests in a virtual environment of their own, on PostgreSQL 18 and on SQLite. The versions are
those of `tests/packages/requirements.txt`, with the newest Django and DRF that pip finds for the Python at hand.

The words "SQL", "spliced" and "DRF" are those of [Fields](fields.md). A code is that of the [problem](problems.md) in
`response.sqllist.problems`: why DRF makes the list, or, where it is spliced, why Python makes a member of its rows.

"""

WORDS = {"sql": "SQL", "spliced": "spliced", "serializer": "DRF"}


def packages() -> list[Package]:
    """What the files of this folder say, in the order of the names on PyPI."""
    names = (file.stem for file in FOLDER.glob("test_*.py"))
    modules = [import_module(f"tests.packages.{name}") for name in names]
    found = [module.PACKAGE for module in modules if hasattr(module, "PACKAGE")]
    return sorted(found, key=lambda package: package.name)


def page(packages: Iterable[Package]) -> str:
    """The whole page."""
    packages = list(packages)
    parts = [HEAD, "| package | tested | answered by | notes |\n|---|---|---|---|\n"]
    for package in packages:
        ways = ", ".join(ways_of(package.cases))
        parts.append(f"| [{package.name}](#{package.name}) | {package.version} | {ways} | {package.note} |\n")
    for package in packages:
        parts.append(f"\n## {package.name}\n\n| what | answered by |\n|---|---|\n")
        parts += (f"| {what} | {answered(cases)} |\n" for what, cases in rows(package.cases))
    return "".join(parts)


def rows(cases: Iterable[Case]) -> Iterator[tuple[str, list[Case]]]:
    """The cases that are one line, in the order of the tests."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.what, []).append(case)
    yield from found.items()


def listed(cases: Iterable[Case]) -> list[Case]:
    """Those that come to a list; the others end in an error before."""
    return [case for case in cases if case.status == 200]


def ways_of(cases: Iterable[Case]) -> list[str]:
    """Who makes these lists, each once."""
    return list(dict.fromkeys(WORDS[case.mode] for case in listed(cases)))


def answered(cases: list[Case]) -> str:
    """The modes of a line's cases, with the codes of their problems; or the statuses of errors."""
    if not listed(cases):
        statuses = dict.fromkeys(f"`{case.status}`" for case in cases)
        return f"DRF's error: {', '.join(statuses)}"
    ways = ", ".join(ways_of(cases))
    reasons = dict.fromkeys(f"[`{code}`](problems.md#{code})" for case in cases for code in case.problems)
    return f"{ways}: {', '.join(reasons)}" if reasons else ways


def main() -> None:
    os.environ["DATABASE_URL"] = "sqlite:///"  # which no statement is sent to
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.packages.settings"
    import django

    django.setup()
    PAGE.write_text(page(packages()), encoding="utf-8")


if __name__ == "__main__":
    main()
