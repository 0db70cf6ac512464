"""The SQL of the triggers by which PostgreSQL itself tells that a table has changed, whoever has changed it.

A transaction that changes a table adds a row with a random positive number to ``drf_sqllist_stamp``, and the *stamp* of
the table is the sum of its rows. What one moment's snapshot sees of transactions, each later one sees, too: two stamps
are the same if and only if the same transactions have changed the table. The numbers are random because a database that
is restored from a backup begins again where it was, and then has another future.

Nobody waits for anybody: rows are only inserted, under no unique key. One change in some hundreds adds up the rows of
its table that it can have without waiting: it deletes them and inserts their sum, which no snapshot sees by halves.
"""

from __future__ import annotations

STAMPS, TRIGGER, MOVE, LOOK = "drf_sqllist_stamp", "drf_sqllist_write", "drf_sqllist_move", "drf_sqllist_look"
"""A table, a trigger of each table, and two functions: what triggers call, and what readers call."""

SUM_UP_EACH = 256
"""Changes of a table after which its rows are added up, on average."""

_MOVED = "drf_sqllist.moved_"
"""Before a table's number, a setting of PostgreSQL's: the transaction that has just changed the table."""

FROM_RELATIONS = f"""
    FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = '{TRIGGER}'
    WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v') AND c.relpersistence <> 't'
"""
HAS_PARTS = "EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid OR i.inhparent = c.oid)"

CREATE_STAMPS = f"""
CREATE TABLE {{stamps}} (relation regclass NOT NULL, moved numeric NOT NULL)
    WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = {4 * SUM_UP_EACH});
CREATE INDEX ON {{stamps}} (relation);
GRANT SELECT ON {{stamps}} TO PUBLIC
"""

# One row a transaction: the setting is the transaction's own, and a savepoint that is rolled back takes it back with
# the row. Whoever writes may have no rights on the table of stamps: the function has those of who installed it.
CREATE_MOVE = f"""
CREATE OR REPLACE FUNCTION {{move}}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    here text := '{_MOVED}' || TG_RELID::oid;
    this text := pg_current_xact_id();
BEGIN
    IF current_setting(here, true) = this THEN
        RETURN NULL;
    END IF;
    INSERT INTO {{stamps}} VALUES (TG_RELID, 1 + floor(random() * 1e15));
    PERFORM set_config(here, this, true);
    IF random() * {{each}} < 1 AND current_setting('transaction_isolation') = 'read committed' THEN
        WITH gone AS (
            DELETE FROM {{stamps}} WHERE ctid = ANY (ARRAY (
                SELECT ctid FROM {{stamps}} WHERE relation = TG_RELID FOR UPDATE SKIP LOCKED
            )) RETURNING moved
        )
        INSERT INTO {{stamps}} SELECT TG_RELID, sum(moved) FROM gone HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$function$
"""

CREATE_TRIGGER = f"""
CREATE OR REPLACE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {{table}}
    FOR EACH STATEMENT EXECUTE FUNCTION {{move}}();
ALTER TABLE {{table}} ENABLE ALWAYS TRIGGER {TRIGGER}
"""

# The trigger's own row is a part of the stamp: whoever switches it off, writes, and switches it on again has left a
# new one. So are the table's number and that of its file: it may have been exchanged for another table, or rewritten.
# A transaction moves a table once: what it reads between two changes of its own has a stamp that is not the last one.
#
# A function, so that PostgreSQL plans it once a connection: that takes longer than to run it. Who changes what it
# returns gives it another name, since databases keep the one that was installed.
CREATE_LOOK = f"""
CREATE OR REPLACE FUNCTION {{look}}(names name[]) RETURNS TABLE (
    relation text, kind text, has_parts boolean, enabled text, is_own boolean, identity text, stamp numeric
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $function$
BEGIN
    RETURN QUERY SELECT c.relname::text, c.relkind::text, {HAS_PARTS}, coalesce(t.tgenabled::text, ''),
        coalesce(current_setting('{_MOVED}' || c.oid, true) = pg_current_xact_id_if_assigned()::text, false),
        concat_ws('.', c.oid, c.relfilenode, t.oid, t.xmin),
        (SELECT sum(s.moved) FROM {{stamps}} s WHERE s.relation = c.oid)
    {FROM_RELATIONS} AND c.relname = ANY (names) ORDER BY c.oid;
END
$function$
"""
