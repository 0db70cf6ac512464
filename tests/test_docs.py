"""The docs say what is so: their Python runs, their tables are made of the tests, their commands exist."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tests.cases.library import library
from tests.docs_pages import PAGES, ROOT, blocks, layout, running, squeezed

DOCS = ROOT / "docs"
PACKAGE = ROOT / "drf_sqllist"


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


WITH_PYTHON = [page for page in PAGES if blocks(page, "python")]


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("page", WITH_PYTHON, ids=name)
def test_python(page: Path, request: pytest.FixtureRequest):
    """Every Python block of a page, in order; what it claims; the statement that it shows."""
    library()
    shown: list[tuple[int, int, str]] = []
    try:
        with running(page) as run:
            for block in blocks(page, "python", "sql"):
                if block.language == "python":
                    run.run(block)
                elif block.statement and connection.vendor == "postgresql":
                    shown.append((block.start, block.end, layout(run.statement)))
                    if not request.config.getoption("--update-snapshots"):
                        hint = "run pytest tests/test_docs.py --update-snapshots"
                        assert squeezed(block.text) == squeezed(run.statement), f"{name(page)}:{block.line}: {hint}"
            assert run.claims, "a page with Python claims something"
    finally:
        apps.all_models.pop("bookshop", None)
        apps.clear_cache()
    if request.config.getoption("--update-snapshots"):
        content = page.read_text(encoding="utf-8")
        for start, end, text in reversed(shown):
            content = content[:start] + text + content[end:]
        page.write_text(content, encoding="utf-8")


def test_files_that_are_shown():
    """A ``<!-- file: path -->`` says of the block below it that this is the whole file."""
    shown = re.compile(r"^<!-- file: (\S+) -->\n+```\w+\n(.*?)^```$", re.M | re.S)
    found = [one for page in PAGES for one in shown.findall(page.read_text(encoding="utf-8"))]
    assert found
    for path, text in found:
        assert text == (ROOT / path).read_text(encoding="utf-8"), path


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands(page: Path):
    """The make targets, modules and extras that a page names are there."""
    content = page.read_text(encoding="utf-8")
    shell = "\n".join(block.text for block in blocks(page, "shell", "console", "bash", "sh"))
    code = shell + "\n" + "\n".join(re.findall(r"`([^`\n]+)`", content))
    named = set(re.findall(r"(?:^|[`\s])make ([a-z]+)(?!\w)", code, re.M))
    assert named <= make_targets()
    for module in re.findall(r"python -m ([\w.]+)", code):
        if module.partition(".")[0] in ("demo", "tests", "benchmarks"):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for extra in re.findall(r"drf-sqllist\[(\w+)\]", code):
        assert re.search(rf"^{extra} = \[", declared, re.M), extra


def test_no_page_is_left_out():
    """Each page stands in the navigation; mkdocs itself checks the links."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert str(page.relative_to(DOCS)) in navigation


def test_fields_are_up_to_date():
    """In a process of its own: the page has the cases of PostgreSQL on it, whatever this run's database is."""
    environment = {key: value for key, value in os.environ.items() if key != "SQLLIST_DRIVER"}
    command = [sys.executable, "-m", "tests.docs_table", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def problem_codes() -> dict[str, str]:
    """The code of every ``Problem`` that the package makes, with the file that makes it."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                first = node.args[0] if node.args else None
                for one in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                    if isinstance(one, ast.Constant):
                        found[one.value] = str(path.relative_to(ROOT))
    return found


def test_every_problem_has_a_section():
    headings = re.findall(r"^### `([a-z-]+)`$", (DOCS / "reference" / "problems.md").read_text(encoding="utf-8"), re.M)
    codes = problem_codes()
    assert set(codes) - set(headings) == set(), {code: codes[code] for code in set(codes) - set(headings)}
    assert set(headings) - set(codes) == set(), "sections about problems that are gone"
    assert len(headings) == len(set(headings))


def test_every_setting_is_described():
    from dataclasses import MISSING, fields

    from drf_sqllist.conf import Settings

    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    for setting in fields(Settings):
        _, heading, rest = text.partition(f"### `{setting.name}`")
        assert heading
        default = setting.default if setting.default_factory is MISSING else setting.default_factory()
        assert f"`{default!r}`".replace("'", '"') in rest.partition("###")[0]


def test_the_architecture_names_every_module():
    text = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.py)`", text))
    there = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"}
    families = {path for path in there if path.startswith("types/")}
    assert named - there == set(), "modules that are gone"
    assert there - families - named == set(), "modules that the page does not name"


def test_the_benchmark_has_its_place():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"<!-- benchmark pages: summary -->\n.+\n<!-- /benchmark pages: summary -->", readme, re.S)
