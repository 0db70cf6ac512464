WITH "_page"("_row$", "id", "place_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_dangling"."id", "testapp_dangling"."place_id" FROM "testapp_dangling" WHERE "testapp_dangling"."place_id" IS NOT NULL ORDER BY "testapp_dangling"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_dangling" WHERE "testapp_dangling"."place_id" IS NOT NULL) SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||CASE WHEN "_page"."place_id" IS NULL THEN '' WHEN "_place_1"."id" IS NULL THEN ',"value":null' ELSE ',"value":'||coalesce(CASE WHEN typeof("_place_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_place_1"."name" AS TEXT)) END,'null') END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_place" AS "_place_1" ON "_page"."place_id" = "_place_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
