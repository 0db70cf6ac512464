WITH "_page"("_row$", "place_id", "number") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_onetoonekey"."place_id", "testapp_onetoonekey"."number" FROM "testapp_onetoonekey" ORDER BY "testapp_onetoonekey"."place_id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_onetoonekey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"place":'||"_page"."place_id"::text||',"number":'||"_page"."number"::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
