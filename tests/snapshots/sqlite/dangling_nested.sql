WITH "_page"("_row$", "id", "place_id", "permit_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_dangling"."id", "testapp_dangling"."place_id", "testapp_dangling"."permit_id" FROM "testapp_dangling" ORDER BY "testapp_dangling"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_dangling") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"place":'||CASE WHEN "_place_1"."id" IS NULL THEN 'null' ELSE '{"id":'||CAST("_place_1"."id" AS TEXT)||',"name":'||CASE WHEN typeof("_place_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_place_1"."name" AS TEXT)) END||'}' END||',"permit":'||CASE WHEN "_onetoonekey_2"."place_id" IS NULL THEN 'null' ELSE '{"place":'||CAST("_onetoonekey_2"."place_id" AS TEXT)||',"number":'||CAST("_onetoonekey_2"."number" AS TEXT)||'}' END||',"name":'||coalesce(CASE WHEN typeof("_place_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_place_1"."name" AS TEXT)) END,'null')||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_place" AS "_place_1" ON "_page"."place_id" = "_place_1"."id"
LEFT JOIN "testapp_onetoonekey" AS "_onetoonekey_2" ON "_page"."permit_id" = "_onetoonekey_2"."place_id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
