WITH "_page"("_row$", "id", "place_id", "permit_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_dangling"."id", "testapp_dangling"."place_id", "testapp_dangling"."permit_id" FROM "testapp_dangling" ORDER BY "testapp_dangling"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_dangling") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"place":'||coalesce("_page"."place_id"::text,'null')||',"permit":'||coalesce("_page"."permit_id"::text,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
