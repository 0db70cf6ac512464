WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_place"."id" FROM "testapp_place" ORDER BY "testapp_place"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_place") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"permit":'||CASE WHEN "_onetoonekey_1"."place_id" IS NULL THEN 'null' ELSE '{"pk":'||CASE typeof("_onetoonekey_1"."place_id") WHEN 'integer' THEN CAST("_onetoonekey_1"."place_id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"number":'||CASE typeof("_onetoonekey_1"."number") WHEN 'integer' THEN CAST("_onetoonekey_1"."number" AS TEXT) ELSE char(1)||'!'||char(2) END||',"place":{"id":'||CASE typeof("_place_2"."id") WHEN 'integer' THEN CAST("_place_2"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"name":'||CASE WHEN typeof("_place_2"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_place_2"."name" AS TEXT)) END||'}}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_onetoonekey" AS "_onetoonekey_1" ON "_page"."id" = "_onetoonekey_1"."place_id"
LEFT JOIN "testapp_place" AS "_place_2" ON "_onetoonekey_1"."place_id" = "_place_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
