WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_place"."id" FROM "testapp_place" ORDER BY "testapp_place"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_place") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"permit":'||CASE WHEN "_onetoonekey_1"."place_id" IS NULL THEN 'null' ELSE '{"pk":'||"_onetoonekey_1"."place_id"::text||',"number":'||"_onetoonekey_1"."number"::text||',"place":{"id":'||"_place_2"."id"::text||',"name":'||to_json("_place_2"."name")::text||'}}' END||'}' AS "body"
FROM "_page"
LEFT JOIN (SELECT * FROM "testapp_onetoonekey" AS "_onetoonekey_1" WHERE "_onetoonekey_1"."place_id" = ANY(ARRAY(SELECT "_page"."id" FROM "_page"))) AS "_onetoonekey_1" ON "_page"."id" = "_onetoonekey_1"."place_id"
LEFT JOIN "testapp_place" AS "_place_2" ON "_onetoonekey_1"."place_id" = "_place_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
