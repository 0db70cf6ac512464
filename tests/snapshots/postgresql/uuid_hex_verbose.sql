WITH "_page"("_row$", "id", "other") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidrow"."id", "testapp_uuidrow"."other" FROM "testapp_uuidrow" ORDER BY "testapp_uuidrow"."rank" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_uuidrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":"'||"_page"."id"||'","other":'||coalesce('"'||"_page"."other"||'"','null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
