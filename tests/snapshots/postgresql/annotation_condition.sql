WITH "_page"("_row$", "id", "named", "abroad") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" AS "id", ("testapp_author"."name" = %s OR "testapp_author"."name" = %s) AS "named", ("testapp_country"."code" = %s AND "testapp_author"."country_id" IS NOT NULL) AS "abroad" FROM "testapp_author" LEFT OUTER JOIN "testapp_country" ON ("testapp_author"."country_id" = "testapp_country"."id") ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author" LEFT OUTER JOIN "testapp_country" ON ("testapp_author"."country_id" = "testapp_country"."id")) AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"named":'||CASE WHEN "_page"."named" IS NULL THEN 'null' WHEN pg_typeof("_page"."named")::text IN ('boolean') THEN concat("_page"."named")::boolean::text ELSE E'\x01!\x02' END||',"abroad":'||CASE WHEN "_page"."abroad" IS NULL THEN 'null' WHEN pg_typeof("_page"."abroad")::text IN ('boolean') THEN concat("_page"."abroad")::boolean::text ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
