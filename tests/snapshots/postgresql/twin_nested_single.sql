WITH "_page"("_row$", "id", "home_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_profile"."id", "testapp_profile"."home_id" FROM "testapp_profile" ORDER BY "testapp_profile"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_profile") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"home":'||CASE WHEN "_page"."home_id" IS NULL THEN 'null' ELSE '{"code":'||to_json("_country_1"."code")::text||',"readers":'||coalesce((SELECT CASE WHEN "_readers_2"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_readers_2"."sqllist_twin")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_readers_2"."sqllist_twin")::numeric)::text ELSE E'\x01!\x02' END FROM (SELECT COUNT("testapp_author"."id") AS "sqllist_twin" FROM "testapp_country" LEFT OUTER JOIN "testapp_author" ON ("testapp_country"."id" = "testapp_author"."country_id") WHERE "testapp_country"."id" = ("_country_1"."id") GROUP BY "testapp_country"."id") AS "_readers_2"("sqllist_twin")),E'\x01!\x02')||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."home_id" = "_country_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
