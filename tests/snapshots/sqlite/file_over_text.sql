WITH "_page"("_row$", "file") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_filerow"."file" FROM "testapp_filerow" ORDER BY "testapp_filerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_filerow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"file":'||coalesce(CASE WHEN typeof("_page"."file")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."file" AS TEXT)) END,'""')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
