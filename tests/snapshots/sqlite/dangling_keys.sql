WITH "_page"("_row$", "id", "place_id", "permit_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_dangling"."id", "testapp_dangling"."place_id", "testapp_dangling"."permit_id" FROM "testapp_dangling" ORDER BY "testapp_dangling"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_dangling") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"place":'||CASE WHEN "_page"."place_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."place_id") WHEN 'integer' THEN CAST("_page"."place_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||',"permit":'||CASE WHEN "_page"."permit_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."permit_id") WHEN 'integer' THEN CAST("_page"."permit_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
