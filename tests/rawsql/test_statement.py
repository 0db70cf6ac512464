"""The author's text: what is a parameter in it, and what is no single SELECT."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from drf_sqllist import sql_rows
from drf_sqllist.rawsql.problems import SQLError
from drf_sqllist.rawsql.statement import Statement, parse

POSTGRESQL = connection.vendor == "postgresql"

READ = {
    "select": ("SELECT 1", "SELECT 1", ()),
    "lower_case": ("select 1", "select 1", ()),
    "blanks": ("\n\t SELECT 1\n ", "SELECT 1", ()),
    "byte_order_mark": ("\ufeffSELECT 1", "SELECT 1", ()),
    "semicolon": ("SELECT 1;", "SELECT 1", ()),
    "comment_behind_it": ("SELECT 1; -- the end\n/* really */ ", "SELECT 1", ()),
    "comment_at_the_end": ("SELECT 1 -- one", "SELECT 1 -- one", ()),
    "comment_first": ("-- a report\nSELECT 1", "-- a report\nSELECT 1", ()),
    "nested_comment": ("SELECT /* a /* b */ ; ' */ 1", "SELECT /* a /* b */ ; ' */ 1", ()),
    "with": ("WITH a AS (SELECT 1) SELECT * FROM a", "WITH a AS (SELECT 1) SELECT * FROM a", ()),
    "values": ("VALUES (1), (2)", "VALUES (1), (2)", ()),
    "parentheses": ("(SELECT 1) UNION (SELECT 2)", "(SELECT 1) UNION (SELECT 2)", ()),
    "parameter": ("SELECT %(a)s", "SELECT %s", ("a",)),
    "twice": ("SELECT %(a)s, %(b)s, %(a)s::int", "SELECT %s, %s, %s::int", ("a", "b", "a")),
    "no_blanks_around": ("SELECT(%(a)s)+%(ä1)s", "SELECT(%s)+%s", ("a", "ä1")),
    "percent": ("SELECT 7 %% 4", "SELECT 7 %% 4", ()),
    "percent_before_parameter": ("SELECT 7 %%%(a)s", "SELECT 7 %%%s", ("a",)),
    "percent_of_a_parameter": ("SELECT '%%(a)s'", "SELECT '%%(a)s'", ()),
    "like": ("SELECT 'a' LIKE '50%%'", "SELECT 'a' LIKE '50%%'", ()),
    "quoted_quote": ("SELECT 'it''s; --', \"a\"\";\"", "SELECT 'it''s; --', \"a\"\";\"", ()),
    "backslash": (r"SELECT 'a\', %(a)s", r"SELECT 'a\', %s", ("a",)),
    "escapes": (r"SELECT E'a\'; ''', e'\\', %(a)s", r"SELECT E'a\'; ''', e'\\', %s", ("a",)),
    "dollars": ("SELECT $$it's; -- $$, $a$ $$ ; $a$", "SELECT $$it's; -- $$, $a$ $$ ; $a$", ()),
    "dollar_in_a_name": ("SELECT a$b, %(a)s, c$$d", "SELECT a$b, %s, c$$d", ("a",)),
    "operators": (
        "SELECT a ? 'b', a ->> 'c', a::text, a @> b, f(x := 1)",
        "SELECT a ? 'b', a ->> 'c', a::text, a @> b, f(x := 1)",
        (),
    ),
    "names_like_words": (
        "SELECT t.update, t.into, a AS into, (update), key, no FROM t AS share",
        "SELECT t.update, t.into, a AS into, (update), key, no FROM t AS share",
        (),
    ),
    "with_and_names_like_words": (
        "WITH a AS (SELECT 1) SELECT (1) update FROM a",
        "WITH a AS (SELECT 1) SELECT (1) update FROM a",
        (),
    ),
}


@pytest.mark.parametrize("case", READ)
def test_a_statement_is_read(case: str) -> None:
    text, sql, names = READ[case]
    assert parse(text) == Statement(sql, names)


NO_PARAMETER = "Parameters are written %(name)s."
SIGN = "Write %% for the sign itself."
BY_ITSELF = "Let it stand by itself."
ONLY_READS = "A list only reads: leave it out."
WRITE_A_SELECT = "Write a SELECT or a WITH."
REFUSED = {
    "empty": ("", f"the statement is empty. {WRITE_A_SELECT}"),
    "comment_only": ("-- nothing\n;", f"the statement is empty. {WRITE_A_SELECT}"),
    "other_statement": ("\nUPDATE a SET b = 1", f"line 2: the statement begins with UPDATE. {WRITE_A_SELECT}"),
    "explain": ("EXPLAIN SELECT 1", f"line 1: the statement begins with EXPLAIN. {WRITE_A_SELECT}"),
    "table": ("TABLE a", f"line 1: the statement begins with TABLE. {WRITE_A_SELECT}"),
    "two": (
        "SELECT 1;\nSELECT 2",
        "line 2: there is more than one statement. Leave out what follows the semicolon.",
    ),
    "semicolons": ("SELECT 1;;", "line 1: there is more than one statement. Leave out what follows the semicolon."),
    "sign_behind": ("SELECT 1; )", "line 1: there is more than one statement. Leave out what follows the semicolon."),
    "bare": ("SELECT\n %s", f"line 2: a % is no parameter. {SIGN}"),
    "percent": ("SELECT 7 % 4", f"line 1: a % is no parameter. {SIGN}"),
    "digits": ("SELECT %(a)d", f"line 1: '%(a)d' is no parameter. {NO_PARAMETER}"),
    "no_conversion": ("SELECT %(a)", f"line 1: '%(a)' is no parameter. {NO_PARAMETER}"),
    "no_name": ("SELECT %(a b)s", f"line 1: '%(a b)s' is no parameter. {NO_PARAMETER}"),
    "open_parameter": ("SELECT %(a", f"line 1: a % is no parameter. {SIGN}"),
    "in_quotes": ("SELECT\n'a\n%(a)s'", f"line 3: the parameter %(a)s stands in quotes. {BY_ITSELF}"),
    "in_a_name": ('SELECT "%(a)s"', f"line 1: the parameter %(a)s stands in quotes. {BY_ITSELF}"),
    "in_dollars": ("SELECT $$%(a)s$$", f"line 1: the parameter %(a)s stands in quotes. {BY_ITSELF}"),
    "in_escapes": (r"SELECT E'\'%(a)s'", f"line 1: the parameter %(a)s stands in quotes. {BY_ITSELF}"),
    "in_a_line_comment": ("SELECT 1\n-- %(a)s", f"line 2: the parameter %(a)s stands in a comment. {BY_ITSELF}"),
    "in_a_comment": ("SELECT /*\n%(a)s */ 1", f"line 2: the parameter %(a)s stands in a comment. {BY_ITSELF}"),
    "percent_in_quotes": ("SELECT 'a' LIKE '50%'", f"line 1: a % is no parameter. {SIGN}"),
    "percent_in_a_comment": ("SELECT 1 -- 50%", f"line 1: a % is no parameter. {SIGN}"),
    "open_quote": ("SELECT 1,\n'a", "line 2: a quote is not closed. Close it."),
    "open_name": ('SELECT "a', "line 1: a quote is not closed. Close it."),
    "open_comment": ("SELECT 1\n/* /* */", "line 2: a comment is not closed. Close it with */."),
    "open_dollars": ("SELECT\n$a$ $$", "line 2: the text after $a$ is not closed. Close it."),
    "open_parenthesis": ("SELECT (1,\n(2)", "line 1: a parenthesis is not closed. Close it."),
    "closing_parenthesis": (
        "SELECT 1)\nAS a, (SELECT 2",
        "line 1: a parenthesis closes what was not opened. Leave it out.",
    ),
    "nul": ("SELECT '\x00'", "there is a NUL in the text. Leave it out."),
    "insert_in_with": (
        "WITH a AS (\n INSERT INTO b VALUES (1) RETURNING *) SELECT * FROM a",
        f"line 2: INSERT writes to the database. {ONLY_READS}",
    ),
    "delete_in_second_with": (
        "WITH a AS (SELECT 1), b AS NOT MATERIALIZED (/* all */ delete FROM b RETURNING *) SELECT * FROM a",
        f"line 1: delete writes to the database. {ONLY_READS}",
    ),
    "update_in_with": (
        "WITH a AS (UPDATE b SET c = 1 RETURNING c) SELECT 1",
        f"line 1: UPDATE writes to the database. {ONLY_READS}",
    ),
    "merge_in_with": (
        "WITH a AS (MERGE INTO b USING c ON true) SELECT 1",
        f"line 1: MERGE writes to the database. {ONLY_READS}",
    ),
    "with_then_delete": ("WITH a AS (SELECT 1) DELETE FROM b", f"line 1: DELETE writes to the database. {ONLY_READS}"),
    "into": ("SELECT * INTO a FROM b", f"line 1: INTO makes a table of the rows. {ONLY_READS}"),
    "for_update": ("SELECT * FROM a\nFOR UPDATE", f"line 2: UPDATE locks the rows. {ONLY_READS}"),
    "for_share": ("SELECT * FROM a FOR SHARE", f"line 1: SHARE locks the rows. {ONLY_READS}"),
    "for_no_key_update": ("SELECT * FROM a FOR NO KEY UPDATE", f"line 1: UPDATE locks the rows. {ONLY_READS}"),
    "for_key_share": ("SELECT * FROM (SELECT 1 FOR KEY SHARE) a", f"line 1: SHARE locks the rows. {ONLY_READS}"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_said(case: str) -> None:
    text, message = REFUSED[case]
    with pytest.raises(SQLError) as caught:
        parse(text)
    assert str(caught.value) == message


def test_missing_and_extra_parameters() -> None:
    statement = parse("SELECT %(a)s, %(b)s, %(a)s")
    assert statement.bound({"b": 2, "a": 1}) == (1, 2, 1)
    with pytest.raises(SQLError, match=r"the parameter %\(b\)s has no value"):
        statement.bound({"a": 1})
    with pytest.raises(SQLError, match=r"the value 'c' has no parameter; the SQL has %\(a\)s, %\(b\)s."):
        statement.bound({"a": 1, "b": 2, "c": 3})
    with pytest.raises(SQLError, match="the SQL has none"):
        parse("SELECT 1").bound({"a": 1})


RUN: dict[str, tuple[str, dict[str, Any], list[int]]] = {
    "with": ("WITH a AS (SELECT 1 AS id UNION ALL SELECT 2) SELECT id FROM a", {}, [1, 2]),
    "recursive": (
        "WITH RECURSIVE a(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM a WHERE id < %(n)s) SELECT id FROM a",
        {"n": 3},
        [1, 2, 3],
    ),
    "materialized": ("WITH a AS MATERIALIZED (SELECT 1 AS id) SELECT id FROM a -- done", {}, [1]),
    "union": ("SELECT 2 AS id UNION SELECT 1 AS id ORDER BY id;", {}, [1, 2]),
    "limit": ("SELECT * FROM (SELECT 1 AS id UNION SELECT 2) a ORDER BY id LIMIT %(n)s", {"n": 1}, [1]),
    "modulo": ("SELECT 7 %% 4 AS id", {}, [3]),
    "modulo_of_parameter": ("SELECT 7 %% %(n)s AS id", {"n": 4}, [3]),
    "like": ("SELECT 1 AS id WHERE '50 %%' LIKE '50%%' AND 'a%%b' = %(text)s", {"text": "a%b"}, [1]),
    "comment": ("SELECT 1 AS id /* 100%% -- */ -- 'a", {}, [1]),
    "quotes": ("SELECT 1 AS id WHERE 'it''s; --' = %(text)s", {"text": "it's; --"}, [1]),
    "twice": ("SELECT 1 AS id WHERE %(n)s = 1 AND %(n)s + 1 = 2", {"n": 1}, [1]),
}
if POSTGRESQL:
    RUN |= {
        "values": ("SELECT * FROM (VALUES (1), (2)) a(id)", {}, [1, 2]),
        "dollars": ("SELECT 1 AS id WHERE $$it's 5%% $$ = 'it''s 5%% '", {}, [1]),
        "escapes": (r"SELECT 1 AS id WHERE E'it\'s' = %(text)s::text", {"text": "it's"}, [1]),
        "nested_comment": ("SELECT /* a /* b */ ; */ 1 AS id", {}, [1]),
        "casts": ("SELECT '1'::int AS id", {}, [1]),
        "json_operators": (
            """SELECT (a->>'id')::int AS id FROM (SELECT '{"id": 1}'::jsonb AS a) b
            WHERE a ? 'id' AND a ?| array['id']""",
            {},
            [1],
        ),
        "named_arguments": ("SELECT length(make_interval(days := 1)::text) - 4 AS id", {}, [1]),
        "any": (
            "SELECT id FROM (VALUES (1), (2), (3)) a(id) WHERE id = ANY(%(ids)s)",
            {"ids": [1, 3]},
            [1, 3],
        ),
        "array": ("SELECT unnest(ARRAY[2, 1]) AS id", {}, [1, 2]),
    }
else:
    RUN |= {
        "values": ("WITH a(id) AS (VALUES (1), (2)) SELECT id FROM a", {}, [1, 2]),
        "json_operators": ("""SELECT '{"id": 1}' ->> 'id' AS id""", {}, [1]),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("case", RUN)
def test_what_the_database_makes_of_it(case: str) -> None:
    """With a filter and without: Django binds nothing in one of them."""
    sql, params, expected = RUN[case]
    rows = sql_rows(sql, params, {"id": int})
    assert sorted(rows.values_list("id", flat=True)) == expected
    assert sorted(rows.filter(id__gte=1).values_list("id", flat=True)) == expected
    assert rows.count() == len(expected)


@pytest.mark.django_db
def test_names_that_the_database_folds() -> None:
    """PostgreSQL takes an unquoted name in lower case, a declared one as it is."""
    rows = sql_rows('SELECT 1 AS "Id", 2 AS Total', {}, {"Id": int, "Total": int})
    if POSTGRESQL:
        with pytest.raises(DatabaseError, match=r"column sqllist_source\.Total does not exist"), transaction.atomic():
            rows.get()
        rows = sql_rows('SELECT 1 AS "Id", 2 AS Total', {}, {"Id": int, "total": int})
        assert rows.values_list("Id", "total").get() == (1, 2)
    else:
        assert rows.values_list("Id", "Total").get() == (1, 2)


@pytest.mark.django_db
def test_a_column_that_is_not_returned() -> None:
    """SQLite would take a quoted name that it does not find for a text."""
    rows = sql_rows("SELECT 1 AS id", {}, {"id": int, "other": str})
    with pytest.raises(DatabaseError, match=r"sqllist_source\.other"), transaction.atomic():
        rows.get()
