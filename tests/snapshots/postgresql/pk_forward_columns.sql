WITH "_page"("_row$", "country_id", "mentor_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."country_id", "testapp_author"."mentor_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"country_id":'||CASE WHEN "_page"."country_id" IS NULL THEN 'null' ELSE "_page"."country_id"::text END||',"mentor_id":'||CASE WHEN "_page"."mentor_id" IS NULL THEN 'null' ELSE "_page"."mentor_id"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
