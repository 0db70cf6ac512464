WITH "_page"("_row$", "id", "char", "text", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textrow"."id", "testapp_textrow"."char", "testapp_textrow"."text", "testapp_textrow"."maybe" FROM "testapp_textrow" ORDER BY "testapp_textrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_textrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"char":'||CASE WHEN typeof("_page"."char")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."char" AS TEXT)) END||',"text":'||CASE WHEN typeof("_page"."text")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."text" AS TEXT)) END||',"maybe":'||coalesce(CASE WHEN typeof("_page"."maybe")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."maybe" AS TEXT)) END,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
