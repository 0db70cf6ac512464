"""Statements in lines: the text stays what it was."""

from pathlib import Path

import pytest

from drf_sqllist.explain.layout import layout

SNAPSHOTS = sorted((Path(__file__).parent / "snapshots").glob("*/*.sql"))


def words(sql: str) -> str:
    return "".join(sql.split())


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_statement(path: Path):
    sql = path.read_text(encoding="utf-8")
    lines = layout(sql, 100).splitlines()
    assert words("".join(lines)) == words(sql)
    assert max(map(len, lines)) <= 140


def test_strings_are_left_alone():
    assert layout("SELECT 'a  FROM (b,\n c', \"FROM  x\"  FROM t", 60) == "SELECT 'a  FROM (b,\n c', \"FROM  x\" FROM t"


def test_what_a_comment_ends_with_stays():
    assert "\n" in layout("SELECT a -- the first\n, b FROM t")


def test_what_fits_stays_together():
    assert layout("SELECT a,\n b FROM t") == "SELECT a, b FROM t"


def test_a_string_of_a_backslash():
    sql = r"SELECT a FROM t WHERE b LIKE %s ESCAPE '\' AND c = 'd' ORDER BY e"
    assert layout(sql, 30).splitlines()[-3:] == [r"WHERE b LIKE %s ESCAPE '\'", "  AND c = 'd'", "ORDER BY e"]


def test_levels():
    sql = (
        "SELECT a.first, a.second, (SELECT max(b.x) FROM b WHERE b.a = a.id AND b.y > %s) FROM a ORDER BY a.id LIMIT 10"
    )
    assert layout(sql, 40).splitlines() == [
        "SELECT a.first, a.second,",
        "  (",
        "    SELECT max(b.x)",
        "    FROM b",
        "    WHERE b.a = a.id AND b.y > %s",
        "  )",
        "FROM a",
        "ORDER BY a.id",
        "LIMIT 10",
    ]


def test_cases():
    sql = "SELECT CASE a.kind WHEN 'one' THEN 'the first of all' WHEN 'two' THEN 'the second' ELSE 'x' END FROM a"
    assert layout(sql, 40).splitlines() == [
        "SELECT CASE a.kind",
        "  WHEN 'one' THEN 'the first of all'",
        "  WHEN 'two' THEN 'the second'",
        "  ELSE 'x'",
        "END",
        "FROM a",
    ]


@pytest.mark.parametrize("sql", ["SELECT (a", "SELECT a) FROM b", "SELECT END", ""])
def test_what_is_no_sql(sql: str):
    assert words(layout(sql, 10)) == words(sql)
