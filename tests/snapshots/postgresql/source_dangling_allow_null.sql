WITH "_page"("_row$", "id", "place_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_dangling"."id", "testapp_dangling"."place_id" FROM "testapp_dangling" WHERE "testapp_dangling"."place_id" IS NOT NULL ORDER BY "testapp_dangling"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_dangling" WHERE "testapp_dangling"."place_id" IS NOT NULL) AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"value":'||coalesce(to_json("_place_1"."name")::text,'null')||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_place" AS "_place_1" ON "_page"."place_id" = "_place_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
