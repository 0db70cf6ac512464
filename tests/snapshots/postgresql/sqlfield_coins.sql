WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_coin"."id" FROM "testapp_coin" ORDER BY "testapp_coin"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_coin") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"n":'||coalesce((SELECT CASE WHEN "_n_1"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_n_1"."sqllist_twin")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_n_1"."sqllist_twin")::numeric)::text ELSE E'\x01!\x02' END FROM (SELECT ("testapp_coin"."value" + %s) AS "sqllist_twin" FROM "testapp_coin" WHERE "testapp_coin"."id" = ("_page"."id")) AS "_n_1"("sqllist_twin")),E'\x01!\x02')||',"p":'||CASE WHEN "_coin_2"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_coin_2"."sqllist_twin")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_coin_2"."sqllist_twin")::numeric)::text ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page"
LEFT JOIN (SELECT "testapp_coin"."id" AS "id", ROW_NUMBER() OVER () AS "sqllist_twin" FROM "testapp_coin") AS "_coin_2"("id", "sqllist_twin") ON "_page"."id" = "_coin_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
