WITH "_page"("_row$", "file") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_filerow"."file" FROM "testapp_filerow" ORDER BY "testapp_filerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_filerow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"file":'||CASE WHEN "_page"."file" IS NULL THEN char(1)||'0:'||'null'||char(2) ELSE CASE typeof("_page"."file") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."file" AS TEXT) AS TEXT)),'null')||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
