WITH "_page"("_row$", "data") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_binaryrow"."data" FROM "testapp_binaryrow" ORDER BY "testapp_binaryrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_binaryrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"data":'||coalesce('"'||sqllist_base64("_page"."data")||'"','null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
