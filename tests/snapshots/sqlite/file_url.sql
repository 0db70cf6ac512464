WITH "_page"("_row$", "id", "file", "image") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_filerow"."id", "testapp_filerow"."file", "testapp_filerow"."image" FROM "testapp_filerow" ORDER BY "testapp_filerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_filerow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"file":'||CASE WHEN "_page"."file" IS NULL THEN 'null' WHEN "_page"."file"='' THEN 'null' ELSE char(1)||'0:'||nullif(json_quote(CAST("_page"."file" AS TEXT)),'null')||char(2) END||',"image":'||CASE WHEN "_page"."image" IS NULL THEN 'null' WHEN "_page"."image"='' THEN 'null' ELSE char(1)||'1:'||nullif(json_quote(CAST("_page"."image" AS TEXT)),'null')||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
