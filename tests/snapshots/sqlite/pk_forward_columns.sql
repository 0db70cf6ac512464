WITH "_page"("_row$", "country_id", "mentor_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."country_id", "testapp_author"."mentor_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"country_id":'||CASE WHEN "_page"."country_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."country_id") WHEN 'integer' THEN CAST("_page"."country_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||',"mentor_id":'||CASE WHEN "_page"."mentor_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."mentor_id") WHEN 'integer' THEN CAST("_page"."mentor_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
