WITH "_page"("_row$", "place_id", "number") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_onetoonekey"."place_id", "testapp_onetoonekey"."number" FROM "testapp_onetoonekey" ORDER BY "testapp_onetoonekey"."place_id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_onetoonekey") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"place":'||CASE typeof("_page"."place_id") WHEN 'integer' THEN CAST("_page"."place_id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"number":'||CASE typeof("_page"."number") WHEN 'integer' THEN CAST("_page"."number" AS TEXT) ELSE char(1)||'!'||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
