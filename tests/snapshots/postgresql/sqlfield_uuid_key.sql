WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidkey"."name", "testapp_uuidkey"."id" FROM "testapp_uuidkey" ORDER BY "testapp_uuidkey"."name" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_uuidkey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"n":'||coalesce((SELECT CASE WHEN "_n_1"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_n_1"."sqllist_twin")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_n_1"."sqllist_twin")::numeric)::text ELSE E'\x01!\x02' END FROM (SELECT COUNT("testapp_uuidchild"."id") AS "sqllist_twin" FROM "testapp_uuidkey" LEFT OUTER JOIN "testapp_uuidchild" ON ("testapp_uuidkey"."id" = "testapp_uuidchild"."parent_id") WHERE "testapp_uuidkey"."id" = ("_page"."id") GROUP BY "testapp_uuidkey"."id") AS "_n_1"("sqllist_twin")),E'\x01!\x02')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
