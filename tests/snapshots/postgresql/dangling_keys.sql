WITH "_page"("_row$", "id", "place_id", "permit_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_dangling"."id", "testapp_dangling"."place_id", "testapp_dangling"."permit_id" FROM "testapp_dangling" ORDER BY "testapp_dangling"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_dangling") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"place":'||CASE WHEN "_page"."place_id" IS NULL THEN 'null' ELSE "_page"."place_id"::text END||',"permit":'||CASE WHEN "_page"."permit_id" IS NULL THEN 'null' ELSE "_page"."permit_id"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
