"""Which tables a statement reads and writes, by its words; and what else its rows depend on."""

import pytest

from drf_sqllist.caching.reads import reads_of
from drf_sqllist.caching.writes import writes_of

READS = {
    "SELECT 1": set(),
    "SELECT a.x FROM a": {"a"},
    'SELECT * FROM "A" AS b, c AS d JOIN "s"."E" ON true': {"a", "c", "e"},
    "SELECT * FROM ONLY a LEFT JOIN LATERAL (SELECT * FROM b WHERE b.x = a.x) AS c ON true": {"a", "b"},
    "SELECT extract(year FROM a.day), trim(both FROM a.name), a.x IS DISTINCT FROM a.y FROM t a": {"t"},
    "WITH p(x) AS (SELECT x FROM a), q AS MATERIALIZED (SELECT * FROM p, b) SELECT * FROM q": {"a", "b"},
    "WITH RECURSIVE t AS (SELECT * FROM a UNION ALL SELECT * FROM t JOIN b USING (x), c) SELECT * FROM t": {
        "a",
        "b",
        "c",
    },
    "SELECT 'FROM no' -- FROM neither\n FROM a /* FROM either */ WHERE x = 'it''s FROM' AND y = E'\\' FROM no'": {"a"},
    "SELECT $$ FROM no $$, $q$ FROM no $q$ FROM a": {"a"},
    "SELECT (SELECT max(x) FROM b) FROM a WHERE EXISTS (SELECT 1 FROM c) ORDER BY (SELECT y FROM d), z": {
        "a",
        "b",
        "c",
        "d",
    },
    "TABLE a": {"a"},
    "SELECT count(*) FROM generate_series(1, 2) AS g(n), a": {"a"},
    "SELECT x FROM a UNION SELECT x FROM b": {"a", "b"},
    'SELECT "a"."x" FROM "a" WHERE "a"."y" IN (SELECT U0."y" FROM "b" U0)': {"a", "b"},
}


@pytest.mark.parametrize("sql", READS)
def test_tables_that_are_read(sql: str):
    reads = reads_of(sql)
    assert reads.relations == READS[sql]
    assert reads.relations <= reads.names
    assert not reads.varying


VARYING = {
    "SELECT now()": {"now"},
    "SELECT pg_catalog.now(), statement_timestamp()": {"now", "statement_timestamp"},
    "SELECT CURRENT_TIMESTAMP, current_user": {"current_timestamp", "current_user"},
    'SELECT a.user, a."user", a.current_date FROM a': set(),
    "SELECT 'now'::timestamptz, datetime('now'), DATE ' Today '": {"'now'", "' today '"},
    'SELECT random(), "my_fn"(x), s.other(x) FROM a': {"random", "my_fn", "other"},
    "SELECT * FROM rows_of(3) AS r": {"rows_of"},
    "SELECT * FROM a TABLESAMPLE bernoulli (10)": {"bernoulli"},
    "SELECT x FROM a FOR UPDATE": {"for update"},
    "SELECT x FROM a FOR NO KEY UPDATE SKIP LOCKED": {"for update"},
    "SELECT substring(x for 3), CAST(x AS varchar(10)), x::numeric(4, 2) FROM a": set(),
    "SELECT coalesce(max(x), 0), row_number() OVER (ORDER BY y) FROM a GROUP BY (y)": set(),
    'SELECT * FROM (SELECT 1) AS "_total"("n"), (VALUES (1)) AS v(a)': set(),
}


@pytest.mark.parametrize("sql", VARYING)
def test_what_may_change_though_no_table_does(sql: str):
    assert reads_of(sql).varying == VARYING[sql]


WRITES = {
    'INSERT INTO "a" ("x") SELECT 1 FROM b': {"a"},
    "insert or replace into a values (1)": {"a"},
    'UPDATE "s"."A" SET x = 1 FROM b': {"a"},
    "UPDATE ONLY a SET x = 1": {"a"},
    'DELETE FROM "a" WHERE "x" IN (SELECT 1 FROM b)': {"a"},
    'INSERT INTO "we""ird" VALUES (1)': {'we"ird'},
    "SELECT x FROM a FOR UPDATE": set(),
    "WITH x AS (SELECT 1) SELECT * FROM x FOR NO KEY UPDATE": set(),
    "SAVEPOINT s1": set(),
    "SET TRANSACTION READ ONLY": set(),
    "EXPLAIN SELECT 1 FROM a": set(),
    "VACUUM a;": set(),
    "": set(),
    "-- nothing": set(),
}
MAY_WRITE = {
    "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x": {"a", "b"},
    "-- first\nUPDATE a SET x = 1": {"a"},
    "/* first */ UPDATE a SET x = 1": {"a"},
    "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE": {"a"},
    "TRUNCATE a, b": {"a", "b"},
    "SELECT * INTO n FROM a": {"n"},
    "COPY a FROM STDIN": {"a"},
    "ALTER TABLE a ADD COLUMN x int": {"a"},
    "REFRESH MATERIALIZED VIEW CONCURRENTLY a": {"a"},
    "EXPLAIN ANALYZE DELETE FROM a": {"a"},
}
ANYTHING = [
    "UPDATE a SET x = 1; DELETE FROM b",
    "SELECT 1; DELETE FROM b",
    "TRUNCATE a CASCADE",
    "DROP TABLE a CASCADE",
    "DO $$ BEGIN DELETE FROM a; END $$",
    "CALL change()",
    "EXECUTE prepared",
    "something new",
]


@pytest.mark.parametrize("sql", WRITES)
def test_the_table_that_is_written_to(sql: str):
    assert writes_of(sql) == WRITES[sql]


@pytest.mark.parametrize("sql", MAY_WRITE)
def test_tables_that_may_be_written_to(sql: str):
    found = writes_of(sql)
    assert found is not None
    assert found >= MAY_WRITE[sql]


@pytest.mark.parametrize("sql", ANYTHING)
def test_any_table_may_be_written_to(sql: str):
    assert writes_of(sql) is None


def test_long_statements_are_read_like_short_ones():
    rows = ", ".join(["(1)"] * 10_000)
    assert writes_of(f'INSERT INTO "a" VALUES {rows}') == {"a"}
