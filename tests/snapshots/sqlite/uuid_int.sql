WITH "_page"("_row$", "id", "other") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidrow"."id", "testapp_uuidrow"."other" FROM "testapp_uuidrow" ORDER BY "testapp_uuidrow"."rank" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_uuidrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||char(1)||'0:'||nullif(json_quote(CAST("_page"."id" AS TEXT)),'null')||char(2)||',"other":'||coalesce(char(1)||'1:'||nullif(json_quote(CAST("_page"."other" AS TEXT)),'null')||char(2),'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
