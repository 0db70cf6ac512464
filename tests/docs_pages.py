"""Runs the Python of a page: every block, in order, in one namespace, with what it claims checked.

What a page may use beside plain Python:

* ``expression  # -> text`` claims ``repr(expression) == text``;
* ``from bookshop.models import Book``: the tests' models under the name that the docs give them, and
  ``bookshop.serializers``, theirs; ``somepackage.serializers`` and ``.querysets`` are ``tests.docs_package``;
* ``bookshop_book``: their tables, in SQL that the page writes by hand;
* ``urlpatterns``, once assigned, is what ``client`` (a DRF ``APIClient``) is answered by;
* ``DRF_SQLLIST``, once assigned, is the setting;
* functions named ``test_...`` are called, with ``client`` if they ask for it.

A ``sql`` block that follows a ``<!-- statement -->`` comment is the statement that ran last on PostgreSQL.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import connection
from django.test import override_settings
from django.urls import clear_url_caches
from rest_framework.test import APIClient

from tests.statements import record

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

STATEMENT = "<!-- statement -->"
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
_CLAIM = re.compile(r"#\s*->\s*(.*)$")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Arguments:
        line: of its first line in the page, counted from 1.
        start: of its text in the page, with ``end``.
        statement: it shows the statement that ran last.
    """

    language: str
    text: str
    line: int
    start: int
    end: int
    statement: bool = False


def blocks(page: Path, *languages: str) -> list[Block]:
    """The fenced blocks of a page in these languages."""
    content = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(content):
        if match["language"] in languages:
            text = re.sub(f"^{match['indent']}", "", match["text"], flags=re.M)
            line = content.count("\n", 0, match.start("text")) + 1
            statement = content[: match.start()].rstrip().endswith(STATEMENT)
            found.append(Block(match["language"], text, line, *match.span("text"), statement))
    return found


@dataclass
class Run:
    """One page being run."""

    page: Path
    client: APIClient = field(default_factory=APIClient)
    namespace: dict[str, Any] = field(default_factory=dict)
    claims: int = 0
    statement: str = ""

    def run(self, block: Block) -> None:
        """Run a block statement by statement, so that each line's claim is checked where it is made."""
        tree = ast.parse(block.text)
        lines = block.text.splitlines()
        ast.increment_lineno(tree, block.line - 1)
        for node in tree.body:
            claim = _CLAIM.search(lines[node.end_lineno - block.line])
            with override_settings(**self.settings()), record() as recorder:
                if claim and isinstance(node, ast.Expr):
                    actual = repr(eval(self.code(ast.Expression(node.value), "eval"), self.namespace))
                    assert actual == claim[1], f"{self.page.name}:{node.lineno}: {actual}, not {claim[1]}"
                    self.claims += 1
                else:
                    assert not claim, f"{self.page.name}:{node.lineno}: only an expression can claim a value"
                    exec(self.code(ast.Module([node], []), "exec"), self.namespace)
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    self.call(self.namespace[node.name])
            if recorder.sql:
                self.statement = recorder.sql[-1]
            self.publish()

    def code(self, tree: Any, mode: str) -> Any:
        return compile(tree, str(self.page), mode)

    def call(self, function: Any) -> None:
        given = {"client": self.client, "db": None}
        function(**{name: given[name] for name in inspect.signature(function).parameters})
        self.claims += 1

    def settings(self) -> dict[str, Any]:
        own = self.namespace.get("DRF_SQLLIST")
        return {"ROOT_URLCONF": "bookshop.urls", **({"DRF_SQLLIST": own} if own is not None else {})}

    def publish(self) -> None:
        """Let the page's routes and classes be found where a project would have them."""
        urls = sys.modules["bookshop.urls"]
        patterns = self.namespace.get("urlpatterns", [])
        if urls.urlpatterns is not patterns:
            urls.urlpatterns = patterns
            clear_url_caches()


@contextmanager
def running(page: Path) -> Iterator[Run]:
    """A page's namespace, with the shop that it is about."""
    from tests import docs_package
    from tests.cases.case import model_serializer
    from tests.testapp import models

    modules = {name: ModuleType(name) for name in ("bookshop", "bookshop.urls", "bookshop.serializers")}
    modules["bookshop.urls"].urlpatterns = []  # type: ignore[attr-defined]
    modules["bookshop.models"] = models
    modules["somepackage.serializers"] = modules["somepackage.querysets"] = docs_package
    modules["bookshop.serializers"].BookSerializer = model_serializer(  # type: ignore[attr-defined]
        models.Book,
        "title",
        "price",
        author=model_serializer(models.Author, "name")(),
        chapters=model_serializer(models.Chapter, "title")(many=True),
        tags=model_serializer(models.Tag, "name")(many=True),
    )
    name = f"docs_{page.stem}"
    module = modules[name] = ModuleType(name)
    with ExitStack() as stack:
        sys.modules.update(modules)
        stack.callback(lambda: [sys.modules.pop(each, None) for each in modules])
        stack.callback(clear_url_caches)
        _name_tables(page)
        run = Run(page, namespace=vars(module))
        run.namespace["client"] = run.client
        yield run


def _name_tables(page: Path) -> None:
    """Let the SQL that a page writes by hand find the shop's tables, until the test's transaction ends."""
    with connection.cursor() as cursor:
        for name in sorted({*re.findall(r"\bbookshop_(\w+)", page.read_text(encoding="utf-8"))}):
            cursor.execute(f"CREATE VIEW bookshop_{name} AS SELECT * FROM testapp_{name}")


def layout(sql: str) -> str:
    """A statement in lines that fit a page, indented by its parentheses; nothing but white space is added."""
    sql = re.sub(r"\|\|'(,\"\w+\":)", r"\n||'\1", sql.strip())
    sql = re.sub(r"(?<!ELSE )(?='\{\"\w+\":')", "\n", sql)
    sql = re.sub(r" (?=(FROM|LEFT JOIN|WHERE|ORDER BY|GROUP BY) [\"(%])", "\n", sql)
    sql = re.sub(r" (?=(WHEN|ELSE) )", "\n", sql) if max(map(len, sql.splitlines())) > 110 else sql
    depth, lines = 0, []
    for line in filter(None, map(str.strip, sql.splitlines())):
        hanging = 2 if line.startswith(("||", "'{")) else 6 if line.startswith(("WHEN", "ELSE")) else 0
        lines.append("  " * depth + " " * hanging + line)
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", line)
        depth += bare.count("(") - bare.count(")")
    return "\n".join(lines) + "\n"


def squeezed(sql: str) -> str:
    return re.sub(r"\s+", "", sql)
